"""Plan a build: outline the work from the corpus and the library, and complete it when the files are read.

`plan` and `build` share all of it. Hints for unlabelled documents are found on the way.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from pathlib import PurePosixPath
from typing import Any

from index.building.prepared import Prepared
from index.building.quick_look import LookedAt, in_corpus_order
from index.building.steps import MODEL_CHANGED, Pipeline, Step, steps
from index.encoding.models import Model
from index.records import Action, Build, Plan
from index.storage import builds, documents, embeddings
from index.storage import passages as passage_rows
from index.storage.known_files import KnownFile, Remembered, known_still
from index.storage.row_digests import rows_in
from ingest.folder import CorpusFile, Folder, Seen, Skipped
from ingest.labels.kind_words import hints_of
from ingest.labels.label import kind_in_doubt, published_in_future
from ingest.labels.sources_toml import Label
from ingest.names import has_unseen
from ingest.reading import reading_fingerprint
from ingest.records import UNLABELLED, Document, Source

INHERITED = frozenset({"kind", "publisher"})
"""What is stated of a file that holds documents and is true of all of them."""

KEPT = "; the version built before is kept"


@dataclass(frozen=True, slots=True)
class Outline:
    """The work of a build as far as it is known before any file is read.

    `documents` is the number of documents in the library. With `only`, no other documents were looked at: those that
    `quick` names are known to be unchanged. `way` names everything that determines the result of reading a file, except
    the file and its label.
    """

    folder: Folder
    stated: dict[str, Label]
    steps: tuple[Step, ...]
    pipeline: Pipeline
    known: dict[str, KnownFile]
    last: Build | None
    reading_fingerprint: str
    way: str
    documents: int
    only: Collection[str] | None
    quick: LookedAt | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """The complete work of a build, known once its files are read: the steps that can be done, and the plan.

    `touched` holds the rows of documents whose file was rewritten with the same content, with its new size and times.
    """

    outline: Outline
    plan: Plan
    steps: tuple[Step, ...]
    touched: tuple[tuple[int, Seen], ...]

    @property
    def whole(self) -> bool:
        """Whether the whole corpus was looked at."""
        return self.outline.only is None or self.outline.quick is not None


class ReadSummary:
    """A summary of the files that were read, without their texts."""

    def __init__(self) -> None:
        self.failed: list[Skipped] = []
        self.sources: dict[str, Source] = {}
        self.partly: dict[str, tuple[str, ...]] = {}
        self.recognised: dict[str, str] = {}
        self.passages = 0
        self.embedded = 0
        """The number of passages, counting each text once, whose vectors are not in the library."""

    def add(self, item: Prepared | Skipped) -> None:
        """Count a document, or a file that could not be read."""
        if isinstance(item, Skipped):
            self.failed.append(item)
        else:
            self.sources[item.step.id] = item.document.source
            self.partly[item.step.id] = item.document.partly
            if said := _recognised(item.document):
                self.recognised[item.step.id] = said
            self.passages += len(item.passages)


def _recognised(document: Document) -> str:
    """Which pages of a document a machine read on pictures, in words; "" for none."""
    blocks = (block for block in document.blocks if block.recognised is not None)
    pages = sorted({bisect_right(document.page_starts, block.start) for block in blocks})
    runs = [[page for _, page in run] for _, run in groupby(enumerate(pages), lambda item: item[1] - item[0])]
    named = ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs)
    return f"{'page' if len(pages) == 1 else 'pages'} {named} read from a picture" if pages else ""


def outline_work(
    folder: Folder,
    stated: dict[str, Label],
    connection: sqlite3.Connection | None,
    model: Model,
    *,
    before: Remembered,
    only: Collection[str] | None = None,
    quick: LookedAt | None = None,
) -> Outline:
    """Outline the work that brings the library (None before the first build) up to date, without reading or writing.

    With `only`, the folder holds just these documents, and no other is looked at; with `quick`, because the others are
    unchanged. `before` is the state of the library that was remembered when the folder was looked at.
    """
    stated = _with_inherited(stated, folder.files)
    last = builds.last_build(connection) if connection else None
    stored = known_still(connection, before, only) if connection else {}
    total = rows_in(connection, "documents") if connection else 0
    reading = embeddings.way_of_reading(reading_fingerprint())
    way = f"{reading} {model.fingerprint}"
    read_otherwise = frozenset(name for name, document in stored.items() if document.reading != reading)
    pipeline = _pipeline(last, model, read_otherwise)
    known = stored if pipeline.model_changed else _without_unreadable(stored, folder)
    todo = steps({file.id: file for file in folder.files}, stated, known, pipeline=pipeline)
    return Outline(folder, stated, todo, pipeline, stored, last, reading, way, total, only, quick)


def _bundles(file: CorpusFile) -> list[str]:
    """The files that hold a document, the outermost first, by their paths under the corpus."""
    within = [parent.as_posix() for parent in PurePosixPath(file.id).parents] if file.member else []
    return [path for path in reversed(within) if PurePosixPath(path).is_relative_to(file.bundle)]


def _with_inherited(stated: dict[str, Label], files: Iterable[CorpusFile]) -> dict[str, Label]:
    """What is stated of documents, and what is stated for all documents in a file of the file itself."""
    found = dict(stated)
    for file in files:
        for above in (stated[path] for path in _bundles(file) if path in stated):
            inherited = {name: value for name, value in above.items() if name in INHERITED}
            found[file.id] = {**found.get(file.id, {}), **inherited, **stated.get(file.id, {})}
    return found


def finish_work(outline: Outline, read: ReadSummary, connection: sqlite3.Connection | None, *, today: date) -> Work:
    """Complete the outline with the results of reading the files."""
    done = doable(outline, read.failed)
    stored = outline.known
    relabelled = [stored[step.replaces].number for step in done if step.source and step.replaces]
    reused = passage_rows.passage_count(connection, relabelled) if connection else 0
    replaced = {step.replaces for step in done}
    kept = tuple(name for name in stored if name not in replaced)
    quickly = outline.quick.unchanged if outline.quick else ()
    skipped, unmatched = _passed_over(outline, read, connection, kept)
    plan = replace(
        _plan(done, read, reused=reused, generation=outline.last.generation if outline.last else 0),
        unchanged_documents=tuple(sorted((*kept, *quickly), key=in_corpus_order)) if quickly else kept,
        unseen=outline.documents - len(stored) - len(quickly),
        skipped=skipped,
        partly=_partly(done, read, connection, outline.quick),
        unmatched=unmatched,
        doubts=dict(_doubts(stored, done, read.sources, today)),
    )
    touched = tuple(_touched(outline.folder, stored))
    return Work(outline, plan, done, touched)


def _passed_over(
    outline: Outline, read: ReadSummary, connection: sqlite3.Connection | None, kept: Collection[str]
) -> tuple[tuple[Skipped, ...], tuple[str, ...]]:
    """Return the skipped files, and the documents that sources.toml names but the corpus lacks."""
    folder, only = outline.folder, outline.only
    others = _others_skipped(connection, only) if connection and only is not None else ()
    passed_over = sorted((*folder.skipped, *read.failed, *others), key=lambda file: file.path)
    skipped = tuple(replace(f, reason=f"{f.reason}{KEPT}") if f.path in kept else f for f in passed_over)
    known_files = {name for file in folder.files for name in (file.id, *_bundles(file))}
    known_files |= {file.path for file in (*folder.skipped, *others)}
    unmatched = sorted(name for name in outline.stated.keys() - known_files if only is None or name in only)
    return skipped, tuple(unmatched)


def _partly(
    done: Sequence[Step], read: ReadSummary, connection: sqlite3.Connection | None, quick: LookedAt | None
) -> dict[str, tuple[str, ...]]:
    """Return what could not be read of each document of the new library, for those read only in part."""
    stored = quick.partly if quick else documents.read_in_part(connection) if connection else {}
    replaced = {step.replaces for step in done}
    found = {name: what for name, what in stored.items() if name not in replaced}
    found |= {step.id: stored.get(step.replaces, ()) for step in done if step.source and step.replaces}
    found |= read.partly
    return {name: what for name, what in sorted(found.items()) if what}


def _others_skipped(connection: sqlite3.Connection, only: Collection[str]) -> tuple[Skipped, ...]:
    """Return the files that were skipped before and are not looked at now."""
    return tuple(file for file in builds.skipped(connection) if file.path not in only)


def _doubts(
    stored: Mapping[str, KnownFile], done: Sequence[Step], read: Mapping[str, Source], today: date
) -> Iterator[tuple[str, str]]:
    """Yield the ids of documents whose label or name in the new library looks wrong, each with the reason."""
    replaced = {step.replaces for step in done}
    sources = {name: document.source for name, document in stored.items() if name not in replaced}
    sources |= {step.id: step.source for step in done if step.source}
    sources |= read
    for name, source in sorted(sources.items()):
        found = []
        if against := kind_in_doubt(source):
            found.append(f"{source.kind} by its folder, though {against}: move it, or set its kind in sources.toml")
        if published_in_future(source, today):
            rule = source.rules["published"]
            found.append(f"published {source.published} by {rule}, which has not come yet: correct it in sources.toml")
        if has_unseen(name):
            found.append("its name, or its folder's, has characters that cannot be seen: rename it")
        if found:
            yield name, "; ".join(found)


def _touched(folder: Folder, stored: Mapping[str, KnownFile]) -> Iterator[tuple[int, Seen]]:
    """Yield the rows of documents whose file has the same content but another size or time."""
    for file in folder.files:
        before = stored.get(file.id)
        if before and file.seen and before.sha256 == file.sha256 and before.seen != file.seen:
            yield before.number, file.seen


def doable(outline: Outline, failed: Iterable[Skipped]) -> tuple[Step, ...]:
    """Return the steps whose file could be read.

    A document whose file could not be read stays as it was built, unless the model changed: then it is removed.
    """
    unread = {file.path for file in failed}
    done = [step for step in outline.steps if step.id not in unread]
    if outline.pipeline.model_changed:
        gone = [step for step in outline.steps if step.id in unread and step.replaces]
        done += [replace(step, action=Action.REMOVED, file=None, source=None) for step in gone]
    return tuple(done)


def _without_unreadable(stored: dict[str, KnownFile], folder: Folder) -> dict[str, KnownFile]:
    """Return the stored documents except those whose file exists but cannot be read now: they stay as they are."""
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
        model_changed=f"{MODEL_CHANGED}: {last.model} → {model.name}" if other else None,
    )


def _plan(todo: Sequence[Step], read: ReadSummary, *, reused: int, generation: int) -> Plan:
    by_action: dict[str, Any] = {
        action.value: tuple(step.id for step in todo if step.action is action) for action in Action
    }
    return Plan(
        generation=generation + 1 if todo else generation,
        reasons={step.id: "; ".join(filter(None, (step.reason, read.recognised.get(step.id)))) for step in todo},
        embedded_passages=read.embedded,
        reused_passages=reused + read.passages - read.embedded,
        **by_action,
    )


# Hints for unlabelled documents: those of a library, and those that a plan would keep.


def library_hints(connection: sqlite3.Connection) -> dict[str, str]:
    """Return the hints for the library's unlabelled documents, by document id."""
    found = documents.labels(connection).items()
    numbers = [number for number, label in found if label.source.kind == UNLABELLED]
    return hints_of(documents.documents_in(connection, numbers))


def kept_hints(work: Work, connection: sqlite3.Connection) -> dict[str, str]:
    """Return the hints, by document id, for the unlabelled documents that this work does not read again."""
    return hints_of(_kept(work, connection))


def _kept(work: Work, connection: sqlite3.Connection) -> Iterator[Document]:
    """Yield the unlabelled stored documents that are not read again, under their new ids and labels."""
    labels = {name: (name, work.outline.known[name].source) for name in work.plan.unchanged_documents}
    labels |= {step.replaces: (step.id, step.source) for step in work.steps if step.replaces and step.source}
    for before, (name, source) in labels.items():
        if source.kind == UNLABELLED:
            stored = documents.documents_in(connection, [work.outline.known[before].number])[0]
            yield replace(stored, id=name, source=source)
