"""Rows of a desk with a digest of every column: what is damaged is known for what it is, and the rest stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from index.storage.row_digests import row_digest

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


class DeskRows(Protocol):
    """An open desk, in a file or in a database. The id of a row that has a number is its number."""

    def find(self, table: Table, where: Mapping[str, Any], *, everywhere: bool = False) -> set[int]:
        """Return the ids of the rows with these values, as far as they can be read.

        They are found by an index, or `everywhere` in the table, without one.
        """

    def read(self, table: Table, row_id: int) -> Mapping[str, Any] | None:
        """Return the columns of a row and its `seal`; None where it cannot be read."""

    def insert(self, table: Table, values: Mapping[str, Any]) -> None:
        """Write a new row, with its `seal`."""

    def update(self, table: Table, row_id: int, changes: Mapping[str, Any]) -> None:
        """Write other values into columns of a row."""

    def delete(self, table: Table, row_ids: Collection[int]) -> None:
        """Delete these rows."""

    def next_number(self, table: Table) -> int:
        """Return the number of the next row of this table; none is given twice."""

    def owners(self) -> list[str]:
        """Return whoever has a quote in the notebook, in order."""

    def megabytes(self) -> int:
        """Return what all that is kept takes, without the room that deleted rows left: new ones take it."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it stands on the disk: `values` has the columns that are what was written, and no others."""

    row_id: int
    values: Mapping[str, Any]
    seal: bytes

    def has(self, table: Table, *, but: Iterable[str] = ()) -> bool:
        """Return whether every column stands, but for those."""
        return set(table.columns) - set(but) <= self.values.keys()


def rows(store: DeskRows, table: Table, *, expected: int | None = None, **where: str | int) -> list[Row]:
    """Read the rows with these values, in the order they were written; those that cannot be read are left out.

    Where another number is found than `expected`, an index may be damaged, and the table is looked through.
    """
    found = store.find(table, where)
    if len(found) != expected:
        found |= store.find(table, where, everywhere=True)
    read = (_row(store, table, row_id) for row_id in sorted(found))
    return [row for row in read if row is not None]


def one_row(store: DeskRows, table: Table, **where: str | int) -> Row | None:
    """Read the one row with these values; None where there is none, or it cannot be read."""
    return next(iter(rows(store, table, expected=1, **where)), None)


def is_listed(store: DeskRows, table: Table, **where: str | int) -> bool:
    """Return whether an index of the table has a row with these values, without looking through the table."""
    return bool(store.find(table, where))


def add(store: DeskRows, table: Table, values: Mapping[str, Any]) -> None:
    """Write a new row with its seal."""
    given = {name: values[name] for name in table.columns}
    store.insert(table, given | {"seal": seal(table, values)})


def rewrite(store: DeskRows, table: Table, row: Row, **changes: str | int) -> None:
    """Write other values into columns of the row. Columns that are damaged and are not written anew stay damaged."""
    key = [row.values[name] for name in table.key]
    parts = _parts(table, row.seal)
    for name, value in changes.items():
        parts[table.columns.index(name)] = _part(table, key, name, value)
    store.update(table, row.row_id, changes | {"seal": b"".join(parts)})


def drop(store: DeskRows, table: Table, **where: str | int) -> None:
    """Delete the rows with these values, also those that an index has lost."""
    store.delete(table, store.find(table, where) | store.find(table, where, everywhere=True))


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


def _row(store: DeskRows, table: Table, row_id: int) -> Row | None:
    """The row in this place, with what stands of it; None where it cannot be read."""
    raw = store.read(table, row_id)
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
