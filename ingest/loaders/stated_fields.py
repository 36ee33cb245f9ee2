"""What a document's own markup may state of it: values that fit a label's field."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from ingest.days import stated_day
from ingest.labels.fields import DATE_FIELDS
from ingest.lexicon import table
from ingest.loaders.trees import flat_text, local_name, parse_xml
from ingest.records import OwnField

MAX_VALUE_CHARACTERS = 500
"""Longer ones are text, not what a text is called."""

NOBODY = table("""
    anonymous (anonymous) unknown unbekannt user admin administrator author owner guest none default root pc
    python-docx reportlab
""") | {"microsoft office user", "apache poi", "windows user", "un-named"}
"""What programs write in the place of an author's name."""

ADDRESS = re.compile(r"https?://\S{3,2000}\Z")


def field_value(name: str, words: str) -> Iterator[str | date]:
    """The value for the field of this name, if the words can be one: a day, an address, or a few words."""
    if name in DATE_FIELDS:
        day = stated_day(words)
        yield from (day,) if day else ()
    elif name == "author" and words.casefold() in NOBODY:
        return
    elif 0 < len(words) <= MAX_VALUE_CHARACTERS and (name != "url" or ADDRESS.match(words)):
        yield words


# What an office document says of itself in its properties (Dublin Core, in DOCX, ODT and EPUB alike).


def stated(data: bytes, names: Mapping[str, str], rule: str) -> Iterator[OwnField]:
    """The fields for the elements with these local names, each with the rule and the element's name."""
    for name, field in names.items():
        for element in parse_xml(data).iter("{*}" + name):
            words = flat_text(element)
            found = f"{rule} {local_name(element)}"
            yield from (OwnField(field, value, found) for value in field_value(field, words))
