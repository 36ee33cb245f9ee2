"""Question → ranked passages of one lane, with what ranked them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from index.inventory import Rows
from index.library import Library
from index.searching.candidates import Candidate, candidates
from index.searching.fusion import COVERAGE_WEIGHT, Fit, fuse
from index.searching.query import Query
from index.storage.documents import StoredPassage

CLOSER_LOOKS = 40
"""Candidates whose every sentence is compared with the question; more changed no ranking's first ten."""

SCORE_DECIMALS = 6
"""Scores that differ by less are the same: float32 sums depend on the order of adding."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage with its score and what it comes from.

    `cosines` are of its sentences, in order; `sentence_fits` say how well each answers, by its meaning and its words.
    `terms` are the index terms in it.
    """

    stored: StoredPassage
    candidate: Candidate
    fit: Fit
    cosines: tuple[float, ...]
    sentence_fits: tuple[float, ...]
    terms: frozenset[str]
    score: float


@dataclass(frozen=True, slots=True)
class Looked:
    """A passage as it is compared: its cosines, of each sentence and of their mean, and its terms, by sentence."""

    stored: StoredPassage
    sentences: tuple[float, ...]
    whole: float
    terms: tuple[tuple[str, ...], ...]


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
    looked = _look(library, query, kind, library.passages([candidate.passage for candidate in found]))
    shares = _document_shares(query, looked)
    rows = np.array([candidate.passage for candidate in found], np.int64)
    ranked = [
        _ranked(query, candidate, passage, document=shares[passage.stored.document], lead=float(lead))
        for candidate, passage, lead in zip(found, looked, library.open_documents(rows), strict=True)
    ]
    scores = np.array([one.score for one in ranked], np.float64)
    return [ranked[at] for at in np.lexsort((rows, library.places(rows), -scores))[:k]]


def _look(library: Library, query: Query, kind: str, stored: Sequence[StoredPassage]) -> list[Looked]:
    """All these passages beside the question, in one product."""
    if not stored:
        return []
    vectors = library.lanes[kind].vectors(chain.from_iterable(one.sentence_numbers for one in stored))
    starts = np.cumsum([0, *(len(one.sentence_numbers) for one in stored[:-1])])
    wholes = np.add.reduceat(vectors, starts, axis=0)
    lengths = np.maximum(np.linalg.norm(wholes, axis=1), 1e-9)
    parts = np.split(_rounded(vectors @ query.vector), starts[1:])
    whole = _rounded(wholes @ query.vector / lengths)
    return [
        Looked(one, tuple(part.tolist()), cosine, library.sentence_terms(one.number))
        for one, part, cosine in zip(stored, parts, whole.tolist(), strict=True)
    ]


def _rounded(cosines: NDArray[np.float32]) -> NDArray[np.float64]:
    """Unit rows may be a hair longer than one, and a product's last digits depend on what else is in it."""
    return np.clip(cosines.astype(np.float64), -1.0, 1.0).round(SCORE_DECIMALS)


def _document_shares(query: Query, looked: Iterable[Looked]) -> dict[int, float]:
    """For each document row the share of the question's words in all its passages at hand."""
    terms: dict[int, set[str]] = defaultdict(set)
    for one in looked:
        terms[one.stored.document].update(chain.from_iterable(one.terms))
    return {number: query.coverage(words) for number, words in terms.items()}


def _ranked(query: Query, candidate: Candidate, looked: Looked, *, document: float, lead: float) -> Ranked:
    allowed = query.may_be_evidence(looked.stored.passage.sentences)
    answering = tuple(cosine if ok else -1.0 for cosine, ok in zip(looked.sentences, allowed, strict=True))
    fits = tuple(
        cosine + COVERAGE_WEIGHT * query.coverage(sentence) if ok else -1.0
        for cosine, sentence, ok in zip(answering, looked.terms, allowed, strict=True)
    )
    fit = Fit(
        sentence=max(fits),
        passage=looked.whole,
        words=candidate.words,
        pairs=query.pair_share(looked.terms),
        document=document,
        lead=lead,
    )
    terms = frozenset(chain.from_iterable(looked.terms))
    return Ranked(looked.stored, candidate, fit, answering, fits, terms, round(fuse(fit), SCORE_DECIMALS))
