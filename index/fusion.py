"""Two arms into one score: the meaning (cosine) and the words (BM25), each on a scale of its own.

A convex combination (Bruch, Gai, Ingber 2023, arXiv 2210.11934) with BM25 divided by the most that the question
could reach, not by the best candidate: where the words found little, they weigh little, and a score means the same
in every lane.
"""

from __future__ import annotations

from collections.abc import Mapping

WORDS_WEIGHT = 1.5
"""A full match of the words against a cosine of 1: the best mean over seven collections (docs/retrieval.md)."""


def fuse(cosines: Mapping[int, float], bm25: Mapping[int, float], *, most_bm25: float) -> dict[int, float]:
    """Candidate → fused score, at most 1, for every candidate of `cosines`.

    Args:
        cosines: candidate → cosine of its best sentence.
        bm25: candidate → BM25; a candidate that is not in it has none of the question's words.
        most_bm25: the BM25 that no passage exceeds; 0 when the question has no words.
    """
    share = WORDS_WEIGHT / most_bm25 if most_bm25 else 0.0
    return {row: (cosine + share * bm25.get(row, 0.0)) / (1 + WORDS_WEIGHT) for row, cosine in cosines.items()}
