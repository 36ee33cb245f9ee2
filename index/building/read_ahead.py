"""Read and cut the files of a build ahead of their use.

The documents read from a large corpus stay on disk until the build commits, so they are never all in memory.
"""

from __future__ import annotations

import json
import sqlite3
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import closing, contextmanager, nullcontext
from itertools import count
from pathlib import Path
from typing import Protocol

from errors import BylineError, DocumentError, StorageError
from index.building.prepared import Prepared, prepare, prepared_as_json, prepared_from_json
from index.building.steps import Step
from index.encoding.models import Model
from index.records import Progress, Report
from index.storage.row_digests import row_digest
from index.storage.sqlite import connect, kept_open, refusals_told
from ingest.bundles import forget_members
from ingest.chunking import Bounds
from ingest.folder import Skipped
from ingest.labels.sources_toml import Label
from ingest.reader.recognition import Recognition, recognition
from ingest.tokens import count_tokens

STAGING_FILE = "staging.db"
MENDING = "delete it and build again"

SMALL_BYTES = 4_000_000
"""The total size in bytes up to which the documents that are read stay in memory: reading them takes seconds.

Raised, an interrupted build has more to read again, and needs about ten times this much memory; lowered, smaller builds
write the documents they read to disk.
"""

TABLE = """
CREATE TABLE IF NOT EXISTS staged (
    id TEXT PRIMARY KEY, sha256 TEXT NOT NULL, way TEXT NOT NULL, content TEXT NOT NULL, seal BLOB NOT NULL
) STRICT
"""


class Staging(Protocol):
    """A place for documents that are read, until they are stored."""

    def add(self, item: Prepared) -> None:
        """Keep a document until it is stored.

        Raises:
            StorageError: a file cannot be read or written.
        """

    def find(self, step: Step, stated: Label) -> Prepared | None:
        """Return the document kept for this step's file in its current state; None if there is none, or it is damaged.

        Raises:
            StorageError: a file cannot be read or written.
        """


class InMemory:
    """The documents that one build has read, kept as objects."""

    def __init__(self) -> None:
        self._items: dict[str, Prepared] = {}

    def add(self, item: Prepared) -> None:
        """Keep a document until it is stored."""
        self._items[item.step.id] = item

    def find(self, step: Step, stated: Label) -> Prepared | None:  # noqa: ARG002 (the label is the same all the while)
        """Return the document kept for this step's file, or None."""
        return self._items.get(step.id)


class OnDisk:
    """The documents that were read, kept in a file.

    `way` names everything that determines the result of reading a file.
    """

    def __init__(self, connection: sqlite3.Connection, file: Path, way: str) -> None:
        self._connection, self._file, self._way = connection, file, way

    def add(self, item: Prepared) -> None:
        """Keep a document until it is stored, even if this build is interrupted.

        Raises:
            StorageError: a file cannot be read or written.
        """
        row = (item.step.id, item.document.sha256, self._way, json.dumps(prepared_as_json(item)))
        with refusals_told(self._file, MENDING):
            self._connection.execute("INSERT OR REPLACE INTO staged VALUES (?, ?, ?, ?, ?)", (*row, row_digest(*row)))

    def find(self, step: Step, stated: Label) -> Prepared | None:
        """Return what this or an earlier build read from this step's file in its current state; None if not intact.

        Raises:
            StorageError: a file cannot be read or written.
        """
        key = (step.id, step.read_file.sha256, self._way)
        query = "SELECT content, seal FROM staged WHERE id = ? AND sha256 = ? AND way = ?"
        with refusals_told(self._file, MENDING):
            row = self._connection.execute(query, key).fetchone()
        if row is None or row["seal"] != row_digest(*key, row["content"]):
            return None
        return prepared_from_json(step, stated, json.loads(row["content"]))


def found_again(kept: Staging, steps: Iterable[Step], stated: Mapping[str, Label], *, data: Path) -> Iterator[Prepared]:
    """Yield the documents kept for these steps, one after the other.

    Raises:
        StorageError: one of them is missing.
    """
    for step in steps:
        if step.reads:
            item = kept.find(step, stated.get(step.id, {}))
            if item is None:
                raise StorageError(f"{data / STAGING_FILE} was damaged while the library was built: build again")
            yield item


