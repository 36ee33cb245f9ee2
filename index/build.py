"""Corpus → library: plan, read, embed what is new, and commit a generation.

`plan` and `build` share every step up to the first write, so a build does exactly what its plan said.
A generation's lanes and words are written before the transaction that makes it the current one,
so a reader finds them whole; a build that dies leaves the library as it was.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from filelock import FileLock, Timeout

from errors import ConfirmationError, DocumentError, LockedError, NoLibraryError, StorageError
from index import builds, documents, embeddings
from index.database import open_for_reading, open_for_writing, transaction
from index.derived import Change, current_paths, entry, mend, remove_old, write_derived
from index.embeddings import embedding_key
from index.encoder import Encoder
from index.models import Model
from index.plan import Action, Pipeline, Step, steps
from index.records import Build, DocumentLabel, Plan
from ingest.chunking import Bounds, chunk
from ingest.folder import Folder, Skipped, scan
from ingest.reading import read_document, reading_fingerprint
from ingest.records import Document, Passage
from ingest.sources import Label, read_sources
from ingest.tokens import count_tokens

LOCK_FILE = "build.lock"
EMBEDDING_ROUND = 256
"""Passages embedded between two writes: what a stopped build has to do again at most."""

KEPT = "; the version built before is kept"

MOST_REMOVED = 1 / 3
"""A build that would remove more than this share of the library's documents asks first."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build is: `stage` in words, `done` of `total`."""

    stage: str
    done: int
    total: int


