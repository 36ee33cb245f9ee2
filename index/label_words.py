"""The words of documents' labels: title, author, publisher and date, which every card shows.

A document whose title alone names what is asked is found by it. Labels are in memory anyway, so their words are too.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from index.inventory import Rows, among
from index.other_forms import with_forms
from index.records import DocumentLabel
from index.terms import Marks, marks_of
from ingest.records import Source

LABELS_AT_A_TIME = 10_000
"""Labels whose terms are in memory as words at once. Raised, opening a large library takes more memory."""


MOST_NAMED_ALIKE = 2_000
"""Labels with a term up to which it names documents. Raised, questions take longer in a library where a paper's name or
a year stands in most labels; lowered, a document is missed whose label has common words alone."""


class LabelWords:
    """Which documents' labels contain which terms: pairs of a term's mark and a document's row, in that order."""

    def __init__(
        self, labels: Mapping[int, DocumentLabel], sequences: Callable[[Sequence[str]], list[list[str]]]
    ) -> None:
        numbers = list(labels)
        pairs = [np.empty((0, 2), np.int64)]
        for start in range(0, len(numbers), LABELS_AT_A_TIME):
            some = numbers[start : start + LABELS_AT_A_TIME]
            found = sequences([with_forms(label_text(labels[number].source)) for number in some])
            rows = [(hash(term), number) for number, terms in zip(some, found, strict=True) for term in set(terms)]
            pairs.append(np.array(rows, np.int64).reshape(len(rows), 2))
        table = np.concatenate(pairs)
        table = table[np.lexsort((table[:, 1], table[:, 0]))]
        self._marks: Marks = np.ascontiguousarray(table[:, 0])
        self._documents: Rows = np.ascontiguousarray(table[:, 1])

    def documents(self, term: str) -> Rows:
        """Return the rows of the documents whose label contains this term, in order."""
        [mark] = marks_of([term])
        first, last = np.searchsorted(self._marks, [mark, mark + 1])
        return self._documents[first:last]

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


def label_text(source: Source) -> str:
    """Return what is searched of a label: what stands on a card."""
    parts = [source.title, source.author, source.publisher]
    if source.published:
        parts.append(f"{source.published.day} {source.published:%B} {source.published.year}")
    return "\n".join(part for part in parts if part)
