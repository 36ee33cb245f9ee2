"""List the contents of a library by row number: labels in corpus order, and the owners of passages and sentences."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.records import DocumentLabel

Rows = NDArray[np.int64]
"""Row numbers of passages or sentences, int64 (n,)."""

Table = NDArray[np.int64]
"""Passages, int64 (n, 4): passage row, document row, first sentence row, number of sentences; ordered by row."""

MANY = 100_000
"""The number of rows above which one lookup in a table of all numbers is faster than a search for each row.

Raised or lowered, lookups of row counts in between take longer; the results are the same.
"""

Place = tuple[str, ...]
"""A document's place in the corpus: the parts of its path."""


def among(ordered: Rows, rows: Rows) -> NDArray[np.bool_]:
    """Return for each of `rows` whether it is in `ordered`, which must be sorted."""
    if len(rows) > MANY:
        return np.isin(rows, ordered)
    if not len(ordered):
        return np.zeros(len(rows), np.bool_)
    at = np.minimum(np.searchsorted(ordered, rows), len(ordered) - 1)
    found: NDArray[np.bool_] = ordered[at] == rows
    return found


class Inventory:
    """The labels and passages of one generation; making a later one from it costs only copying arrays."""

    def __init__(self, labels: Mapping[int, DocumentLabel], table: Table, numbers: Mapping[str, list[int]]) -> None:
        self.labels = labels
        self._table = np.asfortranarray(table)  # a question looks rows up by column
        self._numbers = numbers

    @classmethod
    def of(cls, labels: Mapping[int, DocumentLabel], table: Table) -> Inventory:
        """Make an inventory of all documents, given in corpus order, and all passages."""
        numbers: dict[str, list[int]] = defaultdict(list)
        for number, label in labels.items():
            numbers[label.source.kind].append(number)
        return cls(labels, table, dict(numbers))

    def after(self, documents: Collection[int], labels: Mapping[int, DocumentLabel], table: Table) -> Inventory:
        """Make the inventory in which these documents have only these labels and passages."""
        every = dict(self.labels)
        order, numbers = list(every), dict(self._numbers)
        for number in documents:
            if number in every:
                kind = every[number].source.kind
                numbers[kind] = _without(numbers[kind], number, every)
                order = _without(order, number, every)
        every.update(labels)
        for number, label in labels.items():
            numbers[label.source.kind] = _with(numbers.get(label.source.kind, []), number, every)
            order = _with(order, number, every)
        kept = self._table[~np.isin(self._table[:, 1], np.fromiter(documents, np.int64))]
        at = np.searchsorted(kept[:, 0], table[:, 0])
        in_order = dict(zip(order, map(every.__getitem__, order), strict=True))
        return Inventory(in_order, np.insert(kept, at, table, axis=0), numbers)

    @cached_property
    def _opening(self) -> NDArray[np.bool_]:
        """Whether each row of the table is the first of its document; a document's passages are consecutive."""
        owners = self._table[:, 1]
        opening: NDArray[np.bool_] = np.r_[True, owners[1:] != owners[:-1]][: len(owners)]
        return opening

    def numbers(self, kind: str) -> list[int]:
        """Return the rows of the documents of this kind, in corpus order."""
        return self._numbers.get(kind, [])

    def passages_of_sentences(self, sentences: Rows) -> Rows:
        """Return the passage row of each sentence row."""
        passages: Rows = self._table[np.searchsorted(self._table[:, 2], sentences, side="right") - 1, 0]
        return passages

    def documents_of_sentences(self, sentences: Rows) -> Rows:
        """Return the document row of each sentence row."""
        documents: Rows = self._table[np.searchsorted(self._table[:, 2], sentences, side="right") - 1, 1]
        return documents

    def sentence_ranges(self, passages: Rows) -> tuple[Rows, Rows]:
        """Return the first sentence row and the number of sentences of each passage row."""
        at = np.searchsorted(self._table[:, 0], passages)
        return self._table[at, 2], self._table[at, 3]

    def passages_in(self, numbers: Sequence[int]) -> Rows:
        """Return the rows of the passages of these documents."""
        passages: Rows = self._table[np.isin(self._table[:, 1], np.array(numbers, np.int64)), 0]
        return passages

    def passages_of(self, document: int) -> Rows:
        """Return the rows of one document's passages, in order."""
        owners, passages = self._by_document
        first, last = np.searchsorted(owners, [document, document + 1])
        found: Rows = passages[first:last]
        return found

    def document_of(self, passage: int) -> int:
        """Return the row of the passage's document."""
        return int(self._table[np.searchsorted(self._table[:, 0], passage), 1])

    def places(self, passages: Rows) -> Rows:
        """Return the place in the corpus of each passage row's document."""
        numbers = self._table[np.searchsorted(self._table[:, 0], passages), 1]
        order, places = self._by_number
        found: Rows = places[np.searchsorted(order, numbers)]
        return found

    def open_documents(self, passages: Rows) -> NDArray[np.bool_]:
        """Return for each passage row whether it is the first of its document."""
        at = np.searchsorted(self._table[:, 0], passages)
        opening: NDArray[np.bool_] = self._opening[at]
        return opening

    def close_documents(self, passages: Rows) -> NDArray[np.bool_]:
        """Return for each passage row whether it is the last of its document."""
        at = np.searchsorted(self._table[:, 0], passages)
        closing: NDArray[np.bool_] = np.r_[self._opening[1:], True][at]
        return closing

    @cached_property
    def _by_document(self) -> tuple[Rows, Rows]:
        """The owners of the passages, sorted, and the passages in that order; computed on first use."""
        order = np.argsort(self._table[:, 1], kind="stable")
        return self._table[order, 1], self._table[order, 0]

    @cached_property
    def _by_number(self) -> tuple[Rows, Rows]:
        """The document rows, sorted, and each one's place in the corpus; computed on first use."""
        numbers = np.fromiter(self.labels, np.int64, len(self.labels))
        places = np.argsort(numbers)
        return numbers[places], places


def _place(label: DocumentLabel) -> Place:
    return tuple(label.id.split("/"))


def _at(order: Sequence[int], number: int, labels: Mapping[int, DocumentLabel]) -> int:
    return bisect_left(order, _place(labels[number]), key=lambda other: _place(labels[other]))


def _without(order: Sequence[int], number: int, labels: Mapping[int, DocumentLabel]) -> list[int]:
    at = _at(order, number, labels)
    return [*order[:at], *order[at + 1 :]]


def _with(order: Sequence[int], number: int, labels: Mapping[int, DocumentLabel]) -> list[int]:
    at = _at(order, number, labels)
    return [*order[:at], number, *order[at:]]
