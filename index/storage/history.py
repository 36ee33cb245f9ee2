"""The builds of a library so far, as they were recorded when each was committed."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from index.storage.database import open_for_reading, storage

ACTIONS = ("added", "changed", "relabelled", "removed")


@dataclass(frozen=True, slots=True)
class PastBuild:
    """One build: its generation, when and by which model, what it did to how many documents, and how long it took."""

    generation: int
    built_at: datetime
    model: str
    counts: dict[str, int]
    reasons: dict[str, str]
    seconds: float | None

    @property
    def summary(self) -> str:
        """What it did, in words."""
        done = [f"{self.counts[action]:,} {action}" for action in ACTIONS if self.counts[action]]
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
        counts = {action: len(report.get(action, ())) for action in ACTIONS}
        built_at = datetime.fromisoformat(row["built_at"])
        return PastBuild(
            row["generation"], built_at, row["model"], counts, report.get("reasons", {}), report.get("seconds")
        )
    except (ValueError, TypeError, AttributeError) as error:
        raise sqlite3.DatabaseError("the record of a build is not what was written") from error
