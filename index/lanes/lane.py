"""A lane as it is searched: the sentences of all its segments, less those that are gone from each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.encoding.encoder import Vectors
from index.lanes.sentence_index import MIDDLE_FROM, Block, SentenceIndex
from index.storage.segments import Ids, Segment

MIDDLE_HELD_BY = 30
"""As many sentences without any topic hold the middle back: a lane of a few has hardly one."""

BLOCK = 65_536
"""Sentences read at once where all are: 100 megabytes."""

NONE_GONE: Ids = np.empty(0, np.int64)


@dataclass(frozen=True, slots=True)
class Part:
    """One segment: its record, its index, and the sentences in it that are gone, in order."""

    segment: Segment
    index: SentenceIndex
    gone: Ids

    @property
    def size(self) -> int:
        """How many sentences are left in it."""
        return len(self.index) - len(self.gone)

    def has(self, ids: Ids) -> NDArray[np.bool_]:
        """For each id whether it is in it and not gone."""
        found = self.index.has(ids)
        return found & ~np.isin(ids, self.gone) if len(self.gone) else found

    def holds(self, ids: Ids) -> Ids:
        """Those of the ids that are in it and not gone, in their order."""
        found: Ids = ids[self.has(ids)]
        return found

    def blocks(self) -> Iterator[Block]:
        """All that is left in it, some at a time."""
        left = self.holds(self.index.ids)
        for start in range(0, len(left), BLOCK):
            ids = left[start : start + BLOCK]
            yield ids, self.index.vectors(ids)


class Lane:
    """The sentence vectors of one kind; each of its sentences is in one part only."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self.parts = tuple(parts)

    def __len__(self) -> int:
        return sum(part.size for part in self.parts)

    @property
    def ids(self) -> Ids:
        """The sentence rows in this lane."""
        return np.concatenate([NONE_GONE, *(part.holds(part.index.ids) for part in self.parts)])

    def search(self, vector: Vectors, k: int, allowed: Ids | None = None) -> dict[int, float]:
        """Sentence row → cosine of the k best, best first, among the allowed ones where some are named."""
        found: dict[int, float] = {}
        for part in self.parts:
            found |= part.index.search(vector, k, allowed, part.gone)
        if len(self.parts) == 1:
            return found
        best = sorted(found, key=lambda row: (-found[row], row))[:k]
        return {row: found[row] for row in best}

    def vectors(self, ids: Iterable[int]) -> Vectors:
        """The vectors of the named rows of this lane, in their order.

        Raises:
            KeyError: one is not in it.
        """
        asked = ids if isinstance(ids, np.ndarray) else np.fromiter(ids, np.int64)
        rows: Vectors = np.empty((len(asked), self.parts[0].index.dimension), np.float32)
        left = len(asked)
        for part in self.parts:
            here = part.has(asked)
            rows[here] = part.index.vectors(asked[here])
            left -= int(np.count_nonzero(here))
        if left:
            raise KeyError("a sentence that is not in this lane")
        return rows

    def cosines(self, vector: Vectors, ids: Iterable[int]) -> dict[int, float]:
        """Sentence row → cosine, for the named rows of this lane."""
        rows = ids if isinstance(ids, np.ndarray) else np.fromiter(ids, np.int64)
        return dict(zip(rows.tolist(), (self.vectors(rows) @ vector).tolist(), strict=True)) if len(rows) else {}

    def middle(self) -> Vectors:
        """What all sentences of this lane have in common: their mean, held back where they are few.

        A large part's own mean is taken from a spread of its sentences, gone or not, and kept for later generations.
        """
        totals = [(part.index.middle if part.index.is_large else _mean(part)) * part.size for part in self.parts]
        taken = min(len(self), MIDDLE_FROM)
        held = taken / (taken + MIDDLE_HELD_BY) / max(1, len(self))
        middle: Vectors = np.sum(totals, axis=0) * np.float32(held)
        return middle


def _mean(part: Part) -> Vectors:
    left = part.holds(part.index.ids)
    mean: Vectors = part.index.vectors(left).sum(axis=0) / np.float32(max(1, len(left)))
    return mean
