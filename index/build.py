"""Corpus → library: plan, read, embed what is new, and commit a generation.

`plan` and `build` share every step up to the first write, so a build does exactly what its plan said.
A generation's lanes and words are written before the transaction that makes it the current one,
so a reader finds them whole; a build that dies leaves the library as it was.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from errors import ConfirmationError, LockedError, NoLibraryError, StorageError
from index import builds, documents, embeddings
from index.database import open_for_reading, open_for_writing, storage, transaction
from index.derived import Change, current_paths, entry, mend, remove_old, write_derived
from index.encoder import Encoder
from index.models import Model
from index.records import Build, Plan, Progress, Report
from index.work import Prepared, Work, draft_work
from ingest.folder import scan
from ingest.sources import read_sources

LOCK_FILE = "build.lock"
EMBEDDING_ROUND = 256
"""Passages embedded between two writes: what a stopped build has to do again at most."""

MOST_REMOVED = 1 / 3
"""A build that would remove more than this share of the library's documents asks first."""


def plan(corpus: Path, data: Path, model: Model, *, report: Report = lambda _: None) -> Plan:
    """What a build would do; nothing is written.

    Raises:
        CorpusError, LibraryError: as a build would.
    """
    folder, stated = scan(corpus), read_sources(corpus)
    try:
        connection = open_for_reading(data)
    except NoLibraryError:
        return draft_work(folder, stated, None, model, report).plan
    with storage(data), closing(connection):
        return draft_work(folder, stated, connection, model, report).plan


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
    folder, stated = scan(corpus), read_sources(corpus)  # refuse before anything is made
    with _locked(data), closing(open_for_writing(data)) as connection, storage(data):
        work = draft_work(folder, stated, connection, encoder.model, report)
        _ask_before_removing(work, connection, confirmed)
        _embed(connection, work, encoder, data=data, report=report)
        done = replace(work.plan, seconds=round(time.monotonic() - started, 3))
        _commit(connection, replace(work, plan=done), encoder.model, data=data, report=report)
    return replace(done, seconds=round(time.monotonic() - started, 3))


@contextmanager
def _locked(data: Path) -> Iterator[None]:
    lock = FileLock(data / LOCK_FILE, timeout=0)
    try:
        data.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise LockedError(f"another build of {data} is running: wait until it ends, then build again") from error
    except OSError as error:
        raise StorageError(f"{data}: {error.strerror}: free some space or make the folder writable") from error
    try:
        yield
    finally:
        lock.release()


def _ask_before_removing(work: Work, connection: sqlite3.Connection, confirmed: bool) -> None:  # noqa: FBT001
    total = len(documents.labels(connection))
    if len(work.plan.removed) > total * MOST_REMOVED and not confirmed:
        raise ConfirmationError(
            f"this build would remove {len(work.plan.removed)} of {total} documents: "
            "put their files back, or build with --yes"
        )


def _embed(connection: sqlite3.Connection, work: Work, encoder: Encoder, *, data: Path, report: Report) -> None:
    """Embed what is missing, in rounds that are each kept: a stopped build goes on where it was."""
    keys = list(work.missing)
    for at in range(0, len(keys), EMBEDDING_ROUND):
        part = keys[at : at + EMBEDDING_ROUND]

        def tell(done: int, at: int = at) -> None:
            report(Progress("Embedding", at + done, len(keys)))

        tell(0)
        vectors = encoder.encode_passages([work.missing[key] for key in part], progress=tell)
        with transaction(connection, data):
            embeddings.add_embeddings(connection, dict(zip(part, vectors, strict=True)))


def _commit(connection: sqlite3.Connection, work: Work, model: Model, *, data: Path, report: Report) -> None:
    """Store the documents and write the lanes and words of the new generation, in one transaction."""
    report(Progress("Writing", 0, 1))
    before = current_paths(connection, data)
    with transaction(connection, data):
        builds.replace_skipped(connection, work.plan.skipped)
        if work.steps:
            change = _store(connection, work)
            lanes = write_derived(connection, data, change, generation=work.plan.generation)
            builds.replace_lanes(connection, lanes)
            embeddings.drop_unused_embeddings(connection)
            builds.add_build(connection, _record(work, model), work.plan.as_json())
    mend(connection, data)
    remove_old(connection, data, before)
    report(Progress("Writing", 1, 1))


def _store(connection: sqlite3.Connection, work: Work) -> Change:
    """Replace the rows of the documents concerned; what went and what came."""
    change = Change()
    numbers = {label.id: number for number, label in documents.labels(connection).items()}
    kinds = {label.id: label.source.kind for label in documents.labels(connection).values()}
    gone = [step.replaces for step in work.steps if step.replaces]
    for name in gone:
        stored = list(documents.passages_of(connection, [numbers[name]]))
        change.removed_passages.extend(passage.number for passage in stored)
        for passage in stored:
            change.removed_sentences[kinds[name]].extend(passage.sentence_numbers)
    documents.remove_documents(connection, [numbers[name] for name in gone])
    for item in work.prepared:
        _store_document(connection, item, change, reading=work.reading_fingerprint)
    return change


def _store_document(connection: sqlite3.Connection, item: Prepared, change: Change, *, reading: str) -> None:
    number = documents.add_document(connection, item.document, reading)
    for passage, key in zip(item.passages, item.keys, strict=True):
        stored = documents.add_passage(connection, number, passage, key)
        change.added[item.document.source.kind].append(stored)
        change.entries.append(entry(item.document, stored))


def _record(work: Work, model: Model) -> Build:
    return Build(work.plan.generation, datetime.now(UTC), model.name, model.fingerprint, work.reading_fingerprint)
