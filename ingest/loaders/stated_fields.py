"""What a document's own markup may state of it: values that fit a label's field, and days as documents write them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from ingest.labels.fields import DATE_FIELDS
from ingest.lexicon import MONTH, MONTHS
from ingest.loaders.trees import local_name, parse_xml
from ingest.records import OwnField

DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"

FORMS = (
    re.compile(r"(?P<year>[12]\d{3})(?P<mark>[-/.])(?P<month>[01]?\d)(?P=mark)(?P<day>[0-3]?\d)(?!\d)"),
    re.compile(r"(?P<year>(?:19|20)\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?!\d)"),
    re.compile(rf"(?:[a-z]+,?\s+)?{DAY}[\s-]+(?P<month>{MONTH})\.?,?[\s-]+(?P<year>[12]\d{{3}})(?!\d)", re.IGNORECASE),
    re.compile(rf"(?:[a-z]+,?\s+)?(?P<month>{MONTH})\.?\s+{DAY},?\s+(?P<year>[12]\d{{3}})(?!\d)", re.IGNORECASE),
)
"""How a day can begin a value. `3/11/2025` means one day in Europe and another in America: it is not a date here."""


def stated_day(words: str) -> date | None:
    """The day that these words begin with, None where they do not begin with one or could mean two."""
    match = next(filter(None, (form.match(words.strip()) for form in FORMS)), None)
    if match is None:
        return None
    month = match["month"].lower()
    try:
        return date(int(match["year"]), MONTHS.get(month) or int(month), int(match["day"]))
    except ValueError:
        return None


# What a document's own markup may state of it: a value that can stand in a label's field.

MAX_VALUE_CHARACTERS = 500
"""Longer ones are text, not what a text is called."""

ADDRESS = re.compile(r"https?://\S{3,2000}\Z")


def field_value(name: str, words: str) -> Iterator[str | date]:
    """The value for the field of this name, if the words can be one: a day, an address, or a few words."""
    if name in DATE_FIELDS:
        day = stated_day(words)
        yield from (day,) if day else ()
    elif 0 < len(words) <= MAX_VALUE_CHARACTERS and (name != "url" or ADDRESS.match(words)):
        yield words


# What an office document says of itself in its properties (Dublin Core, in DOCX, ODT and EPUB alike).


def stated(data: bytes, names: Mapping[str, str], rule: str) -> Iterator[OwnField]:
    """The fields for the elements with these local names, each with the rule and the element's name."""
    for name, field in names.items():
        for element in parse_xml(data).iter("{*}" + name):
            words = " ".join("".join(element.itertext()).split())
            found = f"{rule} {local_name(element)}"
            yield from (OwnField(field, value, found) for value in field_value(field, words))
