"""Curate the corpus: file, remove and restore documents, and correct labels.

A correction is written to `sources.toml`, where the next build reads it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from errors import CorpusError
from index.records import DocumentLabel, Plan
from index.storage.known_files import remember
from index.storage.lock import labels_lock
from ingest.bundles import file_and_member
from ingest.filing.trash import Removed, remove_document, removed_documents, restore_document
from ingest.filing.uploads import Filing, Limits, Upload, file_uploads, refuse_too_much
from ingest.folder import list_files, readable_files
from ingest.labels.fields import DATE_FIELDS, LABEL_FIELDS
from ingest.labels.sources_toml import Correction, correct_sources, read_sources
from ingest.names import OWN_FILES, as_on_disk, kind_folder
from ingest.outside import add_folder, forget_folder
from ingest.records import Source


def correct_labels(corpus: Path, data: Path, corrections: Mapping[str, Correction]) -> None:
    """Correct these label fields of these documents, by id; None withdraws a correction.

    A field whose correction is withdrawn shows the document's own value again. The library does not change until
    `index.building.build.build` relabels the documents, without reading or embedding anything.

    Raises:
        CorpusError: a document does not exist, or `sources.toml` cannot be corrected; nothing was written.
        LibraryError: the data folder, which holds the lock, cannot be used.
    """
    for name in corrections:
        if not _is_document(corpus, name):
            raise CorpusError(f"no document {name} in {corpus}: name it by its path under that folder")
    with labels_lock(data):
        correct_sources(corpus, corrections)


def _is_document(corpus: Path, named: str) -> bool:
    """Return whether the id names a document file inside the corpus, and nowhere else."""
    path, name = PurePosixPath(named), as_on_disk(corpus, named)
    inside = not path.is_absolute() and ".." not in path.parts and path.as_posix() == named
    path_on_disk, _ = file_and_member(corpus, name) if inside and "\0" not in name else (corpus, "")
    return inside and name.casefold() not in OWN_FILES and "\0" not in name and path_on_disk.is_file()


# Listing, filing, removing and restoring documents.

__all__ = ["Correction", "Filing", "Limits", "Removed", "Upload"]

Metadata = Mapping[str, str | date]
"""The label fields that a person states when filing documents, except the kind."""

CURRENT = "in the library"

MOST_TOLD = 3
"""Failures told of an action on many documents. Raised, the message is no longer a line."""

ONE_TITLE = "one title cannot be that of several files: leave it empty, or add them one by one"

Done = TypeVar("Done")


@dataclass(frozen=True, slots=True)
class Holding:
    """A document of the library: its label, its file's size in bytes (None if it is gone), its state and its hint.

    `partly` says what of its file could not be read.
    """

    id: str
    source: Source
    origin: str
    size: int | None
    state: str
    hint: str = ""
    partly: tuple[str, ...] = ()


def holdings(labels: Iterable[DocumentLabel], corpus: Path, plan: Plan | None) -> tuple[Holding, ...]:
    """List these documents of a library with their state, which comes from `plan`, or is unknown if that is None."""
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
            label.partly,
        )
        for label in labels
    )


def add_outside(corpus: Path, folder: Path, kind: str) -> str:
    """Have a folder outside the corpus read where it lies, as of this kind; return what its documents' ids begin with.

    Raises:
        CorpusError: it cannot be.
    """
    return add_folder(corpus, folder, kind)


def forget_outside(corpus: Path, folder: Path) -> None:
    """Read a folder outside the corpus no longer; no file is touched.

    Raises:
        CorpusError: it is not read, or that cannot be ended.
    """
    forget_folder(corpus, folder)


def file_documents(
    corpus: Path, data: Path, kind: str, uploads: Sequence[Upload], *, limits: Limits, metadata: Metadata
) -> Filing:
    """File uploads as documents of this kind, with the metadata they share in `sources.toml` before they appear.

    A document that has the content of an upload already keeps its place, and gets what nobody stated of it yet.

    Raises:
        CorpusError: no upload can be filed, for the reason in the message; nothing was written.
        LibraryError: the data folder, which holds the lock, cannot be used.
    """
    if metadata.get("title") and len(uploads) > 1:
        raise CorpusError(ONE_TITLE)
    read_sources(corpus)  # an invalid sources.toml is refused before anything is filed
    with labels_lock(data):
        known = {file.sha256: file.id for file in list_files(corpus, remember(data).seen).files}
        reserved = [removed.id for removed in removed_documents(corpus)]
        label = partial(_state, corpus, metadata)
        return file_uploads(corpus, kind, uploads, limits=limits, known=known, reserved=reserved, label=label)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file to be filed, its kind of source, and its date where the person states one."""

    upload: Upload
    kind: str
    published: date | None = None