Report = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document that was read and cut, ready to be embedded and stored."""

    step: Step
    document: Document
    passages: tuple[Passage, ...]
    keys: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Work:
    """Everything a build will do, before it does it. `missing` maps a vectors' key to its sentences' texts."""

    plan: Plan
    steps: tuple[Step, ...]
    prepared: tuple[Prepared, ...]
    missing: dict[bytes, list[str]]


def plan(corpus: Path, data: Path, model: Model, *, report: Report = lambda _: None) -> Plan:
    """What a build would do; nothing is written.

    Raises:
        CorpusError, LibraryError: as a build would.
    """
    try:
        connection = open_for_reading(data)
    except NoLibraryError:
        return _work(corpus, None, model, report).plan
    try:
        return _work(corpus, connection, model, report).plan
    finally:
        connection.close()


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
    scan(corpus)  # refuse before anything is made
    with _locked(data):
        connection = open_for_writing(data)
        try:
            work = _work(corpus, connection, encoder.model, report)
            _ask_before_removing(work, connection, confirmed)
            _embed(connection, work, encoder, data=data, report=report)
            done = replace(work.plan, seconds=round(time.monotonic() - started, 3))
            _commit(connection, replace(work, plan=done), encoder.model, data=data, report=report)
        finally:
            connection.close()
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


def _work(corpus: Path, connection: sqlite3.Connection | None, model: Model, report: Report) -> Work:
    folder = scan(corpus)
    stated = read_sources(corpus)
    last = builds.last_build(connection) if connection else None
    stored = {label.id: label for label in documents.labels(connection).values()} if connection else {}
    pipeline = _pipeline(last, model)
    known = stored if pipeline.model_changed else _without_unreadable(stored, folder)
    todo = steps({file.id: file for file in folder.files}, stated, known, pipeline=pipeline)
    prepared, failed = _prepare(todo, stated, model, report=report)
    missing = _missing(connection, prepared)
    done = _doable(todo, {file.path for file in failed}, pipeline)
    plan = _plan(done, prepared, missing, generation=(last.generation if last else 0))
    unchanged = len(stored) - sum(1 for step in done if step.replaces)
    kept = stored.keys() - {step.replaces for step in done}
    passed_over = sorted((*folder.skipped, *failed), key=lambda file: file.path)
    skipped = tuple(replace(f, reason=f"{f.reason}{KEPT}") if f.path in kept else f for f in passed_over)
    return Work(replace(plan, unchanged=unchanged, skipped=skipped), done, prepared, missing)


def _doable(todo: Sequence[Step], unread: set[str], pipeline: Pipeline) -> tuple[Step, ...]:
    """The steps whose file could be read. One that could not stays as built, unless another model built it."""
    done = [step for step in todo if step.id not in unread]
    if pipeline.model_changed:
        gone = [step for step in todo if step.id in unread and step.replaces]
        done += [replace(step, action=Action.REMOVED, file=None) for step in gone]
    return tuple(done)


def _without_unreadable(stored: dict[str, DocumentLabel], folder: Folder) -> dict[str, DocumentLabel]:
    """The stored documents, without those whose file is there but cannot be read now: they stay as they are."""
    unreadable = [PurePosixPath(file.path) for file in folder.skipped]
    return {
        name: label
        for name, label in stored.items()
        if not any(PurePosixPath(name).is_relative_to(path) for path in unreadable)
    }


def _pipeline(last: Build | None, model: Model) -> Pipeline:
    if last is None:
        return Pipeline()
    other = last.model_fingerprint != model.fingerprint
    return Pipeline(
        reading_changed=last.reading_fingerprint != reading_fingerprint(),
        model_changed=f"the model changed: {last.model} → {model.name}" if other else None,
    )


def _prepare(
    todo: Sequence[Step], stated: dict[str, Label], model: Model, *, report: Report
) -> tuple[tuple[Prepared, ...], tuple[Skipped, ...]]:
    """The documents of these steps read and cut, and the files that could not be read."""
    bounds = Bounds(count_tokens, model.count_pieces, model.window)
    reading = [step for step in todo if step.file]
    prepared: list[Prepared] = []
    failed: list[Skipped] = []
    for done, step in enumerate(reading):
        report(Progress("Reading", done, len(reading)))
        try:
            prepared.append(_read(step, stated.get(step.id, {}), bounds, model))
        except DocumentError as error:
            failed.append(Skipped(step.id, str(error)))
    return tuple(prepared), tuple(failed)


def _read(step: Step, stated: Label, bounds: Bounds, model: Model) -> Prepared:
    if step.file is None:
        raise DocumentError("there is no file to read: report this")
    document = read_document(step.file, stated)
    passages = chunk(document, bounds)
    keys = tuple(embedding_key(_texts(document, passage), model.fingerprint) for passage in passages)
    return Prepared(step, document, passages, keys)


def _texts(document: Document, passage: Passage) -> list[str]:
    return [document.text[sentence.start : sentence.end] for sentence in passage.sentences]


def _missing(connection: sqlite3.Connection | None, prepared: Sequence[Prepared]) -> dict[bytes, list[str]]:
    wanted = {
        key: _texts(item.document, passage)
        for item in prepared
        for key, passage in zip(item.keys, item.passages, strict=True)
    }
    known = embeddings.known_embeddings(connection, wanted) if connection else set()
    return {key: texts for key, texts in wanted.items() if key not in known}


def _plan(
    todo: Sequence[Step], prepared: Sequence[Prepared], missing: dict[bytes, list[str]], *, generation: int
) -> Plan:
    by_action = {action: tuple(step.id for step in todo if step.action is action) for action in Action}
    passages = sum(len(item.passages) for item in prepared)
    return Plan(
        generation=generation + 1 if todo else generation,
        added=by_action[Action.ADDED],
        changed=by_action[Action.CHANGED],
        relabelled=by_action[Action.RELABELLED],
        removed=by_action[Action.REMOVED],
        reasons={step.id: step.reason for step in todo},
        embedded_passages=len(missing),
        reused_passages=passages - len(missing),
    )


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
            builds.add_build(connection, _record(work.plan, model), work.plan.as_json())
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
        _store_document(connection, item, change)
    return change


def _store_document(connection: sqlite3.Connection, item: Prepared, change: Change) -> None:
    number = documents.add_document(connection, item.document)
    for passage, key in zip(item.passages, item.keys, strict=True):
        stored = documents.add_passage(connection, number, passage, key)
        change.added[item.document.source.kind].append(stored)
        change.entries.append(entry(item.document, stored))


def _record(plan: Plan, model: Model) -> Build:
    return Build(plan.generation, datetime.now(UTC), model.name, model.fingerprint, reading_fingerprint())
