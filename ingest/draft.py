"""Read a pasted text like a document: its paragraphs, its sentences, and whose words they are."""

from __future__ import annotations

import hashlib
import io
import re
from pathlib import Path

from errors import DocumentError, DraftError
from ingest.formats import format_named, suffix_refusal
from ingest.reading import contents_of
from ingest.records import UNLABELLED, Block, BlockKind, Contents, Document, Source
from ingest.sentences import split_sentences
from ingest.voices import assign_voices

PARAGRAPH = re.compile(r"\S[^\n]*(?:\n(?!\s*\n)[^\n]*)*")
"""Lines up to the next empty line."""

PLAIN = "text"
"""The loader of plain text, which a draft is read without: its lines are kept as they are."""

LONGEST_CHARACTER = 4
"""Bytes of a character of UTF-8."""

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
    """Read the text of a draft from a file of any format that documents have, without its furniture.

    Raises:
        DraftError: the file cannot be read or is too large, or, where its name promises no format, is not UTF-8 text.
    """
    try:
        with path.open("rb") as opened:
            data = opened.read(LONGEST_CHARACTER * (LONGEST_FILE + 1))
    except OSError as error:
        raise DraftError(f"{path} cannot be read ({error.strerror}): name a readable file") from error
    return draft_in(str(path), data)


def draft_in(name: str, data: bytes) -> str:
    """Read the text of a draft from a file's content.

    Args:
        name: the file's; its ending tells the format, and it stands in a refusal.
        data: the content.

    Raises:
        DraftError: as for `draft_text`.
    """
    suffix = Path(name).suffix
    known = format_named(suffix)
    if known is None or known.loader == PLAIN:
        return _plain_text(name, data)
    if not known.loader:
        raise DraftError(f"{name}: {suffix_refusal(suffix) or 'it holds several documents: name one of them'}")
    if len(data) > LONGEST_FILE:
        raise DraftError(f"{name} has more than {LONGEST_FILE:,} bytes: name a draft, or a part of it")
    try:
        contents = contents_of(suffix.lower(), data)
    except DocumentError as error:
        raise DraftError(f"{name}: {error}") from error
    return "\n\n".join(filter(str.strip, (_without_furniture(contents, block) for block in contents.blocks)))


def _without_furniture(contents: Contents, block: Block) -> str:
    """The words of a block that are content."""
    at, kept = block.start, []
    for span in contents.furniture:
        if span.start < block.end and span.end > at:
            kept.append(contents.text[at : max(span.start, at)])
            at = max(at, span.end)
    return "".join([*kept, contents.text[at : block.end]])


def _plain_text(name: str, data: bytes) -> str:
    try:
        text = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8-sig").read(LONGEST_FILE + 1)
    except UnicodeDecodeError as error:
        raise DraftError(f"{name} is not UTF-8 (byte {error.start}): save it as UTF-8 text") from error
    if len(text) > LONGEST_FILE:
        raise DraftError(f"{name} has more than {LONGEST_FILE:,} characters: name a draft, or a part of it")
    return text
