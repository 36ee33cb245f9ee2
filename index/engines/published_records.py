"""The documents and passages of one edition, read from an engine alone."""

from __future__ import annotations

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import Any

import numpy as np

from errors import PROGRAM, EngineError, NoLibraryError, SchemaError
from index.engines.publication import Role
from index.engines.rows import read_document, read_label, read_passage, read_published
from index.inventory import Inventory, Rows, Table
from index.protocols import PASSAGES_KEPT
from index.records import DocumentLabel
from index.row_cache import RowCache
from index.storage.passages import StoredPassage
from ingest.records import Document, VoiceKind

DOCUMENTS_KEPT = 64
"""Documents that stay in memory after a question read their texts: its hits are shown from them.

Raised, they take more memory; lowered, documents are read twice for a question.
"""


def nothing_published(where: str) -> NoLibraryError:
    """What is said of an engine without a library."""
    return NoLibraryError(
        f"no library in the index {where}: {PROGRAM} build publishes one, with BYLINE_INDEX set to it"
    )


def check_format(where: str, found: int, read: int, rows: str) -> None:
    """Refuse rows of another format than is read; `rows` is what a person drops.

    Raises:
        SchemaError: another version of Byline published them.
    """
    if found != read:
        raise SchemaError(
            f"the index {where} has format {found}, this version of Byline reads {read}: "
            f"drop {rows} and build with this version"
        )


class Reading(ABC):
    """An edition that is being read, and proof that nothing of it was removed meanwhile."""

    rows_are_called: str
    """What a person drops where rows are lost."""

    def __init__(self, where: str) -> None:
        self.where = where

    @abstractmethod
    def prove_whole(self) -> None:
        """Make sure that all that was read so far was read from a whole edition.

        Raises:
            EngineError: it was removed, two publishes after its own.
        """

    @abstractmethod
    def contents(self, role: Role, numbers: Sequence[int] | None = None) -> dict[int, str]:
        """The contents of this role by row, all or those of these rows."""

    @abstractmethod
    def table(self, terms: int) -> Table:
        """All passages, which have so many index terms.

        Raises:
            EngineError: there are fewer than were published, or fewer sentences than they have.
        """

    @abstractmethod
    def passages(self, numbers: Sequence[int]) -> Iterator[Mapping[str, Any]]:
        """The rows of these passages: `passage`, `document`, `first_sentence` and `content`."""

    @abstractmethod
    def voiced(self, voices: Iterable[VoiceKind]) -> Rows:
        """The rows of the sentences of these voices, headings left out, in order."""

    @abstractmethod
    def close(self) -> None:
        """Let go of the engine."""

    def gone(self) -> EngineError:
        """What is said where the edition was removed."""
        return EngineError(f"the index {self.where} was published anew meanwhile: ask again")

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
            f"the index {self.where} has lost rows: {PROGRAM} build publishes them again; where it still "
            f"says so afterwards, drop {self.rows_are_called} and build once more"
        )


class PublishedRecords:
    """The documents and passages of one edition."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        published = read_published(reading.contents(Role.BUILD)[0])
        self.build, self.skipped = published.build, published.skipped
        self.middles, self.terms = published.middles, published.terms
        self.labels = self._read_labels()
        self.table = reading.table(self.terms)
        self.inventory = Inventory.of(self.labels, self.table)
        self._numbers = {label.id: number for number, label in self.labels.items()}
        self._passages = RowCache(self._read_passages, PASSAGES_KEPT)
        self._documents = RowCache(self._read_documents, DOCUMENTS_KEPT)

    def document(self, document_id: str) -> Document | None:
        """A document by its id, or None when there is none of that id."""
        number = self._numbers.get(document_id)
        if number is None:
            return None
        with self._reading.losses_told():
            return self._documents.of([number])[0]

    def texts(self, numbers: Sequence[int]) -> dict[int, str]:
        """Document row → its text, for these documents."""
        with self._reading.losses_told():
            return {number: one.text for number, one in zip(numbers, self._documents.of(numbers), strict=True)}

    def passages(self, numbers: Sequence[int]) -> list[StoredPassage]:
        """The passages with these rows, in the order asked."""
        with self._reading.losses_told():
            return self._passages.of(numbers)

    def sentences_with_voice(self, voices: Iterable[VoiceKind]) -> Rows:
        """The rows of the sentences of these voices, headings left out, in order."""
        return self._reading.voiced(voices)

    def close(self) -> None:
        """Let go of the edition."""
        self._reading.close()
        del self._passages, self._documents

    def rows_by_kind(self) -> dict[str, tuple[Rows, Rows]]:
        """Kind → the rows of its passages and of their sentences, in order."""
        kinds = {number: label.source.kind for number, label in self.labels.items()}
        owners = np.array([kinds[number] for number in self.table[:, 1].tolist()], object)
        tables = {kind: self.table[owners == kind] for kind in self.middles}
        return {kind: (table[:, 0], _sentences(table)) for kind, table in tables.items()}

    def _read_documents(self, numbers: Sequence[int]) -> dict[int, Document]:
        found = self._reading.contents(Role.DOCUMENT, numbers)
        return {number: read_document(found[number], self.labels[number]) for number in numbers}

    def _read_passages(self, numbers: Sequence[int]) -> dict[int, StoredPassage]:
        rows = self._reading.passages(numbers)
        return {row["passage"]: read_passage(row, self.labels[row["document"]].id) for row in rows}

    def _read_labels(self) -> dict[int, DocumentLabel]:
        found = {number: read_label(text) for number, text in self._reading.contents(Role.LABEL).items()}
        return dict(sorted(found.items(), key=lambda item: PurePosixPath(item[1].id).parts))


def _sentences(table: Table) -> Rows:
    """The sentence rows of these rows of passages, in order."""
    first, count = table[:, 2], table[:, 3]
    inside = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    rows: Rows = np.sort(np.repeat(first, count) + inside)
    return rows
