"""What the tests of the formats of light markup read a document as."""

from __future__ import annotations

from ingest.loaders import LOADERS
from ingest.reader.process import read_contents
from ingest.records import BlockKind

HEADING, PARAGRAPH, ITEM, QUOTE, CODE, BREAK = (
    BlockKind.HEADING,
    BlockKind.PARAGRAPH,
    BlockKind.LIST_ITEM,
    BlockKind.QUOTE,
    BlockKind.CODE,
    BlockKind.BREAK,
)


def blocks(suffix: str, markup: str) -> list[tuple[BlockKind, str]]:
    loaded = LOADERS[suffix](markup.encode())
    return [(block.kind, loaded.text[block.start : block.end]) for block in loaded.blocks]


def quoted(suffix: str, markup: str) -> list[tuple[str, str | None]]:
    """The sentences that are quotations, and of whom."""
    contents = read_contents(suffix, markup.encode())
    return [(contents.text[s.start : s.end], s.voice.speaker) for s in contents.sentences if s.voice.kind == "quote"]


def own(suffix: str, markup: str) -> dict[str, str]:
    """What a document says of itself, the first of each field."""
    found = [(one.name, str(one.value)) for one in LOADERS[suffix](markup.encode()).own]
    return dict(reversed(found))
