"""What a person does to the corpus: documents filed, removed and brought back, and labels corrected.

A correction goes into `sources.toml`, from where the next build takes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from errors import CorpusError
from index.records import DocumentLabel, Plan
from index.storage.known_files import remember
from index.storage.lock import labels_lock
from ingest.filing.trash import Removed, remove_document, removed_documents, restore_document
from ingest.filing.uploads import Filing, Limits, Upload, file_uploads
from ingest.folder import OWN_FILES, list_files
from ingest.labels.fields import DATE_FIELDS, LABEL_FIELDS
from ingest.labels.sources_toml import Correction, correct_sources, read_sources
from ingest.records import Source


def correct_labels(corpus: Path, data: Path, corrections: Mapping[str, Correction]) -> None:
    """State these fields of these documents, by id; None takes a field back, so that the document's own shows again.

    The library is as it was: `index.building.build.build` relabels, without reading or embedding anything.

    Raises:
        CorpusError: there is no such document, or `sources.toml` cannot be corrected; nothing was written.
        LibraryError: the data folder, which holds the lock, cannot be used.
    """
    for name in corrections:
        if not _is_document(corpus, name):
            raise CorpusError(f"no document {name} in {corpus}: name it by its path under that folder")
    with labels_lock(data):
        correct_sources(corpus, corrections)


def _is_document(corpus: Path, name: str) -> bool:
    """Whether the id is that of a file under the corpus, and of no other place."""
    path = PurePosixPath(name)
    inside = not path.is_absolute() and ".." not in path.parts and path.as_posix() == name
    return inside and name.casefold() not in OWN_FILES and "\0" not in name and (corpus / name).is_file()


# The documents that a corpus and its library hold, and how they come and go: filed, removed, brought back.

__all__ = ["Correction", "Filing", "Limits", "Removed", "Upload"]

Metadata = Mapping[str, str | date]
"""What a person says of documents as they are filed: fields of a label but their kind."""

CURRENT = "in the library"


@dataclass(frozen=True, slots=True)
class Holding:
    """A document of the library: label, its file's size in bytes (None: it is gone), how it stands, and its hint."""

    id: str
    source: Source
    origin: str
    size: int | None
    state: str
    hint: str = ""


def holdings(labels: Iterable[DocumentLabel], corpus: Path, plan: Plan | None) -> tuple[Holding, ...]:
    """These documents of a library; `plan` says how they differ from the corpus, None for unknown."""
    states = _states(plan) if plan else {}
    hints = plan.hints if plan else {}
    return tuple(
        Holding(
            label.id,
            label.source,
            label.origin,
            _size(corpus / label.id),
            states.get(label.id, CURRENT),
            hints.get(label.id, ""),
        )
        for label in labels
    )


def file_documents(
    corpus: Path, data: Path, kind: str, uploads: Sequence[Upload], *, limits: Limits, metadata: Metadata
) -> Filing:
    """File uploads as documents of this kind, and state what is known of all of them in `sources.toml`.

    Raises:
        CorpusError: none can be filed, and why; nothing was written.
        LibraryError: the data folder, which holds the lock, cannot be used.
    """
    if metadata.get("title") and len(uploads) > 1:
        raise CorpusError("one title cannot be that of several files: leave it empty, or add them one by one")
    read_sources(corpus)  # a file that cannot be understood is refused before anything is filed
    with labels_lock(data):
        known = {file.sha256: file.id for file in list_files(corpus, remember(data).seen).files}
        reserved = [removed.id for removed in removed_documents(corpus)]
        filing = file_uploads(corpus, kind, uploads, limits=limits, known=known, reserved=reserved)
    if metadata and filing.filed:
        correct_labels(corpus, data, dict.fromkeys(filing.filed, metadata))
    return filing


def remove_documents(corpus: Path, data: Path, ids: Sequence[str]) -> tuple[Removed, ...]:
    """Move these documents into the corpus' trash.

    Raises:
        CorpusError: one cannot be removed; those before it are in the trash.
        LibraryError: the data folder, which holds the lock, cannot be used.
    """
    with labels_lock(data):
        return tuple(remove_document(corpus, name, at=datetime.now(UTC)) for name in ids)


def restore_documents(corpus: Path, data: Path, entries: Sequence[str]) -> tuple[str, ...]:
    """Bring documents back from the trash; their ids.

    Raises:
        CorpusError: one cannot be brought back; those before it are.
        LibraryError: the data folder, which holds the lock, cannot be used.
    """
    with labels_lock(data):
        return tuple(restore_document(corpus, entry) for entry in entries)


def in_trash(corpus: Path) -> tuple[Removed, ...]:
    """What can be brought back, the newest first."""
    return removed_documents(corpus)


def _states(plan: Plan) -> dict[str, str]:
    steps = {"content changed": plan.changed, "label changed": plan.relabelled, "gone from the corpus": plan.removed}
    states = {name: state for state, ids in steps.items() for name in ids}
    return states | {file.path: f"passed over: {file.reason}" for file in plan.skipped}


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None


# Edits in a table of labels → corrections for `sources.toml`. Pure.


def corrections_of(rows: Sequence[Holding], edited: Mapping[int, Mapping[str, Any]]) -> dict[str, Correction]:
    """Document id → what was changed; a cell that was emptied takes back what a person stated.

    Args:
        rows: the table as it was shown.
        edited: row → field → new value, dates as text in the form of ISO 8601.
    """
    found = {rows[at].id: _correction(rows[at], fields) for at, fields in edited.items() if 0 <= at < len(rows)}
    return {name: correction for name, correction in found.items() if correction}


def stated_fields(fields: Mapping[str, str | date | None]) -> dict[str, str | date]:
    """The fields of a form that somebody filled in."""
    stripped = {field: value.strip() if isinstance(value, str) else value for field, value in fields.items()}
    return {field: value for field, value in stripped.items() if value is not None and value != ""}


def bulk_correction(fields: Mapping[str, str | date | None], taken_back: Sequence[str]) -> Correction:
    """One correction for many documents: the fields that were filled in, and those that are taken back."""
    return dict.fromkeys(taken_back) | stated_fields(fields)


def _correction(row: Holding, fields: Mapping[str, Any]) -> Correction:
    new = {field: _value(field, value) for field, value in fields.items() if field in LABEL_FIELDS}
    return {field: value for field, value in new.items() if value != getattr(row.source, field)}


def _value(field: str, value: Any) -> str | date | None:  # noqa: ANN401 (what a cell of a table may hold)
    if value is None or not str(value).strip():
        return None
    if field not in DATE_FIELDS:
        return str(value).strip()
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError as error:
        raise CorpusError(f"{value} is no date: write it as 2019-02-07") from error
