"""Find the numbers in a sentence with their units and bounds: 1,200 = twelve hundred = 1.2 thousand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import zip_longest

from answer.facts.units import AFTER, CURRENCY, EITHER_POUND, RATIOS, UNIT_OF
from ingest.lexicon import PLAIN_LETTERS, any_of
from ingest.number_words import ORDINALS, RUN, SCALE, SCALES, SHARES, SHORT_SCALES, SMALL, UNITS, value
from ingest.records import Span

# Patterns for every way of writing a number.

MOST_DIGITS = 40
"""Digits up to which a number is compared by value; a longer one is compared as written."""

COUNTED_IN_MILLIONS = re.compile(
    r"\s(?:people|men|women|children|households|homes|jobs|copies|votes|tons|tonnes|barrels"
    r"|\w+(?:ers|ors|ents|ants|ees|ians|ists))\b",
    re.IGNORECASE,
)
"""Behind "1.6m" they say that it is no length: "1.6m passengers"."""

PERCENT = "percent"
LABEL = "label"
CLOCK = "time of day"
MOST_BEYOND = Fraction(1, 4)
"""How far a number may be beyond a bound that it supports: "more than 90" for 92, not for 400.

Raised, figures that nobody gave are supported; lowered, fewer are."""
MOST_ROUNDED = Fraction(1, 8)
"""How far a number may be from a round one that it supports: 34 for "about 30" is too far. Raised, looser figures are
supported."""
HALF_A_DAY = 12 * 60
"""Minutes: a time without am or pm may be either."""
ORDINAL = "place in an order"
AS_WRITTEN = "as written"
"""Units of numbers that count nothing: "third" is a place in an order; "F-16" and "5:30am" stay as written."""

DIGITS = r"\d{1,3}(?:[,\u00a0\u202f\u2009]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
UNIT = rf"(?:[\s-]?(?P<unit>{AFTER})(?!\w))?"
FIGURES = re.compile(
    rf"(?P<currency>{CURRENCY})?\s?(?P<sign>(?<![\w)])[-−])?(?<!\w)(?<!\d[.,])(?<![^\W\d_]-)(?P<digits>{DIGITS})"
    rf"(?!\.\d)(?:[\s-]?(?P<scale>{SCALE})\b|(?P<short>{any_of(*SHORT_SCALES)})\b)?{UNIT}(?!\w)",
    re.IGNORECASE,
)
WORDS = re.compile(rf"(?<![\w-])(?P<words>{RUN})(?!\w){UNIT}", re.IGNORECASE)
SHARE = re.compile(
    rf"(?<![\w-])(?P<share>{any_of(*SHARES)})(?![\w-])"
    rf"(?:\sof\san?\s(?P<scale>{SCALE})\b{UNIT}|(?!\s(?:an?|{SCALE}|past|-)\b))",
    re.IGNORECASE,
)
"""A part of something, read as percent, or of a big number ("a quarter of a million"), read as a number."""
HALVED = re.compile(
    rf"(?<![\w-])(?:(?P<part>half|a\squarter\sof)\san?\s(?P<unit>{AFTER})"
    rf"|(?:an?|one)\s(?P<whole>{AFTER})\sand\sa\s(?P<more>half|quarter)"
    rf"|(?P<count>\d{{1,3}}|{SMALL})\sand\sa\s(?P<over>half|quarter)(?:\s(?P<of>{AFTER}))?)(?!\w)",
    re.IGNORECASE,
)
"""A part of a unit, or a number and a part: "half a kilo", "an hour and a half", "three and a half"."""
PARTS = {"half": Fraction(1, 2), "quarter": Fraction(1, 4)}
ORDINALS_WRITTEN = re.compile(rf"(?<![\w.,-])(?:(\d{{1,6}})(?:st|nd|rd|th)|({any_of(*ORDINALS)}))(?!\w)", re.IGNORECASE)
SHARE_OF = re.compile(
    rf"(?<![\w.,-])(?P<part>\d{{1,3}}|{SMALL})\s(?:out\sof|in|of)\s(?:every\s)?(?P<whole>\d{{1,4}}|{SMALL})(?![\w.,]\d|\w)"
    r"(?!\s(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?)\b)",
    re.IGNORECASE,
)
"""One of so many, read as percent: "three out of four", "one in five"."""
MOST = re.compile(
    r"(?<!\bthe\s)(?<!\bat\s)(?<!\ba\s)\b(?:most\sof(?=\s(?:the|these|those|its|his|her|their|our)\b)"
    r"|most(?=\s(?:people|men|women|children|(?!\w+(?:ous|less|us|ss|is|ways)\b)\w{3,}s)\b)"
    r"|(?:a|the)\smajority\sof)\b",
    re.IGNORECASE,
)
"""More than half of something, however many there are."""
HALF = 50
ROUGH_UP_TO = 10
"""Of so many at most a share is rounded by who says it: "nine in ten" for 92 percent."""
PAST = {"half": 30, "quarter": 15, "five": 5, "ten": 10, "twenty": 20}
TIME_OF_DAY = re.compile(
    r"(?<![\w.,:])(?:(?P<hour>[01]?\d|2[0-3])"
    r"(?::|h|(?<=[ab][tyf]\s\d\d)\.|(?<=[ab][tyf]\s\d)\.|\.(?=\d\d\s?[ap]\.?m\b))(?P<minute>[0-5]\d)"
    r"(?:\s?(?P<half>[ap])\.?m\b\.?)?|(?P<alone>1[0-2]|[1-9])\s?(?P<half2>[ap])\.?m\b\.?"
    rf"|(?P<past>{any_of(*PAST)})\s(?P<way>past|to)\s(?P<of>{SMALL}))(?![\w:]|\.\d)",
    re.IGNORECASE,
)
"""A time of day: 22:14, "at 22.14", 10:14 pm, 9 a.m., half past nine."""
LIST_NUMBER = re.compile(r"\A\s*[(\[§]?\s?\d{1,3}(?:(?:\.\d{1,3})+[.)]?|[.)\]])\s+(?=[^\W\d_a-z])")
"""A number of a list or a paragraph, before the first word of a sentence: it counts nothing."""
LABEL_BEFORE = re.compile(
    r"\b(?:paragraph|para|section|article|chapter|page|clause|annex|figure|table|item|step|no\.|number|part)\s\Z",
    re.IGNORECASE,
)
LONGEST_LABEL = 10
RUN_OF_MARKS = re.compile(r"\S+")
OUTER_MARKS = re.compile(r"^[^\w]+|[^\w%]+$")

BOUND_WORDS = {
    ">": "more than|over|above|exceeding|exceeded|upwards of",
    ">=": "at least|no fewer than|no less than|a minimum of|as few as|as little as",
    "<": "less than|fewer than|under|below",
    "<=": "at most|no more than|up to|a maximum of|as many as|as much as",
    "~": "about|around|approximately|roughly|some|nearly|almost|close to|an estimated|circa",
}
"""A bound → how it is written. "Nearly 3,000" is about 3,000."""
NEARLY = r"(?:(?:just|only|slightly|a little|well)\s)?"
BOUND = re.compile(
    "|".join(rf"(?P<b{i}>\b{NEARLY}(?:{said})\s\Z)" for i, said in enumerate(BOUND_WORDS.values())), re.IGNORECASE
)
LONGEST_BOUND = 25
RANGE = re.compile(r"\s?(?:to|or|and|-|–|—)\s?", re.IGNORECASE)
NO_COUNT_BEFORE = re.compile(r"\b(?:no|any|every|some|each|the|this|that|which|last|only)[\s-]\Z", re.IGNORECASE)
NO_COUNT_AFTER = re.compile(r"\s(?:another|of|who|can|could|that|would)\b|['’]|\s*[^\w\s-]|\s*\Z", re.IGNORECASE)
"""Words around a "one" that does not count: "no one", "one another", "one of", "the one."; "one soldier" counts."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number: its value (or its spelling), its unit ("" for a plain count), and its bound (">", "<", "most" or "").

    `rough` is whether it is rounded by who says it: "nine in ten" for 92 percent.
    """

    value: Fraction | str
    unit: str
    bound: str
    start: int
    end: int
    rough: bool = False

    def same(self, said: Quantity) -> bool:
        """Return whether a document's number supports this one: "92" and "about 92" support "about 90", "more than 90".

        A number without a unit may agree with a number of any unit; "pounds" with money and with weight.
        """
        said = said.in_unit(self.unit)
        fitting = self.unit == said.unit or (not said.unit and self.unit not in {ORDINAL, AS_WRITTEN, CLOCK, LABEL})
        return (fitting or {self.unit, said.unit} in EITHER_POUND) and self._holds(said)

    def in_unit(self, unit: str) -> Quantity:
        """The same in this unit where both measure the same, or else as it is: 90 minutes for an hour and a half."""
        ratio = RATIOS.get((self.unit, unit))
        if ratio is None or self.unit == unit or isinstance(self.value, str):
            return self
        return replace(self, value=self.value * ratio, unit=unit)

    def allows(self, said: Quantity) -> bool:
        """Return whether a document's number is no contradiction: 400, and "at least 400", of "more than 90"."""
        said = said.in_unit(self.unit)
        if isinstance(self.value, str) or isinstance(said.value, str):
            return False
        if "most" in {self.bound, said.bound}:
            return self.unit != said.unit or (self.value >= HALF and said.value >= HALF)
        if self.bound == "~" or self.rough:
            near = min(abs(self.value) * MOST_BEYOND, Fraction(_last_place(self.value)))
            return self.unit == said.unit and abs(said.value - self.value) <= near
        if self.bound[:1] not in {">", "<"} or said.bound[:1] not in {"", self.bound[0]}:
            return False
        return said.value > self.value if self.bound[0] == ">" else said.value < self.value

    def _holds(self, said: Quantity) -> bool:
        one, other = self.value, said.value
        if isinstance(one, str) or isinstance(other, str):
            return one == other and self.bound == said.bound
        if self.unit == CLOCK:
            return one == other or (said.bound != self.bound and (one - other) % HALF_A_DAY == 0)
        if self.bound == "most":
            return other > HALF or said.bound == "most" or (other == HALF and said.bound == ">")
        if self.rough and not self.bound and one == _rounded(other, one):
            return said.bound in {"", "~"}
        if not self.bound:
            return one == other and said.bound in {"", "~"}
        if self.bound == "~":
            return said.bound in {"", "~"} and (one == other or one == _rounded(other, one))
        above = self.bound[0] == ">"
        if said.bound == "most":
            return above and one <= HALF
        if one and abs(other - one) > abs(one) * MOST_BEYOND:
            return False
        if said.bound[:1] == self.bound[0]:
            return other >= one if above else other <= one
        beyond = other > one if above else other < one
        return not said.bound and (beyond or (other == one and self.bound[-1] == "="))


