"""Whether a word that begins a sentence would have its capital anywhere: "Turkey" would, "Fighting" would not."""

from __future__ import annotations

from functools import lru_cache

from ingest.tokens import word_rank

CLEARLY = 1.5
"""So many times further back in the vocabulary is the rarer spelling of a word that has one usual spelling."""


@lru_cache(maxsize=65_536)
def is_usually_small(word: str) -> bool:
    """Whether running text has the word with a small letter at least as often; by the token vocabulary's order."""
    small, capital = word_rank(word.lower()), word_rank(word.capitalize())
    if small is None:
        return False
    return capital is None or small < CLEARLY * capital
