"""The words of documents' labels: title, author, publisher and date, which every card shows.

A document whose title alone names what is asked is found by it. The words are in arrays, which may be mapped from a
file.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from index.inventory import Rows, among
from index.other_forms import with_forms
from index.records import DocumentLabel
from index.terms import lasting_mark
from ingest.records import Source

LABELS_AT_A_TIME = 10_000
"""Labels whose terms are in memory as words at once. Raised, opening a large library takes more memory."""


MOST_NAMED_ALIKE = 2_000
"""Labels with a term up to which it names documents. Raised, questions take longer in a library where a paper's name or
a year stands in most labels; lowered, a document is missed whose label has common words alone."""


Sequences = Callable[[Sequence[str]], list[list[str]]]
"""Gives the index terms of each text."""


class LabelWords:
    """Which documents' labels contain which terms: pairs of a term's mark and a document's row, in that order."""

    def __init__(self, marks: NDArray[np.int64], documents: Rows) -> None:
        self.marks = marks
        self.rows = documents

    @classmethod
    def of(cls, labels: Mapping[int, DocumentLabel], sequences: Sequences) -> LabelWords:
        """Work out the words of these labels; `sequences` gives the index terms of texts."""
        numbers = list(labels)
        pairs = [np.empty((0, 2), np.int64)]
        for start in range(0, len(numbers), LABELS_AT_A_TIME):
            some = numbers[start : start + LABELS_AT_A_TIME]
            found = sequences([_indexed(labels[number].source) for number in some])
            rows = [
                (lasting_mark(term), number) for number, terms in zip(some, found, strict=True) for term in set(terms)
            ]
            pairs.append(np.array(rows, np.int64).reshape(len(rows), 2))
        table = np.concatenate(pairs)
        return cls._ordered(table[:, 0], table[:, 1])

    @classmethod
    def _ordered(cls, marks: NDArray[np.int64], documents: Rows) -> LabelWords:
        order = np.lexsort((documents, marks))
        return cls(marks[order], documents[order])

    def after(self, changed: Collection[int], other: LabelWords) -> LabelWords:
        """Return the words in which the changed documents have only those of another."""
        kept = ~np.isin(self.rows, np.fromiter(changed, np.int64))
        marks, rows = (
            np.concatenate(pair) for pair in ((self.marks[kept], other.marks), (self.rows[kept], other.rows))
        )
        return self._ordered(marks, rows)

    def documents(self, term: str) -> Rows:
        """Return the rows of the documents whose label contains this term, in order."""
        mark = np.int64(lasting_mark(term))
        first, last = self.marks.searchsorted(mark), self.marks.searchsorted(mark, "right")
        return self.rows[first:last]

    def named(self, term: str) -> Rows:
        """Return the rows of the documents that this term names; none where too many labels have it."""
        found = self.documents(term)
        return found if len(found) <= MOST_NAMED_ALIKE else found[:0]

    def table(self, terms: Collection[str], documents: Rows) -> NDArray[np.bool_]:
        """Return for each of these documents which of the terms its label contains, bool (documents, terms)."""
        found = np.zeros((len(documents), len(terms)), np.bool_)
        for at, term in enumerate(terms):
            found[:, at] = among(self.documents(term), documents)
        return found


def _indexed(source: Source) -> str:
    return with_forms(label_text(source), source.language)


def label_text(source: Source) -> str:
    """Return what is searched of a label: what stands on a card."""
    parts = [source.title, source.author, source.publisher]
    if source.published:
        parts.append(f"{source.published.day} {source.published:%B} {source.published.year}")
    return "\n".join(part for part in parts if part)