def _rounded(value: Fraction, example: Fraction) -> Fraction | None:
    """Round to the last place of the example that is no zero: 92 to 90 for 90, 1.9 to 2 for 2; None where it is far."""
    if example.denominator != 1 or example == 0 or abs(value - example) > abs(example) * MOST_ROUNDED:
        return None
    step = _last_place(example)
    return Fraction(round(value / step) * step) if step > 1 or value.denominator != 1 else None


def _last_place(number: Fraction) -> int:
    """Return what the last digit that is no zero counts: 10 in 90, 1 in 98 and in what is no whole number."""
    step = 1
    while number and number % (step * 10) == 0:
        step *= 10
    return step


def quantities(text: str, taken: Sequence[Span] = ()) -> tuple[Quantity, ...]:
    """Find every number in a text, in order, outside the taken spans (dates); no figure is left out."""
    text = text.translate(PLAIN_LETTERS)
    listed, labels = LIST_NUMBER.match(text), list(_labels(text))
    taken = [*taken, *([listed.span()] if listed else []), *((one.start, one.end) for one in labels)]
    free = _free(_read(text), taken)
    read = sorted([*taken, *((one.start, one.end) for one in free)])
    found = sorted([*free, *labels, *_unread(text, read)], key=lambda one: one.start)
    return tuple(_with_its_bound(text, one) for one in _with_shared_units(text, found))


