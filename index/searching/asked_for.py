"""What sort of thing a question asks for, and whether a sentence has one: its evidence is a sentence that does.

English only: a question in another language asks for nothing in particular.
"""

from __future__ import annotations

import re
from enum import StrEnum

from ingest.lexicon import MONTH, NAMING_NOTHING, table
from ingest.tokens import is_usually_small


class AskedFor(StrEnum):
    """What a question asks for."""

    PERSON = "person"
    NUMBER = "number"
    TIME = "time"
    PLACE = "place"
    REASON = "reason"


QUESTIONS = (
    (AskedFor.NUMBER, r"\bhow (?:many|much|long|old|far|big|large|high|tall|fast|often|wide|deep)\b"),
    (
        AskedFor.NUMBER,
        r"\b(?:what|which) (?:\w+ )?(?:number|share|percentage|per cent|percent|amount|price|cost|sum|rate)\b",
    ),
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
WORD = re.compile(r"\w+(?:[-'’.,:]\w+)*")
TIME = re.compile(
    rf"\b(?:{MONTH}|monday|tuesday|wednesday|thursday|friday|saturday|sunday|today|yesterday|tomorrow|noon|midnight"
    r"|morning|afternoon|evening|night|week|month|year|decade|hours?|minutes?|days?|weeks|months|years|\d{4}|\d{1,2}[:.]\d\d)\b",
    re.IGNORECASE,
)
PLACE = re.compile(
    r"\b(?:in|at|near|to|from|on|off|outside|inside|across|around|between|behind|under|over|into)\s+(?:the\s+)?\w",
    re.IGNORECASE,
)
REASON = re.compile(
    r"\b(?:because|since|due to|owing to|caused?|causes|causing|led to|result(?:s|ed|ing)? (?:of|from|in)|so that"
    r"|in order to|for fear|after|blamed?|reasons?|therefore|brought|thanks to|failed|without)\b|—|:",
    re.IGNORECASE,
)


def asked_for(question: str) -> AskedFor | None:
    """What the question asks for; None where it is nothing of these."""
    return next((asked for asked, pattern in ASKED if pattern.search(question)), None)


def has(sentence: str, question: str, asked: AskedFor) -> bool:
    """Whether the sentence has what is asked for, and not merely the question's own words."""
    match asked:
        case AskedFor.TIME:
            return TIME.search(sentence) is not None
        case AskedFor.REASON:
            return REASON.search(sentence) is not None
        case AskedFor.PLACE:
            return PLACE.search(sentence) is not None
    here = {word.lower() for word in WORD.findall(question)}
    others = [word for word in WORD.findall(sentence) if word.lower() not in here]
    if asked is AskedFor.NUMBER:
        return any(re.search(r"\d", word) or NUMBER_WORDS & set(word.lower().split("-")) for word in others)
    return any(_is_name(word) for word in others)


def _is_name(word: str) -> bool:
    return word[0].isupper() and word.lower() not in NAMING_NOTHING and not is_usually_small(word)
