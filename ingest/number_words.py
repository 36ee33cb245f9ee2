"""Read numbers written in words: "twelve hundred", "two and a half million", "half", "two-thirds".

The tables are our own: text2num 3.1 (measured 2026-11) reads neither "two and a half million" nor "a hundred" nor
"a dozen", and it rewrites the text, so that offsets are lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from ingest.lexicon import any_of, row
from ingest.records import Span

SMALL_NUMBERS = row("""
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen
    """)
UNITS = {word: value for value, word in enumerate(SMALL_NUMBERS)}
TENS = {
    word: 10 * value for value, word in enumerate(row("twenty thirty forty fifty sixty seventy eighty ninety"), start=2)
}
SCALES = {
    "hundred": 100,
    "dozen": 12,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000,
}
SHORT_SCALES = {"k": 1_000, "mn": 1_000_000, "m": 1_000_000, "bn": 1_000_000_000, "b": 1_000_000_000, "tn": 10**12}
"""Abbreviated scales after a sum of money: "$5m"."""

SHARES = {
    "half": Fraction(50),
    "one-half": Fraction(50),
    "one-third": Fraction(100, 3),
    "a third": Fraction(100, 3),
    "two-thirds": Fraction(200, 3),
    "two thirds": Fraction(200, 3),
    "three-quarters": Fraction(75),
    "three quarters": Fraction(75),
    "a quarter": Fraction(25),
    "one-quarter": Fraction(25),
    "one-fifth": Fraction(20),
    "a fifth": Fraction(20),
    "one-tenth": Fraction(10),
    "a tenth": Fraction(10),
}
"""Parts of a whole, in percent."""

IN_ORDER = row("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth")
ORDINALS = {word: value for value, word in enumerate(IN_ORDER, start=1)}

SIZES = {word: Fraction(size) for word, size in (UNITS | TENS).items()} | {"half": Fraction(1, 2)}

SMALL = any_of(*UNITS, *TENS)
SCALE = any_of(*SCALES)
PART = rf"(?:{SMALL}|{SCALE})"
RUN = rf"(?:(?:an?|half\ an?)\s(?=(?:{SCALE})\b))?{PART}(?:(?:-|\s|\sand\s(?:a\shalf\s)?){PART}){{0,11}}"
"""A run of number words; "dozens" and "hundreds" are not number words."""


WORD = re.compile(r"[^\W\d_]+")
BEGINNING = frozenset({*UNITS, *TENS, *SCALES, "a", "an", "half"})
"""Words with which a run may begin: looked up, which is faster than looking for the run at every letter."""

TELLING = BEGINNING - {"a", "an"}
"""A run has one of these: an article only begins one before a scale."""

LETTERS = re.compile(r"[a-z]+")
"""Runs in which all of them are found, and which are found in half the time that words take."""

IN_TEXT = re.compile(rf"\b{RUN}\b", re.IGNORECASE)

MONEY = "$€£¥"

FIGURE = re.compile(
    rf"(?<![\w.,])(?P<money>[{MONEY}]\s?)?"
    r"(?P<digits>\d{1,3}(?:,\d{3}){1,4}|\d{1,9})(?P<part>\.\d{1,6})?"
    rf"(?:[\s-]?(?P<scale>{SCALE})|(?(money)(?P<short>{any_of(*SHORT_SCALES)})|(?!)))\b",
    re.IGNORECASE,
)
"""Digits with a scale: "1.84 million"; of a sum of money, abbreviated too: "£1.84m"."""

DIGIT = re.compile(r"\d")

BEHIND_DIGITS = re.compile(r"\d[\s-]?\Z")
"""What makes of a scale in words a part of a figure."""


def value(run: str) -> Fraction | None:
    """Return the value of a run of number words, or None if it is not a single number, as in "nineteen ninety"."""
    words = [word for word in re.split(r"[-\s]+", run.lower()) if word != "and"]
    factor = Fraction(1, 2) if words[0] == "half" else Fraction(1)
    words = [word for word in words if word not in {"a", "an"}]
    if words[0] == "half":
        words = words[1:]
    total, group, last = Fraction(0), Fraction(0), None
    for word in words:
        if not _follows(last, word):
            return None
        if word in SCALES:
            total, group = _scaled(total, group, SCALES[word])
        else:
            group += SIZES[word]
        last = word
    return (total + group) * factor


def whole_numbers(text: str) -> Iterator[tuple[Span, int]]:
    """Yield the whole numbers from 2 on that are written in words, or with a scale as "1.84 million", and places."""
    yield from sorted(one for one in [*_figures(text), *_in_words(text)] if one[1] > 1)


def _figures(text: str) -> Iterator[tuple[Span, int]]:
    if not (any(sign in text for sign in MONEY) or any(scale in text.lower() for scale in SCALES)):
        return
    for match in FIGURE.finditer(text):
        scale = (SCALES | SHORT_SCALES)[(match["scale"] or match["short"]).lower()]
        found = Fraction(match["digits"].replace(",", "") + (match["part"] or "")) * scale
        if found.denominator == 1:
            yield (match.start("digits"), match.end()), int(found)


def _in_words(text: str) -> Iterator[tuple[Span, int]]:
    if TELLING.isdisjoint(LETTERS.findall(text.lower())):
        return
    end = 0
    for word in WORD.finditer(text):
        match = IN_TEXT.match(text, word.start()) if word.start() >= end and word.group().lower() in BEGINNING else None
        if match:
            end, found = match.end(), value(match.group())
            behind_digits = BEHIND_DIGITS.search(text[max(0, match.start() - 2) : match.start()])
            if found is not None and found.denominator == 1 and not behind_digits:
                yield match.span(), int(found)


def _follows(last: str | None, word: str) -> bool:
    """Return whether a word can follow: "twenty one", "two hundred three", but not "nineteen ninety" or "two three"."""
    if last is None or word in SCALES or last in SCALES or word == "half":
        return True
    return last in TENS and word in UNITS and 0 < UNITS[word] < 10


def _scaled(total: Fraction, group: Fraction, scale: int) -> tuple[Fraction, Fraction]:
    multiplied = (group or Fraction(1)) * scale
    if scale < 1_000:
        return total, multiplied
    return total + multiplied, Fraction(0)
