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
        DraftError: the file cannot be read, or is not UTF-8 text.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise DraftError(f"{path} cannot be read ({error.strerror}): name a text file") from error
    except UnicodeDecodeError as error:
        raise DraftError(f"{path} is not UTF-8 (byte {error.start}): save it as UTF-8 text") from error
