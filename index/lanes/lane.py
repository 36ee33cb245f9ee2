"""A lane as it is searched: its segments, each a file in the form that fits its size, less what is gone from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.encoding.encoder import Vectors
from index.lanes.coded_index import CodedIndex, is_coded
from index.lanes.exact_index import LaneIndex
from index.lanes.sentence_index import MIDDLE_FROM, SentenceIndex, VectorBlock
from index.storage.segments import Ids, Segment

EXACT_UP_TO = 150_000
"""Sentences up to which a file is searched exactly, which takes some 10 ms for this many. Raised, questions to large
lanes take longer; lowered, more lanes use codes, which miss a few in a hundred of the best (docs/research/scale.md)."""


def write_index(path: Path, blocks: Iterable[VectorBlock], sentences: int) -> SentenceIndex:
    """Write these sentences under a new name, whole or not at all, and return the opened index.

    Raises:
        StorageError: the disk refused.
    """
    if sentences > EXACT_UP_TO:
        return CodedIndex.write(path, blocks)
    index = exact_index(blocks)
    index.save(path)
    return index


def exact_index(blocks: Iterable[VectorBlock]) -> LaneIndex:
    """An index of these sentences in memory, searched exactly however many there are."""
    index = LaneIndex(1)
    for ids, vectors in blocks:
        if not len(index):
            index = LaneIndex(vectors.shape[1])
        index.add(ids, vectors)
    return index


def read_index(path: Path, *, checked: bool = False) -> SentenceIndex:
    """Return the index in a file, in whichever form it was written; it is not checked again if known to be whole.

    Raises:
        StorageError: the file is missing or damaged.
    """
    return (CodedIndex if is_coded(path) else LaneIndex).load(path, checked=checked)


# A lane as it is searched: the sentences of all its segments, less those that are gone from each.

MIDDLE_HELD_BY = 30
"""Imagined sentences at the origin that are counted into the mean, since a few sentences have hardly a common part.
Raised, small lanes have less of one."""

BLOCK = 65_536
"""Sentences read at once where all are read: 100 megabytes. Raised, copying a lane takes more memory."""

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
        """Return whether each id is in this part and not gone."""
        found = self.index.has(ids)
        return found & ~np.isin(ids, self.gone) if len(self.gone) else found

    def holds(self, ids: Ids) -> Ids:
        """The ids that are in this part and not gone, in their order."""
        found: Ids = ids[self.has(ids)]
        return found

    def blocks(self) -> Iterator[VectorBlock]:
        """Everything that is left in this part, in blocks."""
        left = self.holds(self.index.ids)
        for start in range(0, len(left), BLOCK):
            ids = left[start : start + BLOCK]
            yield ids, self.index.vectors(ids)


class SegmentedLane:
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
        for part, here in self._among(asked):
            rows[here] = part.index.vectors(asked[here])
        return rows

    def cosines(self, vector: Vectors, ids: Iterable[int]) -> dict[int, float]:
        """Sentence row → cosine, for the named rows of this lane.

        Raises:
            KeyError: one is not in it.
        """
        asked = ids if isinstance(ids, np.ndarray) else np.fromiter(ids, np.int64)
        found: Vectors = np.empty(len(asked), np.float32)
        for part, here in self._among(asked):
            found[here] = part.index.cosines(vector, asked[here])
        return dict(zip(asked.tolist(), found.tolist(), strict=True))

    def _among(self, asked: Ids) -> Iterator[tuple[Part, NDArray[np.bool_]]]:
        """Each part with a mask of the rows that are in it."""
        left = len(asked)
        for part in self.parts:
            here = part.has(asked)
            left -= int(np.count_nonzero(here))
            yield part, here
        if left:
            raise KeyError("a sentence that is not in this lane")

    def middle(self) -> Vectors:
        """The mean of all sentence vectors of this lane, drawn towards zero where they are few.

        The mean of a large part is taken from a spread of its sentences, gone or not, and kept for later generations.
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
