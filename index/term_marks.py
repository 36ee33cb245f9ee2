"""Index terms as numbers, so that a question's words are found in many passages in one step.

A term's mark is its hash in this process: two terms of a question and a passage have the same one by chance once in
10^19 times. Nothing of them is ever stored.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from ingest.records import Sentence

Marks = NDArray[np.int64]
"""int64 (n,), a number for each term."""

BREAK = 0
"""Stands after each sentence; no term has it."""

WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\w+")
"""A word, or initials as in "U.S.", as the word index takes them."""


def marks_of(terms: Collection[str]) -> Marks:
    """The marks of these terms, in order."""
    return np.fromiter(map(hash, terms), np.int64, len(terms))


def sentence_marks(sentences: Iterable[Sequence[str]]) -> Marks:
    """The marks of the sentences' terms as they follow each other, with a break after each sentence."""
    found: list[int] = []
    for terms in sentences:
        found += map(hash, terms)
        found.append(BREAK)
    return np.array(found, np.int64)


def word_marks(text: str, sentences: Iterable[Sentence], terms_of_word: Callable[[str], Iterable[str]]) -> Marks:
    """Each term of each word in these sentences, int64 (n, 3): where the word starts and ends, and the mark."""
    found = [
        (*match.span(), hash(term))
        for sentence in sentences
        for match in WORD.finditer(text, sentence.start, sentence.end)
        for term in terms_of_word(match.group())
    ]
    return np.array(found, np.int64).reshape(len(found), 3)
