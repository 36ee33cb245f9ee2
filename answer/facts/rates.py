"""How often, or in how much time: "900 cars a day", "three times a week", "paid per hour", "sold monthly"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from answer.facts.numbers import Quantity
from ingest.lexicon import any_of

PERIODS = {
    "second": "second",
    "minute": "minute",
    "hour": "hour hourly",
    "day": "day daily",
    "night": "night nightly",
    "week": "week weekly",
    "fortnight": "fortnight fortnightly",
    "month": "month monthly",
    "quarter": "quarter quarterly",
    "season": "season",
    "year": "year annum annually yearly",
    "decade": "decade",
}
"""A period → how it is written behind "a", "per", "each" or "every", and as an adverb."""

PERIOD_OF = {name: period for period, names in PERIODS.items() for name in names.split()}
ADVERBS = frozenset(name for name in PERIOD_OF if name.endswith("ly"))

RATE = re.compile(
    rf"\b(?:(?P<each>an?|per|each|every)\s(?P<period>{any_of(*(PERIOD_OF.keys() - ADVERBS))})\b"
    r"(?![-’'])(?!\s(?:ago|later|after|earlier|long|old|of|and\sa\s(?:half|quarter)|on\s(?:from|since|after))\b)"
    rf"|(?P<adverb>{any_of(*ADVERBS)})\b)",
    re.IGNORECASE,
)
"""A period that something is counted by; "a year ago", "a week of strikes" and "a year-long" are none."""

NOT_BEFORE = re.compile(
    r"\b(?:for|in|within|and|after|over|than|about|half|nearly|almost|under|during|by|at|around|once|only|just|whole|lasted?|lasts"
    r"|took|takes?|spent|spends?|wait(?:ed|s)?|is|was)\s\Z",
    re.IGNORECASE,
)
"""Words before "a week" that make it a length: "in a week", "spent a week"."""

TIMES = re.compile(r"\b(?:once|twice|times|hourly|daily)\b", re.IGNORECASE)
WITHIN = 45
"""Characters between a number and the period that it is counted by: "900 crowns before tax a month".

Raised, a period is taken for that of a number far before it; lowered, claims of another period are supported.
"""


@dataclass(frozen=True, slots=True)
class Rate:
    """A period that something is counted by, with the number that is, if one stands before it."""

    period: str
    start: int
    end: int
    number: Quantity | None


def rates(text: str, quantities: Sequence[Quantity]) -> Iterator[Rate]:
    """Yield every rate of a text in order; its numbers are given."""
    for match in RATE.finditer(text):
        period = PERIOD_OF[(match["period"] or match["adverb"]).lower()]
        number = next((one for one in reversed(quantities) if one.end <= match.start()), None)
        near = number is not None and not re.search(r"[.;,:]", text[number.end : match.start()])
        near = near and number is not None and match.start() - number.end <= WITHIN
        before = text[max(0, match.start() - WITHIN) : match.start()]
        counted = near or TIMES.search(before) is not None
        length = NOT_BEFORE.search(before) is not None
        if match["adverb"] or (match["each"] or "").lower() in {"per", "each", "every"} or (counted and not length):
            yield Rate(period, *match.span(), number if near else None)
