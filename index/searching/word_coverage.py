"""Which of a question's words passages contain: by sentence, passage and document, for all passages in one step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.inventory import Rows
from index.searching.query import Query
from index.terms import BREAK, Marks, marks_of

Shares = NDArray[np.float64]
"""float64 (n,), each in [0, 1]."""

Table = NDArray[np.bool_]
"""bool (n, terms): which of the question's terms each of n texts contains."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of what a question's words tell is found in each passage.

    A document's label lends its words to all of its passages. `sentences` has each sentence's share, without the label,
    and `lent` with it. Of each passage are `passages`, its own share; `documents`, that of all passages at hand of its
    document; `missing`, what the most telling of the absent words tells beside the most telling of all; `found`, what
    the most telling of the words found tells, in nats; and `pairs`, the share of the question's neighbouring words that
    are neighbours in a sentence.
    """

    sentences: Shares
    lent: Shares
    passages: Shares
    documents: Shares
    missing: Shares
    found: Shares
    pairs: Shares


def cover(query: Query, passages: Sequence[Marks], documents: Rows, labels: Table) -> Coverage:
    """Return how much of the question these passages cover.

    Args:
        query: the question whose words are looked for.
        passages: the terms of each passage, as `sentence_marks` has them; at least one passage.
        documents: the row of each passage's document.
        labels: for each passage, which of the terms stand in its document's label.
    """
    telling = np.fromiter(query.information.values(), np.float64, len(query.information))
    at_hand = np.concatenate(passages)
    starts = np.cumsum([0, *map(len, passages[:-1])])
    ends = np.flatnonzero(at_hand == BREAK)
    found = marks_of(query.information)[:, np.newaxis] == at_hand
    of_sentences = _table(found, ends)
    firsts = np.searchsorted(ends, starts)
    of_passages = np.logical_or.reduceat(of_sentences, firsts) | labels
    to_sentences = np.repeat(labels, np.diff(np.append(firsts, len(ends))), axis=0)
    return Coverage(
        sentences=_share(of_sentences, telling),
        lent=_share(of_sentences | to_sentences, telling),
        passages=_share(of_passages, telling),
        documents=_share(_of_documents(of_passages, documents), telling),
        missing=_missing(of_passages, telling),
        found=np.where(of_passages, telling, 0.0).max(axis=1, initial=0.0),
        pairs=_pairs(query, found, telling, np.append(starts[1:], len(at_hand)) - 1),
    )


def _table(found: Table, ends: Rows) -> Table:
    """Turn the places of terms into a table of texts; the last place of a text is its end."""
    table = np.zeros((len(ends), len(found)), np.bool_)
    term, place = np.nonzero(found)
    table[np.searchsorted(ends, place), term] = True
    return table


def _share(table: Table, telling: Shares) -> Shares:
    """What the terms found tell of what all do: exactly 1 where none is absent, however the sums are rounded."""
    total = telling.sum()
    shares: Shares = table @ telling / total if total else np.zeros(len(table))
    if total:
        shares[(table | (telling == 0)).all(axis=1)] = 1.0
    return shares


def _of_documents(table: Table, documents: Rows) -> Table:
    """For each passage the terms found in any passage of its document."""
    of_one = documents[:, np.newaxis] == documents
    together: Table = (of_one[:, :, np.newaxis] & table).any(axis=1)
    return together


def _missing(table: Table, telling: Shares) -> Shares:
    most = telling.max(initial=0.0)
    absent: Shares = np.where(table, 0.0, telling).max(axis=1, initial=0.0)
    return absent / most if most else np.zeros(len(table))


def _pairs(query: Query, found: Table, telling: Shares, ends: Rows) -> Shares:
    place = {term: at for at, term in enumerate(query.information)}
    first = [place[one] for one, _ in query.pairs]
    second = [place[other] for _, other in query.pairs]
    neighbours = found[first, :-1] & found[second, 1:]  # never across a break, since a break is not a term
    return _share(_table(neighbours, ends), telling[first] + telling[second])
