"""`library.db`: opening it, and the one transaction that is the commit of a build.

SQLite in WAL mode: one writer, and readers that each keep the generation they opened.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Protocol
from weakref import WeakSet

from errors import PROGRAM, NoLibraryError, SchemaError, StorageError
from index.storage.row_digests import digest_changes
from index.storage.schema import SCHEMA_VERSION, bring_up_to_date
from index.storage.sqlite import connect_to_read, connect_to_write, kept_open, layout, read_tables, refusals_told, whole

LIBRARY_FILE = "library.db"

MEND = (
    f"move {LIBRARY_FILE}, {LIBRARY_FILE}-wal, lanes and words to another folder and run {PROGRAM} build; "
    "conversations, notebook and feedback stay where they are"
)
"""What to do about a damaged library: only what a build makes again is moved, and nothing that a person keeps."""

READER_CACHE_KB = 64 * 1024
"""The most memory for pages, enough for the upper parts of the trees, which every question reads, in a library of
millions. Raised, a reader takes more memory."""


class MakeshiftReader(Protocol):
    """Whoever reads by a makeshift connection for longer than a call."""

    data: Path

    def reopening(self) -> AbstractContextManager[None]:
        """Close the connection, and open another one of the same generation after what is done meanwhile."""


makeshift_readers = WeakSet[MakeshiftReader]()
"""Those of this process; each is here as long as its connection is open."""


def open_for_writing(data: Path) -> sqlite3.Connection:
    """A connection to the library in this folder, made if it is not there and brought to this layout if it is older.

    Raises:
        StorageError: the disk refused, or the file is damaged.
        SchemaError: another version of Byline wrote it.
    """
    with _readers_let_go(data), storage(data), kept_open(connect_to_write(data / LIBRARY_FILE)) as connection:
        bring_up_to_date(connection)
        _check_version(connection, data)
        digest_changes(connection)
        return connection


def open_for_reading(data: Path) -> sqlite3.Connection:
    """A connection that sees one generation for as long as it lives.

    Raises:
        NoLibraryError: nothing has been built here.
        StorageError, SchemaError: as for writing.
    """
    if not (data / LIBRARY_FILE).is_file():
        raise NoLibraryError(f"no library in {data}: {PROGRAM} build makes one")
    with storage(data), kept_open(connect_to_read(data / LIBRARY_FILE)) as connection:
        if layout(connection) == 0:
            raise NoLibraryError(f"no library in {data}: {PROGRAM} build makes one")
        _check_version(connection, data)
        connection.execute(f"PRAGMA cache_size = -{READER_CACHE_KB}")
        connection.execute("BEGIN")
        return connection


@contextmanager
def _readers_let_go(data: Path) -> Iterator[None]:
    """Have nobody in this process read by a makeshift connection, beside which it could not write."""
    with ExitStack() as waiting:
        for reader in [one for one in makeshift_readers if one.data == data]:
            waiting.enter_context(reader.reopening())
        yield


@contextmanager
def transaction(connection: sqlite3.Connection, data: Path) -> Iterator[None]:
    """Keep everything that is done inside, or nothing."""
    with storage(data):
        try:
            with whole(connection):
                yield
        except OSError as error:
            raise StorageError(f"{data}: {error}: free some space, or make the folder writable") from error


@contextmanager
def storage(data: Path) -> Iterator[None]:
    """Turn SQLite's refusals into one clear line."""
    with refusals_told(data / LIBRARY_FILE, MEND):
        yield


def _check_version(connection: sqlite3.Connection, data: Path) -> None:
    found = layout(connection)
    read_tables(connection)
    if found == SCHEMA_VERSION:
        return
    if found < SCHEMA_VERSION:
        raise SchemaError(
            f"{data / LIBRARY_FILE} is of an earlier version of Byline: {PROGRAM} build brings it up to date"
        )
    raise SchemaError(
        f"{data / LIBRARY_FILE} has layout {found}, this version of Byline reads {SCHEMA_VERSION}: "
        "use the version that wrote it"
    )
