"""`desk.db` in the data folder: its tables, opening it, its rows' digests, and files that only their owner reads.

Each call opens the file and closes it again, which takes under a millisecond: any number of sessions and programs may
write at once, one after the other, and a file that was moved away is begun anew.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from desk.records import Desk
from errors import SchemaError
from index.storage.row_digests import check, row_digest
from index.storage.sqlite import (
    LayoutStep,
    connect_to_write,
    layout,
    read_tables,
    refusals_told,
    script,
    take_steps,
    whole,
)

OWNER_ALONE = 0o600
OTHERS = 0o077


def keep_private(file: Path) -> None:
    """Make the file with rights for its owner alone where it is missing, and take others' rights where it is there.

    A disk that refuses is left to whoever then writes the file, and says so; a folder that is missing is made.
    """
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(file, os.O_CREAT | os.O_RDONLY, OWNER_ALONE))
        if file.stat().st_mode & OTHERS:
            file.chmod(OWNER_ALONE)


# `desk.db` in the data folder: its tables, opening it, and its rows' digests.

DESK_FILE = "desk.db"
MEND = (
    f"move it and {DESK_FILE}-wal to another folder and go on with an empty desk; "
    "sqlite3's .recover reads what is whole in the old one"
)

FIRST = """
CREATE TABLE conversations (
    number INTEGER PRIMARY KEY AUTOINCREMENT, owner TEXT NOT NULL, name TEXT NOT NULL,
    begun_at TEXT NOT NULL, changed_at TEXT NOT NULL
) STRICT;
CREATE INDEX conversations_by_owner ON conversations (owner, changed_at);
CREATE TABLE turns (
    conversation INTEGER NOT NULL REFERENCES conversations ON DELETE CASCADE, place INTEGER NOT NULL,
    asked TEXT NOT NULL, asked_at TEXT NOT NULL, answer TEXT NOT NULL, seal BLOB NOT NULL,
    PRIMARY KEY (conversation, place)
) STRICT;
CREATE TABLE pins (
    number INTEGER PRIMARY KEY AUTOINCREMENT, owner TEXT NOT NULL, place INTEGER NOT NULL,
    document TEXT NOT NULL, sha256 TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    quote TEXT NOT NULL, seal BLOB NOT NULL, note TEXT NOT NULL, pinned_at TEXT NOT NULL,
    UNIQUE (owner, document, sha256, start, "end")
) STRICT;
"""

STEPS: tuple[LayoutStep, ...] = (script(FIRST),)
"""The steps to layout 1, layout 2 and so on, in order."""


@contextmanager
def opened(desk: Desk) -> Iterator[sqlite3.Connection]:
    """Open the desk's file, made where it is missing.

    Raises:
        StorageError: the disk refused, or the file is damaged.
        SchemaError: a later version of Byline wrote it.
    """
    file = desk.data / DESK_FILE
    keep_private(file)
    for beside in file.parent.glob(f"{DESK_FILE}-*"):  # as an earlier version may have left them
        keep_private(beside)
    with refusals_told(file, MEND), closing(connect_to_write(file)) as connection:
        connection.execute("PRAGMA secure_delete = ON")  # what is deleted is overwritten
        take_steps(connection, STEPS)
        read_tables(connection)
        if layout(connection) != len(STEPS):
            raise SchemaError(
                f"{file} has layout {layout(connection)}, this version of Byline reads {len(STEPS)}: "
                "use the version that wrote it"
            )
        yield connection


@contextmanager
def changing(desk: Desk) -> Iterator[sqlite3.Connection]:
    """Open the desk's file for one transaction: everything inside is kept, or nothing is."""
    with opened(desk) as connection, whole(connection):
        yield connection


def is_begun(desk: Desk) -> bool:
    """Whether anybody kept anything in this folder; looking makes no file."""
    return (desk.data / DESK_FILE).exists()


def sealed_json(value: Mapping[str, Any]) -> tuple[str, bytes]:
    """The value as JSON text, and the digest of that text."""
    text = json.dumps(value)
    return text, row_digest(text)


def unsealed_json(text: str, found: bytes) -> dict[str, Any]:
    """Read a value that `sealed_json` wrote.

    Raises:
        sqlite3.DatabaseError: the text is not what was written.
    """
    check(found, text)
    value: dict[str, Any] = json.loads(text)
    return value
