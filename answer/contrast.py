"""A claim turned into what it is not: a sentence that is nearer to that than to the claim does not support it."""

from __future__ import annotations

import re

from answer.negation import WRITTEN_OPPOSITES

DENIAL = re.compile(r"\b(?:not|never|no|without)\b\s?|n['’]t\b", re.IGNORECASE)
AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|can|could|will|would|should|may|might|must|does|do|did|has|have|had)\b", re.IGNORECASE
)
WORD = re.compile(r"[^\W\d_]+")
ENDINGS = ("", "s", "d", "ed", "es", "ing")

MOST_PIECES_ADDED = 8
"""Word pieces by which a turned claim may be longer."""


def denied(claim: str) -> str:
    """The claim without its denial, or with one where it has none."""
    if DENIAL.search(claim):
        return DENIAL.sub("", claim, count=1)
    auxiliary = AUXILIARY.search(claim)
    if auxiliary:
        return f"{claim[: auxiliary.end()]} not{claim[auxiliary.end() :]}"
    return f"It is not true that {claim}"


def turned(claim: str) -> str:
    """The claim with every word that has an opposite replaced by it: "lost" by "gained"."""
    return WORD.sub(lambda match: _opposite(match[0]) or match[0], claim)


def _opposite(word: str) -> str | None:
    small = word.lower()
    for ending in ENDINGS:
        if small.endswith(ending):
            stem = small.removesuffix(ending) if ending else small
            found = WRITTEN_OPPOSITES.get(stem) or WRITTEN_OPPOSITES.get(f"{stem}e")
            if found:
                return found + ending
    return None
