"""The words of a kind in PostgreSQL: for each term and block of passages, which passages have it, and how often.

A block is a run of passage rows, so that a changed passage writes anew its own terms in its own block only, and a
search reads a row for each of its terms and blocks, whatever the library holds.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from index.engines.bm25 import BM25_B, kept_length
from index.inventory import Rows
from index.words import BM25_K1

BLOCK = 2**16
"""Passage rows in a block: the place of each in it takes two bytes."""

MOST_OFTEN = 2**16 - 1
"""The highest number of times that is kept of a term in a passage."""

SMALL = np.dtype("<u2")
Small = NDArray[np.uint16]
Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Postings:
    """The passages of a block that have a term, uint16 (n,), by their place in the block, and how often each has it."""

    places: Small
    counts: Small

    @classmethod
    def read(cls, places: bytes, counts: bytes) -> Postings:
        """As they are kept."""
        return cls(np.frombuffer(places, SMALL), np.frombuffer(counts, SMALL))

    def written(self) -> tuple[bytes, bytes]:
        """As they are kept."""
        return self.places.astype(SMALL).tobytes(), self.counts.astype(SMALL).tobytes()

    def passages(self, block: int) -> Rows:
        """The rows of the passages, which are of this block."""
        return self.places.astype(np.int64) + block * BLOCK

    def without(self, gone: Small) -> Postings:
        """Those left where these places are left out."""
        kept = ~np.isin(self.places, gone)
        return Postings(self.places[kept], self.counts[kept])

    def along(self, other: Postings) -> Postings:
        """Both together, in the order of the places; none is in both."""
        places, counts = np.r_[self.places, other.places], np.r_[self.counts, other.counts]
        order = np.argsort(places)
        return Postings(places[order], counts[order])


NONE = Postings(np.empty(0, SMALL), np.empty(0, SMALL))


@dataclass(slots=True)
class BlockChange:
    """What changes in a block of a kind: the terms and places of passages that go, and what comes."""

    gone_terms: set[str] = field(default_factory=set)
    gone: list[int] = field(default_factory=list)
    _places: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _counts: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def remove(self, passage: int, terms: Iterable[str]) -> None:
        """Take a passage out, which has these terms."""
        self.gone.append(passage % BLOCK)
        self.gone_terms.update(terms)

    def add(self, passage: int, terms: Sequence[str]) -> None:
        """Put a passage in, whose terms in text order these are."""
        for term, count in Counter(terms).items():
            self._places[term].append(passage % BLOCK)
            self._counts[term].append(min(count, MOST_OFTEN))

    @property
    def terms(self) -> list[str]:
        """The terms whose rows change."""
        return sorted(self.gone_terms | self._places.keys())

    def after(self, before: Mapping[str, Postings]) -> dict[str, Postings]:
        """The changed terms' postings, made from those before; a term that no passage has any more is left out."""
        gone = np.array(self.gone, SMALL)
        found = {}
        for term in self.terms:
            kept = before.get(term, NONE).without(gone)
            come = Postings(np.array(self._places.get(term, ()), SMALL), np.array(self._counts.get(term, ()), SMALL))
            if len((after := kept.along(come)).places):
                found[term] = after
        return found


class Norms:
    """What BM25 sets against how often a term stands in each passage: it grows with the passage's length."""

    def __init__(self, passages: Rows, lengths: Rows, *, terms: int) -> None:
        mean = terms / max(1, len(passages))
        shares = np.array([kept_length(length) for length in range(int(lengths.max(initial=0)) + 1)]) / max(mean, 1e-9)
        self._norms: Scores = np.zeros(int(passages.max(initial=-1)) + 1)
        self._norms[passages] = BM25_K1 * (1 - BM25_B + BM25_B * shares[lengths])

    def of(self, passages: Rows) -> Scores:
        """Those of these passages."""
        norms: Scores = self._norms[passages]
        return norms


Found = tuple[int, str, Postings]
"""A block, a term, and the passages of the block that have the term."""


def scored(found: Iterable[Found], weights: Mapping[str, float], norms: Norms) -> tuple[Rows, Scores]:
    """The passages that were found, and their BM25: Robertson's formula."""
    blocks: dict[int, list[tuple[float, Postings]]] = defaultdict(list)
    for block, term, postings in found:
        blocks[block].append((weights[term], postings))
    rows, scores = [np.empty(0, np.int64)], [np.empty(0)]
    for block, parts in sorted(blocks.items()):
        totals = np.zeros(BLOCK)
        for weight, postings in parts:
            counts = postings.counts.astype(np.float64)
            norm = norms.of(postings.passages(block))
            totals[postings.places] += weight * counts * (BM25_K1 + 1) / (counts + norm)
        inside = np.flatnonzero(totals)
        rows.append(inside + block * BLOCK)
        scores.append(totals[inside])
    return np.concatenate(rows), np.concatenate(scores)


def best(rows: Rows, scores: Scores, k: int) -> dict[int, float]:
    """The k best, best first; of equals those that come first in the corpus."""
    if len(rows) > k > 0:
        least = np.partition(scores, -k)[-k]
        rows, scores = rows[scores >= least], scores[scores >= least]
    order = np.lexsort((rows, -scores))[:k]
    return dict(zip(rows[order].tolist(), scores[order].tolist(), strict=True))
