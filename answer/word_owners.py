"""Choose the documents that can have a quotation's words, by the index of words, so that no others are read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import accumulate
from math import ceil

import numpy as np

from answer.facts.alignment import BASE, ComparedWord, key
from index.inventory import Rows
from index.library import Library

LONGEST_INDEXED = 40
"""Letters from which on a word is not looked for, because the index leaves very long ones out.

Raised to the index's own limit or beyond, documents with such words are missed.
"""

MOST_ROWS = 200_000
"""Passages that are looked up for all words together, the rarest words first.

Raised, words that stand nearly everywhere are looked up, which takes longer; lowered, more documents are read.
"""

ROUNDING = 1e-9
"""What a share times a number may be off by."""


def documents_with(library: Library, sought: Sequence[ComparedWord], least: float) -> list[int] | None:
    """Return the rows, in corpus order, of all documents that can have this share of the words, and of some others.

    Those are the documents that have enough of the words anywhere. None is returned where the index of words does not
    tell, as of words that it leaves out or splits: then any document can.
    """
    keys = {word.key for word in sought}
    terms = {word.key: found for word in sought if (found := _terms_of(library, word))}
    many = library.words.frequencies({one for found in terms.values() for one in found})
    rows = {one: sum(many[term] for term in found) for one, found in terms.items()}
    rarest = sorted(rows, key=lambda one: (rows[one], one))
    # A word that is not looked up may be in any document.
    enough = ceil(least * len(keys) - ROUNDING) - (len(keys) - len(rarest))
    if enough < 1:
        return None
    within = sum(total <= MOST_ROWS for total in accumulate(rows[one] for one in rarest))
    looked_up = rarest[: max(within, len(rarest) - enough + 1)]
    owners = [_owners(library, terms[one]) for one in looked_up]
    documents, counts = np.unique(np.concatenate(owners), return_counts=True)
    having = documents[counts >= enough - (len(rarest) - len(looked_up))]
    return _in_corpus_order(library, having)


def _terms_of(library: Library, word: ComparedWord) -> frozenset[str]:
    """Return the index terms of all words that have this word's key; none where the index does not have all of them."""
    if not (word.text.isascii() and word.text.isalpha() and len(word.text) <= LONGEST_INDEXED):
        return frozenset()
    terms = [library.words.terms(form) for form in (word.text, *_forms().get(word.key, ()))]
    return frozenset(one for of_form in terms for one in of_form) if all(map(len, terms)) else frozenset()


@cache
def _forms() -> dict[str, frozenset[str]]:
    """Return the irregular verbs and their forms by the key that they share."""
    found: dict[str, set[str]] = defaultdict(set)
    for form, verb in BASE.items():
        found[key(form)] |= {form, verb}
    return {one: frozenset(forms) for one, forms in found.items()}


def _owners(library: Library, terms: Iterable[str]) -> Rows:
    """Return the rows of the documents that have one of these terms, each once."""
    rows = [library.words.containing([term], kind) for term in terms for kind in library.kinds]
    passages = np.fromiter((row for some in rows for row in some), np.int64, sum(map(len, rows)))
    owners: Rows = np.unique(library.inventory.documents_of(passages))
    return owners


def _in_corpus_order(library: Library, documents: Rows) -> list[int]:
    ordered: list[int] = documents[np.argsort(library.inventory.documents.places_of(documents))].tolist()
    return ordered
