"""`library.db`: opening it, and the one transaction that is the commit of a build.

SQLite in WAL mode: one writer, and readers that each keep the generation they opened.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from errors import NoLibraryError, SchemaError, StorageError
from index.storage.schema import SCHEMA_VERSION, bring_up_to_date, layout
from index.storage.seals import seal_changes

LIBRARY_FILE = "library.db"
BUSY_TIMEOUT_S = 10
LONGEST_WORDS = 200

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


def open_for_writing(data: Path) -> sqlite3.Connection:
    """A connection to the library in this folder, made if it is not there and brought to this layout if it is older.

    Raises:
        StorageError: the disk refused, or the file is damaged.
        SchemaError: another version of Byline wrote it.
    """
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(f"{data}: {error.strerror}: free some space or make the folder writable") from error
    with storage(data):
        connection = _connect(data)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA foreign_keys = ON")
        bring_up_to_date(connection)
        _check_version(connection, data)
        seal_changes(connection)
        return connection


def open_for_reading(data: Path) -> sqlite3.Connection:
    """A connection that sees one generation for as long as it lives.

    Raises:
        NoLibraryError: nothing has been built here.
        StorageError, SchemaError: as for writing.
    """
    if not (data / LIBRARY_FILE).is_file():
        raise NoLibraryError(f"no library in {data}: python cli.py build makes one")
    with storage(data):
        connection = _connect_to_read(data)
        if layout(connection) == 0:
            connection.close()
            raise NoLibraryError(f"no library in {data}: python cli.py build makes one")
        _check_version(connection, data)
        connection.execute("BEGIN")
        return connection


def _connect_to_read(data: Path) -> sqlite3.Connection:
    """A connection also where the folder cannot be written, so that SQLite cannot put its own files beside."""
    connection = _connect(data)
    try:
        layout(connection)
    except sqlite3.OperationalError as error:
        connection.close()
        pending = (data / f"{LIBRARY_FILE}-wal").exists()
        if pending or error.sqlite_errorcode & 0xFF not in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}:
            raise
        return _connect(data, "?mode=ro&immutable=1")
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection, data: Path) -> Iterator[None]:
    """Everything inside is kept, or nothing is."""
    with storage(data):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except OSError as error:
            raise StorageError(f"{data}: {error}: free some space, or make the folder writable") from error
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")


@contextmanager
def storage(data: Path) -> Iterator[None]:
    """SQLite's refusals as one clear line."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if _refused(error):
            raise StorageError(
                f"{data / LIBRARY_FILE}: {_words(error)}: free some space, or make the folder readable and writable"
            ) from error
        raise StorageError(
            f"{data / LIBRARY_FILE} is damaged ({_words(error)}): move {data} away and run python cli.py build"
        ) from error


def _words(error: sqlite3.Error) -> str:
    """What SQLite says, in one line: it quotes what it found, whatever that is."""
    return " ".join("".join(char if char.isprintable() else " " for char in str(error)).split())[:LONGEST_WORDS]


def _refused(error: sqlite3.DatabaseError) -> bool:
    """Whether the disk said no, and not the file: a table that is gone, or text that is none, is damage."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return isinstance(error, sqlite3.OperationalError) and "decode" not in str(error)
    return code & 0xFF in REFUSALS


def _connect(data: Path, how: str = "") -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"file:{quote(str((data / LIBRARY_FILE).absolute()))}{how}",
        timeout=BUSY_TIMEOUT_S,
        isolation_level=None,
        check_same_thread=False,
        uri=True,
    )
    connection.row_factory = sqlite3.Row
    return connection


def _check_version(connection: sqlite3.Connection, data: Path) -> None:
    found = layout(connection)
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except UnicodeDecodeError as error:  # SQLite quotes the damage, and Python cannot read the quotation
        raise sqlite3.DatabaseError("its tables are not what was written") from error
    if found == SCHEMA_VERSION:
        return
    connection.close()
    if found < SCHEMA_VERSION:
        raise SchemaError(
            f"{data / LIBRARY_FILE} is of an earlier version of Byline: python cli.py build brings it up to date"
        )
    raise SchemaError(
        f"{data / LIBRARY_FILE} has layout {found}, this version of Byline reads {SCHEMA_VERSION}: "
        f"move {data} away and run python cli.py build"
    )
