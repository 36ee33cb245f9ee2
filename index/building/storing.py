"""What a build did to the library's rows: documents taken out, relabelled and put in."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from index.building.deriving import Change
from index.building.prepared import Prepared
from index.building.work import Work
from index.storage import documents, embeddings, passage_rows
from index.storage.files import add_file, replace_seen
from index.storage.origins import add_bands, add_trace, leave_origins, members, origins_of
from index.storage.passage_rows import PassageRows


@dataclass(frozen=True, slots=True)
class Stored:
    """What a build did to the rows, for what is derived from them.

    `documents` are all whose rows it made, removed or changed, and `arrived` those it made; `origins` lost or moved one
    of theirs; `keys` are of vectors that may be used no more.
    """

    derived: Change = field(default_factory=Change)
    documents: set[int] = field(default_factory=set)
    arrived: set[int] = field(default_factory=set)
    origins: set[int] = field(default_factory=set)
    keys: list[bytes] = field(default_factory=list)


def store(connection: sqlite3.Connection, work: Work, arriving: Iterable[Prepared]) -> Stored:
    """Replace the rows of the documents concerned by those that arrive; what went and what came."""
    stored = Stored()
    gone = [work.known[step.replaces] for step in work.steps if step.replaces and not step.source]
    numbers = [document.number for document in gone]
    for document in gone:
        _take_out(stored, document.source.kind, passage_rows.passage_rows_of(connection, document.number))
    stored.keys.extend(embeddings.keys_of(connection, numbers))
    stored.origins.update(leave_origins(connection, numbers))
    documents.remove_documents(connection, numbers)
    moved = [work.known[step.replaces].number for step in work.steps if step.replaces and step.source]
    documents.set_ids_aside(connection, moved)
    _relabel(connection, work, stored)
    for item in arriving:
        number = documents.add_document(connection, item.document, work.reading_fingerprint)
        add_trace(connection, number, item.trace)
        add_file(connection, number, item.document.own, item.step.file.seen if item.step.file else None)
        passages = [
            passage_rows.add_passage(connection, number, passage, embedding=key, put=work.plan.generation)
            for passage, key in zip(item.passages, item.keys, strict=True)
        ]
        stored.arrived.add(number)
        _put_in(stored, item.document.source.kind, number, passages)
    add_bands(connection, sorted(stored.arrived))
    stored.documents.update(numbers, moved, stored.arrived)
    return stored


def _relabel(connection: sqlite3.Connection, work: Work, change: Stored) -> None:
    """Give documents their new labels; only one that goes to another kind leaves its lane."""
    for step in work.steps:
        if step.source is None or step.replaces is None:
            continue
        before = work.known[step.replaces]
        documents.relabel(connection, before.number, step.id, step.source)
        if step.id != before.id:
            change.documents.update(members(connection, [before.number]))
            change.origins.update(origins_of(connection, [before.number]))
        if step.file and step.file.seen:
            replace_seen(connection, [(before.number, step.file.seen)])
        if step.source.kind != before.source.kind:
            found = passage_rows.passage_rows_of(connection, before.number)
            _take_out(change, before.source.kind, found)
            again = passage_rows.put_again(connection, found, work.plan.generation)
            _put_in(change, step.source.kind, before.number, again)


def _take_out(stored: Stored, kind: str, passages: Sequence[PassageRows]) -> None:
    stored.derived.removed[kind].extend(passages)


def _put_in(stored: Stored, kind: str, document: int, passages: Sequence[PassageRows]) -> None:
    stored.derived.added[kind].extend(passages)
    stored.derived.documents.append(document)
