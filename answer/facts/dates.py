"""Find the dates in a sentence, including those relative to its day of publication: "last Tuesday", "in May"."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypedDict

from ingest.lexicon import MONTH, MONTH_NAMES, MONTHS, PLAIN_LETTERS, WEEKDAY, WEEKDAYS, any_of, row

COUNTS = {
    word: number for number, word in enumerate(row("one two three four five six seven eight nine ten"), start=1)
} | {"a": 1}

YEAR = r"(?:1[5-9]|20)\d\d"
ORDINAL_DAYS = {
    word: day
    for day, word in enumerate(
        row("""
        first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
        fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third
        twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first
        """),
        start=1,
    )
}
DAY = rf"(?:[0-3]?\d(?:st|nd|rd|th)?|{any_of(*ORDINAL_DAYS)})"

CENTURIES = ORDINAL_DAYS | {f"{number}th": number for number in range(4, 21)} | {"21st": 21}
CENTURY = any_of(*CENTURIES)

DATE = re.compile(
    rf"""(?<![\w.,/-])(?:
      (?P<iso>{YEAR}-[01]\d-[0-3]\d)
    | (?P<d1>{DAY})\s(?:of\s)?(?P<m1>{MONTH})\.?(?:,?\s(?P<y1>{YEAR}))?
    | (?P<m2>{MONTH})\.?\s(?P<d2>{DAY})(?!\d|,\d)(?:,?\s(?P<y2>{YEAR}))?
    | (?P<m3>{MONTH})\.?,?\s(?:of\s)?(?P<y3>{YEAR})
    | (?P<hundred>1[0-9])00s | (?P<century>{CENTURY})[\s-]century
    | (?P<decade>(?:1[5-9]|20)\d0|['’]\d0)s
    | (?:early|mid|late)-(?P<part>{YEAR})
    | (?P<shift>last|next|this|past|previous)\s(?P<period>week|month|year|{WEEKDAY}|{MONTH})
    | (?P<count>{any_of(*COUNTS)}|\d{{1,3}})\s(?P<unit>day|week|month|year)s?\s(?:ago|earlier)
    | (?P<later>{any_of(*COUNTS)}|\d{{1,3}})\s(?P<step>year)s?\s(?:later|afterwards)
    | (?P<span>half\sa|a\squarter\sof\sa|a|{any_of(*COUNTS)})\s(?P<long>century|centuries|decade|decades)
      \s(?:later|afterwards)
    | (?P<near>today|yesterday|tomorrow)
    | (?P<weekday>{WEEKDAY})
    | (?P<month>(?-i:(?:{"|".join(name for name in MONTH_NAMES if name not in {"May", "March"})})
                 |(?<=[Ii]n\s)(?:May|March)|(?<=[Ss]ince\s)(?:May|March)|(?<=[Uu]ntil\s)(?:May|March)))
    | (?P<year>{YEAR})(?!\s?(?:percent|per\ cent|people|men|troops|dollars|km|miles))
    )(?!\w|[,.]\d|%|-\d|['’]?s\d)""",
    re.VERBOSE | re.IGNORECASE,
)

DAYS_OF = {"day": 1, "week": 7}

CLAUSE = re.compile(r"[.;:!?,]|\b(?:and|but|while|whereas)\b", re.IGNORECASE)
OPENING = {"", "on", "by", "from", "until", "this", "before", "after"}
"""What may stand before the weekday with which a clause begins."""
WILL = re.compile(
    r"(?<!\bthe )(?<!\bhis )(?<!\bher )(?<!\btheir )\bwill\b(?!\s(?:was|is|were|had|has|of)\b)"
    r"|\b(?:shall|won['’]t|(?:is|are) to|going to|set to)\b|['’]ll\b"
)
"""Words of a clause that speaks of what is to come; with a capital, "Will" is somebody."""
MAY_BE_AHEAD = re.compile(
    r"\b(?:would|could|should|may|might|due|plan(?:s|ned)?|scheduled|expect(?:s|ed)|hopes?|wants?|to be)\b"
)
"""Words of a clause that speaks of what is still to come, or was when it was said."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One date as far as it is known: `first` to `last` if the year is known, else month, day or weekday.

    A mention relative to an unknown day has only its `words`.
    """

    words: str
    start: int
    end: int
    first: date | None = None
    last: date | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None

    def same(self, said: Mention) -> bool:
        """Return whether a document's date supports this one: the same date, or one inside the period named here."""
        if self.words == said.words:
            return not (self.first and said.first) or (self.first, self.last) == (said.first, said.last)
        if self.first and self.last:
            return bool(said.first and said.last and self.first <= said.first and said.last <= self.last)
        if self.weekday is not None:
            return self.weekday == _weekday(said)
        if self.month is not None:
            return self.month == _month(said) and self.day in {None, _day(said)}
        return False

    def excludes(self, said: Mention) -> bool:
        """Return whether a document's date is surely another one: both are known, and have no day in common."""
        if self.first and self.last and said.first and said.last:
            return self.last < said.first or said.last < self.first
        if self.weekday is not None or said.weekday is not None:
            one, other = _weekday(self), _weekday(said)
            return one is not None and other is not None and one != other
        months, days = (_month(self), _month(said)), (_day(self), _day(said))
        if None in months:
            return False
        return months[0] != months[1] or (None not in days and days[0] != days[1])


class Known(TypedDict, total=False):
    """The known fields of a mention."""

    first: date
    last: date
    month: int
    day: int | None
    weekday: int


def mentions(text: str, published: date | None = None) -> tuple[Mention, ...]:
    """Find every date in a text, in order, read as written on the day of publication."""
    found: list[Mention] = []
    for match in DATE.finditer(text.translate(PLAIN_LETTERS)):
        found.append(_mention(match, published, found[-1].first if found else None))
    return tuple(found)


def _is_ahead(match: re.Match[str]) -> bool | None:
    """Return whether its clause speaks of what will be; None where it may: "said that it would resume on Friday"."""
    clause = CLAUSE.split(match.string[: match.start()])[-1]
    if clause.strip().lower() in OPENING:
        clause = CLAUSE.split(match.string[match.end() :].lstrip(", "))[0]
    return True if WILL.search(clause) else None if MAY_BE_AHEAD.search(clause) else False


def _mention(match: re.Match[str], published: date | None, before: date | None) -> Mention:
    words = " ".join(match[0].lower().split())
    try:
        known = _later(match, before) if match["later"] or match["span"] else _known(match, published)
    except (ValueError, OverflowError):  # 31 February; a day before the calendar begins
        known = Known()
    return Mention(words, *match.span(), **known)


def _known(match: re.Match[str], published: date | None) -> Known:
    if match["iso"]:
        return _period(date.fromisoformat(match["iso"]))
    if match["hundred"] or match["century"]:
        first = int(match["hundred"] or CENTURIES[match["century"].lower()] - 1) * 100
        return _period(date(max(first, 1), 1, 1), date(first + 99, 12, 31))
    if match["decade"]:
        return _decade(match["decade"])
    if match["year"] or match["part"]:
        year = int(match["year"] or match["part"])
        return _period(date(year, 1, 1), date(year, 12, 31))
    if match["shift"] or match["count"] or match["near"]:
        return _leaning(match, published)
    if match["weekday"]:
        ahead = _is_ahead(match)
        known = _weekday_of(match["weekday"], published, strictly=False, ahead=bool(ahead))
        unsure = ahead is None or (ahead and published and known["first"] == published + timedelta(7))
        return Known(weekday=WEEKDAYS[match["weekday"].lower()]) if unsure else known
    return _of_month(match, published)


def _later(match: re.Match[str], before: date | None) -> Known:
    """Read "ten years later" as the year so many after the date before it; unknown where none stands there."""
    if before is None:
        return Known()
    year = before.year + _years(match)
    return _period(date(year, 1, 1), date(year, 12, 31))


def _years(match: re.Match[str]) -> int:
    """Return how many years "ten years later" or "half a century later" are."""
    if match["later"]:
        return COUNTS.get(match["later"].lower()) or int(match["later"])
    number = "".join(match["span"].lower().split())
    parts = {"a": 1.0, "halfa": 0.5, "aquarterofa": 0.25}
    return round((100 if match["long"].lower().startswith("c") else 10) * (parts.get(number) or COUNTS[number]))


def _period(first: date, last: date | None = None) -> Known:
    return Known(first=first, last=last or first)


def _decade(written: str) -> Known:
    begin = int(written) if written.isdecimal() else 1900 + int(written[1:])
    return _period(date(begin, 1, 1), date(begin + 9, 12, 31))


def _of_month(match: re.Match[str], published: date | None) -> Known:
    """Read a month with its day and year if given; without a year, take the one nearest to publication."""
    month = MONTHS[(match["m1"] or match["m2"] or match["m3"] or match["month"]).lower()]
    written = match["d1"] or match["d2"]
    day = (ORDINAL_DAYS.get(written.lower()) or int(re.sub(r"\D", "", written))) if written else None
    year = match["y1"] or match["y2"] or match["y3"]
    if year:
        return _month_period(int(year), month, day)
    if published:
        return _month_period(_nearest_year(published, month, day), month, day)
    return Known(month=month, day=day)


def _month_period(year: int, month: int, day: int | None) -> Known:
    last = monthrange(year, month)[1]
    return _period(date(year, month, 1 if day is None else day), date(year, month, last if day is None else day))


def _nearest_year(published: date, month: int, day: int | None) -> int:
    middle = min(day or 15, 28)
    near = [published.year + shift for shift in (0, -1, 1)]
    return min(near, key=lambda year: abs((date(year, month, middle) - published).days))


def _leaning(match: re.Match[str], published: date | None) -> Known:
    """Read a date relative to the day of publication; if that is unknown, only a weekday can be known."""
    period = (match["period"] or "").lower()
    shift = {"last": -1, "past": -1, "previous": -1, "next": 1}.get((match["shift"] or "").lower(), 0)
    if period in WEEKDAYS:
        return _weekday_of(period, published, strictly=True, ahead=shift > 0)
    if published and match["near"]:
        days = {"yesterday": -1, "tomorrow": 1}.get(match["near"].lower(), 0)
        return _period(published + timedelta(days))
    if published and match["count"]:
        count = COUNTS.get(match["count"].lower()) or int(match["count"])
        return _before(published, count, match["unit"].lower())
    if published:
        return _shifted(published, period, shift)
    return Known()


def _weekday_of(name: str, published: date | None, *, strictly: bool, ahead: bool = False) -> Known:
    """Find the nearest such weekday before (or after) publication; `strictly` rules out the day of publication."""
    weekday = WEEKDAYS[name.lower()]
    if published is None:
        return Known(weekday=weekday)
    back = (published.weekday() - weekday) % 7
    days = (7 - back) if ahead else -(back or (7 if strictly else 0))
    return _period(published + timedelta(days))


def _before(published: date, count: int, unit: str) -> Known:
    if unit in DAYS_OF:
        day = published - timedelta(count * DAYS_OF[unit])
        slack = timedelta(DAYS_OF[unit] // 2)
        return _period(day - slack, day + slack)
    if unit == "month":
        return _shifted(published, "month", -count)
    return _shifted(published, "year", -count)


def _shifted(published: date, period: str, shift: int) -> Known:
    """Find the week, month or year `shift` periods from publication's; for "last May", the latest May before it."""
    if period == "week":
        monday = published + timedelta(7 * shift - published.weekday())
        return _period(monday, monday + timedelta(6))
    if period == "year":
        return _period(date(published.year + shift, 1, 1), date(published.year + shift, 12, 31))
    if period == "month":
        months = published.year * 12 + published.month - 1 + shift
        return _month_period(months // 12, months % 12 + 1, None)
    month = MONTHS[period]
    passed = shift < 0 <= month - published.month or shift > 0 >= month - published.month
    return _month_period(published.year + (shift if passed else 0), month, None)


def _weekday(said: Mention) -> int | None:
    if said.first and said.first == said.last:
        return said.first.weekday()
    return said.weekday


def _month(said: Mention) -> int | None:
    if said.first and said.last and (said.last - said.first).days <= 31:
        return said.first.month
    return said.month


def _day(said: Mention) -> int | None:
    return said.first.day if said.first and said.first == said.last else said.day