def file_arrivals(
    corpus: Path, data: Path, arrivals: Sequence[Arrival], *, limits: Limits, metadata: Metadata
) -> Filing:
    """File documents of several kinds and dates, with the metadata they share: `file_documents` for each kind and date.

    Raises:
        CorpusError: they cannot be filed, for the reason in the message; nothing was written.
        LibraryError: the data folder, which holds the lock, cannot be used.
    """
    refuse_too_much([one.upload for one in arrivals], limits)
    if metadata.get("title") and len(arrivals) > 1:
        raise CorpusError(ONE_TITLE)
    together: dict[tuple[str, date | None], list[Upload]] = {}
    for one in arrivals:
        kind_folder(one.kind)
        together.setdefault((one.kind, one.published), []).append(one.upload)
    done = [
        file_documents(
            corpus, data, kind, uploads, limits=limits, metadata={**metadata, **({"published": day} if day else {})}
        )
        for (kind, day), uploads in together.items()
    ]
    return Filing(
        tuple(name for filing in done for name in filing.filed),
        tuple(refused for filing in done for refused in filing.refused),
        tuple(name for filing in done for name in filing.completed),
    )


def file_sample(corpus: Path, data: Path, sample: Path) -> Filing:
    """File copies of the documents in another corpus folder, with what its `sources.toml` states of them.

    Raises:
        CorpusError: they cannot be filed, for the reason in the message.
        LibraryError: the data folder, which holds the lock, cannot be used.
    """
    stated = read_sources(sample)
    files = [file for file in list_files(sample).files if file.id in stated]
    arrivals = [Arrival(Upload(file.path.name, file.path.read_bytes()), file.folder_kind) for file in files]
    filing = file_arrivals(corpus, data, arrivals, limits=Limits(), metadata={})
    correct_labels(corpus, data, {name: stated[name] for name in filing.filed})
    return filing


def has_document(corpus: Path) -> bool:
    """Return whether the corpus folder has a file of a readable type.

    Raises:
        CorpusError: the folder is missing.
    """
    return next(readable_files(corpus), None) is not None


def _state(corpus: Path, metadata: Metadata, filed: Sequence[str], copies: Sequence[str]) -> tuple[str, ...]:
    """State this metadata of documents about to be filed, and complete the labels of copies; return the latter."""
    stated = read_sources(corpus)
    missing = {name: {f: v for f, v in metadata.items() if f not in stated.get(name, {})} for name in copies}
    completed: dict[str, Correction] = {name: fields for name, fields in missing.items() if fields}
    if metadata and (filed or completed):
        correct_sources(corpus, {**dict.fromkeys(filed, metadata), **completed})
    return tuple(completed)


def remove_documents(corpus: Path, data: Path, ids: Sequence[str]) -> tuple[Removed, ...]:
    """Move these documents into the corpus' trash.

    Raises:
        CorpusError: a document cannot be removed; the message says which, and the others are in the trash.
        LibraryError: the data folder, which holds the lock, cannot be used.
    """
    at = datetime.now(UTC)
    with labels_lock(data):
        return _each(ids, lambda name: remove_document(corpus, name, at=at), "removed")


def restore_documents(corpus: Path, data: Path, entries: Sequence[str]) -> tuple[str, ...]:
    """Restore documents from the trash, and return their ids.

    Raises:
        CorpusError: a document cannot be restored; the message says which, and the others are restored.
        LibraryError: the data folder, which holds the lock, cannot be used.
    """
    with labels_lock(data):
        return _each(entries, lambda entry: restore_document(corpus, entry), "restored")


def _each(names: Sequence[str], action: Callable[[str], Done], done: str) -> tuple[Done, ...]:
    """Do this for each of the names, one that fails or not, and refuse at the end if any failed."""
    found, failed = [], []
    for name in names:
        try:
            found.append(action(name))
        except CorpusError as error:
            failed.append(str(error))
    if failed:
        others = f"; {len(found):,} of {len(names):,} {done}" if len(names) > 1 else ""
        raise CorpusError(f"{'; '.join(failed[:MOST_TOLD])}{others}")
    return tuple(found)


def in_trash(corpus: Path) -> tuple[Removed, ...]:
    """Return the documents that can be restored, newest first."""
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


# Turning edits in a table of labels into corrections for `sources.toml`. Pure.


def corrections_of(rows: Sequence[Holding], edited: Mapping[int, Mapping[str, Any]]) -> dict[str, Correction]:
    """Return the corrections by document id; an emptied cell withdraws what a person stated.

    Args:
        rows: the table as it was shown.
        edited: the new values by row and field, with dates as ISO 8601 text.
    """
    found = {rows[at].id: _correction(rows[at], fields) for at, fields in edited.items() if 0 <= at < len(rows)}
    return {name: correction for name, correction in found.items() if correction}


def stated_fields(fields: Mapping[str, str | date | None]) -> dict[str, str | date]:
    """Return the fields of a form that are filled in."""
    stripped = {field: value.strip() if isinstance(value, str) else value for field, value in fields.items()}
    return {field: value for field, value in stripped.items() if value is not None and value != ""}


def bulk_correction(fields: Mapping[str, str | date | None], taken_back: Sequence[str]) -> Correction:
    """Return one correction for many documents: the fields filled in, and the fields withdrawn."""
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
