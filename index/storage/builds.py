"""The record of builds: generations, files passed over, which documents each touched, and what each did."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from index.records import Action, Build
from index.storage.database import open_for_reading, storage
from ingest.folder import Skipped

CHANGES_KEPT = 100
"""Generations whose changed documents are kept; a reader further behind opens the library anew. Raised, the library
keeps more rows, and readers can be further behind."""


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


def first_built_at(connection: sqlite3.Connection) -> str:
    """Return when the library's first build was finished, by which it is known from others; empty before that."""
    row = connection.execute("SELECT built_at FROM builds ORDER BY generation LIMIT 1").fetchone()
    return str(row[0]) if row else ""


def add_build(connection: sqlite3.Connection, build: Build, report: Mapping[str, Any]) -> None:
    """Record a build, inside its transaction."""
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
    """Record the documents whose rows this generation made, removed or changed, and forget those of old generations."""
    connection.execute("DELETE FROM changes WHERE generation <= ?", (generation - CHANGES_KEPT,))
    connection.executemany("INSERT INTO changes VALUES (?, ?)", [(generation, number) for number in documents])


def changed_since(connection: sqlite3.Connection, generation: int) -> set[int] | None:
    """The documents touched by generations after this one; None where that is no longer known."""
    first = connection.execute("SELECT max(generation) FROM builds").fetchone()[0] - CHANGES_KEPT
    if generation < first:
        return None
    return {row[0] for row in connection.execute("SELECT document FROM changes WHERE generation > ?", (generation,))}


# The builds of a library so far, as they were recorded when each was committed.


@dataclass(frozen=True, slots=True)
class PastBuild:
    """One past build: its generation, time and model, how many documents it changed, and how long it took."""

    generation: int
    built_at: datetime
    model: str
    counts: dict[str, int]
    reasons: dict[str, str]
    seconds: float | None

    @property
    def summary(self) -> str:
        """What the build did, in words."""
        done = [f"{self.counts[action]:,} {action}" for action in Action if self.counts[action]]
        return ", ".join(done) or "nothing"


def past_builds(data: Path, *, most: int = 50) -> tuple[PastBuild, ...]:
    """The newest builds, the newest first.

    Raises:
        LibraryError: there is no library, or it cannot be read.
    """
    query = "SELECT generation, built_at, model, report FROM builds ORDER BY generation DESC LIMIT ?"
    with closing(open_for_reading(data)) as connection, storage(data):
        return tuple(_past(row) for row in connection.execute(query, (most,)))


def _past(row: sqlite3.Row) -> PastBuild:
    try:
        report = json.loads(row["report"])
        counts = {action.value: len(report.get(action, ())) for action in Action}
        built_at = datetime.fromisoformat(row["built_at"])
        return PastBuild(
            row["generation"], built_at, row["model"], counts, report.get("reasons", {}), report.get("seconds")
        )
    except (ValueError, TypeError, AttributeError) as error:
        raise sqlite3.DatabaseError("the record of a build is not what was written") from error
