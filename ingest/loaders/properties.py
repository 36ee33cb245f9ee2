"""What an office document says of itself in its properties (Dublin Core, in DOCX, ODT and EPUB alike)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ingest.loaders.field_values import field_value
from ingest.records import RULE_OWN_TITLE, Block, BlockKind, OwnField
from ingest.trees import local_name, parse_xml


def stated(data: bytes, names: Mapping[str, str], rule: str) -> Iterator[OwnField]:
    """The fields for the elements with these local names, each with the rule and the element's name."""
    for name, field in names.items():
        for element in parse_xml(data).iter("{*}" + name):
            words = " ".join("".join(element.itertext()).split())
            found = f"{rule} {local_name(element)}"
            yield from (OwnField(field, value, found) for value in field_value(field, words))


def heading_as_title(text: str, blocks: Sequence[Block]) -> Iterator[OwnField]:
    """The words of the first heading of the first level, else of the first heading."""
    headings = [block for block in blocks if block.kind is BlockKind.HEADING]
    top = next((block for block in headings if block.level == 1), headings[0] if headings else None)
    if top:
        yield OwnField("title", text[top.start : top.end], RULE_OWN_TITLE)
