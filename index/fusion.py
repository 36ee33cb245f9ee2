"""How well a passage fits a question, as one score: meaning and words, each on a scale of its own.

A convex combination (Bruch, Gai, Ingber 2023, arXiv 2210.11934) of measures that are not normalised over the other
candidates: BM25 is a share of the most that the question could reach, and the rest are cosines and shares by
nature. So a passage scores the same beside whatever others, and a score means the same in every lane.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass


@dataclass(frozen=True, slots=True)
class Fit:
    """How a passage fits a question.

    `sentence` is the cosine of its best sentence and `passage` that of its whole, in [-1, 1]. In [0, 1] are `words`,
    its BM25 as a share of the most possible; `pairs`, the share of the question's neighbouring words that are
    neighbours here; and `together`, the share of the question's words that stand in one sentence.
    """

    sentence: float
    passage: float
    words: float
    pairs: float
    together: float


WEIGHTS = Fit(sentence=0.7, passage=0.3, words=0.5, pairs=0.3, together=0.3)
"""Set on seven public collections together; near these they matter little (docs/retrieval.md)."""


def fuse(fit: Fit) -> float:
    """The fused score, at most 1."""
    weights = astuple(WEIGHTS)
    return float(sum(weight * value for weight, value in zip(weights, astuple(fit), strict=True)) / sum(weights))
