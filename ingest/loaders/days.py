"""A day as documents write it: `2025-03-11`, `2025/3/11`, `11 March 2025`, `Tue, March 11th, 2025`."""

from __future__ import annotations

import re
from calendar import month_abbr, month_name
from datetime import date

MONTHS = {name.lower(): number for names in (month_name, month_abbr) for number, name in enumerate(names) if name}
MONTHS["sept"] = 9

MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"

FORMS = (
    re.compile(r"(?P<year>[12]\d{3})(?P<mark>[-/.])(?P<month>[01]?\d)(?P=mark)(?P<day>[0-3]?\d)(?!\d)"),
    re.compile(r"(?P<year>(?:19|20)\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?!\d)"),
    re.compile(rf"(?:[a-z]+,?\s+)?{DAY}[\s-]+(?P<month>{MONTH})\.?,?[\s-]+(?P<year>[12]\d{{3}})(?!\d)", re.IGNORECASE),
    re.compile(rf"(?:[a-z]+,?\s+)?(?P<month>{MONTH})\.?\s+{DAY},?\s+(?P<year>[12]\d{{3}})(?!\d)", re.IGNORECASE),
)
"""How a day can begin a value. `3/11/2025` is two days, one to each side of an ocean: it is none here."""


def stated_day(words: str) -> date | None:
    """The day that these words begin with, None where they begin with none or could mean two."""
    match = next(filter(None, (form.match(words.strip()) for form in FORMS)), None)
    if match is None:
        return None
    month = match["month"].lower()
    try:
        return date(int(match["year"]), MONTHS.get(month) or int(month), int(match["day"]))
    except ValueError:
        return None
