"""Read one generation from the data folder: `library.db` with the lanes and words next to it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from errors import StorageError
from index.derived import open_lane, open_words
from index.inventory import Inventory, Rows
from index.lanes.lane import SegmentedLane
from index.protocols import PASSAGES_KEPT
from index.records import Build
from index.row_cache import RowCache
from index.storage import builds, documents, segments
from index.storage import passages as passage_rows
from index.storage.database import makeshift_readers, open_for_reading, storage
from index.storage.passages import StoredPassage
from index.storage.row_digests import check_step
from index.storage.sqlite import Makeshift
from index.words import WordIndex
from ingest.records import Document, VoiceKind


class DiskRecords:
    """The records of the generation that a reader's connection sees; threads may share them.

    With an earlier open generation, `before`, only later changes are read and checked.
    """

    def __init__(
        self, connection: sqlite3.Connection, data: Path, build: Build, before: DiskRecords | None = None
    ) -> None:
        self._connection = connection
        self.data = data
        self._lock = Lock()
        self._is_gone = False
        self.build = build
        self.inventory = _inventory(connection, before)
        self.skipped = builds.skipped(connection)
        opened = before.lanes if before else {}
        self.lanes: dict[str, SegmentedLane] = {
            kind: open_lane(connection, data, kind, opened.get(kind)) for kind in segments.all_segments(connection)
        }
        self.words: WordIndex = open_words(connection, data, build.generation, before.words if before else None)
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

    def changed_until(self, later: sqlite3.Connection) -> set[int]:
        """Return the documents that changed between this generation and the later one, after checking their rows.

        Raises:
            sqlite3.DatabaseError: the rows are not what was written.
        """
        since = self.build.generation
        changed = builds.changed_since(later, since) or set()
        with self._lock:
            check_step(self._connection, later, since=since, documents=changed)
        return changed

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
        self._connection.close()
        self.lanes.clear()
        del self.words, self._passages

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
            if self._is_gone:
                raise StorageError("this generation of the library is gone, others were built since: ask again")
            yield self._connection

    def _note_makeshift(self) -> None:
        if isinstance(self._connection, Makeshift):
            makeshift_readers.add(self)
        else:
            makeshift_readers.discard(self)


def _inventory(connection: sqlite3.Connection, before: DiskRecords | None) -> Inventory:
    """Read the inventory of the library: in full, or only the changes since an earlier generation."""
    if before is None:
        return Inventory.of(documents.labels(connection), passage_rows.passage_table(connection))
    changed = before.changed_until(connection)
    labels, table = documents.labels_of(connection, changed), passage_rows.passage_table(connection, changed)
    return before.inventory.after(changed, labels, table)
