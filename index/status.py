"""Summarize a library without opening its lanes or any model."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from errors import PROGRAM, NoLibraryError
from index.building.planning import library_hints
from index.encoding.compiled import described
from index.lanes.coded_index import CodedForm, form_of
from index.lanes.exact_index import lane_path
from index.library import Library
from index.records import Build
from index.storage import builds, segments
from index.storage.database import open_for_reading, storage
from index.storage.inventory_file import labels_from, open_inventory
from index.storage.row_digests import FEW, check_whole, rows_in
from ingest.folder import Skipped


@dataclass(frozen=True, slots=True)
class LibraryStatus:
    """The newest generation in numbers; `documents` holds the number of documents of each kind.

    `coded` lists, by kind, the lane files that are searched by codes; all others are searched exactly. `encoder`
    describes how the model is run; `hints` and `partly` are as in a plan.
    """

    build: Build
    documents: dict[str, int]
    passages: int
    skipped: tuple[Skipped, ...]
    encoder: str
    coded: dict[str, tuple[CodedForm, ...]]
    hints: dict[str, str] = field(default_factory=dict)
    partly: dict[str, tuple[str, ...]] = field(default_factory=dict)


def status_of(library: Library, *, cache: Path) -> LibraryStatus:
    """Summarize an open library in numbers; the compiled copy of its model is looked up in this cache folder."""
    encoder = described(cache, library.build.model_fingerprint)
    partly = {label.id: label.partly for label in library.partly.values()}
    passages, skipped = library.words.passages, library.skipped
    return LibraryStatus(library.build, library.inventory.kinds, passages, skipped, encoder, coded={}, partly=partly)


def read_status(data: Path, *, cache: Path, hints: bool = False) -> LibraryStatus:
    """Summarize the newest generation in this folder, on request with hints for unlabelled documents.

    The compiled copy of its model is looked up in the cache folder.

    Raises:
        NoLibraryError: nothing has been built here.
    """
    with closing(open_for_reading(data)) as connection, storage(data):
        check_whole(connection, FEW)
        build = builds.last_build(connection)
        if build is None:
            raise NoLibraryError(f"no library in {data}: {PROGRAM} build makes one")
        inventory = open_inventory(connection, data, labels_from(connection)).inventory
        found = library_hints(connection) if hints else {}
        passages, skipped = rows_in(connection, "passages"), builds.skipped(connection)
        coded = _coded(connection, data)
        encoder = described(cache, build.model_fingerprint)
        partly = {label.id: label.partly for label in map(inventory.labels.__getitem__, inventory.partly)}
        return LibraryStatus(build, inventory.kinds, passages, skipped, encoder, coded, found, partly)


def _coded(connection: sqlite3.Connection, data: Path) -> dict[str, tuple[CodedForm, ...]]:
    """Return the forms of the lane files that are searched by codes, by kind, reading only the ends of the files."""
    forms = {
        kind: tuple(form for one in parts if (form := form_of(lane_path(data, kind, one.generation))))
        for kind, parts in segments.all_segments(connection).items()
    }
    return {kind: found for kind, found in forms.items() if found}
