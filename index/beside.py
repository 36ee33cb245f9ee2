"""Lines beside a text (datelines, contacts, credits, notes on the author) in which words of a question stand.

They are furniture: nobody wrote them as content, no passage has them and nothing ranks by them. But who looks for a
name or a number that stands there, and nowhere else, is not told that it stands nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import chain

from index.records import Line
from index.spelling import asked_alike, dialled, plain
from ingest.records import Furniture

APART = " ¶ "
"""A mark between lines, so that words in a row stand in one."""

LONGEST = 300
"""Characters of a line that is shown. Raised, a notice of many lines hides the passage beside which it stands."""


def lines_of(text: str, furniture: Iterable[Furniture]) -> str:
    """Return the words of all furniture of a text as they are looked for: exact, as questions have them, dialled."""
    lines = (text[one.start : one.end] for one in furniture)
    return APART.join(chain.from_iterable(map(_forms, lines)))


def _forms(line: str) -> Iterator[str]:
    yield plain(line)
    alike = plain(asked_alike(line))
    if alike != plain(line):
        yield alike
    yield from (digits for _, digits in dialled(line))


def lines_beside(text: str, furniture: Iterable[Furniture], asked: Collection[str]) -> tuple[Line, ...]:
    """Return the lines of furniture of a text in which one of these words, or words in a row, stands."""
    wanted = [re.compile(rf"(?<!\w){re.escape(plain(words))}(?!\w)") for words in asked if plain(words)]
    return tuple(
        Line(one.start, one.end, text[one.start : one.end][:LONGEST], one.rule)
        for one in furniture
        if any(pattern.search(lines_of(text, [one])) for pattern in wanted)
    )
