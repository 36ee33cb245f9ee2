"""The records of one generation as `library.db` has them, from opening to closing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from threading import Lock

from index.records import Build
from index.storage import builds, documents
from index.storage.database import storage
from index.storage.documents import StoredPassage, Table
from ingest.records import Document, VoiceKind

PASSAGES_KEPT = 8192
"""Kept in memory after they were first needed; a few dozen megabytes at most."""


class OpenedRecords:
    """What a reader's connection sees; threads may share it."""

    def __init__(self, connection: sqlite3.Connection, data: Path, build: Build) -> None:
        self._connection = connection
        self._data = data
        self._lock = Lock()
        self.build = build
        self.labels = documents.labels(connection)
        self.table = documents.passage_table(connection)
        self.skipped = builds.skipped(connection)
        self._passage = lru_cache(PASSAGES_KEPT)(self._read_passage)

    def document(self, document_id: str) -> Document | None:
        """A document by its id, or None when there is none of that id."""
        with self._lock, storage(self._data):
            return documents.document(self._connection, document_id)

    def passages(self, numbers: Sequence[int]) -> list[StoredPassage]:
        """The passages with these rows, in the order asked."""
        return [self._passage(number) for number in numbers]

    def sentences_with_voice(self, voices: Iterable[VoiceKind]) -> Table:
        """The rows of the sentences of these voices, headings left out, in order."""
        with self._lock, storage(self._data):
            return documents.sentences_with_voice(self._connection, voices)

    def close(self) -> None:
        """Let go of the generation; it cannot be asked afterwards."""
        self._connection.close()
        del self._passage  # it holds these records, and they it

    def _read_passage(self, number: int) -> StoredPassage:
        with self._lock, storage(self._data):
            return documents.passages(self._connection, [number])[0]
