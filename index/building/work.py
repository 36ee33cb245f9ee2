"""What a build has to do, read and cut but not yet embedded or written. `plan` and `build` share all of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePosixPath

from errors import DocumentError
from index.building.plan import Action, Pipeline, Step, steps
from index.encoding.models import Model
from index.records import Build, Plan, Progress, Report
from index.storage import builds, documents, embeddings
from index.storage.embeddings import embedding_key
from index.storage.files import Known, known_documents
from index.storage.seals import rows_in
from ingest.chunking import Bounds, chunk
from ingest.folder import Folder, Seen, Skipped
from ingest.labels.label import published_in_future
from ingest.labels.sources import Label
from ingest.reading import read_document, reading_fingerprint
from ingest.records import Document, Passage
from ingest.tokens import count_tokens

KEPT = "; the version built before is kept"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document that was read and cut, ready to be embedded and stored."""

    step: Step
    document: Document
    passages: tuple[Passage, ...]
    keys: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Work:
    """Everything a build will do, before it does it.

    `missing` maps a vectors' key to its sentences' texts. `touched` are the rows of documents whose file was written
    again with the same content, and how it looks now. `whole` says whether the whole corpus was looked at.
    """

    plan: Plan
    reading_fingerprint: str
    steps: tuple[Step, ...]
    prepared: tuple[Prepared, ...]
    missing: dict[bytes, list[str]]
    known: dict[str, Known]
    touched: tuple[tuple[int, Seen], ...]
    documents: int
    whole: bool


def draft_work(
    folder: Folder,
    stated: dict[str, Label],
    connection: sqlite3.Connection | None,
    model: Model,
    *,
    today: date,
    report: Report,
    only: Collection[str] | None = None,
) -> Work:
    """Everything that brings this library (None for none yet) to the corpus; nothing is written.

    With `only`, the folder is of these documents, and no other is looked at.
    """
    last = builds.last_build(connection) if connection else None
    stored = known_documents(connection, only) if connection else {}
    total = rows_in(connection, "documents") if connection else 0
    reading = embeddings.way_of_reading(reading_fingerprint())
    read_otherwise = frozenset(name for name, document in stored.items() if document.reading != reading)
    pipeline = _pipeline(last, model, read_otherwise)
    known = stored if pipeline.model_changed else _without_unreadable(stored, folder)
    todo = steps({file.id: file for file in folder.files}, stated, known, pipeline=pipeline)
    prepared, failed = _prepare(todo, stated, model, report=report)
    missing = _missing(connection, prepared)
    done = _doable(todo, {file.path for file in failed}, pipeline)
    relabelled = [stored[step.replaces].number for step in done if step.source and step.replaces]
    reused = documents.passage_count(connection, relabelled) if connection else 0
    plan = _plan(done, prepared, missing, reused=reused, generation=(last.generation if last else 0))
    replaced = {step.replaces for step in done}
    kept = tuple(name for name in stored if name not in replaced)
    others = _others_skipped(connection, only) if connection and only is not None else ()
    passed_over = sorted((*folder.skipped, *failed, *others), key=lambda file: file.path)
    skipped = tuple(replace(f, reason=f"{f.reason}{KEPT}") if f.path in kept else f for f in passed_over)
    known_files = {file.id for file in folder.files} | {file.path for file in (*folder.skipped, *others)}
    unmatched = tuple(sorted(name for name in stated.keys() - known_files if only is None or name in only))
    doubts = dict(_doubts(stored, done, prepared, today))
    plan = replace(
        plan, unchanged_documents=kept, unseen=total - len(stored), skipped=skipped, unmatched=unmatched, doubts=doubts
    )
    touched = tuple(_touched(folder, stored))
    return Work(plan, reading, done, prepared, missing, stored, touched, total, only is None)


def _others_skipped(connection: sqlite3.Connection, only: Collection[str]) -> tuple[Skipped, ...]:
    """The files that were passed over before and are not looked at now."""
    return tuple(file for file in builds.skipped(connection) if file.path not in only)


def _doubts(
    stored: Mapping[str, Known], done: Sequence[Step], prepared: Sequence[Prepared], today: date
) -> Iterator[tuple[str, str]]:
    """The labels that can hardly be right, as the library will have them."""
    replaced = {step.replaces for step in done}
    sources = {name: document.source for name, document in stored.items() if name not in replaced}
    sources |= {step.id: step.source for step in done if step.source}
    sources |= {item.document.id: item.document.source for item in prepared}
    for name, source in sorted(sources.items()):
        if published_in_future(source, today):
            rule = source.rules["published"]
            yield name, f"published {source.published} by {rule}, which has not come yet: correct it in sources.toml"


def _touched(folder: Folder, stored: Mapping[str, Known]) -> Iterator[tuple[int, Seen]]:
    """The rows of documents whose file has the same content and looks otherwise."""
    for file in folder.files:
        before = stored.get(file.id)
        if before and file.seen and before.sha256 == file.sha256 and before.seen != file.seen:
            yield before.number, file.seen


def _doable(todo: Sequence[Step], unread: set[str], pipeline: Pipeline) -> tuple[Step, ...]:
    """The steps whose file could be read. One that could not stays as built, unless another model built it."""
    done = [step for step in todo if step.id not in unread]
    if pipeline.model_changed:
        gone = [step for step in todo if step.id in unread and step.replaces]
        done += [replace(step, action=Action.REMOVED, file=None, source=None) for step in gone]
    return tuple(done)


def _without_unreadable(stored: dict[str, Known], folder: Folder) -> dict[str, Known]:
    """The stored documents, without those whose file is there but cannot be read now: they stay as they are."""
    unreadable = [PurePosixPath(file.path) for file in folder.skipped]
    return {
        name: document
        for name, document in stored.items()
        if not any(PurePosixPath(name).is_relative_to(path) for path in unreadable)
    }


def _pipeline(last: Build | None, model: Model, read_otherwise: frozenset[str]) -> Pipeline:
    if last is None:
        return Pipeline()
    other = last.model_fingerprint != model.fingerprint
    return Pipeline(
        read_otherwise=read_otherwise,
        model_changed=f"the model changed: {last.model} → {model.name}" if other else None,
    )


def _prepare(
    todo: Sequence[Step], stated: dict[str, Label], model: Model, *, report: Report
) -> tuple[tuple[Prepared, ...], tuple[Skipped, ...]]:
    """The documents of these steps read and cut, and the files that could not be read."""
    bounds = Bounds(count_tokens, model.count_pieces, model.window)
    reading = [step for step in todo if step.reads]
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
    todo: Sequence[Step], prepared: Sequence[Prepared], missing: dict[bytes, list[str]], *, reused: int, generation: int
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
        reused_passages=reused + passages - len(missing),
    )
