"""The passages of a lane that are worth a closer look: what the vectors and the words put forward.

Filters come first: only what they allow is ever a candidate.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from index.inventory import Rows, among
from index.library import Library
from index.searching.query import Query

SENTENCE_CANDIDATES = 400
PASSAGE_CANDIDATES = 100
"""How many sentences the vectors put forward, and how many passages the words do. Raised, a question takes longer;
lowered, passages that would rank high are never looked at."""

WORDS_WEIGHT = 1.5
"""What a full match of the words counts against a cosine of 1, in this first order only. Raised, more passages that
share words with the question get a closer look, and fewer that are near in meaning (docs/research/retrieval.md)."""


LABELLED_DOCUMENTS = 5
"""Documents whose labels have most of the question's words, and of which the opening and the nearest passage get a
closer look whatever their own words. Raised, a question takes longer; lowered, a document that only its title names
is missed where many are named alike."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage row with its BM25 as a share of the highest possible, and its rank in each arm that put it forward."""

    passage: int
    words: float
    meaning_rank: int | None
    words_rank: int | None


@dataclass(frozen=True, slots=True)
class Scored:
    """Rows, int64 (n,), and their scores, float64 (n,)."""

    rows: Rows
    scores: NDArray[np.float64]

    @classmethod
    def by_row(cls, scores: Mapping[int, float]) -> Scored:
        """These scores, in the order of their rows."""
        rows = np.fromiter(scores, np.int64, len(scores))
        order = np.argsort(rows)
        return cls(rows[order], np.fromiter(scores.values(), np.float64, len(scores))[order])

    def best_first(self, library: Library) -> Rows:
        """The passage rows by their scores, ties in corpus order."""
        ordered: Rows = self.rows[np.lexsort((self.rows, library.inventory.places(self.rows), -self.scores))]
        return ordered

    def ranks(self, library: Library) -> dict[int, int]:
        """Passage row → its rank by these scores, from 1; ties in corpus order."""
        return {row: rank for rank, row in enumerate(self.best_first(library).tolist(), start=1)}


def candidates(
    library: Library, query: Query, kind: str, *, most: int, within: Rows | None = None, after: int = 0
) -> tuple[Candidate, ...]:
    """The best passages of the kind by a first rough score, best first.

    Args:
        library: the generation to search.
        query: what to search for.
        kind: the lane.
        most: how many to return at most.
        within: passage rows to search in; None for all of the kind.
        after: how many of the first to leave out; without any, those of documents named alike come on top.
    """
    lane, terms = library.lanes[kind], list(query.weights)
    by_words = library.beside(partial(library.words.search, terms, kind, PASSAGE_CANDIDATES, within))
    sentences = None if within is None else _evidence(library, query, within)
    near = _by_passage(library, lane.search(query.vector, SENTENCE_CANDIDATES, sentences))
    shares = query.shares(by_words.result())
    meaning_ranks, words_ranks = near.ranks(library), Scored.by_row(shares).ranks(library)
    only_words = np.array([row for row in shares if row not in meaning_ranks], np.int64)
    other = _by_passage(library, lane.cosines(query.vector, _evidence(library, query, only_words)))
    rows = np.concatenate([near.rows, other.rows])
    words = np.array([shares.get(row, 0.0) for row in rows.tolist()], np.float64)
    rough = Scored(rows, np.concatenate([near.scores, other.scores]) + WORDS_WEIGHT * words)
    ordered = rough.best_first(library).tolist()
    labelled = _labelled(library, query, kind, within)
    first = dict.fromkeys([*ordered[:most], *labelled])
    chosen = first if not after else [row for row in ordered[after : after + most] if row not in labelled]
    return tuple(Candidate(row, shares.get(row, 0.0), meaning_ranks.get(row), words_ranks.get(row)) for row in chosen)


def _labelled(library: Library, query: Query, kind: str, within: Rows | None) -> list[int]:
    """The opening and the nearest passage of the documents whose labels have most of the question's words."""
    every = (passages_within(library, number, within) for number in _named(library, query, kind))
    named = list(islice(filter(len, every), LABELLED_DOCUMENTS))
    if not named:
        return []
    evidence = _evidence(library, query, np.concatenate(named))
    near = _by_passage(library, library.lanes[kind].cosines(query.vector, evidence)).best_first(library).tolist()
    openings = {row: rows[0].item() for rows in named for row in rows.tolist()}
    nearest = {openings[row]: row for row in reversed(near)}
    return list(dict.fromkeys(row for one in openings.values() for row in (one, nearest.get(one, one))))


def passages_within(library: Library, document: int, within: Rows | None) -> Rows:
    """The rows of the document's passages among those to search in; None for all."""
    rows = library.inventory.passages_of(document)
    return rows if within is None else rows[among(within, rows)]


def _named(library: Library, query: Query, kind: str) -> list[int]:
    """The rows of the kind's documents whose labels have words of the question, those with the most telling first."""
    of_terms = [library.label_words.named(term) for term in query.information]
    told = np.repeat(list(query.information.values()), list(map(len, of_terms)))
    numbers, at = np.unique(np.concatenate([*of_terms, np.empty(0, np.int64)]), return_inverse=True)
    order = np.argsort(-np.bincount(at, told, len(numbers)), kind="stable")
    named: list[int] = library.inventory.documents.among_kind(numbers[order], kind).tolist()
    return named


def _by_passage(library: Library, cosines: Mapping[int, float]) -> Scored:
    """The passages of these sentences, each with the cosine of its best sentence among them."""
    sentences = Scored.by_row(cosines)
    passages = library.inventory.passages_of_sentences(sentences.rows)
    starts = np.flatnonzero(np.diff(passages, prepend=-1))
    return Scored(passages[starts], np.maximum.reduceat(sentences.scores, starts))


def sentences_of(library: Library, passages: Rows) -> tuple[Rows, Rows]:
    """The rows of all sentences of these passages, passage by passage, and the place where each passage begins."""
    first, count = library.inventory.sentence_ranges(passages)
    starts = np.cumsum(count) - count
    rows: Rows = np.repeat(first - starts, count) + np.arange(count.sum())
    return rows, starts


def _evidence(library: Library, query: Query, passages: Rows) -> Rows:
    """The rows of all sentences of these passages that may be evidence."""
    rows, _ = sentences_of(library, passages)
    return rows[among(library.sentences_with_voice(query.voices), rows)] if query.voices else rows
