"""The words and the vectors of one edition, searched in Milvus."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from heapq import nlargest

import numpy as np

from index.encoding.encoder import Vectors
from index.engines.bm25 import BM25_B, kept_length
from index.engines.milvus.collections import Collection, quoted, spelt
from index.engines.milvus.pymilvus_store import ROWS_AT_ONCE, Row
from index.engines.milvus.reading import MilvusReading
from index.inventory import Rows
from index.terms import Marks, TermReader
from index.words import BM25_K1, weights_of

FREQUENCIES_KEPT = 50_000
"""Terms whose frequency is kept in memory after it was first needed."""


class PublishedWords(TermReader):
    """The words of all passages: Milvus puts passages forward by its BM25, and their stored terms decide the score.

    Milvus counts rows of other editions, and Milvus Lite each of its segments for itself; the score here counts this
    edition and no other, as the words on disk do.
    """

    def __init__(self, reading: MilvusReading, of_kind: Mapping[str, Rows], *, terms: int) -> None:
        super().__init__()
        self._reading = reading
        self._of_kind = of_kind
        self.passages = sum(map(len, of_kind.values()))
        self._mean_length = terms / max(1, self.passages)
        self._frequency = lru_cache(FREQUENCIES_KEPT)(self._count)

    def marks(self, _passages: Sequence[int]) -> dict[int, Marks] | None:
        """Return None: terms are kept without their places here."""
        return None

    def weights(self, terms: Sequence[str]) -> dict[str, float]:
        """Each term's inverse document frequency, as BM25 has it; rare words weigh more."""
        return weights_of(self.frequencies(terms), self.passages)

    def frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        """Return in how many passages, of all kinds, each term stands."""
        return {term: self._frequency(term) for term in terms}

    def search(self, terms: Sequence[str], kind: str, k: int, within: Rows | None = None) -> dict[int, float]:
        """Passage row → BM25 of the k best in this kind, among the named passages where some are."""
        every = self._of_kind.get(kind)
        if not terms or every is None:
            return {}
        fixed, found = f"kind == {quoted(kind)} and {self._reading.live}", list[Row]()
        inside = None if within is None else np.intersect1d(within, every)
        parts = [""] if inside is None else [f" and ({p})" for p in self._reading.within("passage", inside, every)]
        for part in parts:
            found += self._reading.store.by_words(spelt(terms), k, f"{fixed}{part}")
        self._reading.prove_whole()
        weights = {spelt([term]): weight for term, weight in self.weights(terms).items()}
        scores = {int(row["passage"]): self._bm25(weights, row["terms"].split()) for row in found}
        return {row: scores[row] for row in nlargest(k, scores, key=lambda row: (scores[row], -row))}

    def nearly_beside(self, _word: str, _k: int) -> list[int]:
        """Return nothing: what stands beside the texts is not kept here."""
        return []

    def nearly(self, _word: str, _k: int) -> list[int]:
        """None: Milvus finds whole words only."""
        return []

    def in_a_row(self, _words: str, _kind: str) -> Rows | None:
        """None: Milvus keeps no word's place."""
        return None

    def beside(self, _words: str) -> Rows:
        """Return nothing: what stands beside the texts is not kept here."""
        return np.empty(0, np.int64)

    def containing(self, terms: Sequence[str], kind: str) -> list[int]:
        """The rows of all passages of this kind that have every one of these terms."""
        having = " and ".join(f'text_match(terms, "{spelt([term])}")' for term in terms)
        condition = f"kind == {quoted(kind)} and {self._reading.live} and {having}"
        rows = [row["passage"] for row in self._reading.store.all_rows(Collection.PASSAGES, condition, ["passage"])]
        self._reading.prove_whole()
        return rows

    def _bm25(self, weights: dict[str, float], words: Sequence[str]) -> float:
        """Robertson's formula with what this edition counts."""
        norm = BM25_K1 * (1 - BM25_B + BM25_B * kept_length(len(words)) / self._mean_length)
        counts = {term: words.count(term) for term in weights}
        return sum(w * counts[term] * (BM25_K1 + 1) / (counts[term] + norm) for term, w in weights.items())

    def _count(self, term: str) -> int:
        condition = f'{self._reading.live} and text_match(terms, "{spelt([term])}")'
        return self._reading.store.count(Collection.PASSAGES, condition)


# The vectors of one kind in the engine: exact or by a graph, as the collection was made.


class PublishedLane:
    """The sentence vectors of one kind; the kind is Milvus' partition key, and part of every filter."""

    def __init__(self, reading: MilvusReading, kind: str, ids: Rows, middle: Vectors) -> None:
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
