"""The interface that every index of sentence vectors has, in whatever form it holds them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.encoding.encoder import Vectors
from index.inventory import among
from index.storage.segments import Ids

MIDDLE_FROM = 10_000
"""Sentences, spread evenly over a lane, whose mean is taken for that of all. Raised, the mean is more exact and opening
a lane takes longer."""

VectorBlock = tuple[Ids, Vectors]
"""Sentence rows and their vectors, float32 (n, dimension), unit rows."""


class SentenceIndex(ABC):
    """The vectors of one segment's sentences, under the sentence rows' own ids."""

    @property
    @abstractmethod
    def dimension(self) -> int:
        """The vectors' width."""

    @property
    @abstractmethod
    def ids(self) -> Ids:
        """The sentence rows in this index."""

    @abstractmethod
    def search(self, vector: Vectors, k: int, allowed: Ids | None = None, gone: Ids | None = None) -> dict[int, float]:
        """Sentence row → cosine of the k best, best first.

        Args:
            vector: what to look for, float32 (dimension,), unit length.
            k: the most to return.
            allowed: the rows to look among; None for all.
            gone: rows to leave out, in order.
        """

    @abstractmethod
    def vectors(self, ids: Iterable[int]) -> Vectors:
        """The vectors of the named rows of this index, in their order."""

    def cosines(self, vector: Vectors, ids: Ids) -> Vectors:
        """The cosines of the named rows of this index, in their order, float32 (n,)."""
        found: Vectors = self.vectors(ids) @ vector
        return found

    @abstractmethod
    def __len__(self) -> int: ...

    @property
    def is_large(self) -> bool:
        """Whether `middle` is taken from some of its sentences only."""
        return len(self) > MIDDLE_FROM

    def has(self, ids: Ids) -> NDArray[np.bool_]:
        """Return whether each id is in this index."""
        return among(self._in_order, ids)

    @cached_property
    def middle(self) -> Vectors:
        """The mean of its sentence vectors, taken from a spread of them."""
        step = -(-len(self) // MIDDLE_FROM) or 1
        rows = self.vectors(self.ids[::step])
        middle: Vectors = rows.sum(axis=0) / np.float32(max(1, len(rows)))
        return middle

    @cached_property
    def _in_order(self) -> Ids:
        return np.sort(self.ids)