def _with_its_bound(text: str, one: Quantity) -> Quantity:
    """Begin the number with the words that bound it: "more than 90"."""
    match = BOUND.search(text[max(0, one.start - LONGEST_BOUND) : one.start]) if one.bound in BOUND_WORDS else None
    return replace(one, start=one.start - len(match[0])) if match else one


def _labels(text: str) -> Iterator[Quantity]:
    """Find the numbers that count nothing but name a part: of a page, a section, a paragraph."""
    for match in re.finditer(DIGITS, text):
        if LABEL_BEFORE.search(text[max(0, match.start() - LONGEST_LABEL) : match.start()]):
            yield Quantity(match[0], LABEL, "", *match.span())


def _free(found: Sequence[Quantity], taken: Sequence[Span]) -> list[Quantity]:
    """Keep the numbers that overlap neither a taken span nor an earlier number."""
    free: list[Quantity] = []
    for one in found:
        if (not free or free[-1].end <= one.start) and not any(a < one.end and one.start < b for a, b in taken):
            free.append(one)
    return free


def _read(text: str) -> list[Quantity]:
    """Collect the numbers that each pattern finds, sorted by start; of two with one start, the longer is first."""
    found = [
        *(_time(match) for match in TIME_OF_DAY.finditer(text)),
        *(one for match in SHARE_OF.finditer(text) for one in _part_of(text, match)),
        *(_halved(text, match) for match in HALVED.finditer(text)),
        *(_share(text, match) for match in SHARE.finditer(text)),
        *(Quantity(Fraction(HALF), PERCENT, "most", *match.span()) for match in MOST.finditer(text)),
        *(_ordinal(match) for match in ORDINALS_WRITTEN.finditer(text)),
        *(_figure(text, match) for match in FIGURES.finditer(text)),
        *(one for match in WORDS.finditer(text) for one in _worded(text, match)),
    ]
    return sorted(found, key=lambda one: (one.start, -one.end))


