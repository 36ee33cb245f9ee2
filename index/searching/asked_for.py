"""What sort of thing a question asks for, and whether a sentence has one: its evidence is a sentence that does.

English only: a question in another language asks for nothing in particular.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache

from ingest.lexicon import MONTH, MONTHS, NAMING_NOTHING, table
from ingest.tokens import is_usually_small


class AskedFor(StrEnum):
    """What a question asks for."""

    PERSON = "person"
    NUMBER = "number"
    AMOUNT = "amount"
    TIME = "time"
    PLACE = "place"
    REASON = "reason"


QUESTIONS = (
    (
        AskedFor.AMOUNT,
        r"\bhow (?:much|long|old|far|big|large|high|tall|fast|wide|deep|heavy)\b"
        r"|\b(?:what|which) (?:\w+ )?(?:share|percentage|per cent|percent|amount|price|cost|sum|rate|rise|raise"
        r"|increase|cut)\b"
        r"|\bwhat (?:is|was|were|are|did|does|do|will|would|has|have)\b.*\b(?:costs?|pay|paid|fine|price|fee|salary"
        r"|fare|rent|wages?|budget|turnout|share|temperature|weigh|penalty|excess|amount|speed|toll)\b",
    ),
    (AskedFor.NUMBER, r"\bhow (?:many|often)\b|\b(?:what|which) (?:\w+ )?number\b"),
    (AskedFor.TIME, r"\bwhen\b|\b(?:what|which) (?:year|month|day|date|time|hour)\b|\bhow soon\b"),
    (AskedFor.PERSON, r"\bwho(?:se|m)?\b"),
    (AskedFor.PLACE, r"\bwhere\b|\b(?:what|which) (?:country|city|town|place|region|street|state)\b"),
    (AskedFor.REASON, r"\bwhy\b|\bfor what reason\b|\bwhat caused\b"),
)
"""What is asked for, and the pattern of a question that asks for it; the first that fits counts."""

ASKED = tuple((asked, re.compile(pattern, re.IGNORECASE)) for asked, pattern in QUESTIONS)

NUMBER_WORDS = table("""
    two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion half third quarter
    dozen dozens nobody none both twice
""")
PEOPLE = table("""
    people persons children pupils kids students men women boys girls victims patients workers employees members
    soldiers residents passengers migrants refugees players guests deaths dead lives voters
