"""What printing put between the lines of a plain text: the heads and numbers of pages, and the numbers of lines.

A scan that was turned into text has the title and the page's number where a page ended, in the middle of a sentence;
the record of a court has a number before each line. The first are put behind the paragraph that goes on over the page,
and are furniture there; the others are left out, as the hyphens of line ends are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from ingest.records import Span

HEAD = re.compile(
    r"[ \t\f]*(?:(?P<first>\d{1,4})[ \t]{3,}(?P<behind>\S.{0,80}?)|(?P<before>\S.{0,80}?)[ \t]{3,}(?P<last>\d{1,4}))\s*"
)
"""A page's number at one edge of a line, and the head of the page."""

PAGE_NUMBER = re.compile(r"[ \t\f]*[-–—\[]?[ \t]*(\d{1,4})[ \t]*[-–—\]]?[ \t]*")
NUMBERED = re.compile(r"[ \t\f]{0,12}(?P<number>\d{1,2})(?:[ \t]{2,}|\t|[ \t]*$)(?P<words>.*)")
"""A line with its number before it."""

LEAST_NUMBERED = 10
"""Numbered lines of a page at least. Raised, short pages keep their numbers; lowered, numbered lists lose them."""

MOST_UNNUMBERED = 0.25
"""The share of a text's lines that may be without a number: heads and feet. Raised, lists lose their numbers."""

LEAST_HEADS = 2
SENTENCE_END = re.compile(r"[.!?:…][\"'”’»)\]]*\s*\Z")


class Printed(NamedTuple):
    """A text without what printing put between its lines, and the lines of it that belong to pages, in order."""

    text: str
    heads: tuple[str, ...]


def without_pages(text: str) -> Printed:
    """The text with its sentences whole that go over the end of a page; as it is where it has no pages."""
    lines = text.split("\n")
    numbered = _numbered(lines)
    heads = _heads(lines, numbered)
    if not numbered and not heads:
        return Printed(text, ())
    shown = [_words(line) if at in numbered else line for at, line in enumerate(lines)]
    return _put_behind(shown, heads)


def heads_in(text: str, heads: Sequence[str]) -> tuple[Span, ...]:
    """Where these lines stand, in their order, in a text that has them."""
    found: list[Span] = []
    at = 0
    for head in heads:
        line = re.compile(rf"^{re.escape(head)}$", re.MULTILINE).search(text, at)
        if line is not None:
            found.append(line.span())
            at = line.end()
    return tuple(found)


def _numbered(lines: Sequence[str]) -> frozenset[int]:
    """The lines that have a number before them, counted anew on each page; none where few lines do."""
    found = {at: int(match["number"]) for at, line in enumerate(lines) if (match := NUMBERED.fullmatch(line))}
    worded = [at for at, line in enumerate(lines) if line.strip()]
    steps = Counter(after - before for before, after in pairwise(found.values()))
    counted = steps[1] + sum(times for step, times in steps.items() if step < -1)
    fits = len(found) >= max(LEAST_NUMBERED, (1 - MOST_UNNUMBERED) * len(worded)) and counted >= 0.9 * (len(found) - 1)
    return frozenset(found) if fits else frozenset()


def _words(line: str) -> str:
    match = NUMBERED.fullmatch(line)
    return match["words"] if match else line


def _heads(lines: Sequence[str], numbered: frozenset[int]) -> frozenset[int]:
    """The lines of pages: a head that comes back beside other numbers; in a numbered text one that comes back."""
    if numbered:
        rest = {at: line.strip() for at, line in enumerate(lines) if at not in numbered and line.strip()}
        again = Counter(rest.values())
        return frozenset(at for at, line in rest.items() if again[line] > 1 or PAGE_NUMBER.fullmatch(line))
    found: dict[str, list[tuple[int, int]]] = {}
    for at, line in enumerate(lines):
        match = HEAD.fullmatch(line)
        if match and not _between(lines, at):
            found.setdefault(match["behind"] or match["before"], []).append((at, int(match["first"] or match["last"])))
    heads: set[int] = set()
    for places in found.values():
        numbers = [number for _, number in places]
        if len(places) >= LEAST_HEADS and all(before < after for before, after in pairwise(numbers)):
            heads.update(at for at, _ in places)
    return frozenset(heads)


def _between(lines: Sequence[str], at: int) -> bool:
    """Return whether a line like it stands right above or below, as in a table."""
    beside = (lines[place] for place in (at - 1, at + 1) if 0 <= place < len(lines))
    return any(HEAD.fullmatch(line) for line in beside)


def _put_behind(lines: Sequence[str], heads: frozenset[int]) -> Printed:
    """The lines, with the heads between two halves of a paragraph behind it."""
    written: list[str] = []
    waiting: list[str] = []
    found: list[str] = []
    for is_gap, run in groupby(range(len(lines)), key=lambda at: at in heads or not lines[at].strip()):
        places = list(run)
        if not is_gap:
            written += [lines[at] for at in places]
            continue
        here = [lines[at].strip() for at in places if at in heads]
        after = lines[places[-1] + 1] if places[-1] + 1 < len(lines) else ""
        waiting += here
        if not here or not _goes_on(written[-1] if written else "", after):
            found += waiting
            written += ["", *(line for head in waiting for line in (head, ""))]
            waiting = []
    found += waiting
    written += [line for head in waiting for line in ("", head)]
    return Printed("\n".join(written), tuple(found))


def _goes_on(before: str, after: str) -> bool:
    """Return whether a sentence goes on from one line to the next."""
    return bool(before.strip()) and not SENTENCE_END.search(before) and after.lstrip()[:1].islower()
