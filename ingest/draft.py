"""Read a pasted text like a document: its paragraphs, its sentences, and whose words they are."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from errors import DraftError
from ingest.records import UNLABELLED, Block, BlockKind, Document, Source
from ingest.sentences import split_sentences
from ingest.voices import assign_voices

PARAGRAPH = re.compile(r"\S[^\n]*(?:\n(?!\s*\n)[^\n]*)*")
"""Lines up to the next empty line."""

LONGEST_FILE = 4_000_000
"""Characters of a draft's file. Raised, a file that is no draft fills the memory before it is refused."""


def read_draft(text: str) -> Document:
    """Read a text with its sentences and voices; all of it counts as content, so it has no furniture."""
    blocks = tuple(Block(BlockKind.PARAGRAPH, *match.span()) for match in PARAGRAPH.finditer(text))
    return Document(
        id="draft",
        sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        source=Source(UNLABELLED, "draft"),
        text=text,
        blocks=blocks,
        furniture=(),
        sentences=assign_voices(text, blocks, split_sentences(text, blocks, ())),
    )


def draft_text(path: Path) -> str:
    """Read the text of a draft from a file.

    Raises:
        DraftError: the file cannot be read, is too large, or is not UTF-8 text.
    """
    try:
        with path.open(encoding="utf-8-sig") as opened:
            text = opened.read(LONGEST_FILE + 1)
    except OSError as error:
        raise DraftError(f"{path} cannot be read ({error.strerror}): name a text file") from error
    except UnicodeDecodeError as error:
        raise DraftError(f"{path} is not UTF-8 (byte {error.start}): save it as UTF-8 text") from error
    if len(text) > LONGEST_FILE:
        raise DraftError(f"{path} has more than {LONGEST_FILE:,} characters: name a draft, or a part of it")
    return text
