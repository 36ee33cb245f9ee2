"""What a document's own markup may state of it: a value that can stand in a label's field."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

MAX_VALUE_CHARACTERS = 500
"""Longer ones are text, not what a text is called."""

ADDRESS = re.compile(r"https?://\S{3,2000}\Z")
DAY = re.compile(r"\s*([12]\d{3})([-/.]?)(\d\d)\2(\d\d)(?!\d)")


def field_value(name: str, words: str) -> Iterator[str | date]:
    """The value for the field of this name, if the words can be one: a day, an address, or a few words."""
    if name == "published":
        yield from _day(words)
    elif 0 < len(words) <= MAX_VALUE_CHARACTERS and (name != "url" or ADDRESS.match(words)):
        yield words


def _day(words: str) -> Iterator[date]:
    """The day that the words begin with, year first; there may be a time behind it."""
    match = DAY.match(words)
    if match:
        try:
            yield date(int(match[1]), int(match[3]), int(match[4]))
        except ValueError:
            return
