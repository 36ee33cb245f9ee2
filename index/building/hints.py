"""Hints for documents that nobody labelled: those of a library, and those that a plan would keep."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace

from index.building.work import Work
from index.storage import documents
from ingest.labels.hints import hints_of
from ingest.records import UNLABELLED, Document


def library_hints(connection: sqlite3.Connection) -> dict[str, str]:
    """Document id → its hint, for the documents of the library."""
    found = documents.labels(connection).items()
    numbers = [number for number, label in found if label.source.kind == UNLABELLED]
    return hints_of(documents.documents_in(connection, numbers))


def kept_hints(work: Work, connection: sqlite3.Connection) -> dict[str, str]:
    """The same for the documents that nobody reads again when this work is done."""
    return hints_of(_kept(work, connection))


def _kept(work: Work, connection: sqlite3.Connection) -> Iterator[Document]:
    """The stored documents that nobody reads again, under the names and labels they will have."""
    labels = {name: (name, work.known[name].source) for name in work.plan.unchanged_documents}
    labels |= {step.replaces: (step.id, step.source) for step in work.steps if step.replaces and step.source}
    for before, (name, source) in labels.items():
        if source.kind == UNLABELLED:
            stored = documents.documents_in(connection, [work.known[before].number])[0]
            yield replace(stored, id=name, source=source)
