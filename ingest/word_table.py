"""Words written as running text, so that tables of them stay readable."""

from __future__ import annotations


def row(words: str) -> tuple[str, ...]:
    """The words between white space, in order."""
    return tuple(words.split())


def table(words: str) -> frozenset[str]:
    """The same as a set."""
    return frozenset(row(words))
