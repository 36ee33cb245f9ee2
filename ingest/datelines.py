"""Find the day on which a document says that it was published: its dateline.

A dateline is a line of its own above the text, or stands before the first words: "VARDE, 3 March 2024 — Rain fell."
A date alone before words ("3 March 2024: pump 2 serviced.") is an entry of a log or a diary, whose days are many.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain

from ingest.days import stated_day
from ingest.furniture.rules import DATE
from ingest.lexicon import SMALL_WORDS, WEEKDAY, table
from ingest.records import RULE_DATELINE, Block, BlockKind, Furniture, Loaded, OwnField

LONGEST_DATELINE = 80
"""Characters in which a dateline ends. Raised, dates of first sentences are taken for datelines."""

HEAD_BLOCKS = 6
"""First blocks among which a dateline is looked for. Raised, a dated paragraph further down dates the document."""

LINES = frozenset({"byline", "dateline"})
"""Furniture that gives the day of publication."""

BETWEEN_NAMES = table("and at da das de del der des di do dos du el en et in la le of on sur the und y")
"""Words with a small letter between the names of a place or a paper."""

IN_SENTENCES = BETWEEN_NAMES | SMALL_WORDS | table("after before early late mid till until")
"""Words before a date that is part of a sentence."""

BEHIND = re.compile(r"(?:\s*\([^()\n]{1,20}\))?(?:\s*[—–:]|\s+-{1,2}\s|\s*\.\s|\s*\n|\s*\Z)")
"""What ends a dateline: a dash, a colon, a full stop or the line's end."""

DASHES = frozenset("—–-:")
MARKS = DASHES | frozenset(",;)|/•·")
"""What may stand between a place and the date."""

OPENS_LINE = re.compile(rf"^[ \t]*+(?:(?:{WEEKDAY}),?[ \t]+)?(?:{DATE.pattern})", re.MULTILINE | re.IGNORECASE)
"""A date that a line begins with: of several, each is that of an entry."""

WORD = re.compile(r"[^\W\d_][\w.'’-]*")


def dateline(loaded: Loaded, furniture: Sequence[Furniture]) -> Iterator[OwnField]:
    """Yield the day of publication by the document's dateline; nothing where the file states one or there is none."""
    if any(field.name == "published" for field in loaded.own):
        return
    names = {span.start: span.rule for span in furniture}
    head = loaded.blocks[:HEAD_BLOCKS]
    is_diary = len({opening[0].strip() for opening in OPENS_LINE.finditer(loaded.text)}) > 1
    days = chain.from_iterable(_days(loaded.text, block, names.get(block.start), is_diary=is_diary) for block in head)
    yield from (OwnField("published", day, RULE_DATELINE) for day in (next(days, None),) if day)


def _days(text: str, block: Block, rule: str | None, *, is_diary: bool) -> Iterator[date]:
    """Yield the day that the block gives as a dateline; in a diary a day that opens a line is that of an entry."""
    words = text[block.start : block.end]
    found = DATE.search(words, 0, LONGEST_DATELINE)
    if found is None or (is_diary and OPENS_LINE.match(words)):
        return
    if rule in LINES or (rule is None and _begins(words, block, found)):
        yield from filter(None, [stated_day(words[found.start() :])])


def _begins(words: str, block: Block, found: re.Match[str]) -> bool:
    """Return whether nothing but a place and a paper stands before the date, and what ends a dateline behind it."""
    behind = BEHIND.match(words, found.end())
    if not behind or block.kind is not BlockKind.PARAGRAPH:
        return False
    before = words[: found.start()].rstrip()
    if not before and words[behind.end() :].strip():
        return False
    names = WORD.findall(before)
    named = all(word[0].isupper() or word in BETWEEN_NAMES for word in names)
    apart = not before or before[-1] in MARKS or behind.group().strip()[:1] in DASHES
    return named and apart and not {word.lower() for word in names[-1:]} & IN_SENTENCES
