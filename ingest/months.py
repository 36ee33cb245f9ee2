"""The months by their English names: for dates in a document, in its markup and in its furniture."""

from __future__ import annotations

from calendar import month_abbr, month_name

MONTH_NAMES = tuple(name for name in month_name if name)
"""The months in full, with a capital."""

SHORT_MONTHS = (*(name.lower() for name in month_abbr if name), "sept")
"""How months are abbreviated, in small letters and without a full stop."""

MONTHS = {name.lower(): number for names in (month_name, month_abbr) for number, name in enumerate(names) if name} | {
    "sept": 9
}
"""Name or abbreviation, in small letters → the month's number from 1."""

MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
"""A pattern for any of these names; the longer ones first, for some begin with another."""
