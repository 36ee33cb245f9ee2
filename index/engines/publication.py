"""What a library in a folder publishes to an engine: its passages, and what is said beside them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path

from index.derived import open_lane
from index.encoding.encoder import Vectors
from index.engines.rows import Published, digest_of, written_document, written_label, written_published
from index.other_forms import with_forms
from index.records import Build
from index.storage import builds, documents, embeddings, segments
from index.storage import passages as passage_rows
from index.storage.passages import StoredPassage
from index.terms import ANALYZER, TermReader
from ingest.chunking import embedded_text

PASSAGES_AT_ONCE = 256
"""Passages whose rows are in memory together."""


class Role(StrEnum):
    """What a content is; the edition that is current is one where an engine has only rows."""

    LABEL = "label"
    DOCUMENT = "document"
    BUILD = "build"
    CURRENT = "current"


Name = tuple[Role, int]
"""What a content is, and of which row."""

Contents = dict[Name, tuple[str, Callable[[], str]]]
"""What is said beside the passages: name → what tells it from another, and its text when asked."""


@dataclass(frozen=True, slots=True)
class PublishedPassage:
    """A passage with its kind, its index terms in text order, and the vectors of its sentences."""

    stored: StoredPassage
    kind: str
    terms: Sequence[str]
    vectors: Vectors


def wanted_passages(connection: sqlite3.Connection) -> dict[int, str]:
    """Passage row → what tells it from another: its words, its kind, its vectors, and the way words are read."""
    return {number: f"{ANALYZER} {digest}" for number, digest in documents.passage_digests(connection).items()}


def dimension_of(connection: sqlite3.Connection) -> int | None:
    """The dimension of the library's vectors; None where it has none."""
    found = passage_rows.passage_table(connection)
    stored = passage_rows.passages(connection, found[:1, 0].tolist())
    return int(embeddings.vectors_of(connection, stored[0]).shape[1]) if stored else None


def read_passages(
    connection: sqlite3.Connection, numbers: Sequence[int], reader: TermReader
) -> Iterator[PublishedPassage]:
    """The passages with these rows; of each document that has one, all is read once."""
    stored = passage_rows.passages(connection, list(numbers))
    owners = list({one.document for one in stored})
    found = dict(zip(owners, documents.documents_in(connection, owners), strict=True))
    for one in stored:
        document = found[one.document]
        kind = document.source.kind
        text = embedded_text(document.text, one.passage.sentences)
        terms = reader.sequence(with_forms(text, document.source.language))
        yield PublishedPassage(one, kind, terms, embeddings.vectors_of(connection, one))


def read_contents(connection: sqlite3.Connection, data: Path, build: Build, *, terms: int) -> Contents:
    """Everything that is said beside the passages, which have so many index terms."""
    middles = {kind: open_lane(connection, data, kind).middle() for kind in segments.all_segments(connection)}
    texts = {(Role.LABEL, number): written_label(label) for number, label in documents.labels(connection).items()}
    texts[Role.BUILD, 0] = written_published(Published(build, builds.skipped(connection), middles, terms))
    found: Contents = {name: (digest_of(text), partial(str, text)) for name, text in texts.items()}
    for number, digest in documents.document_digests(connection).items():
        found[Role.DOCUMENT, number] = digest, partial(_document_text, connection, number)
    return found


def _document_text(connection: sqlite3.Connection, number: int) -> str:
    return written_document(documents.document_row(connection, number))
