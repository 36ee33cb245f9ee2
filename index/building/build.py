"""Corpus → library: plan, read, embed what is new, and commit a generation.

`plan` and `build` share every step up to the first write, so a build does exactly what its plan said.
A generation's lanes and words are written before the transaction that makes it the current one,
so a reader finds them whole; a build that dies leaves the library as it was.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from errors import ConfirmationError, NoLibraryError
from index.building.embedding import embed
from index.building.hints import planned_hints
from index.building.work import Work, draft_work
from index.derived import Change, current_paths, entry, mend, remove_old, write_derived
from index.encoding.encoder import Encoder
from index.encoding.models import Model
from index.records import Build, Plan, Progress, Report
from index.storage import builds, documents, embeddings
from index.storage.database import open_for_reading, open_for_writing, storage, transaction
from index.storage.documents import StoredPassage
from index.storage.files import add_file, replace_seen, seen_in_library
from index.storage.lock import build_lock
from index.storage.origins import add_trace, group_all
from index.storage.seals import seal_all
from ingest.folder import scan
from ingest.labels.sources import read_sources
from ingest.origins import trace
from ingest.records import Document

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
    report: Report = lambda _: None,
) -> Plan:
    """Bring the library up to date; what was done.

    Args:
        corpus: the folder of documents.
        data: the folder of the library, made where it is missing.
        encoder: the model that embeds.
        confirmed: whether somebody agreed to the removal of much of the library.
        report: told how far the build is.

    Raises:
        CorpusError: the corpus cannot be used.
        ConfirmationError: it would remove more than a third of the library and nobody agreed.
        LibraryError: another build is running, or the disk refused. The library is as it was.
    """
    started = time.monotonic()
    folder, stated = scan(corpus, seen_in_library(data)), read_sources(corpus)  # refuse before anything is made
    with build_lock(data), closing(open_for_writing(data)) as connection, storage(data):
        work = draft_work(folder, stated, connection, encoder.model, today=_today(), report=report)
        _ask_before_removing(work, connection, confirmed)
        said = encoder.prepare()
        embed(connection, work.missing, encoder, data=data, report=report)
        done = replace(work.plan, notes=(said,) if said else (), seconds=round(time.monotonic() - started, 3))
        _commit(connection, replace(work, plan=done), encoder.model, data=data, report=report)
    return replace(done, seconds=round(time.monotonic() - started, 3))


def removes_much(removed: int, total: int) -> bool:
    """Whether a build that removes so many of the library's documents asks first."""
    return removed > total * MOST_REMOVED


def _with_hints(work: Work, connection: sqlite3.Connection | None) -> Plan:
    return replace(work.plan, hints=planned_hints(work, connection))


def _today() -> date:
    return datetime.now(UTC).date()


def _ask_before_removing(work: Work, connection: sqlite3.Connection, confirmed: bool) -> None:  # noqa: FBT001
    total = len(documents.labels(connection))
    if removes_much(len(work.plan.removed), total) and not confirmed:
        raise ConfirmationError(
            f"this build would remove {len(work.plan.removed)} of {total} documents: "
            "put their files back, or build with --yes"
        )


def _commit(connection: sqlite3.Connection, work: Work, model: Model, *, data: Path, report: Report) -> None:
    """Store the documents and write the lanes and words of the new generation, in one transaction."""
    report(Progress("Writing", 0, 1))
    before = current_paths(connection, data)
    with transaction(connection, data):
        builds.replace_skipped(connection, work.plan.skipped)
        replace_seen(connection, work.touched)
        if work.steps:
            change = _store(connection, work)
            lanes = write_derived(connection, data, change, generation=work.plan.generation)
            builds.replace_lanes(connection, lanes)
            group_all(connection)
            if change.removed_passages:
                embeddings.drop_unused_embeddings(connection)
            builds.add_build(connection, _record(work, model), replace(work.plan, unchanged_documents=()).as_json())
        seal_all(connection)
    mend(connection, data, written=work.plan.generation if work.steps else None)
    remove_old(connection, data, before)
    report(Progress("Writing", 1, 1))


def _store(connection: sqlite3.Connection, work: Work) -> Change:
    """Replace the rows of the documents concerned; what went and what came."""
    change = Change()
    gone = [work.known[step.replaces] for step in work.steps if step.replaces and not step.source]
    for document in gone:
        _take_out(change, document.source.kind, list(documents.passages_of(connection, [document.number])))
    documents.remove_documents(connection, [document.number for document in gone])
    moved = [work.known[step.replaces].number for step in work.steps if step.replaces and step.source]
    documents.set_ids_aside(connection, moved)
    _relabel(connection, work, change)
    for item in work.prepared:
        number = documents.add_document(connection, item.document, work.reading_fingerprint)
        add_trace(connection, number, trace(item.document))
        add_file(connection, number, item.document.own, item.step.file.seen if item.step.file else None)
        passages = zip(item.passages, item.keys, strict=True)
        stored = [documents.add_passage(connection, number, passage, key) for passage, key in passages]
        _put_in(change, item.document, stored)
    return change


def _relabel(connection: sqlite3.Connection, work: Work, change: Change) -> None:
    """Give documents their new labels; only one that goes to another kind leaves its lane."""
    for step in work.steps:
        if step.source is None or step.replaces is None:
            continue
        before = work.known[step.replaces]
        documents.relabel(connection, before.number, step.id, step.source)
        if step.file and step.file.seen:
            replace_seen(connection, [(before.number, step.file.seen)])
        if step.source.kind != before.source.kind:
            stored = list(documents.passages_of(connection, [before.number]))
            _take_out(change, before.source.kind, stored)
            _put_in(change, documents.documents_in(connection, [before.number])[0], stored)


def _take_out(change: Change, kind: str, passages: Sequence[StoredPassage]) -> None:
    change.removed_passages.extend(passage.number for passage in passages)
    for passage in passages:
        change.removed_sentences[kind].extend(passage.sentence_numbers)


def _put_in(change: Change, document: Document, passages: Sequence[StoredPassage]) -> None:
    change.added[document.source.kind].extend(passages)
    change.entries.extend(entry(document, passage) for passage in passages)


def _record(work: Work, model: Model) -> Build:
    return Build(work.plan.generation, datetime.now(UTC), model.name, model.fingerprint, work.reading_fingerprint)
