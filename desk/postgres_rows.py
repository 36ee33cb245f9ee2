"""The rows of desks in PostgreSQL, and what else people keep there: any number of apps serve anybody.

Texts are kept as bytes, for a person may type what a text column refuses. Writers take turns, as they do at `desk.db`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import lru_cache
from typing import Any

from desk.records import DeskServer
from desk.sealed_rows import PINS, Table
from errors import EngineError, SchemaError
from index.engines.postgres.psycopg_store import Address, Store, Transaction

LAYOUT = 1
"""Another number for each change of the tables: those of another are neither read nor written."""

ONE_WRITER = 8_135_292
"""The number of the lock that a writer holds, drawn once."""

SERVERS_OPEN = 8
"""Servers whose connections are kept open."""

MEGABYTE = 1_000_000
SURROGATES = "surrogatepass"
"""How half characters, which a browser may send, become bytes and come back."""

MAKE = """
CREATE TABLE byline_desk.layout (number integer NOT NULL);
CREATE TABLE byline_desk.numbers (name text PRIMARY KEY, last bigint NOT NULL);
CREATE TABLE byline_desk.owners (
    row_id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY, owner bytea NOT NULL UNIQUE, step bigint NOT NULL,
    conversations bigint NOT NULL, turns bigint NOT NULL, pins bigint NOT NULL,
    checks bigint NOT NULL, seal bytea NOT NULL
);
CREATE TABLE byline_desk.conversations (
    number bigint PRIMARY KEY, owner bytea NOT NULL, name bytea NOT NULL, changed bigint NOT NULL,
    turns bigint NOT NULL, seal bytea NOT NULL
);
CREATE INDEX ON byline_desk.conversations (owner);
CREATE TABLE byline_desk.turns (
    row_id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY, conversation bigint NOT NULL, place bigint NOT NULL,
    asked bytea NOT NULL, asked_at bytea NOT NULL, answer bytea NOT NULL, seal bytea NOT NULL,
    UNIQUE (conversation, place)
);
CREATE TABLE byline_desk.pins (
    number bigint PRIMARY KEY, owner bytea NOT NULL, place bigint NOT NULL, document bytea NOT NULL,
    sha256 bytea NOT NULL, start bigint NOT NULL, "end" bigint NOT NULL, quote bytea NOT NULL, note bytea NOT NULL,
    pinned_at bytea NOT NULL, part bytea NOT NULL, seal bytea NOT NULL, UNIQUE (owner, document, sha256, start, "end")
);
CREATE TABLE byline_desk.checks (
    number bigint PRIMARY KEY, owner bytea NOT NULL, name bytea NOT NULL, changed bigint NOT NULL,
    checked_at bytea NOT NULL, made bytea NOT NULL, seal bytea NOT NULL
);
CREATE INDEX ON byline_desk.checks (owner);
CREATE TABLE byline_desk.papers (name text PRIMARY KEY, content bytea NOT NULL);
"""


class PostgresRows:
    """An open desk, in one transaction."""

    def __init__(self, rows: Transaction) -> None:
        self._rows = rows

    def find(self, table: Table, where: Mapping[str, Any], *, everywhere: bool = False) -> set[int]:
        """Return the ids of the rows with these values; the database keeps its indexes whole."""
        if everywhere:
            return set()
        asked = " AND ".join(f'"{name}" = %({name})s' for name in where)
        query = f"SELECT {_id(table)} FROM byline_desk.{table.name} WHERE {asked}"  # noqa: S608 (our own names)
        return {number for (number,) in self._rows.rows(query, **_sent(where))}

    def read(self, table: Table, row_id: int) -> Mapping[str, Any] | None:
        """Return the columns of a row and its `seal`; None where it is gone."""
        names = (*table.columns, "seal")
        columns = ", ".join(f'"{name}"' for name in names)
        query = f"SELECT {columns} FROM byline_desk.{table.name} WHERE {_id(table)} = %(row_id)s"  # noqa: S608
        found = self._rows.rows(query, row_id=row_id)
        return {name: _got(name, value) for name, value in zip(names, found[0], strict=True)} if found else None

    def insert(self, table: Table, values: Mapping[str, Any]) -> None:
        """Write a new row, with its `seal`."""
        names = ", ".join(f'"{name}"' for name in values)
        marks = ", ".join(f"%({name})s" for name in values)
        self._rows.run(f"INSERT INTO byline_desk.{table.name} ({names}) VALUES ({marks})", **_sent(values))  # noqa: S608
        if "number" in values:
            given = "INSERT INTO byline_desk.numbers AS given VALUES (%(name)s, %(number)s)"
            last = "ON CONFLICT (name) DO UPDATE SET last = greatest(given.last, excluded.last)"
            self._rows.run(f"{given} {last}", name=table.name, number=values["number"])

    def update(self, table: Table, row_id: int, changes: Mapping[str, Any]) -> None:
        """Write other values into columns of a row."""
        names = ", ".join(f'"{name}" = %({name})s' for name in changes)
        query = f"UPDATE byline_desk.{table.name} SET {names} WHERE {_id(table)} = %(row_id)s"  # noqa: S608
        self._rows.run(query, row_id=row_id, **_sent(changes))

    def delete(self, table: Table, row_ids: Collection[int]) -> None:
        """Delete these rows."""
        query = f"DELETE FROM byline_desk.{table.name} WHERE {_id(table)} = ANY(%(row_ids)s)"  # noqa: S608
        self._rows.run(query, row_ids=list(row_ids))

    def next_number(self, table: Table) -> int:
        """Return the number of the next row of this table; none is given twice."""
        query = "SELECT coalesce(max(last), 0) + 1 FROM byline_desk.numbers WHERE name = %(name)s"
        return int(self._rows.rows(query, name=table.name)[0][0])

    def owners(self) -> list[str]:
        """Return whoever has a quote in the notebook, in order."""
        query = f"SELECT DISTINCT owner FROM byline_desk.{PINS.name} ORDER BY owner"  # noqa: S608 (our own names)
        return [str(_got("owner", owner)) for (owner,) in self._rows.rows(query)]

    def paper(self, name: str) -> bytes | None:
        """Return what is kept under this name, None where nothing is."""
        found = self._rows.rows("SELECT content FROM byline_desk.papers WHERE name = %(name)s", name=name)
        return bytes(found[0][0]) if found else None

    def write_paper(self, name: str, content: bytes) -> None:
        """Keep this under the name, in place of what was."""
        text = "INSERT INTO byline_desk.papers VALUES (%(name)s, %(content)s)"
        again = "ON CONFLICT (name) DO UPDATE SET content = excluded.content"
        self._rows.run(f"{text} {again}", name=name, content=content)

    def megabytes(self) -> int:
        """Return what the answers, most of all that is kept, take on the disk."""
        return int(self._rows.rows("SELECT pg_total_relation_size('byline_desk.turns')")[0][0] // MEGABYTE)


def where(server: DeskServer) -> str:
    """Return what a person is told of where the desks are."""
    return f"the desk in {Address.read(server.index).shown}"


def is_there(server: DeskServer) -> bool:
    """Return whether anybody may have kept anything there."""
    with _reading(server) as rows:
        return _layout(rows) is not None


@contextmanager
def reading(server: DeskServer) -> Iterator[PostgresRows]:
    """Read the desks as they are at one moment, on the primary, where what was just written is.

    Where no primary answers, a standby is read.
    """
    with _reading(server) as rows:
        _check_layout(rows, server)
        yield PostgresRows(rows)


@contextmanager
def changing(server: DeskServer, *, lock: int = ONE_WRITER) -> Iterator[PostgresRows]:
    """Change the desks in one transaction, which waits for any other of this lock; tables are made where they miss."""
    with _store(server.index, writing=True).changing() as rows:
        rows.run("SELECT pg_advisory_xact_lock(%(number)s)", number=lock)
        if _layout(rows) is None:
            _make(rows)
        _check_layout(rows, server)
        yield PostgresRows(rows)


def read_paper(server: DeskServer, name: str) -> bytes | None:
    """Return what is kept under this name, None where nothing is."""
    with _reading(server) as rows:
        if _layout(rows) is None:
            return None
        _check_layout(rows, server)
        return PostgresRows(rows).paper(name)


@contextmanager
def _reading(server: DeskServer) -> Iterator[Transaction]:
    with ExitStack() as opened:
        try:
            rows = opened.enter_context(_store(server.index, writing=True).reading())
        except EngineError:
            rows = opened.enter_context(_store(server.index, writing=False).reading())
        yield rows


@lru_cache(SERVERS_OPEN)
def _store(index: str, *, writing: bool) -> Store:
    """The connections to a server, or to the primary alone; for good, as a page asks several times."""
    return Store.open(index, writing=writing)


def _layout(rows: Transaction) -> int | None:
    """The layout of the tables, None where there are none."""
    if not rows.rows("SELECT to_regclass('byline_desk.layout') IS NOT NULL")[0][0]:
        return None
    return int(rows.rows("SELECT max(number) FROM byline_desk.layout")[0][0])


def _check_layout(rows: Transaction, server: DeskServer) -> None:
    """Refuse tables of another layout.

    Raises:
        SchemaError: another version of Byline made them.
    """
    found = _layout(rows)
    if found not in {None, LAYOUT}:
        raise SchemaError(
            f"{where(server)} has layout {found}, this version of Byline reads {LAYOUT}: use the version that wrote it"
        )


def _make(rows: Transaction) -> None:
    if not rows.rows("SELECT to_regnamespace('byline_desk') IS NOT NULL")[0][0]:
        rows.run("CREATE SCHEMA byline_desk")
    for statement in filter(str.strip, MAKE.split(";")):
        rows.run(statement)
    rows.run("INSERT INTO byline_desk.layout VALUES (%(number)s)", number=LAYOUT)


def _id(table: Table) -> str:
    """The column that a row is found by: its number where it has one."""
    return "number" if "number" in table.columns else "row_id"


def _sent(given: Mapping[str, Any]) -> dict[str, Any]:
    """Values as their columns take them."""
    return {
        name: value.encode("utf-8", SURROGATES) if isinstance(value, str) else value for name, value in given.items()
    }


def _got(name: str, value: object) -> object:
    """A column's value as it was given: a seal is bytes, and all other bytes are a text."""
    return value.decode("utf-8", SURROGATES) if isinstance(value, bytes) and name != "seal" else value
