"""How well a passage fits a question, as one score: meaning and words, each on a scale of its own.

A convex combination (Bruch, Gai, Ingber 2023, arXiv 2210.11934) of measures that are not normalised over the other
candidates: BM25 is a share of the most that the question could reach, and the rest are cosines and shares by
nature. So a passage scores the same beside whatever others, and a score means the same in every lane.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

Part = TypeVar("Part", float, NDArray[np.float64])
"""Of one passage, or float64 (passages,) of many."""

COVERAGE_WEIGHT = 0.25
"""What a sentence's share of the question's words adds to its cosine."""


@dataclass(frozen=True, slots=True)
class Fit(Generic[Part]):
    """How a passage fits a question, or how many do.

    `sentence` is the most that one sentence has of cosine and, at `COVERAGE_WEIGHT`, of the question's words;
    `passage` is the cosine of the whole, in [-1, 1]. In [0, 1] are `words`, its BM25 as a share of the most possible;
    `pairs`, the share of the question's neighbouring words that are neighbours here; `document`, the share of the
    question's words in all that is at hand of its document; and `lead`, 1 for the passage that opens a document.
    """

    sentence: Part
    passage: Part
    words: Part
    pairs: Part
    document: Part
    lead: Part


WEIGHTS = Fit(sentence=0.9, passage=0.55, words=0.2, pairs=0.3, document=0.3, lead=0.05)
"""Set on public collections together; near these they matter little (docs/retrieval.md)."""

_parts = attrgetter(*(field.name for field in fields(Fit)))

MOST = sum(_parts(WEIGHTS)) + WEIGHTS.sentence * COVERAGE_WEIGHT


def fuse(fit: Fit[Part]) -> Part:
    """The fused score, at most 1."""
    score: Part = sum(weight * value for weight, value in zip(_parts(WEIGHTS), _parts(fit), strict=True)) / MOST
    return score


def fit_of(fits: Fit[NDArray[np.float64]], at: int) -> Fit[float]:
    """That of the passage at this place among many."""
    return Fit(*(float(part[at]) for part in _parts(fits)))
