"""Digests of the library's rows, checked when they are read, to notice rows that are not what was written.

A newer generation is verified by checking only the rows that changed.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable

LIBRARY = "library"
FILES = "files"

SCHEMA = "sqlite_schema"

ROWS = ("documents", "passages", "origins")
"""The sums of the tables with a row for every document or passage."""

FEW = "few"

TABLES: dict[str, tuple[str, tuple[str, ...]]] = {
    "documents": ("documents", ("number", "id", "sha256", "kind", "source", "partly")),
    "passages": ("passages", ("number", "document", "first_sentence", "sentence_count", "put")),
    "origins": ("origins", ("document", "origin")),
    "segments": ("segments", ("kind", "generation", "first", "sentences")),
    "gone": ("gone", ("kind", "segment", "generation", "sentence")),
    "skipped": ("skipped", ("path", "reason")),
    "builds": ("builds", ("generation", "built_at", "model", "model_fingerprint", "reading_fingerprint")),
    "files": ("files", ("document", "own", "size", "mtime_ns", "ctime_ns", "at_ns")),
    "readings": ("documents", ("number", "reading")),
    "traces": ("traces", ("document", "hashes", "agency")),
}
"""Name of a sum → the table and the columns that it seals."""

READ_WHOLE = {
    LIBRARY: (SCHEMA, "documents", "passages", "origins", "segments", "gone", "skipped", "builds"),
    FILES: ("files", "readings", "traces"),
    FEW: (SCHEMA, "segments", "gone", "skipped", "builds"),
}
"""The sums of what a reader, and of what a plan depends on, and of what every reader reads whole."""

DIGEST_BYTES = 16
NOTHING = bytes(DIGEST_BYTES)
MODULUS = 1 << (8 * DIGEST_BYTES)


def row_digest(*parts: object) -> bytes:
    """The digest of these values, each a number, text, bytes or None."""
    digest = hashlib.blake2b(digest_size=DIGEST_BYTES)
    written: list[str] = []
    for part in parts:
        if isinstance(part, bytes):
            digest.update(_encoded("".join([*written, f"bytes {len(part)} "])) + part)
            written.clear()
        else:
            said = str(part)
            size = len(said) if said.isascii() else len(_encoded(said))
            written.append(f"{type(part).__name__} {size} {said}")
    digest.update(_encoded("".join(written)))
    return digest.digest()


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def check(found: bytes | None, *parts: object) -> None:
    """Check these values, read from a row, against its digest.

    Raises:
        sqlite3.DatabaseError: they are not what was written.
    """
    if found is not None and found != row_digest(*parts):
        raise sqlite3.DatabaseError("a row is not what was written")


def digest_changes(connection: sqlite3.Connection) -> None:
    """Keep the sums up to date with every row that this connection writes or removes, in the same transaction."""
    connection.create_function("sum_with", -1, _with, deterministic=True)
    connection.create_function("sum_without", -1, _without, deterministic=True)
    connection.execute("PRAGMA recursive_triggers = ON")  # a row that is replaced counts as removed
    for name, (table, columns) in TABLES.items():
        new, old = (", ".join(f"{row}.{column}" for column in columns) for row in ("NEW", "OLD"))
        of = ", ".join(columns)
        for event, change in (
            ("INSERT", f"sum = sum_with(sum, {new}), rows = rows + 1"),
            ("DELETE", f"sum = sum_without(sum, {old}), rows = rows - 1"),
            (f"UPDATE OF {of}", f"sum = sum_with(sum_without(sum, {old}), {new})"),
        ):
            connection.execute(
                f"CREATE TEMP TRIGGER seal_{name}_{event[:6]} AFTER {event} ON main.{table} "  # noqa: S608 (our own names)
                f"BEGIN UPDATE seals SET {change} WHERE name = '{name}'; END"
            )


def digest_whole(connection: sqlite3.Connection) -> None:
    """Take the digests of everything as it is now, after a layout has been brought up to date."""
    names = [SCHEMA, *TABLES]
    connection.executemany(
        "INSERT OR REPLACE INTO seals VALUES (?, ?, ?)", [(n, *_whole(connection, n)) for n in names]
    )


def check_whole(connection: sqlite3.Connection, name: str) -> None:
    """Check all rows of the tables that this name stands for.

    Raises:
        sqlite3.DatabaseError: it is not what was written.
    """
    for part in READ_WHOLE[name]:
        check_sum(connection, part, *_whole(connection, part))


def check_sum(connection: sqlite3.Connection, name: str, found: bytes, rows: int) -> None:
    """Check the sum and number of a table's rows against those written.

    Raises:
        sqlite3.DatabaseError: it is not what was written.
    """
    if sum_of(connection, name) != (found, rows):
        raise sqlite3.DatabaseError("its rows are not what was written")


def sum_of(connection: sqlite3.Connection, name: str) -> tuple[bytes, int]:
    """The sum under this name, as it was written, and the number of its rows."""
    row = connection.execute("SELECT sum, rows FROM seals WHERE name = ?", (name,)).fetchone()
    if row is None:
        raise sqlite3.DatabaseError("a seal is missing")
    return row[0], row[1]


def all_sums(connection: sqlite3.Connection) -> dict[str, tuple[bytes, int]]:
    """Every sum with its number of rows; while they stay the same, so do the rows."""
    return {row[0]: (row[1], row[2]) for row in connection.execute("SELECT name, sum, rows FROM seals")}


def rows_in(connection: sqlite3.Connection, name: str) -> int:
    """Return how many rows a sealed table has, without counting them."""
    return sum_of(connection, name)[1]


def total_of(connection: sqlite3.Connection) -> int:
    """Return the sums of the tables with a row for every document or passage, added up as a number."""
    return sum(int.from_bytes(sum_of(connection, name)[0]) for name in ROWS) % MODULUS


def columns_of(name: str) -> str:
    """What the sum of this name seals of each row, for a query."""
    return ", ".join(TABLES[name][1])


def changed_sum(was: bytes, gone: Iterable[tuple[object, ...]], come: Iterable[tuple[object, ...]]) -> bytes:
    """The sum after these rows went and came."""
    total = int.from_bytes(was) - sum(map(digest_number, gone)) + sum(map(digest_number, come))
    return (total % MODULUS).to_bytes(DIGEST_BYTES)


def _whole(connection: sqlite3.Connection, name: str) -> tuple[bytes, int]:
    table, columns = TABLES.get(name, (name, ("*",)))
    rows, total = 0, 0
    try:
        for row in connection.execute(f"SELECT {', '.join(columns)} FROM {table}"):  # noqa: S608 (our own names)
            total += digest_number(tuple(row))
            rows += 1
    except UnicodeDecodeError as error:  # a column's name
        raise sqlite3.DatabaseError("a name in it is no text") from error
    return (total % MODULUS).to_bytes(DIGEST_BYTES), rows


def digest_number(row: tuple[object, ...]) -> int:
    """Return the digest of a row of a sealed table as a number; the sum of these is the table's."""
    return int.from_bytes(hashlib.blake2b(_encoded(repr(row)), digest_size=DIGEST_BYTES).digest())


