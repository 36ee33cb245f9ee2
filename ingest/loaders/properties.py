"""What an office document says of itself in its properties (Dublin Core, in DOCX, ODT and EPUB alike)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ingest.loaders.field_values import field_value
from ingest.records import OwnField
from ingest.trees import local_name, parse_xml


def stated(data: bytes, names: Mapping[str, str], rule: str) -> Iterator[OwnField]:
    """The fields for the elements with these local names, each with the rule and the element's name."""
    for name, field in names.items():
        for element in parse_xml(data).iter("{*}" + name):
            words = " ".join("".join(element.itertext()).split())
            found = f"{rule} {local_name(element)}"
            yield from (OwnField(field, value, found) for value in field_value(field, words))
