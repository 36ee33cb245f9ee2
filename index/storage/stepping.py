"""From one generation's rows to a later one's: what a reader has to believe of them, at the cost of what changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable

from index.storage.seals import SCHEMA, changed_sum, check_sum, columns_of, sum_of

DatabaseRows = list[tuple[object, ...]]
Read = Callable[[sqlite3.Connection], DatabaseRows]


def check_step(before: sqlite3.Connection, after: sqlite3.Connection, *, since: int, documents: Iterable[int]) -> None:
    """Believe what changed after generation `since` in what a reader reads whole.

    `before` still sees that generation, whose sums were believed: without the rows that went, and with those that came,
    they must be the later ones.

    Raises:
        sqlite3.DatabaseError: a row is not what was written, or another than those of these documents changed.
    """
    numbers = sorted(documents)
    for name, key in (("documents", "number"), ("passages", "document"), ("origins", "document")):
        _check(before, after, name, _of_each(name, key, numbers))
    for name in ("segments", "skipped"):
        _check(before, after, name, _all(name))
    _check(before, after, "builds", _later("builds", since))
    _check_gone(before, after, since)
    if sum_of(before, SCHEMA) != sum_of(after, SCHEMA):
        raise sqlite3.DatabaseError("its tables are not what was written")


def _check(before: sqlite3.Connection, after: sqlite3.Connection, name: str, read: Read) -> None:
    _believe(before, after, name, gone=read(before), come=read(after))


def _believe(
    before: sqlite3.Connection, after: sqlite3.Connection, name: str, *, gone: DatabaseRows, come: DatabaseRows
) -> None:
    was, rows = sum_of(before, name)
    check_sum(after, name, changed_sum(was, gone, come), rows - len(gone) + len(come))


def _check_gone(before: sqlite3.Connection, after: sqlite3.Connection, since: int) -> None:
    """Those of segments that were merged away went, and later ones came."""
    segments = "SELECT kind, generation FROM segments"
    there = {tuple(row) for row in after.execute(segments)}
    merged = [tuple(row) for row in before.execute(segments) if tuple(row) not in there]
    query = f"SELECT {columns_of('gone')} FROM gone WHERE kind = ? AND segment = ?"  # noqa: S608 (our own names)
    gone = [tuple(row) for place in merged for row in before.execute(query, place)]
    come = [tuple(row) for place in there for row in after.execute(f"{query} AND generation > ?", (*place, since))]
    _believe(before, after, "gone", gone=gone, come=come)


def _of_each(name: str, key: str, numbers: Iterable[int]) -> Read:
    query = f"SELECT {columns_of(name)} FROM {name} WHERE {key} = ?"  # noqa: S608 (our own names)
    return lambda connection: [tuple(row) for number in numbers for row in connection.execute(query, (number,))]


def _all(name: str) -> Read:
    query = f"SELECT {columns_of(name)} FROM {name}"  # noqa: S608 (our own names)
    return lambda connection: [tuple(row) for row in connection.execute(query)]


def _later(name: str, since: int) -> Read:
    query = f"SELECT {columns_of(name)} FROM {name} WHERE generation > ?"  # noqa: S608 (our own names)
    return lambda connection: [tuple(row) for row in connection.execute(query, (since,))]
