"""Read one generation from the data folder: `library.db` with the lanes and words next to it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Lock

from errors import StorageError
from index.derived import open_lane, open_words
from index.inventory import DocumentTable, Rows
from index.labels import Labels
from index.lanes.lane import SegmentedLane
from index.protocols import PASSAGES_KEPT
from index.records import Build, DocumentLabel, Report, unreported
from index.row_cache import RowCache
from index.storage import builds, documents, segments
from index.storage import passages as passage_rows
from index.storage.database import makeshift_readers, open_for_reading, storage
from index.storage.inventory_file import OpenedInventory, open_inventory
from index.storage.inventory_rows import read_labels
from index.storage.passages import StoredPassage
from index.storage.row_digests import check_step
from index.storage.sqlite import Makeshift
from index.words import WordIndex
from ingest.records import Document, VoiceKind


class DiskRecords:
    """The records of the generation that a reader's connection sees; threads may share them.

    With an earlier open generation, `before`, only later changes are read and checked. Lanes and words that have to be
    made anew are reported.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        data: Path,
        build: Build,
        before: DiskRecords | None = None,
        *,
        report: Report = unreported,
    ) -> None:
        self._connection = connection
        self.data = data
        self._lock = Lock()
        self._is_gone = self._is_closed = False
        self.build = build
        self.opened = open_inventory(connection, data, self._labels, before.until(connection) if before else None)
        self.inventory, self.label_words = self.opened.inventory, self.opened.label_words
        self.skipped = builds.skipped(connection)
        opened = before.lanes if before else {}
        self.lanes: dict[str, SegmentedLane] = {
            kind: open_lane(connection, data, kind, opened.get(kind), report)
            for kind in segments.all_segments(connection)
        }
        words = before.words if before else None
        self.words: WordIndex = open_words(connection, data, build.generation, words, report)
        self._passages = RowCache(self._read_passages, PASSAGES_KEPT)
        self._note_makeshift()

    def document(self, document_id: str) -> Document | None:
        """Return the document with this id, or None."""
        with self._reading() as connection:
            return documents.document(connection, document_id)

    def texts(self, numbers: Sequence[int]) -> dict[int, str]:
        """Return the texts of these documents, by document row."""
        with self._reading() as connection:
            return documents.texts_of(connection, numbers)

    def passages(self, numbers: Sequence[int]) -> list[StoredPassage]:
        """Return the passages with these rows, in the given order."""
        return self._passages.of(numbers)

    def sentences_with_voice(self, voices: Iterable[VoiceKind]) -> Rows:
        """Return the rows of the sentences with these voices, in order, without headings."""
        with self._reading() as connection:
            return passage_rows.sentences_with_voice(connection, voices)

    def leads_to(self, later: sqlite3.Connection) -> bool:
        """Return whether the other connection sees a later generation of this library, with known changes since."""
        row = later.execute("SELECT built_at FROM builds WHERE generation = ?", (self.build.generation,)).fetchone()
        known = builds.changed_since(later, self.build.generation) is not None
        return bool(known and row and row[0] == self.build.built_at.isoformat())

    def until(self, later: sqlite3.Connection) -> OpenedInventory:
        """Return the inventory to go on from, after checking what changed until a later generation beside documents.

        Raises:
            sqlite3.DatabaseError: the rows are not what was written.
        """
        with self._lock:
            check_step(self._connection, later, since=self.build.generation)
        return self.opened

    @contextmanager
    def reopening(self) -> Iterator[None]:
        """Close the connection, and open another one of the same generation after what is done meanwhile."""
        with self._lock:
            self._connection.close()
            try:
                yield
            finally:
                self._connection = open_for_reading(self.data)
                self._is_gone = builds.last_build(self._connection) != self.build
                self._note_makeshift()

    def close(self) -> None:
        """Close the generation; it cannot be used afterwards."""
        makeshift_readers.discard(self)
        self._is_closed = True
        self._connection.close()
        self.lanes.clear()
        del self.words, self._passages

    def _labels(self, table: DocumentTable, known: Mapping[int, DocumentLabel]) -> Labels:
        """Return the labels of the table's documents, to be read when they are asked for."""
        return Labels(table.numbers, partial(self._read_labels, table), known)

    def _read_labels(self, table: DocumentTable, numbers: Sequence[int]) -> dict[int, DocumentLabel]:
        with self._reading() as connection:
            return read_labels(connection, table, numbers)

    def _read_passages(self, numbers: Sequence[int]) -> dict[int, StoredPassage]:
        with self._reading() as connection:
            return {one.number: one for one in passage_rows.passages(connection, numbers)}

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """Give the one connection to one thread at a time.

        Raises:
            StorageError: the rows cannot be read, or the generation is gone.
        """
        with self._lock, storage(self.data):
            if self._is_closed:
                raise StorageError("this library was closed while it was read: ask again")
            if self._is_gone:
                raise StorageError("this generation of the library is gone, others were built since: ask again")
            yield self._connection

    def _note_makeshift(self) -> None:
        if isinstance(self._connection, Makeshift):
            makeshift_readers.add(self)
        else:
            makeshift_readers.discard(self)
