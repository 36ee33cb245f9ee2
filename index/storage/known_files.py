"""What a plan compares the corpus with: each document's file as a build last saw it, and what it says of itself.

Kept apart from the documents' rows, which hold their whole text: ten thousand of these are read in a moment.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from errors import NoLibraryError, SchemaError
from index.records import DocumentLabel
from index.storage import builds
from index.storage.database import open_for_reading, storage
from index.storage.documents import labels, labels_of, own_of, own_row
from index.storage.row_digests import FILES, LIBRARY, all_sums, check_whole
from ingest.folder import SETTLED_NS, Seen
from ingest.folder_looks import Look
from ingest.formats import holds_documents
from ingest.records import OwnField, Source


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A document as the library has it; `reading` is the fingerprint of the way its file was read."""

    number: int
    label: DocumentLabel
    reading: str
    own: tuple[OwnField, ...] = ()
    seen: Seen | None = None

    @property
    def id(self) -> str:
        """The document's id."""
        return self.label.id

    @property
    def sha256(self) -> str:
        """The hash of its file."""
        return self.label.sha256

    @property
    def source(self) -> Source:
        """Its label."""
        return self.label.source


def known_documents(connection: sqlite3.Connection, only: Collection[str] | None = None) -> dict[str, KnownFile]:
    """Document id → the document as built, in corpus order; with `only`, for these ids where they exist."""
    if only is not None:
        return dict(_known_among(connection, only))
    check_whole(connection, LIBRARY)
    check_whole(connection, FILES)
    files = {row["document"]: row for row in connection.execute("SELECT * FROM files")}
    readings = dict(connection.execute("SELECT number, reading FROM documents").fetchall())
    return {
        label.id: _known(number, label, readings[number], files.get(number))
        for number, label in labels(connection).items()
    }


def _known_among(connection: sqlite3.Connection, ids: Collection[str]) -> Iterator[tuple[str, KnownFile]]:
    every = {one for name in ids for one in (name, *_beneath(connection, name))}
    for name in sorted(every, key=lambda name: PurePosixPath(name).parts):
        row = connection.execute("SELECT number, reading FROM documents WHERE id = ?", (name,)).fetchone()
        if row:
            file = connection.execute("SELECT * FROM files WHERE document = ?", (row["number"],)).fetchone()
            [label] = labels_of(connection, [row["number"]]).values()
            yield name, _known(row["number"], label, row["reading"], file)


def _beneath(connection: sqlite3.Connection, name: str) -> list[str]:
    """The ids of the documents in a file that holds documents."""
    if not holds_documents(name):
        return []
    found = connection.execute("SELECT id FROM documents WHERE id > ? AND id < ?", (f"{name}/", f"{name}0"))
    return [one for (one,) in found]


def seen_files(known: Mapping[str, KnownFile]) -> dict[str, tuple[str, Seen]]:
    """Document id → the hash of its file, and how the file looked when it was hashed."""
    return {name: (document.sha256, document.seen) for name, document in known.items() if document.seen}


@dataclass(frozen=True, slots=True)
class Remembered:
    """The documents as read from a library, with its sums: they are still true while it has the same sums.

    `skipped` are the paths that the last build passed over.
    """

    documents: dict[str, KnownFile] = field(default_factory=dict)
    sums: dict[str, tuple[bytes, int]] = field(default_factory=dict)
    skipped: tuple[str, ...] = ()

    @property
    def seen(self) -> dict[str, tuple[str, Seen]]:
        """How the documents' files looked when they were last hashed."""
        return seen_files(self.documents)

    def bundles(self, reading: str) -> frozenset[str]:
        """Files that hold documents, every one of which is known, as read in this way, and none was passed over."""
        found, missing = set[str](), set[str]()
        for name, document in self.documents.items():
            within = {one for one in (name, *_parents(name)) if holds_documents(one)}
            found |= within
            if document.reading != reading:
                missing |= within
        missing |= {one for path in self.skipped for one in (path, *_parents(path))}
        return frozenset(found - missing)


def remember(data: Path, only: Collection[str] | None = None) -> Remembered:
    """The documents of the library in this folder, or those of these ids; empty where there is no library to read."""
    try:
        connection = open_for_reading(data)
    except (NoLibraryError, SchemaError):
        return Remembered()
    with storage(data), closing(connection):
        skipped = tuple(file.path for file in builds.skipped(connection))
        return Remembered(known_documents(connection, only), all_sums(connection), skipped)


def _parents(path: str) -> list[str]:
    """The folders on a path, and the files that hold what it names."""
    return [parent.as_posix() for parent in PurePosixPath(path).parents]


def known_still(
    connection: sqlite3.Connection, before: Remembered, only: Collection[str] | None = None
) -> dict[str, KnownFile]:
    """What `known_documents` gives: as remembered, where nothing was written since."""
    return before.documents if before.sums == all_sums(connection) else known_documents(connection, only)


def settled_looks(connection: sqlite3.Connection, numbers: Mapping[str, int]) -> dict[str, Look]:
    """Return how documents' files looked, by id, if they had been left alone for a while when they were hashed."""
    query = "SELECT document, size, mtime_ns, ctime_ns FROM files WHERE at_ns > max(mtime_ns, ctime_ns) + ?"
    looks = {
        number: (size, wrote, changed) for number, size, wrote, changed in connection.execute(query, (SETTLED_NS,))
    }
    return {name: looks[number] for name, number in numbers.items() if number in looks}


def add_file(connection: sqlite3.Connection, document: int, own: Sequence[OwnField], seen: Seen | None) -> None:
    """Keep what the document in this row says of itself, and how its file looked."""
    state = (seen.size, seen.mtime_ns, seen.ctime_ns, seen.at_ns) if seen else (0, 0, 0, 0)
    connection.execute("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?)", (document, own_row(own), *state))


def replace_seen(connection: sqlite3.Connection, files: Iterable[tuple[int, Seen]]) -> None:
    """Keep how these documents' files look now; what they hold is as it was."""
    connection.executemany(
        "UPDATE files SET size = ?, mtime_ns = ?, ctime_ns = ?, at_ns = ? WHERE document = ?",
        [(seen.size, seen.mtime_ns, seen.ctime_ns, seen.at_ns, number) for number, seen in files],
    )


def _known(number: int, label: DocumentLabel, reading: str, row: sqlite3.Row | None) -> KnownFile:
    if row is None:  # a library that an earlier version of Byline built
        return KnownFile(number, label, reading)
    seen = Seen(row["size"], row["mtime_ns"], row["ctime_ns"], row["at_ns"]) if row["at_ns"] else None
    return KnownFile(number, label, reading, own_of(row["own"]), seen)
