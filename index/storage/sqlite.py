"""A SQLite file of ours: opening it, one transaction, its layout's steps, and its refusals as one clear line.

Write-ahead logging: one writer, and readers that it does not keep waiting.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import quote

from errors import StorageError

BUSY_TIMEOUT_S = 10
BUSY_PAUSE_S = 0.01

WRITER_CACHE_KB = 128 * 1024
"""At most, and no more than is written: keys are hashes, and with SQLite's two megabytes a large build writes the same
pages of their trees again and again."""

LONGEST_WORDS = 200

PARAMETERS = 500
"""Numbers in one statement. Raised, some builds of SQLite refuse it."""

REFUSALS = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PERM,
    }
)
"""SQLite's codes for a disk, a folder or a neighbour that says no."""

NO_ROOM = frozenset({sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL})
"""What SQLite says of a disk on which it can make no room for its shared memory."""

NO_FOLDER = frozenset({sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY})
"""What SQLite says of a folder in which it cannot make a file."""

LayoutStep = Callable[[sqlite3.Connection], None]
"""The way from one layout of a file to the next."""


MAKESHIFT = "?mode=ro&readonly_shm=1"
"""How a file is opened where SQLite has no room for its shared memory."""


class Makeshift(sqlite3.Connection):
    """A connection opened so. As long as it is open, nothing in this process writes to its file.

    SQLite keeps one shared memory a process and file, and this one is read-only (`unixOpenSharedMemory` in os_unix.c).
    """


def connect(file: Path, how: str = "") -> sqlite3.Connection:
    """A connection to this file; `how` is the query of SQLite's file address."""
    opening = partial(sqlite3.connect, factory=Makeshift) if how == MAKESHIFT else sqlite3.connect
    connection: sqlite3.Connection = opening(
        f"file:{quote(str(file.absolute()))}{how}",
        timeout=BUSY_TIMEOUT_S,
        isolation_level=None,
        check_same_thread=False,
        uri=True,
    )
    connection.row_factory = sqlite3.Row
    return connection


def connect_to_read(file: Path) -> sqlite3.Connection:
    """A connection that reads, also where SQLite cannot put its own files beside this one.

    On a full disk SQLite reads with its index of the log in memory, and its lock keeps every writer from moving the log
    into the file meanwhile (`readonly_shm`, walBeginShmUnreliable in SQLite's wal.c). A folder that cannot be written
    has no writer, and its file is read as it is.

    Raises:
        sqlite3.OperationalError: the file cannot be read.
    """
    try:
        return _reading(file)
    except sqlite3.OperationalError as error:
        code = error.sqlite_errorcode & 0xFF
        if code in NO_ROOM and _has_files_beside(file):
            return _reading(file, MAKESHIFT)
        if code not in NO_FOLDER or file.with_name(f"{file.name}-wal").exists():
            raise
        return connect(file, "?mode=ro&immutable=1")


def _reading(file: Path, how: str = "") -> sqlite3.Connection:
    with kept_open(connect(file, how)) as connection:
        layout(connection)
        return connection


def _has_files_beside(file: Path) -> bool:
    """Whether SQLite finds its log and its shared memory, which may be empty: a full disk has room for a name."""
    try:
        for ending in ("-wal", "-shm"):
            beside = file.with_name(f"{file.name}{ending}")
            os.close(os.open(beside, os.O_CREAT | os.O_RDONLY, file.stat().st_mode & 0o777))
    except OSError:
        return False
    return True


@contextmanager
def kept_open(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Leave the connection open, unless something that is done with it here fails."""
    try:
        yield connection
    except BaseException:
        connection.close()
        raise


def connect_to_write(file: Path) -> sqlite3.Connection:
    """A connection that writes, in a folder that is made if it is not there.

    Raises:
        StorageError: the folder cannot be made.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(f"{file.parent}: {error.strerror}: free some space or make the folder writable") from error
    with kept_open(connect(file)) as connection:
        _write_ahead(connection)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA cache_size = -{WRITER_CACHE_KB}")
        return connection


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Turn on write-ahead logging; for this one thing SQLite does not wait for a neighbour that does it too."""
    until = time.monotonic() + BUSY_TIMEOUT_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(BUSY_PAUSE_S)
        else:
            return


@contextmanager
def whole(connection: sqlite3.Connection) -> Iterator[None]:
    """Keep everything that is done inside, or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


@contextmanager
def refusals_told(file: Path, mend: str) -> Iterator[None]:
    """Turn SQLite's refusals into one clear line; `mend` is what a person does when the file is damaged.

    Raises:
        StorageError: the disk refused, or the file is damaged.
    """
    try:
        yield
    except sqlite3.DatabaseError as error:
        if is_refusal(error):
            raise StorageError(
                f"{file}: {_words(error)}: free some space, or make the folder readable and writable"
            ) from error
        raise StorageError(f"{file} is damaged ({_words(error)}): {mend}") from error


def in_parts(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    """Split the numbers into parts that one statement takes."""
    for start in range(0, len(numbers), PARAMETERS):
        yield numbers[start : start + PARAMETERS]


def row_number(cursor: sqlite3.Cursor) -> int:
    """The number of the row that was just inserted.

    Raises:
        StorageError: SQLite gave none.
    """
    number = cursor.lastrowid
    if number is None:  # SQLite gives one after every INSERT; the type says it may not
        raise StorageError("the library gave no row number: report this")
    return number


def layout(connection: sqlite3.Connection) -> int:
    """The number of the file's layout; 0 for an empty file."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def take_steps(connection: sqlite3.Connection, steps: Sequence[LayoutStep]) -> None:
    """Take the steps that the file has not seen, all or none. A newer file is left as it is."""
    if layout(connection) >= len(steps):
        return
    with whole(connection):
        for step in steps[layout(connection) :]:
            step(connection)
        connection.execute(f"PRAGMA user_version = {len(steps)}")


def script(statements: str) -> LayoutStep:
    """A step that is only SQL. `executescript` would end the transaction that all steps share."""

    def run(connection: sqlite3.Connection) -> None:
        for statement in filter(str.strip, statements.split(";")):
            connection.execute(statement)

    return run


def read_tables(connection: sqlite3.Connection) -> None:
    """Read the names of the file's tables, so that damage there is found at once.

    Raises:
        sqlite3.DatabaseError: they cannot be read.
    """
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except UnicodeDecodeError as error:  # SQLite quotes the damage, and Python cannot read the quotation
        raise sqlite3.DatabaseError("its tables are not what was written") from error


def check_lookups(connection: sqlite3.Connection, table: str) -> None:
    """Check that the table and the indexes by which its rows are found hold the same.

    Raises:
        sqlite3.DatabaseError: they do not.
    """
    found = connection.execute(f"PRAGMA integrity_check('{table}')").fetchone()[0]
    if found != "ok":
        raise sqlite3.DatabaseError(f"{table}: {found}")


def _words(error: sqlite3.Error) -> str:
    """SQLite's message in one line, since it quotes whatever it found."""
    return " ".join("".join(char if char.isprintable() else " " for char in str(error)).split())[:LONGEST_WORDS]


def is_refusal(error: sqlite3.DatabaseError) -> bool:
    """Return whether the disk refused; a missing table, or bytes that are not text, are damage instead."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return isinstance(error, sqlite3.OperationalError) and "decode" not in str(error)
    return code & 0xFF in REFUSALS
