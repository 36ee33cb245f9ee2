"""The documents that a corpus and its library hold, and how they come and go: filed, removed, brought back.

Nothing here changes the library: the next plan sees what came and went.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from errors import CorpusError
from index.building.relabel import correct_labels
from index.records import DocumentLabel, Plan
from index.storage.files import remember
from index.storage.lock import labels_lock
from ingest.filing.trash import Removed, remove_document, removed_documents, restore_document
from ingest.filing.uploads import Filing, Limits, Upload, file_uploads
from ingest.folder import list_files
from ingest.labels.corrections import Correction
from ingest.labels.sources import read_sources
from ingest.records import Source

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
