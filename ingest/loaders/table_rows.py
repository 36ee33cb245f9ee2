"""Tables: a row is a list item, each of its values behind the heading of its column.

The row that names the columns is the first that is full, if every value of it is text and none stands there twice; a
table without one is read value by value. A row's number is furniture in front of it, so that each row is a passage of
its own and says where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from errors import DocumentError
from ingest.loaders.canonical import CELL_GAP, Canonical, Inline
from ingest.records import BlockKind

RULE_ROW = "row_number"

MOST_ROWS = 50_000
"""Rows with words of a table. Raised, larger tables are read, and a build embeds a passage for each of their rows."""

HEADED_WITHIN = 10
"""Rows at the top among which the one that names the columns is looked for: titles and notes stand above it."""

LONGEST_HEADING = 80
"""Characters of a column's heading. Raised, a row of sentences is taken for headings."""

FULL = 0.7
"""The share of the widest row's values that the row with the headings has. Lowered, a title over two cells is one."""

NUMBER = re.compile(r"[-+(]?[\s$€£]*\d[\d\s.,:/%-]*\)?\s*[%€$]?")

SENDERS = ("sender name", "sender", "from name", "sent by", "speaker")
MESSAGES = ("text", "message", "message text", "content", "body", "remark", "remarks", "what was said", "words")
TIMES = frozenset({"date", "time", "timestamp", "sent", "created at", "datetime"})
"""Headings of tables in which programs export messages and posts."""

Row = Sequence[str]


def write_rows(canonical: Canonical, rows: Sequence[Row]) -> None:
    """Add the rows that have words.

    Raises:
        DocumentError: there are too many.
    """
    if sum(any(row) for row in rows) > MOST_ROWS:
        raise DocumentError(f"has more than {MOST_ROWS:,} rows: split it into parts")
    named = _headings(rows)
    headings = rows[named] if named is not None else []
    sent = _sent(headings)
    for number, row in enumerate(rows):
        if not any(value.strip() for value in row):
            continue
        inline = Inline()
        inline.write(f"Row {number + 1}: ")
        inline.mark(0, RULE_ROW)
        is_data = named is not None and number > named
        said = row[sent.words].strip() if sent and is_data and sent.words < len(row) else ""
        shown = [*row[: sent.words], "", *row[sent.words + 1 :]] if sent and said else row
        inline.write(CELL_GAP.join(_cells(shown, headings if is_data else ())))
        canonical.add(BlockKind.LIST_ITEM if is_data or named is None else BlockKind.PARAGRAPH, inline)
        if sent and said:
            words = Inline()
            words.write("\n".join(filter(None, map(_line, said.split("\n")))))
            canonical.add(BlockKind.QUOTE, words, speaker=_line(row[sent.sender]) or None)


class Sent(NamedTuple):
    """The columns of a table of messages: who sent each, and its words."""

    sender: int
    words: int


def _sent(headings: Sequence[str]) -> Sent | None:
    """Those columns, where the headings name them and one for the time."""
    names = [_line(heading).casefold().replace("_", " ") for heading in headings]
    sender = next((names.index(name) for name in SENDERS if name in names), None)
    words = next((names.index(name) for name in MESSAGES if name in names), None)
    timed = any(name in TIMES or name.endswith((" date", " time")) for name in names)
    return Sent(sender, words) if sender is not None and words is not None and timed else None


def _cells(row: Iterable[str], headings: Sequence[str]) -> Iterator[str]:
    for place, value in enumerate(row):
        heading = _line(headings[place]) if place < len(headings) else ""
        words = _line(value)
        if words:
            yield f"{heading.rstrip(':')}: {words}" if heading else words


def _headings(rows: Sequence[Row]) -> int | None:
    """The number of the row that names the columns: full, of words and no word twice."""
    widest = max((len([v for v in row if v.strip()]) for row in rows[:MOST_ROWS]), default=0)
    for number, row in enumerate(rows[:HEADED_WITHIN]):
        said = [_line(value) for value in row if value.strip()]
        if len(said) > 1 and len(said) >= widest * FULL and number + 1 < len(rows):
            is_named = len(set(said)) == len(said) and not any(NUMBER.fullmatch(words) for words in said)
            return number if is_named and max(map(len, said)) <= LONGEST_HEADING else None
    return None


def _line(words: str) -> str:
    return " ".join(words.split())
