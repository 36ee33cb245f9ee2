"""The segments of each kind's lane, which are files of sentences, and the sentences that are gone from them."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]
"""int64 (n,), sentence row numbers."""


@dataclass(frozen=True, slots=True)
class Segment:
    """The sentences that the generations from `first` to `generation` put into a lane; the last one wrote the file.

    `sentences` counts what was put in, with what is gone since.
    """

    kind: str
    generation: int
    first: int
    sentences: int


def all_segments(connection: sqlite3.Connection) -> dict[str, list[Segment]]:
    """Kind → its segments, the oldest first."""
    found: dict[str, list[Segment]] = defaultdict(list)
    for row in connection.execute("SELECT * FROM segments ORDER BY kind, generation"):
        found[row["kind"]].append(Segment(*row))
    return dict(found)


def replace_segments(connection: sqlite3.Connection, kind: str, segments: Sequence[Segment]) -> None:
    """Keep these as the kind's, instead of the earlier ones; what had gone from those is forgotten."""
    before = all_segments(connection).get(kind, [])
    for segment in before:
        if segment not in segments:
            place = (kind, segment.generation)
            connection.execute("DELETE FROM segments WHERE kind = ? AND generation = ?", place)
            connection.execute("DELETE FROM gone WHERE kind = ? AND segment = ?", place)
    rows = [(s.kind, s.generation, s.first, s.sentences) for s in segments if s not in before]
    connection.executemany("INSERT INTO segments VALUES (?, ?, ?, ?)", rows)


def add_gone(connection: sqlite3.Connection, segment: Segment, generation: int, sentences: Iterable[int]) -> None:
    """Record that a generation took these sentences out of the segment."""
    rows = [(segment.kind, segment.generation, generation, sentence) for sentence in sentences]
    connection.executemany("INSERT INTO gone VALUES (?, ?, ?, ?)", rows)


def gone_from(connection: sqlite3.Connection, segment: Segment) -> Ids:
    """The sentences that later generations took out of the segment, in order."""
    query = "SELECT sentence FROM gone WHERE kind = ? AND segment = ?"
    rows = connection.execute(query, (segment.kind, segment.generation))
    return np.array(sorted(row[0] for row in rows), np.int64)


def gone_count(connection: sqlite3.Connection, segment: Segment) -> int:
    """Return how many sentences are gone from the segment."""
    query = "SELECT count(*) FROM gone WHERE kind = ? AND segment = ?"
    return int(connection.execute(query, (segment.kind, segment.generation)).fetchone()[0])
