"""Tables of words, written as running text."""

from __future__ import annotations


def listed(words: str) -> list[str]:
    """The words of a text between white space, in order."""
    return words.split()
