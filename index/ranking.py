"""Question → ranked passage rows of one lane: sentence vectors and words, fused.

Filters come first: only what they allow is ever a candidate.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from index.fusion import fuse
from index.library import Library, Rows
from index.query import Query
from index.words import most_bm25

SENTENCE_CANDIDATES = 400
PASSAGE_CANDIDATES = 100
"""How many sentences the vectors put forward, and how many passages the words do."""


SCORE_DECIMALS = 6
"""Scores that differ by less are the same: float32 sums depend on the order of adding."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """A lane's passage rows, best first, with the scores and the BM25 by row."""

    rows: tuple[int, ...]
    scores: dict[int, float]
    bm25: dict[int, float]


def rank_lane(library: Library, query: Query, kind: str, *, within: Rows | None = None) -> Ranking:
    """Every candidate of one kind, best first; ties in corpus order.

    Args:
        library: the generation to search.
        query: what to search for.
        kind: the lane.
        within: passage rows to search in; None for all of the kind.
    """
    if kind not in library.lanes or (within is not None and not len(within)):
        return Ranking((), {}, {})
    cosines, bm25 = _candidates(library, query, kind, within=within)
    scores = fuse(cosines, bm25, most_bm25=most_bm25(query.weights))
    rows = sorted(scores, key=lambda row: (-round(scores[row], SCORE_DECIMALS), *library.place(row)))
    return Ranking(tuple(rows), scores, bm25)


def _candidates(
    library: Library, query: Query, kind: str, *, within: Rows | None
) -> tuple[dict[int, float], dict[int, float]]:
    """Passage row → cosine of its best sentence, and → BM25, for what either arm put forward."""
    lane = library.lanes[kind]
    sentences = None if within is None else _sentences(library, within)
    cosines = _by_passage(library, lane.search(query.vector, SENTENCE_CANDIDATES, sentences))
    bm25 = library.words.search(list(query.weights), kind, PASSAGE_CANDIDATES, within)
    only_words = np.array([row for row in bm25 if row not in cosines], np.int64)
    others = _by_passage(library, lane.cosines(query.vector, _sentences(library, only_words)))
    return cosines | others, bm25


def _by_passage(library: Library, cosines: dict[int, float]) -> dict[int, float]:
    """Passage row → the cosine of its best sentence among these."""
    best: dict[int, float] = {}
    rows = library.passages_of_sentences(np.fromiter(cosines, np.int64))
    for row, cosine in zip(rows.tolist(), cosines.values(), strict=True):
        best[row] = max(cosine, best.get(row, -1.0))
    return best


def _sentences(library: Library, passages: Rows) -> Rows:
    """The rows of all sentences of these passages."""
    first, count = library.sentence_ranges(passages)
    within = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    rows: Rows = np.repeat(first, count) + within
    return rows
