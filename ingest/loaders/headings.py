"""The heading that names a document, in formats that mark their headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.records import RULE_OWN_TITLE, Block, BlockKind, OwnField


def heading_as_title(text: str, blocks: Sequence[Block]) -> Iterator[OwnField]:
    """The words of the first heading of the first level, else of the first heading."""
    headings = [block for block in blocks if block.kind is BlockKind.HEADING]
    top = next((block for block in headings if block.level == 1), headings[0] if headings else None)
    if top:
        yield OwnField("title", text[top.start : top.end], RULE_OWN_TITLE)
