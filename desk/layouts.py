"""The layouts of `desk.db`, each as the step from the one before."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from desk.sealed_rows import CONVERSATIONS, OWNERS, PINS, TURNS, Table, add, one_row, rewrite, seal
from desk.sqlite_rows import SqliteRows
from index.storage.row_digests import row_digest
from index.storage.sqlite import LayoutStep, is_refusal, script
from ingest.names import HALF_CHARACTER

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

SECOND = """
DROP INDEX conversations_by_owner;
ALTER TABLE conversations ADD COLUMN changed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conversations ADD COLUMN turns INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conversations ADD COLUMN seal BLOB NOT NULL DEFAULT x'';
CREATE INDEX conversations_by_owner ON conversations (owner);
CREATE TABLE owners (
    owner TEXT PRIMARY KEY, step INTEGER NOT NULL, conversations INTEGER NOT NULL, turns INTEGER NOT NULL,
    pins INTEGER NOT NULL, seal BLOB NOT NULL
) STRICT;
"""

TIMES = """
ALTER TABLE conversations DROP COLUMN begun_at;
ALTER TABLE conversations DROP COLUMN changed_at;
"""
"""When a conversation was begun and continued its turns say."""

THIRD = """
ALTER TABLE owners ADD COLUMN checks INTEGER NOT NULL DEFAULT 0;
ALTER TABLE pins ADD COLUMN part TEXT NOT NULL DEFAULT '';
CREATE TABLE checks (
    number INTEGER PRIMARY KEY AUTOINCREMENT, owner TEXT NOT NULL, name TEXT NOT NULL, changed INTEGER NOT NULL,
    checked_at TEXT NOT NULL, made TEXT NOT NULL, seal BLOB NOT NULL
) STRICT;
CREATE INDEX checks_by_owner ON checks (owner);
"""

OWNERS_IN_2 = replace(OWNERS, columns=("owner", "step", "conversations", "turns", "pins"))
PINS_IN_2 = replace(PINS, columns=tuple(name for name in PINS.columns if name != "part"))

SEALED_BEFORE = {TURNS: "answer", PINS_IN_2: "quote"}
"""Table → its one column that layout 1 kept a digest of."""


def begin_accounts(connection: sqlite3.Connection) -> None:
    """Bring layout 1 to layout 2: each column gets its digest, and each owner an account of what they keep.

    What had been damaged before is marked as damaged, and nothing is left out.
    """
    script(SECOND)(connection)
    turns = Counter[int]()
    for row in _rows(connection, TURNS):
        turns[row["conversation"]] += 1
        _seal(connection, TURNS, row)
    accounts: dict[str, Counter[str]] = {}
    for row in _rows(connection, CONVERSATIONS, order="changed_at"):
        account = accounts.setdefault(row["owner"], Counter())
        account.update(step=1, conversations=1, turns=turns[row["number"]])
        _seal(connection, CONVERSATIONS, row, changed=account["step"], turns=turns[row["number"]])
    for row in _rows(connection, PINS_IN_2, order="place"):
        account = accounts.setdefault(row["owner"], Counter())
        account.update(step=1, pins=1)
        _seal(connection, PINS_IN_2, row, place=account["step"])
    script(TIMES)(connection)
    for owner, account in accounts.items():
        if _is_text(owner):
            add(
                SqliteRows(connection),
                OWNERS_IN_2,
                {name: account[name] for name in OWNERS_IN_2.columns} | {"owner": owner},
            )


def begin_checks(connection: sqlite3.Connection) -> None:
    """Bring layout 2 to layout 3: checks are kept, and quotes stand in parts of the notebook.

    The columns that are new are sealed; what had been damaged before stays so.
    """
    script(THIRD)(connection)
    store = SqliteRows(connection)
    for table, column, value in ((OWNERS, "checks", 0), (PINS, "part", "")):
        [key] = table.key
        for (name,) in connection.execute(f"SELECT {key} FROM {table.name} NOT INDEXED").fetchall():  # noqa: S608
            row = one_row(store, table, **{key: name})
            if row and key in row.values:
                rewrite(store, table, row, **{column: value})


def _rows(connection: sqlite3.Connection, table: Table, order: str = "") -> Iterator[dict[str, Any]]:
    """The rows of layout 1, as far as they can be read, in the order of this column; one at a time in memory."""
    found = connection.execute(f"SELECT rowid FROM {table.name} NOT INDEXED").fetchall()  # noqa: S608 (our own names)
    numbers = [row_id for (row_id,) in found]
    if order:
        places = ((row[order], row["row_id"]) for row in _read(connection, table, numbers))
        numbers = [row_id for _, row_id in sorted(places)]
    yield from _read(connection, table, numbers)


def _read(connection: sqlite3.Connection, table: Table, numbers: Iterable[int]) -> Iterator[dict[str, Any]]:
    for row_id in numbers:
        try:
            row = connection.execute(f"SELECT * FROM {table.name} WHERE rowid = ?", (row_id,)).fetchone()  # noqa: S608
        except sqlite3.DatabaseError as error:
            if is_refusal(error):
                raise
            continue
        yield {**row, "row_id": row_id}


def _seal(connection: sqlite3.Connection, table: Table, row: Mapping[str, Any], **changes: int) -> None:
    """Write the changes and seal the row as it is then, without what is known to be damaged."""
    values = {**row, **changes}
    damaged = {name for name in table.columns if not _is_text(values[name])}
    if table in SEALED_BEFORE and row["seal"] != row_digest(row[SEALED_BEFORE[table]]):
        damaged.add(SEALED_BEFORE[table])
    names = ", ".join(f"{name} = ?" for name in (*changes, "seal"))
    connection.execute(
        f"UPDATE {table.name} SET {names} WHERE rowid = ?",  # noqa: S608 (our own names)
        [*changes.values(), seal(table, values, but=damaged), row["row_id"]],
    )


def _is_text(value: object) -> bool:
    """Return whether it is no text with half characters, which is what bytes become that are no UTF-8."""
    return not (isinstance(value, str) and HALF_CHARACTER.search(value))


STEPS: tuple[LayoutStep, ...] = (script(FIRST), begin_accounts, begin_checks)
"""The steps to layout 1, layout 2 and so on, in order."""
