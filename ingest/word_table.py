"""Words in a row → a set of them, so that tables stay readable."""

from __future__ import annotations


def table(words: str) -> frozenset[str]:
    """The words between the spaces."""
    return frozenset(words.split())
