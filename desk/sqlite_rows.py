"""The rows of `desk.db`."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping
from typing import Any

from desk.sealed_rows import PINS, Table
from index.storage.sqlite import is_refusal

PAGES = ("page_count", "freelist_count", "page_size")
MEGABYTE = 1_000_000


class SqliteRows:
    """An open file."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def find(self, table: Table, where: Mapping[str, Any], *, everywhere: bool = False) -> set[int]:
        """Return the ids of the rows with these values, as far as the table or its index can be read."""
        asked, how = " AND ".join(f'"{name}" = ?' for name in where), "NOT INDEXED" if everywhere else ""
        query = f"SELECT rowid FROM {table.name} {how} WHERE {asked}"  # noqa: S608 (our own names)
        found = set[int]()
        try:
            for row in self._connection.execute(query, list(where.values())):
                found.add(row[0])
        except sqlite3.DatabaseError as error:
            if is_refusal(error):
                raise
        return found

    def read(self, table: Table, row_id: int) -> Mapping[str, Any] | None:
        """Return the columns of a row and its `seal`; None where it cannot be read."""
        names = ", ".join(f'"{name}"' for name in (*table.columns, "seal"))
        query = f"SELECT {names} FROM {table.name} WHERE rowid = ?"  # noqa: S608 (our own names)
        try:
            raw = self._connection.execute(query, (row_id,)).fetchone()
        except sqlite3.DatabaseError as error:
            if is_refusal(error):
                raise
            return None
        return None if raw is None else dict(raw)

    def insert(self, table: Table, values: Mapping[str, Any]) -> None:
        """Write a new row, with its `seal`."""
        names, marks = ", ".join(f'"{name}"' for name in values), ", ".join("?" * len(values))
        query = f"INSERT INTO {table.name} ({names}) VALUES ({marks})"  # noqa: S608 (our own names)
        self._connection.execute(query, list(values.values()))

    def update(self, table: Table, row_id: int, changes: Mapping[str, Any]) -> None:
        """Write other values into columns of a row."""
        names = ", ".join(f'"{name}" = ?' for name in changes)
        query = f"UPDATE {table.name} SET {names} WHERE rowid = ?"  # noqa: S608 (our own names)
        self._connection.execute(query, [*changes.values(), row_id])

    def delete(self, table: Table, row_ids: Collection[int]) -> None:
        """Delete these rows."""
        query = f"DELETE FROM {table.name} WHERE rowid = ?"  # noqa: S608 (our own names)
        self._connection.executemany(query, [(row_id,) for row_id in row_ids])

    def next_number(self, table: Table) -> int:
        """Return the number of the next row of this table; none is given twice."""
        given = "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = ?"
        there = f"SELECT coalesce(max(number), 0) FROM {table.name}"  # noqa: S608 (our own names)
        last: int = max(
            self._connection.execute(given, (table.name,)).fetchone()[0],
            self._connection.execute(there).fetchone()[0],
        )
        return last + 1

    def owners(self) -> list[str]:
        """Return whoever has a quote in the notebook, in order."""
        query = f"SELECT DISTINCT owner FROM {PINS.name} ORDER BY owner"  # noqa: S608 (our own names)
        return [str(owner) for (owner,) in self._connection.execute(query)]

    def megabytes(self) -> int:
        """Return what the file holds; the room that deleted rows left in it does not count, since new ones take it."""
        pages, free, size = (self._connection.execute(f"PRAGMA {name}").fetchone()[0] for name in PAGES)
        return int((pages - free) * size // MEGABYTE)
