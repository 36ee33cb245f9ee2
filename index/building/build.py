"""Corpus → library: plan, read, embed what is new, and commit a generation.

`plan` and `build` share every step up to the first write, so a build does exactly what its plan said.
A generation's lanes and words are written before the transaction that makes it the current one,
so a reader finds them whole; a build that dies leaves the library as it was.

A build that looks at the whole corpus also checks the whole library. One that is told which files may have changed
looks at these alone, and costs what changed.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Collection
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from errors import ConfirmationError, NoLibraryError
from index.building.deriving import write_derived
from index.building.embedding import embed
from index.building.hints import planned_hints
from index.building.storing import Stored, store
from index.building.work import Work, draft_work
from index.derived import current_paths, mend, remove_old
from index.encoding.encoder import Encoder
from index.encoding.models import Model
from index.library import current_build
from index.records import Build, Plan, Progress, Report
from index.storage import builds, embeddings
from index.storage.database import open_for_reading, open_for_writing, storage, transaction
from index.storage.files import replace_seen, seen_in_library
from index.storage.lock import build_lock
from index.storage.origins import group_all, group_changed
from ingest.folder import Folder, look_at, scan
from ingest.labels.sources import read_sources
from ingest.reading import reading_fingerprint

MOST_REMOVED = 1 / 3
"""A build that would remove more than this share of the library's documents asks first."""


def plan(corpus: Path, data: Path, model: Model, *, hints: bool = False, report: Report = lambda _: None) -> Plan:
    """What a build would do, with hints for unlabelled documents where they are wanted; nothing is written.

    Raises:
        CorpusError, LibraryError: as a build would.
    """
    folder, stated = scan(corpus, seen_in_library(data)), read_sources(corpus)
    try:
        connection = open_for_reading(data)
    except NoLibraryError:
        work = draft_work(folder, stated, None, model, today=_today(), report=report)
        return _with_hints(work, None) if hints else work.plan
    with storage(data), closing(connection):
        work = draft_work(folder, stated, connection, model, today=_today(), report=report)
        return _with_hints(work, connection) if hints else work.plan


def build(
    corpus: Path,
    data: Path,
    encoder: Encoder,
    *,
    confirmed: bool = False,
    only: Collection[str] | None = None,
    report: Report = lambda _: None,
) -> Plan:
    """Bring the library up to date; what was done.

    Args:
        corpus: the folder of documents.
        data: the folder of the library, made where it is missing.
        encoder: the model that embeds.
        confirmed: whether somebody agreed to the removal of much of the library.
        only: the ids of all documents that may have changed since the last build; None where nobody knows.
        report: told how far the build is.

    Raises:
        CorpusError: the corpus cannot be used.
        ConfirmationError: it would remove more than a third of the library and nobody agreed.
        LibraryError: another build is running, or the disk refused. The library is as it was.
    """
    started = time.monotonic()
    found = _named(corpus, data, encoder.model, only)
    if found is None:
        only = None
    folder = found or scan(corpus, seen_in_library(data))
    stated = read_sources(corpus)  # refuse before anything is made
    with build_lock(data), closing(open_for_writing(data)) as connection, storage(data):
        work = draft_work(folder, stated, connection, encoder.model, today=_today(), report=report, only=only)
        _ask_before_removing(work, confirmed)
        said = encoder.prepare()
        embed(connection, work.missing, encoder, data=data, report=report)
        done = replace(work.plan, notes=(said,) if said else (), seconds=round(time.monotonic() - started, 3))
        _commit(connection, replace(work, plan=done), encoder.model, data=data, report=report)
    return replace(done, seconds=round(time.monotonic() - started, 3))


def _named(corpus: Path, data: Path, model: Model, only: Collection[str] | None) -> Folder | None:
    """These files as they are now; None where the whole corpus has to be looked at."""
    last = current_build(data) if only is not None else None
    if only is None or last is None or last.model_fingerprint != model.fingerprint:
        return None
    if last.reading_fingerprint != embeddings.way_of_reading(reading_fingerprint()):
        return None
    seen = seen_in_library(data, only)
    folder = look_at(corpus, only, seen)
    known = seen.keys() | (
        {file.id for file in folder.files} | {file.path for file in folder.skipped} if folder else set()
    )
    # What is neither a file nor a document may have been a folder.
    return folder if folder and not set(only) - known else None


def removes_much(removed: int, total: int) -> bool:
    """Whether a build that removes so many of the library's documents asks first."""
    return removed > total * MOST_REMOVED


def _with_hints(work: Work, connection: sqlite3.Connection | None) -> Plan:
    return replace(work.plan, hints=planned_hints(work, connection))


def _today() -> date:
    return datetime.now(UTC).date()


def _ask_before_removing(work: Work, confirmed: bool) -> None:  # noqa: FBT001
    total = work.documents
    if removes_much(len(work.plan.removed), total) and not confirmed:
        raise ConfirmationError(
            f"this build would remove {len(work.plan.removed)} of {total} documents: "
            "put their files back, or build with --yes"
        )


def _commit(connection: sqlite3.Connection, work: Work, model: Model, *, data: Path, report: Report) -> None:
    """Store the documents and write the lanes and words of the new generation, in one transaction."""
    report(Progress("Writing", 0, 1))
    before, generation = current_paths(connection, data), work.plan.generation
    with transaction(connection, data):
        builds.replace_skipped(connection, work.plan.skipped)
        replace_seen(connection, work.touched)
        if work.steps:
            change = store(connection, work)
            write_derived(connection, data, change.derived, generation=generation, check=work.whole)
            touched = change.documents | _group(connection, change, whole=work.whole)
            _drop_embeddings(connection, change, whole=work.whole)
            builds.add_changes(connection, generation, touched)
            builds.add_build(connection, _record(work, model), replace(work.plan, unchanged_documents=()).as_json())
    if work.whole:
        mend(connection, data)
    remove_old(connection, data, before)
    report(Progress("Writing", 1, 1))


def _group(connection: sqlite3.Connection, stored: Stored, *, whole: bool) -> set[int]:
    """Group the documents by origin; the rows of those whose origin is another now, or is named otherwise."""
    if whole:
        return group_all(connection)
    return group_changed(connection, sorted(stored.arrived), stored.origins)


def _drop_embeddings(connection: sqlite3.Connection, stored: Stored, *, whole: bool) -> None:
    if whole and stored.keys:
        embeddings.drop_unused_embeddings(connection)
    else:
        embeddings.drop_embeddings(connection, stored.keys)


def _record(work: Work, model: Model) -> Build:
    return Build(work.plan.generation, datetime.now(UTC), model.name, model.fingerprint, work.reading_fingerprint)
