"""The library as a reader has it: one generation, from opening to closing."""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from errors import LibraryError, NoLibraryError
from index.derived import open_lane, open_words
from index.encoding.encoder import Vectors
from index.inventory import Inventory, Rows
from index.records import Build, Searched
from index.segmented_lanes import Lane
from index.storage import builds, documents, segments
from index.storage.database import open_for_reading, storage
from index.storage.documents import StoredPassage
from index.storage.seals import LIBRARY, check_whole
from index.storage.stepping import check_step
from index.words import WordIndex
from ingest.records import UNLABELLED, Document, VoiceKind

FIRST_KINDS = ("reporting", "commentary", "official")
"""The order of lanes begins with these; other kinds follow by name, and unlabelled comes last."""

DOCUMENTS_KEPT = 256
PASSAGES_KEPT = 8192
"""Kept in memory after they were first needed; a few dozen megabytes at most, unless documents are books."""


class Library:
    """One generation of the library; threads may share it. A newer generation is another `Library`."""

    def __init__(self, connection: sqlite3.Connection, data: Path, build: Build, before: Library | None = None) -> None:
        self._connection = connection
        self._data = data
        self._lock = Lock()
        self.is_open = True
        self.build = build
        self._inventory = _inventory(connection, before)
        self.labels = self._inventory.labels
        self.skipped = builds.skipped(connection)
        opened = before.lanes if before else {}
        self.lanes: dict[str, Lane] = {
            kind: open_lane(connection, data, kind, opened.get(kind)) for kind in segments.all_segments(connection)
        }
        self.words: WordIndex = open_words(connection, data, build.generation, before.words if before else None)
        self._extent = cache(self._count)
        self._document = lru_cache(DOCUMENTS_KEPT)(self._read_document)
        self._passage = lru_cache(PASSAGES_KEPT)(self._read_passage)
        self._terms = lru_cache(PASSAGES_KEPT)(self._read_terms)
        self._middle = lru_cache(None)(self._read_middle)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds in the library, in the order in which they are always shown."""
        return tuple(sorted(self.lanes, key=_kind_order))

    def numbers(self, kind: str) -> list[int]:
        """The rows of the documents of this kind, in corpus order."""
        return self._inventory.numbers(kind)

    def extent(self, kind: str) -> Searched:
        """How much there is of this kind."""
        return self._extent(kind)

    def document(self, document_id: str) -> Document:
        """A document by its id.

        Raises:
            NoLibraryError: there is none of that id.
        """
        return self._document(document_id)

    def passages(self, numbers: Iterable[int]) -> list[StoredPassage]:
        """The passages with these rows, in the order asked."""
        return [self._passage(number) for number in numbers]

    def middle(self, kind: str) -> Vectors:
        """What all sentences of a kind have in common, float32 (dimension,): `LaneIndex.middle`."""
        return self._middle(kind)

    def sentence_terms(self, number: int) -> tuple[tuple[str, ...], ...]:
        """The index terms of each sentence of the passage with this row, in order."""
        return self._terms(number)

    def passages_of_sentences(self, sentences: Rows) -> Rows:
        """For each sentence row the row of its passage."""
        return self._inventory.passages_of_sentences(sentences)

    def documents_of_sentences(self, sentences: Rows) -> Rows:
        """For each sentence row the row of its document."""
        return self._inventory.documents_of_sentences(sentences)

    def sentence_ranges(self, passages: Rows) -> tuple[Rows, Rows]:
        """For each passage row its first sentence row and how many follow on from it, itself included."""
        return self._inventory.sentence_ranges(passages)

    def passages_in(self, numbers: Sequence[int]) -> Rows:
        """The rows of the passages of these documents."""
        return self._inventory.passages_in(numbers)

    def sentences_with_voice(self, voices: Iterable[VoiceKind]) -> Rows:
        """The rows of the sentences of these voices, headings left out, in order."""
        with self._lock, storage(self._data):
            return documents.sentences_with_voice(self._connection, voices)

    def places(self, passages: Rows) -> Rows:
        """For each passage row its document's place in the corpus."""
        return self._inventory.places(passages)

    def document_of(self, passage: int) -> int:
        """The row of the passage's document."""
        return self._inventory.document_of(passage)

    def open_documents(self, passages: Rows) -> NDArray[np.bool_]:
        """For each passage row whether it is its document's first."""
        return self._inventory.open_documents(passages)

    def page(self, document: Document, offset: int) -> int | None:
        """The page, from 1, that the offset is on; None where the document has no pages."""
        return bisect_right(document.page_starts, offset) or None

    @property
    def inventory(self) -> Inventory:
        """What it holds, by number."""
        return self._inventory

    def leads_to(self, later: sqlite3.Connection) -> bool:
        """Whether what this connection sees can be read from here on: a later generation of the same library."""
        row = later.execute("SELECT built_at FROM builds WHERE generation = ?", (self.build.generation,)).fetchone()
        known = builds.changed_since(later, self.build.generation) is not None
        return bool(known and row and row[0] == self.build.built_at.isoformat())

    def changed_until(self, later: sqlite3.Connection) -> set[int]:
        """The documents that changed from this generation to the one that the connection sees, checked.

        Raises:
            sqlite3.DatabaseError: their rows are not what was written.
        """
        since = self.build.generation
        changed = builds.changed_since(later, since) or set()
        with self._lock:
            check_step(self._connection, later, since=since, documents=changed)
        return changed

    def close(self) -> None:
        """Let go of the generation; it cannot be asked afterwards."""
        self.is_open = False
        self._connection.close()
        self.lanes.clear()
        # The caches hold the library, and it them.
        del self._extent, self._document, self._passage, self._terms, self._middle, self.words

    def _count(self, kind: str) -> Searched:
        numbers = self.numbers(kind)
        origins = {self.labels[number].origin for number in numbers}
        return Searched(len(numbers), len(self.passages_in(numbers)), len(origins))

    def _read_middle(self, kind: str) -> Vectors:
        return self.lanes[kind].middle()

    def _read_document(self, document_id: str) -> Document:
        with self._lock, storage(self._data):
            found = documents.document(self._connection, document_id)
        if found is None:
            raise NoLibraryError(f"no document {document_id} in the library: see python cli.py status")
        return found

    def _read_passage(self, number: int) -> StoredPassage:
        with self._lock, storage(self._data):
            return documents.passages(self._connection, [number])[0]

    def _read_terms(self, number: int) -> tuple[tuple[str, ...], ...]:
        passage = self._passage(number).passage
        text = self.document(passage.document_id).text
        return tuple(tuple(self.words.sequence(text[s.start : s.end])) for s in passage.sentences)


