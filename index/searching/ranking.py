"""Question → ranked passages of one lane, with what ranked them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.inventory import Rows
from index.library import Library
from index.searching.candidates import Candidate, candidates, sentences_of
from index.searching.coverage import Coverage, cover
from index.searching.fusion import COVERAGE_WEIGHT, Fit, fit_of, fuse
from index.searching.query import Query
from index.storage.passage_rows import StoredPassage

CLOSER_LOOKS = 30
"""Candidates whose every sentence is compared with the question: more rank no better, fewer do (docs/retrieval.md)."""

SCORE_DECIMALS = 6
"""Scores that differ by less are the same: float32 sums depend on the order of adding."""

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage with its score and what it comes from.

    `cosines` are of its sentences, in order; `sentence_fits` say how well each answers, by its meaning and its words.
    `coverage` and `missing` say which of the question's words stand in it, as `Coverage` does.
    """

    stored: StoredPassage
    candidate: Candidate
    fit: Fit[float]
    cosines: tuple[float, ...]
    sentence_fits: tuple[float, ...]
    coverage: float
    missing: float
    score: float


@dataclass(frozen=True, slots=True)
class Looked:
    """Passages as they are compared: the cosines of their sentences, passage after passage, and of the whole ones.

    `starts` are the first sentences' places among all. What may not be evidence has a cosine and a fit of -1.
    """

    stored: Sequence[StoredPassage]
    starts: Rows
    cosines: Numbers
    sentence_fits: Numbers
    wholes: Numbers
    coverage: Coverage


def rank_lane(library: Library, query: Query, kind: str, *, k: int, within: Rows | None = None) -> list[Ranked]:
    """The k best passages of one kind, best first; ties in corpus order.

    Args:
        library: the generation to search.
        query: what to search for.
        kind: the lane.
        k: at most so many.
        within: passage rows to search in; None for all of the kind.
    """
    if kind not in library.lanes or (within is not None and not len(within)):
        return []
    found = candidates(library, query, kind, most=max(k, CLOSER_LOOKS), within=within)
    if not found:
        return []
    rows = np.array([candidate.passage for candidate in found], np.int64)
    looked = _look(library, query, kind, rows)
    fits = Fit(
        sentence=np.maximum.reduceat(looked.sentence_fits, looked.starts),
        passage=looked.wholes,
        words=np.array([candidate.words for candidate in found], np.float64),
        pairs=looked.coverage.pairs,
        document=looked.coverage.documents,
        lead=library.open_documents(rows).astype(np.float64),
    )
    scores = fuse(fits).round(SCORE_DECIMALS)
    best = np.lexsort((rows, library.places(rows), -scores))[:k].tolist()
    return [_ranked(looked, found[at], fits, at=at, score=float(scores[at])) for at in best]


def _look(library: Library, query: Query, kind: str, rows: Rows) -> Looked:
    """All these passages beside the question, in one product."""
    stored = library.passages(rows.tolist())
    sentences, starts = sentences_of(library, rows)
    vectors = library.lanes[kind].vectors(sentences)
    wholes = np.add.reduceat(vectors, starts, axis=0)
    lengths = np.maximum(np.linalg.norm(wholes, axis=1), 1e-9)
    covered = cover(
        query, library.term_marks([one.number for one in stored]), np.array([one.document for one in stored], np.int64)
    )
    cosines = _rounded(vectors @ query.vector)
    fits = cosines + COVERAGE_WEIGHT * covered.sentences
    if query.voices:
        barred = ~np.array([ok for one in stored for ok in query.may_be_evidence(one.passage.sentences)], np.bool_)
        cosines[barred] = fits[barred] = -1.0
    return Looked(stored, starts, cosines, fits, _rounded(wholes @ query.vector / lengths), covered)


def _rounded(cosines: NDArray[np.float32]) -> Numbers:
    """Unit rows may be a hair longer than one, and a product's last digits depend on what else is in it."""
    return np.clip(cosines.astype(np.float64), -1.0, 1.0).round(SCORE_DECIMALS)


def _ranked(looked: Looked, candidate: Candidate, fits: Fit[Numbers], *, at: int, score: float) -> Ranked:
    stored = looked.stored[at]
    inside = slice(looked.starts[at], looked.starts[at] + len(stored.passage.sentences))
    return Ranked(
        stored=stored,
        candidate=candidate,
        fit=fit_of(fits, at),
        cosines=tuple(looked.cosines[inside].tolist()),
        sentence_fits=tuple(looked.sentence_fits[inside].tolist()),
        coverage=float(looked.coverage.passages[at]),
        missing=float(looked.coverage.missing[at]),
        score=score,
    )
