"""What a lane amounts to, from signals of its best passages that do not depend on the corpus's size."""

from __future__ import annotations

from collections.abc import Sequence

from answer.records import Standing
from index.records import Hit, Signals

ANSWERS_AT = 0.62
RELATED_AT = 0.45
"""Bounds of the strength below; a simple rule, set on public questions and to be replaced by a fitted one."""

COSINE_WEIGHT = 0.65
"""The best sentence's cosine against the share of the question's words that the passage has."""


def standing(hits: Sequence[Hit]) -> Standing:
    """The lane's standing by its strongest passage; `nothing` for a lane without one."""
    strongest = max((strength(hit.signals) for hit in hits), default=0.0)
    if strongest >= ANSWERS_AT:
        return Standing.ANSWERS
    return Standing.RELATED if strongest >= RELATED_AT else Standing.NOTHING


def strength(signals: Signals) -> float:
    """How much a passage has of the question, by meaning and by words, up to 1."""
    return COSINE_WEIGHT * signals.cosine + (1 - COSINE_WEIGHT) * signals.coverage
