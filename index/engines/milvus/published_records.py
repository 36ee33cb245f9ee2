"""The documents and passages of one edition, read from Milvus alone."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import PurePosixPath

import numpy as np

from errors import PROGRAM, EngineError
from index.engines.milvus.collections import Collection, Edition, Role, joined, of_edition, quoted
from index.engines.milvus.pymilvus_store import ROWS_AT_ONCE, Row, Store
from index.engines.milvus.rows import read_document, read_label, read_passage, read_published
from index.inventory import Inventory, Rows, Table
from index.protocols import PASSAGES_KEPT
from index.records import DocumentLabel
from index.row_cache import RowCache
from index.storage.passages import StoredPassage
from ingest.records import Document, VoiceKind

RANGES_AT_ONCE = 500
"""Runs of rows in one filter; more are asked in turn, and the best of all are taken."""


class Reading:
    """An edition that is being read: the store, and proof that nothing of the edition was removed meanwhile."""

    def __init__(self, store: Store, edition: Edition) -> None:
        self.store = store
        self.edition = edition
        self.live = of_edition(edition.number)

    def prove_whole(self) -> None:
        """Make sure that all that was read so far was read from a whole edition.

        Raises:
            EngineError: it was removed, two publishes after its own.
        """
        current = self.store.said()
        if current is None or current.oldest > self.edition.number:
            raise EngineError(f"the index {self.store.where} was published anew meanwhile: ask again")

    @contextmanager
    def losses_told(self) -> Iterator[None]:
        """What cannot be read from the edition's rows as one clear line.

        Raises:
            EngineError: rows are missing, or are not what was published; or the edition was removed meanwhile.
        """
        try:
            yield
        except (KeyError, TypeError, ValueError, sqlite3.DatabaseError) as error:
            raise self.lost() from error

    def lost(self) -> EngineError:
        """What is said where rows that were published are not there.

        Raises:
            EngineError: they were removed with their edition.
        """
        self.prove_whole()
        return EngineError(
            f"the index {self.store.where} has lost rows: {PROGRAM} build publishes them again; where it still "
            "says so afterwards, drop its byline_ collections and build once more"
        )

    def within(self, field: str, rows: Rows, every: Rows) -> Iterator[str]:
        """Filters that together choose these rows out of every row, all in order, that the rest of a filter leaves."""
        if not len(rows):
            return
        at = np.searchsorted(every, np.sort(rows))
        starts = np.flatnonzero(np.r_[True, np.diff(at) > 1][: len(at)])
        ends = np.r_[starts[1:], len(at)] - 1
        runs = [(int(every[at[a]]), int(every[at[b]])) for a, b in zip(starts, ends, strict=True)]
        for first in range(0, len(runs), RANGES_AT_ONCE):
            part = runs[first : first + RANGES_AT_ONCE]
            yield " or ".join(f"({field} >= {a} and {field} <= {b})" for a, b in part)


# The documents and passages of one edition, read from the engine alone.


class PublishedRecords:
    """The documents and passages of one edition."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._store = reading.store
        published = read_published(joined(self._contents(Role.BUILD)))
        self.build, self.skipped = published.build, published.skipped
        self.middles, self.terms = published.middles, published.terms
        self.labels = self._read_labels()
        self.table = self._read_table()
        self.inventory = Inventory.of(self.labels, self.table)
        self._numbers = {label.id: number for number, label in self.labels.items()}
        self._passages = RowCache(self._read_passages, PASSAGES_KEPT)

    def document(self, document_id: str) -> Document | None:
        """A document by its id, or None when there is none of that id."""
        number = self._numbers.get(document_id)
        if number is None:
            return None
        with self._reading.losses_told():
            return self._document(number)

    def texts(self, numbers: Sequence[int]) -> dict[int, str]:
        """Document row → its text, for these documents."""
        with self._reading.losses_told():
            return {number: self._document(number).text for number in numbers}

    def passages(self, numbers: Sequence[int]) -> list[StoredPassage]:
        """The passages with these rows, in the order asked."""
        with self._reading.losses_told():
            return self._passages.of(numbers)

    def sentences_with_voice(self, voices: Iterable[VoiceKind]) -> Rows:
        """The rows of the sentences of these voices, headings left out, in order."""
        chosen = ", ".join(quoted(voice) for voice in sorted(set(voices)))
        condition = f"{self._reading.live} and heading == false and voice in [{chosen}]"
        rows = self._store.all_rows(Collection.SENTENCES, condition, ["sentence"])
        found = np.array(sorted(row["sentence"] for row in rows), np.int64)
        self._reading.prove_whole()
        return found

    def close(self) -> None:
        """Let go of the edition."""
        self._store.close()
        del self._passages

    def _document(self, number: int) -> Document:
        rows = self._contents(Role.DOCUMENT, f" and number == {number}")
        return read_document(joined(rows), self.labels[number])

    def _read_passages(self, numbers: Sequence[int]) -> dict[int, StoredPassage]:
        found: dict[int, StoredPassage] = {}
        for at in range(0, len(numbers), ROWS_AT_ONCE):
            condition = f"{self._reading.live} and passage in {list(numbers[at : at + ROWS_AT_ONCE])}"
            fields = ("passage", "document", "first_sentence", "content")
            for row in self._store.rows(Collection.PASSAGES, condition, fields):
                found[row["passage"]] = read_passage(row, self.labels[row["document"]].id)
        return found

    def _contents(self, role: Role, condition: str = "") -> list[Row]:
        where = f'{self._reading.live} and role == "{role}"{condition}'
        return list(self._store.all_rows(Collection.CONTENTS, where, ["number", "part", "content"]))

    def _read_labels(self) -> dict[int, DocumentLabel]:
        by_number = defaultdict(list)
        for row in self._contents(Role.LABEL):
            by_number[row["number"]].append(row)
        found = {number: read_label(joined(rows)) for number, rows in by_number.items()}
        return dict(sorted(found.items(), key=lambda item: PurePosixPath(item[1].id).parts))

    def _read_table(self) -> Table:
        """All passages.

        Raises:
            EngineError: there are fewer than were published, or fewer sentences than they have.
        """
        fields = ("passage", "document", "first_sentence", "sentence_count")
        rows = list(self._store.all_rows(Collection.PASSAGES, self._reading.live, [*fields, "length"]))
        found = sorted(tuple(row[name] for name in fields) for row in rows)
        table = np.array(found, np.int64).reshape(len(found), 4)
        sentences = self._store.count(Collection.SENTENCES, self._reading.live)
        if (sum(row["length"] for row in rows), sentences) != (self.terms, table[:, 3].sum()):
            raise self._reading.lost()
        return table
