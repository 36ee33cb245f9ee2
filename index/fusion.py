"""Two rankings into one: a convex combination of scores, each normalised over its own candidates.

Bruch, Gai, Ingber 2023, "An Analysis of Fusion Functions for Hybrid Retrieval", arXiv 2210.11934.
"""

from __future__ import annotations

from collections.abc import Mapping

VECTOR_WEIGHT = 0.5
"""The vectors' share of the fused score; the words have the rest (docs/retrieval.md)."""


def fuse(
    vectors: Mapping[int, float], words: Mapping[int, float], *, weight: float = VECTOR_WEIGHT
) -> dict[int, float]:
    """Candidate → fused score in [0, 1], for every candidate of `vectors`.

    A candidate that the words did not find has none of the question's words, so it scores 0 there.
    """
    by_vector = _normalised(vectors)
    by_words = _normalised({row: words.get(row, 0.0) for row in vectors})
    return {row: weight * by_vector[row] + (1 - weight) * by_words[row] for row in vectors}


def _normalised(scores: Mapping[int, float]) -> dict[int, float]:
    """The scores stretched to [0, 1]; all 0 where they do not differ."""
    low, high = min(scores.values(), default=0.0), max(scores.values(), default=0.0)
    span = high - low
    return {row: (score - low) / span if span else 0.0 for row, score in scores.items()}
