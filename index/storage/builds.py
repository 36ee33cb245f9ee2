"""The record of builds: generations, files passed over, and which lane file holds a kind."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from index.records import Build
from ingest.folder import Skipped


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
    connection.execute("DELETE FROM skipped")
    connection.executemany("INSERT INTO skipped VALUES (?, ?)", [(file.path, file.reason) for file in files])


def lane_generations(connection: sqlite3.Connection) -> dict[str, int]:
    """Kind → the generation whose lane file holds it now."""
    return dict(connection.execute("SELECT kind, generation FROM lanes ORDER BY kind").fetchall())


def replace_lanes(connection: sqlite3.Connection, generations: Mapping[str, int]) -> None:
    """Keep these lanes, instead of the earlier ones."""
    connection.execute("DELETE FROM lanes")
    connection.executemany("INSERT INTO lanes VALUES (?, ?)", list(generations.items()))
