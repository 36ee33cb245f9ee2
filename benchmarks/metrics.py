"""How good a ranking is: means over the questions that have a relevant document.

A document is relevant when its grade is above 0; one that nobody judged is not. A question that the run
leaves out counts as 0. Ranks start at 1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import log2

import numpy as np

Qrels = Mapping[str, Mapping[str, int]]
"""Query id → document id → grade."""

Run = Mapping[str, Sequence[str]]
"""Query id → document ids, best first, none twice."""


def ndcg_at(qrels: Qrels, run: Run, *, k: int) -> float:
    """Normalised discounted cumulative gain of the first `k`, from 0 to 1.

    Gain 2^grade − 1 and discount log2(rank + 1): Burges et al. 2005, Learning to Rank using Gradient Descent.
    """
    return _mean(qrels, run, lambda grades, ranked: _ndcg(grades, ranked, k), k=k)


def recall_at(qrels: Qrels, run: Run, *, k: int) -> float:
    """The share of the relevant documents that are among the first `k`."""
    return _mean(qrels, run, lambda grades, ranked: sum(id in grades for id in ranked[:k]) / len(grades), k=k)


def mrr_at(qrels: Qrels, run: Run, *, k: int) -> float:
    """The mean of 1 / rank of the first relevant document, 0 when the first `k` hold none."""
    return _mean(qrels, run, lambda grades, ranked: _reciprocal_rank(grades, ranked[:k]), k=k)


def first_hit(qrels: Qrels, run: Run) -> float:
    """The share of questions whose first document is relevant (Success@1)."""
    return mrr_at(qrels, run, k=1)


def area_under_curve(positive: Sequence[float], negative: Sequence[float]) -> float:
    """The chance that a positive's score is above a negative's, ties counting half.

    The area under the ROC curve (Mann and Whitney 1947): 1 separates perfectly, 0.5 says nothing.

    Raises:
        ValueError: One side is empty, or a score is not a number.
    """
    above, below = np.asarray(positive, dtype=np.float64), np.sort(np.asarray(negative, dtype=np.float64))
    if not above.size or not below.size:
        raise ValueError("area_under_curve needs scores on both sides")
    if np.isnan(above).any() or np.isnan(below).any():
        raise ValueError("area_under_curve got a score that is not a number")
    beaten = np.searchsorted(below, above, side="left").sum()
    not_lost = np.searchsorted(below, above, side="right").sum()
    return float(beaten + not_lost) / (2 * above.size * below.size)


def _mean(qrels: Qrels, run: Run, score: Callable[[Mapping[str, int], Sequence[str]], float], *, k: int) -> float:
    """The mean of `score(relevant documents' grades, ranked ids)` over questions with a relevant document."""
    if k < 1:
        raise ValueError(f"k is {k}; ranks start at 1")
    scores = []
    for query_id, judged in qrels.items():
        ranked = run.get(query_id, ())
        if len(set(ranked)) != len(ranked):
            raise ValueError(f"the run lists a document twice for query {query_id!r}; rank each once")
        if grades := {id: grade for id, grade in judged.items() if grade > 0}:
            scores.append(score(grades, ranked))
    if not scores:
        raise ValueError("no query has a relevant document; there is nothing to measure")
    return sum(scores) / len(scores)


def _ndcg(grades: Mapping[str, int], ranked: Sequence[str], k: int) -> float:
    ideal = sorted(grades.values(), reverse=True)[:k]
    return _discounted(grades.get(id, 0) for id in ranked[:k]) / _discounted(ideal)


def _discounted(grades: Iterable[int]) -> float:
    return sum((2.0**grade - 1) / log2(rank + 1) for rank, grade in enumerate(grades, start=1))


def _reciprocal_rank(grades: Mapping[str, int], ranked: Sequence[str]) -> float:
    return next((1 / rank for rank, id in enumerate(ranked, start=1) if id in grades), 0.0)
