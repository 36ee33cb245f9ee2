"""`library.db`: opening it, and the one transaction that is the commit of a build.

SQLite in WAL mode: one writer, and readers that each keep the generation they opened.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from errors import NoLibraryError, SchemaError, StorageError
from index.schema import SCHEMA_VERSION, bring_up_to_date, layout

LIBRARY_FILE = "library.db"
BUSY_TIMEOUT_S = 10


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
        connection = _connect(data)
        if layout(connection) == 0:
            connection.close()
            raise NoLibraryError(f"no library in {data}: python cli.py build makes one")
        _check_version(connection, data)
        connection.execute("BEGIN")
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
    except sqlite3.OperationalError as error:
        raise StorageError(
            f"{data / LIBRARY_FILE}: {error}: free some space, or make the folder readable and writable"
        ) from error
    except sqlite3.DatabaseError as error:
        raise StorageError(
            f"{data / LIBRARY_FILE} is damaged ({error}): move {data} away and run python cli.py build"
        ) from error


def _connect(data: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        data / LIBRARY_FILE, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False
    )
    connection.row_factory = sqlite3.Row
    return connection


def _check_version(connection: sqlite3.Connection, data: Path) -> None:
    found = layout(connection)
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
