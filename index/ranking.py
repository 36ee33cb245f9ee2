"""Question → ranked passage rows of one lane: sentence vectors and words, fused.

Filters come first: only what they allow is ever a candidate.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.encoder import Vectors
from index.fusion import fuse
from index.library import Library, Rows
from index.records import Searched

SENTENCE_CANDIDATES = 400
PASSAGE_CANDIDATES = 100
"""How many sentences the vectors put forward, and how many passages the words do."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question made ready to search: its vector, its terms, and each term's weight."""

    vector: Vectors
    weights: dict[str, float]


@dataclass(frozen=True, slots=True)
class Ranking:
    """A lane's passage rows, best first, with the scores by row, and how much was searched."""

    rows: tuple[int, ...]
    scores: dict[int, float]
    bm25: dict[int, float]
    searched: Searched


def prepare(library: Library, question: str, vector: Vectors) -> Query:
    """The question's terms, weighted by their rarity in this library."""
    return Query(vector, library.words.weights(library.words.terms(question)))


def rank_lane(library: Library, query: Query, kind: str, *, allowed: Sequence[int] | None = None) -> Ranking:
    """Every candidate of one kind, best first; ties in corpus order.

    Args:
        library: the generation to search.
        query: what to search for.
        kind: the lane.
        allowed: rows of the kind's documents to search in; None for all.
    """
    numbers = library.numbers(kind) if allowed is None else list(allowed)
    passages = library.passages_in(numbers)
    searched = Searched(len(numbers), len(passages))
    if not len(passages):
        return Ranking((), {}, {}, searched)
    within = None if allowed is None else (passages, numbers)
    cosines, bm25 = _candidates(library, query, kind, within=within)
    scores = fuse(cosines, bm25)
    rows = sorted(scores, key=lambda row: (-scores[row], *library.place(row)))
    return Ranking(tuple(rows), scores, bm25, searched)


def _candidates(
    library: Library, query: Query, kind: str, *, within: tuple[Rows, list[int]] | None
) -> tuple[dict[int, float], dict[int, float]]:
    """Passage row → cosine of its best sentence, and → BM25, for what either arm put forward."""
    passages, numbers = within or (None, None)
    lane = library.lanes[kind]
    sentences = None if passages is None else _sentences(library, passages)
    cosines = _by_passage(library, lane.search(query.vector, SENTENCE_CANDIDATES, sentences))
    bm25 = library.words.search(list(query.weights), kind, PASSAGE_CANDIDATES, numbers)
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