""")
MONEY = table("crown krone kronor euro dollar pound cent penny pence franc yen rouble ruble rupee")
MASS = table("tonne ton kilo kg gram pound lb ounce stone")
LENGTH = table("metre meter mile km cm mm foot feet inch yard kilometre kilometer")
DURATION = table("second minute hour day week month year decade centur")
SHARE = table("per % percent half third quarter")
OTHER_MEASURES = table(
    "litre liter hectare acre degree hundred thousand million billion trillion watt kw mw knots barrel gallon"
)
"""How words for what is measured begin."""

MONEY_SIGN = re.compile(r"[$€£¥] ?\d|\d ?[€£]|\b(?:EUR|USD|GBP|SEK|NOK|DKK|CHF) ?\d")
SHARE_SIGN = re.compile(r"\d ?%")

DIMENSIONS = (
    (
        r"\b(?:costs?|pay|paid|price|fee|salary|fare|rent|wages?|budget|fine|penalty|worth|money|debt|ransom|bail|earn\w*"
        r"|spen[dt]\w*)\b",
        MONEY,
        MONEY_SIGN,
    ),
    (r"\b(?:weigh\w*|heavy|heavier)\b", MASS, None),
    (r"\bhow (?:far|long|high|tall|wide|deep)\b|\b(?:height|width|depth|distance|length)\b", LENGTH, None),
    (r"\bhow (?:long|old)\b", DURATION, None),
    (r"\b(?:share|percentage|per cent|percent|rate|turnout|proportion|rise|raise|increase|cut)\b", SHARE, SHARE_SIGN),
)
"""The pattern of a question that asks for an amount of this, the beginnings of its units, and a sign that stands for
one."""

Measure = tuple[frozenset[str], re.Pattern[str] | None]

MEASURED = tuple((re.compile(pattern, re.IGNORECASE), (units, sign)) for pattern, units, sign in DIMENSIONS)
OPEN: Sequence[Measure] = (
    *(measure for _, measure in MEASURED if measure[0] is not DURATION),
    (OTHER_MEASURES, None),
)
"""The measures of anything but time, which is asked for by name: "how long", "how old"."""

HOW_MANY = re.compile(r"\bhow many (?:(?:more|other|of the|new|young|dead) )?(?P<noun>\w+)", re.IGNORECASE)

NEAR_NUMBER = 3
"""Words behind a number among which it may say of what it is. Raised, a number is taken for that of a later noun."""

STEM = 5
"""Letters in which two forms of a noun agree. Raised, "story" and "stories" differ; lowered, "story" is
"store"."""

WORD = re.compile(r"\w+(?:[-'’.,:]\w+)*")
TIME = re.compile(
    rf"\b(?:{MONTH}|monday|tuesday|wednesday|thursday|friday|saturday|sunday|today|yesterday|tomorrow|noon|midnight"
    r"|morning|afternoon|evening|night|week|month|year|decade|hours?|minutes?|days?|weeks|months|years|\d{4}|\d{1,2}[:.]\d\d)\b",
    re.IGNORECASE,
)
PREPOSITION = (
    r"\b(?:in|at|near|to|from|on|off|of|outside|inside|across|around|between|behind|under|over|into)\s+(?:the\s+)?"
)
NAMED_PLACE = re.compile(rf"(?i:{PREPOSITION})(?P<name>[^\W\d_a-z][\w'’-]+)")
PLACE = re.compile(rf"{PREPOSITION}\w", re.IGNORECASE)
REASON = re.compile(
    r"\b(?:because|since|due to|owing to|caused?|causes|causing|led to|results? (?:of|from|in)|resulting from|so that"
    r"|in order to|for fear|blamed?|reasons?|therefore|thanks to)\b",
    re.IGNORECASE,
)
BEHIND = re.compile(r"\b(?:after|resulted in|brought|failed|without|as)\b", re.IGNORECASE)
"""A sign that one thing followed another, which may be why."""

NO_QUANTITY = re.compile(
    rf"\b(?:{MONTH})\.? \d{{1,2}}\b|\b\d{{1,2}}(?:st|nd|rd|th)?\.?(?: (?:and|to|or) \d{{1,2}})? (?:of )?(?:{MONTH})\b"
    r"|\b(?:1[5-9]|20)\d\d\b(?![.,]\d)|\b\d{1,2}:\d\d\b|\A\W*\d{1,3}(?:\.\d{1,3})*[.)]?(?= )|\b[A-Z]+-?\d+\b",
    re.IGNORECASE,
)
"""Dates, years, times, the number of a paragraph and codes, which say how many of nothing."""


@lru_cache(maxsize=32)
def asked_for(question: str) -> AskedFor | None:
    """What the question asks for; None where it is nothing of these."""
    return next((asked for asked, pattern in ASKED if pattern.search(question)), None)


def has(sentence: str, question: str, asked: AskedFor) -> float:
    """Return how far the sentence has what is asked for, and not merely the question's own words, from 0 to 1.

    A number of something else than what is asked for, a place without a name or what merely came before is half of it,
    and a number of another measure than the question names a quarter.
    """
    match asked:
        case AskedFor.TIME:
            return float(TIME.search(sentence) is not None)
        case AskedFor.REASON:
            return 1.0 if REASON.search(sentence) else 0.5 * bool(BEHIND.search(sentence))
        case AskedFor.PLACE:
            return _place(sentence, question)
        case AskedFor.PERSON:
            here = _asked_words(question)
            return float(any(_is_name(word) for word in WORD.findall(sentence) if word.lower() not in here))
    return _number(sentence, question, asked)


def _place(sentence: str, question: str) -> float:
    here = _asked_words(question)
    names = (match["name"].lower() for match in NAMED_PLACE.finditer(sentence))
    return 1.0 if any(name not in here and name not in MONTHS for name in names) else 0.5 * bool(PLACE.search(sentence))


def _number(sentence: str, question: str, asked: AskedFor) -> float:
    words, here = _words(NO_QUANTITY.sub(" ", sentence)), _asked_words(question)
    places = [place for place, word in enumerate(words) if word not in here and _is_number(word)]
    if not places:
        return 0.0
    named = [measure for pattern, measure in MEASURED if pattern.search(question)] if asked is AskedFor.AMOUNT else []
    measures = named or (OPEN if asked is AskedFor.AMOUNT else [(_counted(question), None)])
    units = tuple(unit for units, _ in measures for unit in units)
    behind = (word for place in places for word in words[place + 1 : place + 1 + NEAR_NUMBER])
    signs = (sign for _, sign in measures if sign)
    if not units or any(word.startswith(units) for word in behind) or any(sign.search(sentence) for sign in signs):
        return 1.0
    return 0.25 if named else 0.5


def _counted(question: str) -> frozenset[str]:
    """The beginnings of the words for what is counted; all people are one."""
    match = HOW_MANY.search(question)
    noun = match["noun"].lower() if match else ""
    return PEOPLE if noun in PEOPLE else frozenset({noun[:STEM]} if noun else ())


@lru_cache(maxsize=32)
def _asked_words(question: str) -> frozenset[str]:
    return frozenset(_words(question))


def _words(text: str) -> list[str]:
    return [word.lower() for word in WORD.findall(text)]


def _is_number(word: str) -> bool:
    return re.search(r"\d", word) is not None or not NUMBER_WORDS.isdisjoint(word.split("-"))


def _is_name(word: str) -> bool:
    return word[0].isupper() and word.lower() not in NAMING_NOTHING and not is_usually_small(word)
