"""A claim with opposite words: a sentence that is as near to that as to the claim hardly supports it."""

from __future__ import annotations

import re

from answer.facts.negation import WRITTEN_OPPOSITES

WORD = re.compile(r"[^\W\d_]+")
ENDINGS = ("", "s", "d", "ed", "es", "ing")

MOST_PIECES_ADDED = 8
"""Word pieces by which a turned claim may be longer."""


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