def open_library(data: Path, before: Library | None = None) -> Library:
    """The newest whole generation in this folder.

    Where an earlier one is open, `before`, only what has changed since is read and checked; that one stays as it is,
    and must not be closed meanwhile.

    Raises:
        NoLibraryError: nothing has been built here.
        LibraryError: it cannot be read.
    """
    connection = open_for_reading(data)
    try:
        with storage(data):
            build = builds.last_build(connection)
            before = before if before and before.leads_to(connection) else None
            if before is None:
                check_whole(connection, LIBRARY)
            if build is None:
                raise NoLibraryError(f"no library in {data}: python cli.py build makes one")
            return Library(connection, data, build, before)
    except LibraryError:
        connection.close()
        raise


def _inventory(connection: sqlite3.Connection, before: Library | None) -> Inventory:
    """What the library holds: all of it read, or only what changed."""
    if before is None:
        return Inventory.of(documents.labels(connection), documents.passage_table(connection))
    changed = before.changed_until(connection)
    labels, table = documents.labels_of(connection, changed), documents.passage_table(connection, changed)
    return before.inventory.after(changed, labels, table)


def current_build(data: Path) -> Build | None:
    """The record of the newest whole generation, None when there is none."""
    try:
        connection = open_for_reading(data)
    except NoLibraryError:
        return None
    with storage(data):
        build = builds.last_build(connection)
        connection.close()
        return build


def _kind_order(kind: str) -> tuple[int, str]:
    if kind in FIRST_KINDS:
        return FIRST_KINDS.index(kind), kind
    return len(FIRST_KINDS) + (kind == UNLABELLED), kind