def _with(total: bytes, *row: object) -> bytes:
    return changed_sum(total, (), [row])


def _without(total: bytes, *row: object) -> bytes:
    return changed_sum(total, [row], ())


# Verifying a newer generation by checking only the rows that changed.

DatabaseRows = list[tuple[object, ...]]
RowReader = Callable[[sqlite3.Connection], DatabaseRows]


def check_step(before: sqlite3.Connection, after: sqlite3.Connection, *, since: int) -> None:
    """Check what changed after generation `since` in the tables that every reader reads whole.

    `before` still sees that generation, whose sums were believed: without the rows that went, and with those that came,
    they must be the later ones.

    Raises:
        sqlite3.DatabaseError: a row is not what was written.
    """
    for name in ("segments", "skipped"):
        _check(before, after, name, _all(name))
    _check(before, after, "builds", _later("builds", since))
    _check_gone(before, after, since)
    if sum_of(before, SCHEMA) != sum_of(after, SCHEMA):
        raise sqlite3.DatabaseError("its tables are not what was written")


def _check(before: sqlite3.Connection, after: sqlite3.Connection, name: str, read: RowReader) -> None:
    _believe(before, after, name, gone=read(before), come=read(after))


def _believe(
    before: sqlite3.Connection, after: sqlite3.Connection, name: str, *, gone: DatabaseRows, come: DatabaseRows
) -> None:
    was, rows = sum_of(before, name)
    check_sum(after, name, changed_sum(was, gone, come), rows - len(gone) + len(come))


def _check_gone(before: sqlite3.Connection, after: sqlite3.Connection, since: int) -> None:
    """Check the rows of what is gone: those of merged segments left, and later ones came."""
    segments = "SELECT kind, generation FROM segments"
    there = {tuple(row) for row in after.execute(segments)}
    merged = [tuple(row) for row in before.execute(segments) if tuple(row) not in there]
    query = f"SELECT {columns_of('gone')} FROM gone WHERE kind = ? AND segment = ?"  # noqa: S608 (our own names)
    gone = [tuple(row) for place in merged for row in before.execute(query, place)]
    come = [tuple(row) for place in there for row in after.execute(f"{query} AND generation > ?", (*place, since))]
    _believe(before, after, "gone", gone=gone, come=come)


def _all(name: str) -> RowReader:
    query = f"SELECT {columns_of(name)} FROM {name}"  # noqa: S608 (our own names)
    return lambda connection: [tuple(row) for row in connection.execute(query)]


def _later(name: str, since: int) -> RowReader:
    query = f"SELECT {columns_of(name)} FROM {name} WHERE generation > ?"  # noqa: S608 (our own names)
    return lambda connection: [tuple(row) for row in connection.execute(query, (since,))]
