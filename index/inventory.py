"""List the contents of a library by row number: documents in corpus order, and the owners of passages and sentences.

All that is looked up for every document or passage is in arrays, which may be mapped from a file. Whole labels are read
when they are asked for.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.labels import Labels
from index.records import DocumentLabel

Rows = NDArray[np.int64]
"""Row numbers of documents, passages or sentences, int64 (n,)."""

Table = NDArray[np.int64]
"""Passages, int64 (n, 4): passage row, document row, first sentence row, number of sentences; ordered by row."""

MANY = 100_000
"""The number of rows above which one lookup in a table of all numbers is faster than a search for each row.

Raised or lowered, lookups of row counts in between take longer; the results are the same.
"""

Place = tuple[str, ...]
"""A document's place in the corpus: the parts of its path."""

NO_READINGS: Mapping[int, str] = {}

DIGESTS_BYTES = 32
"""The bytes of a document's two digests, each as long as a row's."""


@dataclass(frozen=True)
class DocumentTable:
    """What is looked up of every document, an array each, in corpus order.

    `numbers` are the documents' rows, and `origins` the rows of the documents that their origins are named after.
    `kinds`, `languages`, `publishers` and `readings`, the ways in which files were read, are places in `names`, where
    the empty text stands for none. `days` are the dates of publication as `date.toordinal` counts them, 0 for none.
    `are_doubtful` tells of labels and names that look wrong. `digests` are those of the rows with a document's label,
    and of those of its passages and its origin.
    """

    numbers: Rows
    origins: Rows
    kinds: NDArray[np.int32]
    languages: NDArray[np.int32]
    publishers: NDArray[np.int32]
    days: NDArray[np.int32]
    are_partly: NDArray[np.bool_]
    readings: NDArray[np.int32]
    are_doubtful: NDArray[np.bool_]
    digests: NDArray[np.uint8]
    names: tuple[str, ...]

    @classmethod
    def of(
        cls,
        labels: Mapping[int, DocumentLabel],
        origins: Mapping[int, int],
        digests: Mapping[int, bytes],
        *,
        readings: Mapping[int, str] = NO_READINGS,
        doubtful: Collection[int] = (),
        names: Sequence[str] = (),
    ) -> DocumentTable:
        """Make the table of these documents, given in corpus order, with these names at their places."""
        sources = [label.source for label in labels.values()]
        places = {name: at for at, name in enumerate(names or [""])}

        def places_of(values: Iterator[str | None]) -> NDArray[np.int32]:
            return np.array([places.setdefault(value or "", len(places)) for value in values], np.int32)

        return cls(
            np.fromiter(labels, np.int64, len(labels)),
            np.array([origins.get(number, 0) for number in labels], np.int64),
            places_of(source.kind for source in sources),
            places_of(source.language for source in sources),
            places_of(source.publisher for source in sources),
            np.array([source.published.toordinal() if source.published else 0 for source in sources], np.int32),
            np.array([bool(label.partly) for label in labels.values()], np.bool_),
            places_of(readings.get(number) for number in labels),
            np.array([number in doubtful for number in labels], np.bool_),
            np.frombuffer(b"".join(digests[number] for number in labels), np.uint8).reshape(-1, DIGESTS_BYTES),
            tuple(places),
        )

    @cached_property
    def by_number(self) -> tuple[Rows, Rows]:
        """The documents' rows in order of number, and each one's place in the corpus."""
        places = np.argsort(self.numbers)
        return self.numbers[places], places

    def places_of(self, documents: Sequence[int] | Rows) -> Rows:
        """Return the places of these documents in the corpus.

        Raises:
            KeyError: there is no such document.
        """
        asked, (order, places) = np.asarray(documents, np.int64), self.by_number
        at = np.minimum(np.searchsorted(order, asked), max(len(order) - 1, 0))
        if len(asked) and (not len(order) or np.any(order[at] != asked)):
            raise KeyError("a document that is not in this library")
        found: Rows = places[at]
        return found

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return the arrays by name."""
        return {one.name: getattr(self, one.name) for one in fields(self) if one.name != "names"}

    def without(self, documents: Collection[int]) -> DocumentTable:
        """Return the table without these documents."""
        kept = ~np.isin(self.numbers, np.fromiter(documents, np.int64))
        return DocumentTable(**{name: array[kept] for name, array in self.arrays().items()}, names=self.names)

    def with_rows(self, other: DocumentTable, at: Rows) -> DocumentTable:
        """Return the table with the rows of another, which has the same names and more, before these places."""
        ours, theirs = self.arrays(), other.arrays()
        joined = {name: np.insert(ours[name], at, theirs[name], axis=0) for name in ours}
        return DocumentTable(**joined, names=other.names)

    def of_kind(self, kind: str) -> NDArray[np.bool_]:
        """Return for each document whether it is of this kind."""
        found: NDArray[np.bool_] = self.kinds == self._place(kind)
        return found

    def among_kind(self, documents: Rows, kind: str) -> Rows:
        """Return those of these documents that are of this kind, in their order."""
        chosen: Rows = documents[self.kinds[self.places_of(documents)] == self._place(kind)]
        return chosen

    def named(self, places: NDArray[np.int32]) -> dict[str, int]:
        """Count the documents of each name among these places, leaving out those that have none."""
        counts = np.bincount(places, minlength=len(self.names)).tolist()
        return {name: count for name, count in zip(self.names, counts, strict=True) if name and count}

    def _place(self, name: str) -> int:
        return self.names.index(name) if name in self.names else -1


LabelsOf = Callable[[DocumentTable, Mapping[int, DocumentLabel]], Mapping[int, DocumentLabel]]
"""Gives the labels of a table's documents, by row in corpus order, of which some are known."""


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
    """The documents and passages of one generation; making a later one from it costs only copying arrays."""

    def __init__(self, documents: DocumentTable, table: Table, labels: Mapping[int, DocumentLabel]) -> None:
        self.documents = documents
        self.labels = labels
        self.table = np.asfortranarray(table)  # a question looks rows up by column
        self._numbers: dict[str, list[int]] = {}

    @classmethod
    def of(cls, labels: Mapping[int, DocumentLabel], table: Table) -> Inventory:
        """Make an inventory without digests of all documents, given in corpus order, and all passages."""
        numbers = {label.id: number for number, label in labels.items()}
        origins = {number: numbers.get(label.origin, number) for number, label in labels.items()}
        digests = dict.fromkeys(labels, bytes(DIGESTS_BYTES))
        return cls(DocumentTable.of(labels, origins, digests), table, labels)

    def after(
        self,
        changed: Collection[int],
        labels: Mapping[int, DocumentLabel],
        come: DocumentTable,
        table: Table,
        *,
        labels_of: LabelsOf,
    ) -> Inventory:
        """Make the inventory in which the changed documents have only these labels, rows and passages.

        Args:
            changed: the rows of all documents that came, changed or went.
            labels: the labels of those that are there now, in corpus order.
            come: their rows, with the names of this inventory at their places.
            table: their passages.
            labels_of: gives the labels of all documents.
        """
        documents = self.documents.without(changed)
        order = documents.numbers.tolist()
        at = [bisect_left(order, _place(one), key=lambda other: _place(self.labels[other])) for one in labels.values()]
        documents = documents.with_rows(come, np.array(at, np.int64))
        kept = self.table[~np.isin(self.table[:, 1], np.fromiter(changed, np.int64))]
        places = np.searchsorted(kept[:, 0], table[:, 0])
        known = {number: label for number, label in self._known_labels.items() if number not in changed}
        return Inventory(documents, np.insert(kept, places, table, axis=0), labels_of(documents, known | dict(labels)))

    @property
    def _known_labels(self) -> dict[int, DocumentLabel]:
        return dict(self.labels.known if isinstance(self.labels, Labels) else self.labels)

    @cached_property
    def kinds(self) -> dict[str, int]:
        """The number of documents of each kind that has any."""
        return self.documents.named(self.documents.kinds)

    @cached_property
    def publishers(self) -> frozenset[str]:
        """The publishers that labels name."""
        return frozenset(self.documents.named(self.documents.publishers))

    @cached_property
    def partly(self) -> list[int]:
        """The rows of the documents that were read only in part, in corpus order."""
        found: list[int] = self.documents.numbers[self.documents.are_partly].tolist()
        return found

    def languages(self, kind: str, documents: Collection[int] | None = None) -> dict[str, int]:
        """Count the documents of each known language among those of the kind, or among these of them."""
        table = self.documents
        chosen = table.of_kind(kind)
        if documents is not None:
            chosen &= np.isin(table.numbers, np.fromiter(documents, np.int64))
        return table.named(table.languages[chosen])

    def languages_of(self, documents: Sequence[int]) -> list[str]:
        """Return the language of each of these documents; empty where it is not known."""
        table = self.documents
        return [table.names[place] for place in table.languages[table.places_of(documents)].tolist()]

    def read_labels(self, documents: Sequence[int]) -> list[DocumentLabel]:
        """Return the labels of these documents, reading those that are missing together."""
        found = self.labels.of(documents) if isinstance(self.labels, Labels) else self.labels
        return [found[number] for number in documents]

    def published(self, documents: Sequence[int], after: date, before: date) -> list[int]:
        """Return those of these documents that are dated, and published in these days."""
        days = self.documents.days[self.documents.places_of(documents)]
        chosen = (days > 0) & (days >= after.toordinal()) & (days <= before.toordinal())
        return [number for number, is_chosen in zip(documents, chosen.tolist(), strict=True) if is_chosen]

    def oldest_first(self, documents: Sequence[int]) -> list[int]:
        """Return these documents by their dates, undated ones last, otherwise as they were."""
        days = self.documents.days[self.documents.places_of(documents)]
        order = np.lexsort((days, days == 0))
        return [documents[at] for at in order.tolist()]

    def read_otherwise(self, reading: str) -> list[int]:
        """Return the rows of the documents whose file was not read in this way."""
        table = self.documents
        place = table.names.index(reading) if reading in table.names else -1
        found: list[int] = table.numbers[table.readings != place].tolist()
        return found

    def doubtful(self, today: date) -> list[int]:
        """Return the rows of the documents whose label or name looks wrong, or whose day has not come yet."""
        table = self.documents
        found: list[int] = table.numbers[table.are_doubtful | (table.days > today.toordinal())].tolist()
        return found

    def undated(self, kinds: Collection[str]) -> int:
        """Count the documents of these kinds that have no date."""
        return sum(int(np.count_nonzero(self.documents.days[self.documents.of_kind(kind)] == 0)) for kind in kinds)

    def partly_among(self, documents: Sequence[int]) -> int:
        """Count those of these documents that were read only in part."""
        return int(np.count_nonzero(self.documents.are_partly[self.documents.places_of(documents)]))

    def origins(self, documents: Sequence[int]) -> int:
        """Count the origins of these documents."""
        return len(np.unique(self.documents.origins[self.documents.places_of(documents)]))

    @cached_property
    def _opening(self) -> NDArray[np.bool_]:
        """Whether each row of the table is the first of its document; a document's passages are consecutive."""
        owners = self.table[:, 1]
        opening: NDArray[np.bool_] = np.r_[True, owners[1:] != owners[:-1]][: len(owners)]
        return opening

    def numbers(self, kind: str) -> list[int]:
        """Return the rows of the documents of this kind, in corpus order."""
        if kind not in self._numbers:
            self._numbers[kind] = self.documents.numbers[self.documents.of_kind(kind)].tolist()
        return self._numbers[kind]

    def passages_of_sentences(self, sentences: Rows) -> Rows:
        """Return the passage row of each sentence row."""
        passages: Rows = self.table[np.searchsorted(self.table[:, 2], sentences, side="right") - 1, 0]
        return passages

    def documents_of_sentences(self, sentences: Rows) -> Rows:
        """Return the document row of each sentence row."""
        documents: Rows = self.table[np.searchsorted(self.table[:, 2], sentences, side="right") - 1, 1]
        return documents

    def sentence_ranges(self, passages: Rows) -> tuple[Rows, Rows]:
        """Return the first sentence row and the number of sentences of each passage row."""
        at = np.searchsorted(self.table[:, 0], passages)
        return self.table[at, 2], self.table[at, 3]

    def passages_in(self, numbers: Sequence[int]) -> Rows:
        """Return the rows of the passages of these documents."""
        passages: Rows = self.table[np.isin(self.table[:, 1], np.array(numbers, np.int64)), 0]
        return passages

    def passages_of(self, document: int) -> Rows:
        """Return the rows of one document's passages, in order."""
        owners, passages = self._by_document
        first, last = np.searchsorted(owners, [document, document + 1])
        found: Rows = passages[first:last]
        return found

    def documents_of(self, passages: Rows) -> Rows:
        """Return the row of each passage row's document."""
        documents: Rows = self.table[np.searchsorted(self.table[:, 0], passages), 1]
        return documents

    def document_of(self, passage: int) -> int:
        """Return the row of the passage's document."""
        return int(self.table[np.searchsorted(self.table[:, 0], passage), 1])

    def places(self, passages: Rows) -> Rows:
        """Return the place in the corpus of each passage row's document."""
        numbers = self.table[np.searchsorted(self.table[:, 0], passages), 1]
        return self.documents.places_of(numbers)

    def open_documents(self, passages: Rows) -> NDArray[np.bool_]:
        """Return for each passage row whether it is the first of its document."""
        at = np.searchsorted(self.table[:, 0], passages)
        opening: NDArray[np.bool_] = self._opening[at]
        return opening

    def close_documents(self, passages: Rows) -> NDArray[np.bool_]:
        """Return for each passage row whether it is the last of its document."""
        behind = np.searchsorted(self.table[:, 0], passages) + 1
        last = len(self.table) - 1
        closing: NDArray[np.bool_] = (behind > last) | self._opening[np.minimum(behind, last)]
        return closing

    @cached_property
    def _by_document(self) -> tuple[Rows, Rows]:
        """The owners of the passages, sorted, and the passages in that order; computed on first use."""
        order = np.argsort(self.table[:, 1], kind="stable")
        return self.table[order, 1], self.table[order, 0]


def _place(label: DocumentLabel) -> Place:
    return tuple(label.id.split("/"))
