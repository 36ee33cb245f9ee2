"""Read a day as documents write it: in their markup, in their datelines, in their files' names."""

from __future__ import annotations

import re
from datetime import date

from ingest.lexicon import MONTH, MONTHS

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
