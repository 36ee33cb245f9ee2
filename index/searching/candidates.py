"""The passages of a lane that are worth a closer look: what the vectors and the words put forward.

Filters come first: only what they allow is ever a candidate.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from index.inventory import Rows
from index.library import Library
from index.searching.query import Query

SENTENCE_CANDIDATES = 400
PASSAGE_CANDIDATES = 100
"""How many sentences the vectors put forward, and how many passages the words do."""

WORDS_WEIGHT = 1.5
"""A full match of the words against a cosine of 1, for this first order only (docs/retrieval.md)."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage row with its BM25 as a share of the most possible, and its rank in each arm that put it forward."""

    passage: int
    words: float
    meaning_rank: int | None
    words_rank: int | None


def candidates(
    library: Library, query: Query, kind: str, *, most: int, within: Rows | None = None
) -> tuple[Candidate, ...]:
    """The best passages of the kind by a first rough score, best first.

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
    meaning_ranks, words_ranks = _ranks(library, cosines), _ranks(library, shares)
    only_words = np.array([row for row in shares if row not in cosines], np.int64)
    cosines |= _by_passage(library, lane.cosines(query.vector, _sentences(library, query, only_words)))
    rough = {row: cosine + WORDS_WEIGHT * shares.get(row, 0.0) for row, cosine in cosines.items()}
    best = _best_first(library, rough)[:most]
    return tuple(Candidate(row, shares.get(row, 0.0), meaning_ranks.get(row), words_ranks.get(row)) for row in best)


def _ranks(library: Library, scores: Mapping[int, float]) -> dict[int, int]:
    """Passage row → its rank by these scores, from 1; ties in corpus order."""
    return {row: rank for rank, row in enumerate(_best_first(library, scores), start=1)}


def _best_first(library: Library, scores: Mapping[int, float]) -> list[int]:
    """The passage rows by their scores, ties in corpus order."""
    rows = np.fromiter(scores, np.int64, len(scores))
    values = np.fromiter(scores.values(), np.float64, len(scores))
    order: list[int] = rows[np.lexsort((rows, library.places(rows), -values))].tolist()
    return order


def _by_passage(library: Library, cosines: dict[int, float]) -> dict[int, float]:
    """Passage row → the cosine of its best sentence among these."""
    rows = library.passages_of_sentences(np.fromiter(cosines, np.int64, len(cosines)))
    values = np.fromiter(cosines.values(), np.float64, len(cosines))
    order = np.lexsort((values, rows))
    last = np.flatnonzero(np.diff(rows[order], append=-1))
    return dict(zip(rows[order][last].tolist(), values[order][last].tolist(), strict=True))


def _sentences(library: Library, query: Query, passages: Rows) -> Rows:
    """The rows of all sentences of these passages that may be evidence."""
    first, count = library.sentence_ranges(passages)
    within = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    rows: Rows = np.repeat(first, count) + within
    return np.intersect1d(rows, library.sentences_with_voice(query.voices)) if query.voices else rows
