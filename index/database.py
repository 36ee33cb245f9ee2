"""`library.db`: opening it, and the one transaction that is the commit of a build.

SQLite in WAL mode: one writer, and readers that each keep the generation they opened.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from errors import NoLibraryError, SchemaError, StorageError

LIBRARY_FILE = "library.db"
SCHEMA_VERSION = 1
BUSY_TIMEOUT_S = 10

SCHEMA = """
CREATE TABLE builds (
    generation INTEGER PRIMARY KEY, built_at TEXT NOT NULL, model TEXT NOT NULL,
    model_fingerprint TEXT NOT NULL, reading_fingerprint TEXT NOT NULL, report TEXT NOT NULL
) STRICT;
CREATE TABLE documents (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, sha256 TEXT NOT NULL, kind TEXT NOT NULL,
    source TEXT NOT NULL, reading TEXT NOT NULL, text TEXT NOT NULL, blocks TEXT NOT NULL, furniture TEXT NOT NULL,
    sentences TEXT NOT NULL, page_starts TEXT NOT NULL
) STRICT;
CREATE INDEX documents_by_kind ON documents (kind);
CREATE TABLE passages (
    number INTEGER PRIMARY KEY AUTOINCREMENT, document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, tokens INTEGER NOT NULL, embedding BLOB NOT NULL,
    first_sentence INTEGER NOT NULL, sentence_count INTEGER NOT NULL
) STRICT;
CREATE INDEX passages_by_document ON passages (document);
CREATE INDEX passages_by_embedding ON passages (embedding);
CREATE TABLE sentences (
    number INTEGER PRIMARY KEY, passage INTEGER NOT NULL REFERENCES passages ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, voice TEXT NOT NULL, speaker TEXT, heading INTEGER NOT NULL
) STRICT;
CREATE INDEX sentences_by_passage ON sentences (passage);
CREATE TABLE embeddings (key BLOB PRIMARY KEY, vectors BLOB NOT NULL) STRICT;
CREATE TABLE skipped (path TEXT PRIMARY KEY, reason TEXT NOT NULL) STRICT;
CREATE TABLE lanes (kind TEXT PRIMARY KEY, generation INTEGER NOT NULL) STRICT;
"""


def open_for_writing(data: Path) -> sqlite3.Connection:
    """A connection to the library in this folder, made if it is not there.

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
        if _version(connection) == 0:
            connection.executescript(f"BEGIN; {SCHEMA} PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;")
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
        if _version(connection) == 0:
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


def _version(connection: sqlite3.Connection) -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def _check_version(connection: sqlite3.Connection, data: Path) -> None:
    found = _version(connection)
    if found != SCHEMA_VERSION:
        connection.close()
        raise SchemaError(
            f"{data / LIBRARY_FILE} has layout {found}, this version of Byline reads {SCHEMA_VERSION}: "
            f"move {data} away and run python cli.py build"
        )
