"""One generation as the data folder has it: `library.db` with the lanes and words beside it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from threading import Lock

from index.derived import open_lane, open_words
from index.inventory import Inventory, Rows
from index.lanes.lane import SegmentedLane
from index.protocols import PASSAGES_KEPT
from index.records import Build
from index.row_cache import RowCache
from index.storage import builds, documents, segments
from index.storage import passages as passage_rows
from index.storage.database import storage
from index.storage.passages import StoredPassage
from index.storage.row_digests import check_step
from index.words import WordIndex
from ingest.records import Document, VoiceKind


class DiskRecords:
    """What a reader's connection sees; threads may share it.

    Where an earlier generation is open, `before`, only what has changed since is read and checked.
    """

    def __init__(
        self, connection: sqlite3.Connection, data: Path, build: Build, before: DiskRecords | None = None
    ) -> None:
        self._connection = connection
        self._data = data
        self._lock = Lock()
        self.build = build
        self.inventory = _inventory(connection, before)
        self.skipped = builds.skipped(connection)
        opened = before.lanes if before else {}
        self.lanes: dict[str, SegmentedLane] = {
            kind: open_lane(connection, data, kind, opened.get(kind)) for kind in segments.all_segments(connection)
        }
        self.words: WordIndex = open_words(connection, data, build.generation, before.words if before else None)
        self._passages = RowCache(self._read_passages, PASSAGES_KEPT)

    def document(self, document_id: str) -> Document | None:
        """A document by its id, or None when there is none of that id."""
        with self._lock, storage(self._data):
            return documents.document(self._connection, document_id)

    def texts(self, numbers: Sequence[int]) -> dict[int, str]:
        """Document row → its text, for these documents."""
        with self._lock, storage(self._data):
            return documents.texts_of(self._connection, numbers)

    def passages(self, numbers: Sequence[int]) -> list[StoredPassage]:
        """The passages with these rows, in the order asked."""
        return self._passages.of(numbers)

    def sentences_with_voice(self, voices: Iterable[VoiceKind]) -> Rows:
        """The rows of the sentences of these voices, headings left out, in order."""
        with self._lock, storage(self._data):
            return passage_rows.sentences_with_voice(self._connection, voices)

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
        self._connection.close()
        self.lanes.clear()
        del self.words, self._passages

    def _read_passages(self, numbers: Sequence[int]) -> dict[int, StoredPassage]:
        with self._lock, storage(self._data):
            return {one.number: one for one in passage_rows.passages(self._connection, numbers)}


def _inventory(connection: sqlite3.Connection, before: DiskRecords | None) -> Inventory:
    """What the library holds: all of it read, or only what changed."""
    if before is None:
        return Inventory.of(documents.labels(connection), passage_rows.passage_table(connection))
    changed = before.changed_until(connection)
    labels, table = documents.labels_of(connection, changed), passage_rows.passage_table(connection, changed)
    return before.inventory.after(changed, labels, table)
