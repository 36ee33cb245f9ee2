"""The passages of a lane that are worth a closer look: what the vectors and the words put forward.

Filters come first: only what they allow is ever a candidate.
"""

from __future__ import annotations

import numpy as np

from index.library import Library, Rows
from index.query import Query

SENTENCE_CANDIDATES = 400
PASSAGE_CANDIDATES = 100
"""How many sentences the vectors put forward, and how many passages the words do."""

WORDS_WEIGHT = 1.5
"""A full match of the words against a cosine of 1, for this first order only (docs/retrieval.md)."""


def candidates(library: Library, query: Query, kind: str, *, most: int, within: Rows | None = None) -> dict[int, float]:
    """Passage row → BM25 as a share of the most possible, for the best passages of the kind by a first rough score.

    Args:
        library: the generation to search.
        query: what to search for.
        kind: the lane.
        most: at most so many.
        within: passage rows to search in; None for all of the kind.
    """
    lane = library.lanes[kind]
    sentences = None if within is None else _sentences(library, query, within)
    cosines = _by_passage(library, lane.search(query.vector, SENTENCE_CANDIDATES, sentences))
    shares = query.shares(library.words.search(list(query.weights), kind, PASSAGE_CANDIDATES, within))
    only_words = np.array([row for row in shares if row not in cosines], np.int64)
    cosines |= _by_passage(library, lane.cosines(query.vector, _sentences(library, query, only_words)))
    rough = {row: cosine + WORDS_WEIGHT * shares.get(row, 0.0) for row, cosine in cosines.items()}
    best = sorted(rough, key=lambda row: (-rough[row], *library.place(row)))[:most]
    return {row: shares.get(row, 0.0) for row in best}


def _by_passage(library: Library, cosines: dict[int, float]) -> dict[int, float]:
    """Passage row → the cosine of its best sentence among these."""
    best: dict[int, float] = {}
    rows = library.passages_of_sentences(np.fromiter(cosines, np.int64))
    for row, cosine in zip(rows.tolist(), cosines.values(), strict=True):
        best[row] = max(cosine, best.get(row, -1.0))
    return best


def _sentences(library: Library, query: Query, passages: Rows) -> Rows:
    """The rows of all sentences of these passages that may be evidence."""
    first, count = library.sentence_ranges(passages)
    within = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    rows: Rows = np.repeat(first, count) + within
    return np.intersect1d(rows, library.sentences_with_voice(query.voices)) if query.voices else rows