def _figure(text: str, match: re.Match[str]) -> Quantity:
    start, end = min(at for at in map(match.start, ("currency", "sign", "digits")) if at >= 0), match.end()
    digits = re.sub(r"[^\d.]", "", match["digits"])
    if len(digits) > MOST_DIGITS:
        return Quantity(digits, AS_WRITTEN, "", start, end)
    scale = SCALES.get((match["scale"] or "").lower(), 1)
    short = (match["short"] or "").lower()
    unit = _unit(match)
    if short in {"m", "b"} and not match["currency"] and not COUNTED_IN_MILLIONS.match(text, match.end()):
        # five metres; item "5b" of a list
        unit, short = ("metre" if short == "m" else AS_WRITTEN), ""
    number = Fraction(digits) * scale * SHORT_SCALES.get(short, 1) * (-1 if match["sign"] else 1)
    return Quantity(number, unit, _bound(text, start), start, end)


def _worded(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    number = value(match["words"])
    ends = match["words"].lower().partition(" and ")
    if number is None and ends[1] and (low := value(ends[0])) is not None and (high := value(ends[2])) is not None:
        middle = match.start("words") + len(ends[0])
        yield Quantity(low, "", _bound(text, match.start()), match.start(), middle)
        yield Quantity(high, _unit(match), "", middle + len(ends[1]), match.end())
    elif number is None:
        yield Quantity(match["words"].casefold(), AS_WRITTEN, "", *match.span())
    elif number != 1 or _counts(text, match):
        yield Quantity(number, _unit(match), _bound(text, match.start()), *match.span())


def _counts(text: str, match: re.Match[str]) -> bool:
    before = NO_COUNT_BEFORE.search(text[max(0, match.start() - 8) : match.start()])
    return not before and not NO_COUNT_AFTER.match(text, match.end())


def _time(match: re.Match[str]) -> Quantity:
    """A time of day in minutes; its bound says that morning or afternoon is known."""
    half = (match["half"] or match["half2"] or "").lower()
    if match["past"]:
        hour, minute = UNITS.get(match["of"].lower(), 0), PAST[match["past"].lower()]
        hour, minute = (hour, minute) if match["way"].lower() == "past" else (hour - 1, 60 - minute)
    else:
        hour, minute = int(match["hour"] or match["alone"]), int(match["minute"] or 0)
    known = bool(half) or hour > 12 or (match["hour"] or "").startswith("0")
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    return Quantity(Fraction(hour * 60 + minute), CLOCK, "known" if known else "", *match.span())


def _part_of(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    part, whole = (int(word) if word.isdigit() else UNITS.get(word.lower(), 0) for word in match.group("part", "whole"))
    if 0 < part < whole:
        rough = whole <= ROUGH_UP_TO
        yield Quantity(Fraction(100 * part, whole), PERCENT, _bound(text, match.start()), *match.span(), rough)


def _halved(text: str, match: re.Match[str]) -> Quantity:
    part = (match["part"] or match["more"] or match["over"]).lower().split()
    count = match["count"] or ("0" if match["part"] else "1")
    number = PARTS[part[0] if part[0] in PARTS else part[1]] + (int(count) if count.isdigit() else value(count) or 0)
    unit = UNIT_OF.get((match["unit"] or match["whole"] or match["of"] or "").lower(), "")
    return Quantity(number, unit, _bound(text, match.start()), *match.span())


def _share(text: str, match: re.Match[str]) -> Quantity:
    part, scale, bound = SHARES[match["share"].lower()], match["scale"], _bound(text, match.start())
    if scale is None:
        return Quantity(part, PERCENT, bound, match.start(), match.end())
    return Quantity(part / 100 * SCALES[scale.lower()], _unit(match), bound, match.start(), match.end())


def _ordinal(match: re.Match[str]) -> Quantity:
    place = int(match[1]) if match[1] else ORDINALS[match[2].lower()]
    return Quantity(Fraction(place), ORDINAL, "", match.start(), match.end())


def _unread(text: str, read: Sequence[Span]) -> Iterator[Quantity]:
    """Yield the words with a figure that no pattern explains, as they are written: "F-16", "1.2.3"."""
    covered = {at for start, end in read for at in range(start, end)}
    for match in RUN_OF_MARKS.finditer(text):
        if any(text[at].isdigit() and at not in covered for at in range(*match.span())):
            yield Quantity(OUTER_MARKS.sub("", match[0]).casefold(), AS_WRITTEN, "", *match.span())


def _with_shared_units(text: str, found: Sequence[Quantity]) -> Iterator[Quantity]:
    """Yield the numbers, giving both ends of a range its unit: "six to twelve months"."""
    for one, following in zip_longest(found, found[1:]):
        shared = following and not one.unit and RANGE.fullmatch(text, one.end, following.start)
        yield replace(one, unit=following.unit) if shared else one


def _unit(match: re.Match[str]) -> str:
    groups = match.groupdict()
    written = groups.get("currency") or groups.get("unit") or ""
    return UNIT_OF.get(" ".join(written.lower().split()), "")


def _bound(text: str, start: int) -> str:
    match = BOUND.search(text[max(0, start - LONGEST_BOUND) : start])
    return list(BOUND_WORDS)[int((match.lastgroup or "b0")[1:])] if match else ""
