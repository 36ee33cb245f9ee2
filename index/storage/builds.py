"""The record of builds: generations, files passed over, and which documents each touched."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from index.records import Build
from ingest.folder import Skipped

CHANGES_KEPT = 100
"""Generations whose changed documents are known: a reader that is further behind opens the library anew."""


def last_build(connection: sqlite3.Connection) -> Build | None:
    """The newest finished build, or None when there is none."""
    row = connection.execute("SELECT * FROM builds ORDER BY generation DESC LIMIT 1").fetchone()
    if row is None:
        return None
    try:
        built_at = datetime.fromisoformat(row["built_at"])
    except ValueError as error:
        raise sqlite3.DatabaseError("the record of the last build is not what was written") from error
    return Build(row["generation"], built_at, row["model"], row["model_fingerprint"], row["reading_fingerprint"])


def add_build(connection: sqlite3.Connection, build: Build, report: Mapping[str, Any]) -> None:
    """Record a build; part of its commit."""
    connection.execute(
        "INSERT INTO builds VALUES (?, ?, ?, ?, ?, ?)",
        (
            build.generation,
            build.built_at.isoformat(),
            build.model,
            build.model_fingerprint,
            build.reading_fingerprint,
            json.dumps(report),
        ),
    )


def skipped(connection: sqlite3.Connection) -> tuple[Skipped, ...]:
    """The files that the last build passed over."""
    return tuple(Skipped(*row) for row in connection.execute("SELECT path, reason FROM skipped ORDER BY path"))


def replace_skipped(connection: sqlite3.Connection, files: Iterable[Skipped]) -> None:
    """Keep these as the files passed over, instead of the earlier ones."""
    before, after = set(skipped(connection)), set(files)
    connection.executemany("DELETE FROM skipped WHERE path = ?", [(file.path,) for file in before - after])
    connection.executemany("INSERT INTO skipped VALUES (?, ?)", [(f.path, f.reason) for f in after - before])


def add_changes(connection: sqlite3.Connection, generation: int, documents: Iterable[int]) -> None:
    """Record the documents whose rows this generation made, removed or changed; those of long ago are forgotten."""
    connection.execute("DELETE FROM changes WHERE generation <= ?", (generation - CHANGES_KEPT,))
    connection.executemany("INSERT INTO changes VALUES (?, ?)", [(generation, number) for number in documents])


def changed_since(connection: sqlite3.Connection, generation: int) -> set[int] | None:
    """The documents that later generations than this touched; None where that is no longer known."""
    first = connection.execute("SELECT max(generation) FROM builds").fetchone()[0] - CHANGES_KEPT
    if generation < first:
        return None
    return {row[0] for row in connection.execute("SELECT document FROM changes WHERE generation > ?", (generation,))}
