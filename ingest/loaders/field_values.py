"""What a document's own markup may state of it: a value that can stand in a label's field."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ingest.loaders.days import stated_day

MAX_VALUE_CHARACTERS = 500
"""Longer ones are text, not what a text is called."""

ADDRESS = re.compile(r"https?://\S{3,2000}\Z")


def field_value(name: str, words: str) -> Iterator[str | date]:
    """The value for the field of this name, if the words can be one: a day, an address, or a few words."""
    if name == "published":
        day = stated_day(words)
        yield from (day,) if day else ()
    elif 0 < len(words) <= MAX_VALUE_CHARACTERS and (name != "url" or ADDRESS.match(words)):
        yield words
