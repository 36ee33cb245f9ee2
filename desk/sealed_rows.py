"""Rows of `desk.db` with a digest of every column: what is damaged is known for what it is, and the rest stands."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from index.storage.row_digests import row_digest
from index.storage.sqlite import is_refusal

PART_BYTES = 8
"""Of a column's digest. With fewer, damage may have the digest of what was written by chance."""

NO_PART = bytes(PART_BYTES)


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the file: its name, the columns that find a row, and all that its seal covers."""

    name: str
    key: tuple[str, ...]
    columns: tuple[str, ...]


OWNERS = Table("owners", ("owner",), ("owner", "step", "conversations", "turns", "pins", "checks"))
CONVERSATIONS = Table("conversations", ("number",), ("number", "owner", "name", "changed", "turns"))
TURNS = Table("turns", ("conversation", "place"), ("conversation", "place", "asked", "asked_at", "answer"))
PINS = Table(
    "pins",
    ("number",),
    ("number", "owner", "place", "document", "sha256", "start", "end", "quote", "note", "pinned_at", "part"),
)
CHECKS = Table("checks", ("number",), ("number", "owner", "name", "changed", "checked_at", "made"))


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it stands on the disk: `values` has the columns that are what was written, and no others."""

    row_id: int
    values: Mapping[str, Any]
    seal: bytes

    def has(self, table: Table, *, but: Iterable[str] = ()) -> bool:
        """Return whether every column stands, but for those."""
        return set(table.columns) - set(but) <= self.values.keys()


def rows(connection: sqlite3.Connection, table: Table, *, expected: int | None = None, **where: str | int) -> list[Row]:
    """Read the rows with these values, in the order they were written; those that cannot be read are left out.

    Where another number is found than `expected`, an index may be damaged, and the table is looked through.
    """
    found = _row_ids(connection, table, where)
    if len(found) != expected:
        found |= _row_ids(connection, table, where, how="NOT INDEXED")
    read = (_row(connection, table, row_id) for row_id in sorted(found))
    return [row for row in read if row is not None]


def one_row(connection: sqlite3.Connection, table: Table, **where: str | int) -> Row | None:
    """Read the one row with these values; None where there is none, or it cannot be read."""
    return next(iter(rows(connection, table, expected=1, **where)), None)


def is_listed(connection: sqlite3.Connection, table: Table, **where: str | int) -> bool:
    """Return whether an index of the table has a row with these values, without looking through the table."""
    return bool(_row_ids(connection, table, where))


def add(connection: sqlite3.Connection, table: Table, values: Mapping[str, Any]) -> None:
    """Write a new row with its seal."""
    names = ", ".join(f'"{name}"' for name in (*table.columns, "seal"))
    marks = ", ".join("?" * (len(table.columns) + 1))
    given = [values[name] for name in table.columns]
    connection.execute(
        f"INSERT INTO {table.name} ({names}) VALUES ({marks})",  # noqa: S608 (our own names)
        [*given, seal(table, values)],
    )


def rewrite(connection: sqlite3.Connection, table: Table, row: Row, **changes: str | int) -> None:
    """Write other values into columns of the row. Columns that are damaged and are not written anew stay damaged."""
    key = [row.values[name] for name in table.key]
    parts = _parts(table, row.seal)
    for name, value in changes.items():
        parts[table.columns.index(name)] = _part(table, key, name, value)
    names = ", ".join(f'"{name}" = ?' for name in (*changes, "seal"))
    connection.execute(
        f"UPDATE {table.name} SET {names} WHERE rowid = ?",  # noqa: S608 (our own names)
        [*changes.values(), b"".join(parts), row.row_id],
    )


def drop(connection: sqlite3.Connection, table: Table, **where: str | int) -> None:
    """Delete the rows with these values, also those that an index has lost."""
    found = _row_ids(connection, table, where) | _row_ids(connection, table, where, how="NOT INDEXED")
    query = f"DELETE FROM {table.name} WHERE rowid = ?"  # noqa: S608 (our own names)
    connection.executemany(query, [(row_id,) for row_id in found])


def next_number(connection: sqlite3.Connection, table: Table) -> int:
    """The number of the next row of this table; none is given twice."""
    given = "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = ?"
    there = f"SELECT coalesce(max(number), 0) FROM {table.name}"  # noqa: S608 (our own names)
    last: int = max(
        connection.execute(given, (table.name,)).fetchone()[0],
        connection.execute(there).fetchone()[0],
    )
    return last + 1


def seal(table: Table, values: Mapping[str, Any], *, but: Iterable[str] = ()) -> bytes:
    """The digests of the row's columns, one after the other; `but` those that are damaged already."""
    key, damaged = [values[name] for name in table.key], set(but)
    parts = (NO_PART if name in damaged else _part(table, key, name, values[name]) for name in table.columns)
    return b"".join(parts)


def _part(table: Table, key: Iterable[object], name: str, value: object) -> bytes:
    """A column's digest, which no other row, column or table has for the same value."""
    return row_digest(table.name, *key, name, value)[:PART_BYTES]


def _parts(table: Table, sealed: bytes) -> list[bytes]:
    padded = sealed.ljust(PART_BYTES * len(table.columns), b"\0")
    return [padded[at * PART_BYTES : (at + 1) * PART_BYTES] for at in range(len(table.columns))]


def _row_ids(connection: sqlite3.Connection, table: Table, where: Mapping[str, Any], how: str = "") -> set[int]:
    """Return where the rows with these values are, as far as the table or its index can be read."""
    asked = " AND ".join(f'"{name}" = ?' for name in where)
    query = f"SELECT rowid FROM {table.name} {how} WHERE {asked}"  # noqa: S608 (our own names)
    found = set[int]()
    try:
        for row in connection.execute(query, list(where.values())):
            found.add(row[0])
    except sqlite3.DatabaseError as error:
        if is_refusal(error):
            raise
    return found


def _row(connection: sqlite3.Connection, table: Table, row_id: int) -> Row | None:
    """The row in this place, with what stands of it; None where it cannot be read."""
    names = ", ".join(f'"{name}"' for name in (*table.columns, "seal"))
    query = f"SELECT {names} FROM {table.name} WHERE rowid = ?"  # noqa: S608 (our own names)
    try:
        raw = connection.execute(query, (row_id,)).fetchone()
    except sqlite3.DatabaseError as error:
        if is_refusal(error):
            raise
        return None
    if raw is None:
        return None
    sealed = raw["seal"] if isinstance(raw["seal"], bytes) else b""
    key, parts = [raw[name] for name in table.key], _parts(table, sealed)
    standing = {
        name: raw[name]
        for name, part in zip(table.columns, parts, strict=True)
        if part == _part(table, key, name, raw[name])
    }
    return Row(row_id, standing, sealed)