@contextmanager
def staging(data: Path, way: str, steps: Collection[Step]) -> Iterator[Staging]:
    """Provide a place for the documents of these steps.

    It is removed when the build is done or fails with a known error, and stays when the build is interrupted.

    Raises:
        StorageError: a file cannot be read or written.
    """
    file = data / STAGING_FILE
    sizes = (step.file.seen.size for step in steps if step.reads and step.file and step.file.seen)
    small = sum(sizes) <= SMALL_BYTES
    try:
        with nullcontext() if small else closing(_opened(file)) as connection:
            yield OnDisk(connection, file, way) if connection else InMemory()
    except BylineError:
        _drop(file)
        raise
    _drop(file)


def _opened(file: Path) -> sqlite3.Connection:
    """Open the documents that an earlier build left, or an empty file if none can be used."""
    try:
        return _made(file)
    except sqlite3.DatabaseError:
        _drop(file)
    with refusals_told(file, MENDING):
        return _made(file)


def _made(file: Path) -> sqlite3.Connection:
    with kept_open(connect(file)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = OFF")  # documents lost in a power cut are read again
        connection.execute(TABLE)
        return connection


def _drop(file: Path) -> None:
    """Remove the file and those that SQLite puts beside it.

    Raises:
        StorageError: a file cannot be read or written.
    """
    try:
        for path in (file, *(file.with_name(file.name + end) for end in ("-wal", "-shm"))):
            path.unlink(missing_ok=True)
    except OSError as error:
        raise StorageError(f"{file}: {error.strerror}: make the folder writable") from error


# Reading ahead.

THREADS = 2
"""Threads that read and cut: while one waits for the reader process, the other cuts.

Raised, more documents are cut at once; lowered, cutting waits for reading.
"""

READ_AHEAD = 16
"""Documents read ahead of the one in use.

Raised, long documents take more memory; lowered, the build waits for reading more often when documents are short.
"""

TELL_AFTER_S = 1.0
"""Seconds between reports on a document whose pages are pictures. Lowered, the screen is drawn more often."""

ReadItem = Prepared | Skipped
Waiting = tuple[Future[ReadItem], bool]
"""A document that is being read or was kept, and whether it was already kept."""


def read_documents(
    steps: Sequence[Step], stated: Mapping[str, Label], model: Model, *, kept: Staging | None, report: Report
) -> Iterator[ReadItem]:
    """Yield the documents of the steps that read a file, in order, or the reason why a file could not be read.

    A document that was kept is not read again, and a document that is read is kept before it is yielded. Without a
    place to keep them, as for a plan, pages that are pictures are told and not read.
    """
    pictures = recognition() if kept else None
    todo = [step for step in steps if step.reads]
    bounds = Bounds(count_tokens, model.count_pieces, model.window)
    threads = ThreadPoolExecutor(THREADS, "reading")
    waiting: deque[Waiting] = deque()
    taken = count(1)

    def begin(step: Step) -> Waiting:
        of_it = stated.get(step.id, {})
        found = kept.find(step, of_it) if kept else None
        if found:
            ready: Future[ReadItem] = Future()
            ready.set_result(found)
            return ready, True
        return threads.submit(_read, step, of_it, bounds, model, wait=kept is not None), False

    def take() -> ReadItem:
        future, was_kept = waiting.popleft()
        item = _awaited(future, pictures, report)
        if kept and not was_kept and isinstance(item, Prepared):
            kept.add(item)
        report(Progress("Reading", next(taken), len(todo)))
        return item

    with _ended(threads, pictures):
        if todo:
            report(Progress("Reading", 0, len(todo)))
            threads.submit(count_tokens, ())  # loads the tokenizer while the reader process starts
        for step in todo:
            waiting.append(begin(step))
            if len(waiting) > READ_AHEAD:
                yield take()
        while waiting:
            yield take()


@contextmanager
def _ended(threads: ThreadPoolExecutor, pictures: Recognition | None) -> Iterator[None]:
    """End the threads, behind the page that is being read where the pages of a document are pictures."""
    try:
        yield
    finally:
        if pictures:
            pictures.stop()
        threads.shutdown(cancel_futures=True)
        if pictures:
            pictures.begin()
        forget_members()


def _awaited(future: Future[ReadItem], pictures: Recognition | None, report: Report) -> ReadItem:
    """Wait for a document, reporting how many of its pages that are pictures have been read."""
    while pictures and wait({future}, timeout=TELL_AFTER_S).not_done:
        read = pictures.progress
        if read.done < read.of:
            report(Progress("Reading pictures", read.done, read.of))
    return future.result()


def _read(step: Step, stated: Label, bounds: Bounds, model: Model, *, wait: bool) -> ReadItem:
    try:
        return prepare(step, stated, bounds, model, wait=wait)
    except DocumentError as error:
        return Skipped(step.id, str(error))
