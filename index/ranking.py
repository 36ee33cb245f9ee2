"""Question → ranked passages of one lane, with what ranked them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from index.candidates import candidates
from index.documents import StoredPassage
from index.fusion import Fit, fuse
from index.lanes import LaneIndex
from index.library import Library, Rows
from index.query import Query

CLOSER_LOOKS = 40
"""Candidates whose every sentence is compared with the question; more changed no ranking's first ten."""

SCORE_DECIMALS = 6
"""Scores that differ by less are the same: float32 sums depend on the order of adding."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage with its score, its fit, and the cosine and terms of each of its sentences."""

    stored: StoredPassage
    score: float
    fit: Fit
    cosines: tuple[float, ...]
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
    shares = candidates(library, query, kind, most=max(k, CLOSER_LOOKS), within=within)
    looked = [
        _look(library.lanes[kind], library, query, stored, words=shares[stored.number])
        for stored in library.passages(list(shares))
    ]
    return sorted(looked, key=lambda found: (-found.score, *library.place(found.stored.number)))[:k]


def _look(lane: LaneIndex, library: Library, query: Query, stored: StoredPassage, *, words: float) -> Ranked:
    rows = lane.vectors(stored.sentence_numbers)
    cosines = np.clip(rows @ query.vector, -1.0, 1.0)  # rounding may leave unit rows a hair longer
    cosines = np.where(query.may_be_evidence(stored.passage.sentences), cosines, -1.0)
    terms = library.sentence_terms(stored.number)
    whole = rows.mean(axis=0)
    fit = Fit(
        sentence=float(cosines.max()),
        passage=float(whole @ query.vector / max(float(np.linalg.norm(whole)), 1e-9)),
        words=words,
        pairs=query.pair_share(terms),
        together=max(query.word_share(sentence) for sentence in terms),
    )
    return Ranked(stored, round(fuse(fit), SCORE_DECIMALS), fit, tuple(cosines.tolist()), terms)
