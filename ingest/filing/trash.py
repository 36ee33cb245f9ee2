"""Remove documents into the corpus' `.trash/`, and restore them.

`.trash/ENTRY/removed.json` describes the document; its file lies beside it as `document`.
The record is written before the file is moved, and the file is moved in one step: if the program stops at any time,
the document is either where it was or whole in the trash.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from errors import CorpusError
from ingest.bundles import file_and_member
from ingest.digests import file_sha256
from ingest.filing.placing import make_place, move_new, write_new
from ingest.names import shown

TRASH = ".trash"
"""The trash's folder; it begins with a dot so that scans of the corpus skip it."""

RECORD = "removed.json"
FILE = "document"
"""The file's name in its entry; its original name could be the same as the record's."""


@dataclass(frozen=True, slots=True)
class Removed:
    """A document in the trash: its entry, its id, the hash of its file, and the time of removal."""

    entry: str
    id: str
    sha256: str
    removed_at: datetime


def remove_document(corpus: Path, document_id: str, *, at: datetime) -> Removed:
    """Move a document into the trash; its entry in `sources.toml` stays.

    Raises:
        CorpusError: there is no such document, or it cannot be moved; it stays where it was.
    """
    within, member = file_and_member(corpus, document_id)
    if member:
        raise CorpusError(f"{shown(document_id)} is in {within.name}: remove that file, or take it out of it")
    file = _document(corpus, document_id)
    try:
        sha256 = file_sha256(file)
        place = _entry(corpus, at)
        record = json.dumps({"id": document_id, "sha256": sha256, "removed_at": at.isoformat()})
        write_new(place / RECORD, record.encode())
        file.rename(place / FILE)
    except OSError as error:
        raise _refusal(document_id, error) from error
    return Removed(place.name, document_id, sha256, at)


def restore_document(corpus: Path, entry: str) -> str:
    """Restore a removed document to its place and return its id.

    Raises:
        CorpusError: it is not in the trash, or another document has its place, or it cannot be moved; a document in
            the trash stays there.
    """
    removed = next((found for found in removed_documents(corpus) if found.entry == entry), None)
    if removed is None:
        raise CorpusError(f"{shown(entry)} is not in the trash: it may be back already")
    folder = corpus / TRASH / entry
    try:
        if _is_back(corpus / removed.id, folder / FILE):
            (folder / FILE).unlink()
        else:
            move_new(folder / FILE, make_place(corpus, removed.id))
        (folder / RECORD).unlink()
        folder.rmdir()
    except CorpusError as error:
        raise CorpusError(f"{shown(removed.id)} stays in the trash: {error}") from error
    except OSError as error:
        raise _refusal(removed.id, error) from error
    return removed.id


def removed_documents(corpus: Path) -> tuple[Removed, ...]:
    """List the documents that can be restored, latest removal first."""
    return tuple(sorted(_entries(corpus), key=lambda found: (found.removed_at, found.entry), reverse=True))


def _entries(corpus: Path) -> Iterator[Removed]:
    trash = corpus / TRASH
    if trash.is_symlink() or not trash.is_dir():
        return
    for folder in trash.iterdir():
        if (folder / FILE).is_file() and (folder / RECORD).is_file():
            removed = _read(folder)
            if removed:
                yield removed


def _read(folder: Path) -> Removed | None:
    """Read the entry in this folder; None if its record is not one of ours, in which case its file stays too."""
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        found = Removed(folder.name, record["id"], record["sha256"], datetime.fromisoformat(record["removed_at"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return found if isinstance(found.id, str) and _is_inside(found.id) else None


def _entry(corpus: Path, at: datetime) -> Path:
    """Make a new folder in the trash, named after the time of removal."""
    trash = corpus / TRASH
    if trash.is_symlink():
        raise CorpusError(f"{trash} is a link: make it a folder, so that what is removed stays in the corpus")
    trash.mkdir(exist_ok=True)
    number = 0
    while True:
        place = trash / f"{at:%Y%m%dT%H%M%S}-{number:04}"
        number += 1
        if not os.path.lexists(place):
            place.mkdir()
            return place


def _document(corpus: Path, document_id: str) -> Path:
    """Return the document's file, which must be inside the corpus and reached without a link."""
    path = corpus / document_id
    ways = [path, *path.parents][: document_id.count("/") + 1]
    if not _is_inside(document_id) or not path.is_file() or any(way.is_symlink() for way in ways):
        raise CorpusError(f"no document {shown(document_id)} in {corpus} that can be removed here")
    return path


def _is_back(place: Path, kept: Path) -> bool:
    """Return whether a restoring that was stopped has already given the file its old name."""
    try:
        return not place.is_symlink() and place.samefile(kept)
    except OSError:
        return False


def _is_inside(document_id: str) -> bool:
    parts = document_id.split("/")
    return bool(document_id) and "\0" not in document_id and not any(part.startswith(".") or not part for part in parts)


def _refusal(document_id: str, error: OSError) -> CorpusError:
    return CorpusError(f"{shown(document_id)}: {error.strerror}: free some space or make the corpus writable")
