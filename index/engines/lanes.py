"""The vectors of one kind in the engine: exact or by a graph, as the collection was made."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from heapq import nlargest

import numpy as np

from index.encoding.encoder import Vectors
from index.engines.milvus import ROWS_AT_ONCE
from index.engines.reading import Reading
from index.engines.schema import Collection, quoted
from index.inventory import Rows


class PublishedLane:
    """The sentence vectors of one kind; the kind is Milvus' partition key, and part of every filter."""

    def __init__(self, reading: Reading, kind: str, ids: Rows, middle: Vectors) -> None:
        self._reading = reading
        self._kind = kind
        self._middle = middle
        self.ids = ids

    def search(self, vector: Vectors, k: int, allowed: Rows | None = None) -> dict[int, float]:
        """Sentence row → cosine of the k best, best first, among the allowed ones where some are named."""
        k = min(k, len(self.ids))
        if k == 0:
            return {}
        found: dict[int, float] = {}
        for condition in self._conditions(allowed):
            hits = self._reading.store.nearest(vector.tolist(), k, condition)
            found |= {int(row["sentence"]): cosine for row, cosine in hits}
        self._reading.prove_whole()
        return {row: found[row] for row in nlargest(k, found, key=lambda row: (found[row], -row))}

    def vectors(self, ids: Iterable[int]) -> Vectors:
        """The vectors of the named rows of this lane, in their order."""
        asked = np.fromiter(ids, np.int64)
        distinct = np.unique(asked)
        rows: Vectors = np.empty((len(distinct), len(self._middle)), np.float32)
        found = 0
        for at in range(0, len(distinct), ROWS_AT_ONCE):
            part = distinct[at : at + ROWS_AT_ONCE]
            for condition in self._conditions(part):
                for row in self._reading.store.rows(Collection.SENTENCES, condition, ["sentence", "vector"]):
                    rows[bisect_left(distinct, row["sentence"])] = row["vector"]
                    found += 1
        if found != len(distinct):
            raise self._reading.lost()
        self._reading.prove_whole()
        in_order: Vectors = rows[np.searchsorted(distinct, asked)]
        return in_order

    def cosines(self, vector: Vectors, ids: Iterable[int]) -> dict[int, float]:
        """Sentence row → cosine, for the named rows of this lane."""
        rows = list(ids)
        return dict(zip(rows, (self.vectors(rows) @ vector).tolist(), strict=True)) if rows else {}

    def middle(self) -> Vectors:
        """What all sentences of this lane have in common, as it was worked out when it was published."""
        return self._middle

    def _conditions(self, allowed: Rows | None) -> list[str]:
        """Filters that are each asked once; together they choose the allowed rows of this kind and edition."""
        fixed = f"kind == {quoted(self._kind)} and {self._reading.live}"
        if allowed is None:
            return [fixed]
        inside = np.intersect1d(allowed, self.ids)
        return [f"{fixed} and ({part})" for part in self._reading.within("sentence", inside, self.ids)]
