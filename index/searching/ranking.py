"""Question → ranked passages of one lane, with what ranked them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from index.library import Library, Rows
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
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Cosines:
    """A passage's cosines: of each sentence, and of the whole, which is the mean of its sentences' vectors."""

    sentences: tuple[float, ...]
    whole: float


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
    looked = _with_documents(query, _look(library, query, kind, found))
    scored = [replace(one, score=round(fuse(one.fit), SCORE_DECIMALS)) for one in looked]
    return sorted(scored, key=lambda one: (-one.score, *library.place(one.stored.number)))[:k]


def _look(library: Library, query: Query, kind: str, found: Sequence[Candidate]) -> list[Ranked]:
    """Every candidate compared with the question, sentence by sentence."""
    stored = library.passages([candidate.passage for candidate in found])
    cosines = _cosines(library, query, kind, stored)
    return [
        _compared(library, query, candidate=candidate, stored=passage, cosines=of_it)
        for candidate, passage, of_it in zip(found, stored, cosines, strict=True)
    ]


def _cosines(library: Library, query: Query, kind: str, stored: Sequence[StoredPassage]) -> list[Cosines]:
    """The cosines of all these passages, in one product."""
    if not stored:
        return []
    vectors = library.lanes[kind].vectors(chain.from_iterable(one.sentence_numbers for one in stored))
    starts = np.cumsum([0, *(len(one.sentence_numbers) for one in stored[:-1])])
    wholes = np.add.reduceat(vectors, starts, axis=0)
    lengths = np.maximum(np.linalg.norm(wholes, axis=1), 1e-9)
    parts = np.split(_rounded(vectors @ query.vector), starts[1:])
    whole = _rounded(wholes @ query.vector / lengths)
    return [Cosines(tuple(part.tolist()), cosine) for part, cosine in zip(parts, whole.tolist(), strict=True)]


def _rounded(cosines: NDArray[np.float32]) -> NDArray[np.float64]:
    """Unit rows may be a hair longer than one, and a product's last digits depend on what else is in it."""
    return np.clip(cosines.astype(np.float64), -1.0, 1.0).round(SCORE_DECIMALS)


def _compared(
    library: Library, query: Query, *, candidate: Candidate, stored: StoredPassage, cosines: Cosines
) -> Ranked:
    terms = library.sentence_terms(stored.number)
    allowed = query.may_be_evidence(stored.passage.sentences)
    answering = tuple(cosine if ok else -1.0 for cosine, ok in zip(cosines.sentences, allowed, strict=True))
    fits = tuple(
        cosine + COVERAGE_WEIGHT * query.coverage(sentence) if ok else -1.0
        for cosine, sentence, ok in zip(answering, terms, allowed, strict=True)
    )
    fit = Fit(
        sentence=max(fits),
        passage=cosines.whole,
        words=candidate.words,
        pairs=query.pair_share(terms),
        document=0.0,
        lead=float(library.opens_document(stored.number)),
    )
    return Ranked(stored, candidate, fit, answering, fits, frozenset(chain.from_iterable(terms)))


def _with_documents(query: Query, looked: Iterable[Ranked]) -> list[Ranked]:
    """The same with what each passage has from its document: the words of all its passages at hand."""
    looked = list(looked)
    terms: dict[int, set[str]] = defaultdict(set)
    for one in looked:
        terms[one.stored.document] |= one.terms
    coverage = {number: query.coverage(words) for number, words in terms.items()}
    return [replace(one, fit=replace(one.fit, document=coverage[one.stored.document])) for one in looked]
