"""Find the documents that a build has to look at, by the names, sizes and times of all files alone.

A plan of a million unchanged files then asks each for its size and times, and nothing else: no label is worked out
again, and of the library only the files' sizes and times are read.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from errors import NoLibraryError, SchemaError
from index.encoding.models import Model
from index.inventory import Inventory
from index.storage import builds, documents, embeddings
from index.storage.checksums import beside, discard
from index.storage.database import open_for_reading, storage
from index.storage.inventory_file import labels_from, open_inventory
from index.storage.known_files import settled_looks
from ingest import labels, names
from ingest.folder_looks import quick_look
from ingest.formats import holds_documents
from ingest.labels.sources_toml import Label
from ingest.reading import reading_fingerprint

STATED_FILE = "stated.json"
"""What was stated of documents when a build last looked at all of them, as a digest, and which build that was."""


MOST_LOOKED_AT = 1 / 8
"""The share of the library's documents above which all are looked at, which is quicker than many by themselves.

Raised, a plan after most files were touched takes longer; lowered, a plan after few were.
"""


@dataclass(frozen=True, slots=True)
class LookedAt:
    """The ids of the files and documents that a build has to look at, and of the documents that are as they were.

    `partly` gives the documents of the library that were read only in part, with what of each could not be read.
    """

    ids: frozenset[str]
    unchanged: tuple[str, ...]
    partly: dict[str, tuple[str, ...]]


def to_look_at(corpus: Path, data: Path, model: Model, stated: Mapping[str, Label], *, today: date) -> LookedAt | None:
    """Return what a build has to look at, or None if that is everything.

    It is where something else than files may have changed: the model, what is stated, the way of reading or labelling.
    It is too where a file may hold several documents.
    """
    try:
        connection = open_for_reading(data)
    except (NoLibraryError, SchemaError):
        return None
    with storage(data), closing(connection):
        last = builds.last_build(connection)
        reading = embeddings.way_of_reading(reading_fingerprint())
        if last is None or (last.model_fingerprint, last.reading_fingerprint) != (model.fingerprint, reading):
            return None
        if _noted(data) != _note(connection, stated):
            return None
        numbers = documents.numbers_by_id(connection)
        found = None if _may_hold(numbers) else quick_look(corpus, settled_looks(connection, numbers))
        if found is None or not found[0] or _may_hold(found[1]):
            return None
        same, others = found
        inventory = open_inventory(connection, data, labels_from(connection)).inventory
        again = {inventory.labels[number].id for number in _looked_at_anyway(inventory, reading, today)}
        skipped = {file.path for file in builds.skipped(connection)}
        ids = (numbers.keys() - same) | others | again | skipped | (stated.keys() - same)
        if len(ids) > len(numbers) * MOST_LOOKED_AT:
            return None
        partly = {inventory.labels[number].id: inventory.labels[number].partly for number in inventory.partly}
        return LookedAt(frozenset(ids), tuple(sorted(same - ids, key=in_corpus_order)), partly)


def in_corpus_order(name: str) -> str:
    """Return what ids are sorted by to be in corpus order: folder by folder."""
    return name.replace("/", "\0")


def note_stated(connection: sqlite3.Connection, data: Path, stated: Mapping[str, Label]) -> None:
    """Note that every label in the library is what these statements and the rules of today give."""
    path = beside(data / STATED_FILE)
    try:
        path.write_text(json.dumps(_note(connection, stated)), encoding="utf-8")
        path.replace(data / STATED_FILE)
    except OSError:
        discard(path)


def _looked_at_anyway(inventory: Inventory, reading: str, today: date) -> set[int]:
    """Return the rows of documents that look wrong, which a plan says each time, or could not be read again so far."""
    return {*inventory.doubtful(today), *inventory.read_otherwise(reading)}


def _noted(data: Path) -> object:
    try:
        return json.loads((data / STATED_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _note(connection: sqlite3.Connection, stated: Mapping[str, Label]) -> dict[str, str]:
    """Return what labels follow from beside the files, and the library's first build, by which it is known."""
    digest = hashlib.sha256(repr(sorted((name, sorted(label.items())) for name, label in stated.items())).encode())
    for path in sorted([*Path(labels.__file__).parent.glob("*.py"), Path(names.__file__)]):
        digest.update(path.read_bytes())
    return {"stated": digest.hexdigest(), "library": builds.first_built_at(connection)}


def _may_hold(ids: Iterable[str]) -> bool:
    """Return whether one of these may be a file that holds documents."""
    endings = {name.rpartition(".")[2].lower() for name in ids}
    return any(holds_documents(f"a.{one}") for one in endings) or ("gz" in endings and holds_documents("a.warc.gz"))
