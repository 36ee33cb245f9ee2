"""`desk.db` in the data folder: opening it, and files that only their owner reads.

Each call opens the file and closes it again, which takes under a millisecond: any number of sessions and programs may
write at once, one after the other, and a file that was moved away is begun anew.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path

from desk.layouts import STEPS
from desk.records import Desk
from errors import SchemaError, StorageError
from index.storage.sqlite import connect_to_read, connect_to_write, layout, refusals_told, take_steps

OWNER_ALONE = 0o600
OTHERS = 0o077

DESK_FILE = "desk.db"
MEND = (
    f"move it and {DESK_FILE}-wal to another folder and go on with an empty desk; "
    "sqlite3's .recover reads what is whole in the old one"
)


def keep_private(file: Path) -> None:
    """Make the file with rights for its owner alone where it is missing, and take others' rights where it is there.

    A disk that refuses is left to whoever then writes the file, and says so; a folder that is missing is made.
    """
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(file, os.O_CREAT | os.O_RDONLY, OWNER_ALONE))
        if file.stat().st_mode & OTHERS:
            file.chmod(OWNER_ALONE)


def file_of(desk: Desk) -> Path:
    """The file that a desk is kept in."""
    return desk.data / DESK_FILE


@contextmanager
def opened(desk: Desk) -> Iterator[sqlite3.Connection]:
    """Open the desk's file to write, made where it is missing.

    Raises:
        StorageError: the disk refused, or the file is damaged.
        SchemaError: a later version of Byline wrote it.
    """
    file = file_of(desk)
    keep_private(file)
    for beside in file.parent.glob(f"{DESK_FILE}-*"):  # as an earlier version may have left them
        keep_private(beside)
    with _refusals_told(file), closing(connect_to_write(file)) as connection:
        connection.text_factory = _text
        connection.execute("PRAGMA secure_delete = ON")  # what is deleted is overwritten
        take_steps(connection, STEPS)
        yield _checked(connection, file)


@contextmanager
def opened_to_read(desk: Desk) -> Iterator[sqlite3.Connection]:
    """Open the desk's file to read: also on a full disk, and where it cannot be written.

    Raises:
        StorageError, SchemaError: as for `opened`.
    """
    file = file_of(desk)
    if file.exists():
        with _refusals_told(file), closing(connect_to_read(file)) as connection:
            connection.text_factory = _text
            if layout(connection) >= len(STEPS):
                yield _checked(connection, file)
                return
    with opened(desk) as connection:  # a file of an earlier version is brought up to date first
        yield connection


def _checked(connection: sqlite3.Connection, file: Path) -> sqlite3.Connection:
    """The connection, if the file has the tables of this version."""
    if layout(connection) != len(STEPS):
        raise SchemaError(
            f"{file} has layout {layout(connection)}, this version of Byline reads {len(STEPS)}: "
            "use the version that wrote it"
        )
    if _tables(connection) != _tables_as_made():
        raise sqlite3.DatabaseError("its tables are not what was written")
    return connection


def _text(raw: bytes) -> str:
    """Read bytes that are no UTF-8 as half characters."""
    return raw.decode("utf-8", "surrogateescape")


@contextmanager
def _refusals_told(file: Path) -> Iterator[None]:
    """Turn SQLite's refusals, and its words where they quote damage that is no text, into one line."""
    try:
        with refusals_told(file, MEND):
            yield
    except UnicodeDecodeError as error:
        raise StorageError(f"{file} is damaged (its tables are not what was written): {MEND}") from error


def _tables(connection: sqlite3.Connection) -> list[tuple[object, ...]]:
    found = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name")
    return [tuple(row) for row in found]


@cache
def _tables_as_made() -> list[tuple[object, ...]]:
    """The tables as the steps make them."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        take_steps(connection, STEPS)
        return _tables(connection)
