"""Store documents and their labels as rows of the library, and compare them with copies elsewhere."""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from heapq import merge
from typing import Any

from index.records import DocumentLabel
from index.storage.passages import sentences_of
from index.storage.row_digests import check, row_digest
from index.storage.sqlite import in_parts, row_number
from ingest import plain_data
from ingest.labels.fields import DATE_FIELDS, TEXT_FIELDS, label_as_json, label_from_json
from ingest.records import Document, Furniture, OwnField, Passage, Sentence, Source


def source_row(source: Source) -> str:
    """Encode a label for a row."""
    found = label_as_json(source) | {"rules": source.rules}
    return json.dumps({name: found[name] for name in (*TEXT_FIELDS, "rules", *DATE_FIELDS)})


def source_of(row: str) -> Source:
    """Decode the label in a row."""
    fields = json.loads(row)
    return label_from_json(fields, fields["rules"])


def partly_row(partly: Iterable[str]) -> str:
    """Encode what of a document could not be read."""
    return json.dumps(list(partly))


def partly_of(row: str) -> tuple[str, ...]:
    """Decode what of a document could not be read."""
    return tuple(json.loads(row))


def own_row(own: Sequence[OwnField]) -> str:
    """Encode what a document says about itself; a date becomes a list of one string, text stays a string."""
    return json.dumps([[field.name, _written(field.value), field.rule] for field in own])


def own_of(row: str) -> tuple[OwnField, ...]:
    """Decode what a document says about itself."""
    return tuple(OwnField(name, _value(value), rule) for name, value, rule in json.loads(row))


def _written(value: str | date) -> str | list[str]:
    return [value.isoformat()] if isinstance(value, date) else value


def _value(value: str | list[str]) -> str | date:
    return value if isinstance(value, str) else date.fromisoformat(value[0])


# Documents as rows of the library.

CONTENT = ("sha256", "text", "blocks", "furniture", "cut_sentences", "sentence_count", "page_starts", "own")
"""The columns of a document that never change, in contrast to its label.

Its sentences are rows of its passages. `cut_sentences` holds those that no passage contains whole.
"""

COPIED = ("sha256", "text", "blocks", "furniture", "sentences", "page_starts", "own")
"""The columns of a document in a copy of the library elsewhere: the same content, with all sentences in one column."""

LABELS = (
    "SELECT d.number, d.id, d.sha256, d.source, d.partly, named.id AS origin FROM documents d"
    " LEFT JOIN origins o ON o.document = d.number LEFT JOIN documents named ON named.number = o.origin"
)

DOCUMENTS = "SELECT d.*, f.own FROM documents d LEFT JOIN files f ON f.document = d.number"


def labels(connection: sqlite3.Connection) -> dict[int, DocumentLabel]:
    """Return the labels of all documents by document row, in corpus order."""
    rows = connection.execute(LABELS).fetchall()
    return {row["number"]: _label(row) for row in sorted(rows, key=lambda row: row["id"].split("/"))}


def labels_of(connection: sqlite3.Connection, numbers: Iterable[int]) -> dict[int, DocumentLabel]:
    """Return the labels of these documents by document row, leaving out those that do not exist."""
    rows = (connection.execute(f"{LABELS} WHERE d.number = ?", (number,)).fetchone() for number in numbers)
    return {row["number"]: _label(row) for row in rows if row}


def _label(row: sqlite3.Row) -> DocumentLabel:
    partly = partly_of(row["partly"])
    return DocumentLabel(row["id"], row["sha256"], source_of(row["source"]), row["origin"] or row["id"], partly)


def label_of(row: Sequence[Any], origin: str) -> DocumentLabel:
    """Build a label from a row of number, id, sha256, kind, source and partly; `origin` is a document's id."""
    _, document_id, sha256, _, source, partly = row
    return DocumentLabel(document_id, sha256, source_of(source), origin or document_id, partly_of(partly))


def numbers_by_id(connection: sqlite3.Connection) -> dict[str, int]:
    """Return the rows of all documents by id, read from the index of ids alone."""
    return dict(connection.execute("SELECT id, number FROM documents ORDER BY id").fetchall())


def hashes(connection: sqlite3.Connection) -> frozenset[str]:
    """Return the hashes of the files of all documents."""
    return frozenset(sha256 for (sha256,) in connection.execute("SELECT sha256 FROM documents"))


def read_in_part(connection: sqlite3.Connection) -> dict[str, tuple[str, ...]]:
    """Return what could not be read of each document that was read only in part, by document id."""
    rows = connection.execute("SELECT id, partly FROM documents WHERE partly != '[]'")
    return {row["id"]: partly_of(row["partly"]) for row in rows}


def document(connection: sqlite3.Connection, document_id: str) -> Document | None:
    """Return the stored document with this id, or None."""
    row = connection.execute(f"{DOCUMENTS} WHERE d.id = ?", (document_id,)).fetchone()
    if row and row["id"] != document_id:
        raise sqlite3.DatabaseError("an id leads to another document")
    return _document(connection, row) if row else None


def documents_in(connection: sqlite3.Connection, numbers: Sequence[int]) -> list[Document]:
    """Return the stored documents in these rows, in the given order."""
    query = f"{DOCUMENTS} WHERE d.number = ?"
    return [_document(connection, connection.execute(query, (number,)).fetchone()) for number in numbers]


def texts_of(connection: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, str]:
    """Return only the texts of these documents, by document row."""
    found: dict[int, str] = {}
    for some in in_parts(numbers):
        for row in connection.execute(f"{DOCUMENTS} WHERE d.number IN ({', '.join('?' * len(some))})", some):
            check(row["seal"], *(row[name] for name in CONTENT))
            found[row["number"]] = row["text"]
    if any(number not in found for number in numbers):
        raise sqlite3.DatabaseError("a document is missing")
    return found


def text_of(connection: sqlite3.Connection, number: int) -> tuple[str, tuple[Furniture, ...]]:
    """Return the text of the document in this row, and what of it is furniture."""
    row = connection.execute(f"{DOCUMENTS} WHERE d.number = ?", (number,)).fetchone()
    if row is None:
        raise sqlite3.DatabaseError("a document is missing")
    check(row["seal"], *(row[name] for name in CONTENT))
    return row["text"], plain_data.furniture_from_json(json.loads(row["furniture"]))


def check_documents(connection: sqlite3.Connection) -> None:
    """Check the rows of all documents, with their texts.

    Raises:
        sqlite3.DatabaseError: one is not what was written.
    """
    for row in connection.execute(DOCUMENTS):
        check(row["seal"], *(row[name] for name in CONTENT))


def _document(connection: sqlite3.Connection, row: sqlite3.Row) -> Document:
    check(row["seal"], *(row[name] for name in CONTENT))
    return document_of(row, _sentences(connection, row))


def document_of(row: Mapping[str, Any] | sqlite3.Row, sentences: tuple[Sentence, ...]) -> Document:
    """Build a document from a row with all its other columns, and its sentences."""
    return Document(
        id=row["id"],
        sha256=row["sha256"],
        source=source_of(row["source"]),
        text=row["text"],
        blocks=plain_data.blocks_from_json(json.loads(row["blocks"])),
        furniture=plain_data.furniture_from_json(json.loads(row["furniture"])),
        sentences=sentences,
        page_starts=tuple(json.loads(row["page_starts"])),
        own=own_of(row["own"]) if row["own"] else (),
        partly=partly_of(row["partly"]),
    )


def _sentences(connection: sqlite3.Connection, row: sqlite3.Row) -> tuple[Sentence, ...]:
    """Return all sentences of the document in this row, in order.

    Raises:
        sqlite3.DatabaseError: they are not what was written.
    """
    cut = plain_data.sentences_from_json(json.loads(row["cut_sentences"]))
    found = tuple(_with_cut(sentences_of(connection, row["number"]), cut))
    if row["sentence_count"] not in {None, len(found)}:  # an index could have lost a passage
        raise sqlite3.DatabaseError("a document's sentences are not what was written")
    return found


def _with_cut(held: Iterable[Sentence], cut: Sequence[Sentence]) -> Iterator[Sentence]:
    """Replace the parts of cut sentences among the sentences of passages by the cut sentences."""
    if not cut:
        return iter(held)
    starts = [sentence.start for sentence in cut]
    before = ((sentence, bisect_right(starts, sentence.start)) for sentence in held)
    whole = (sentence for sentence, at in before if not at or sentence.start >= cut[at - 1].end)
    return merge(whole, cut, key=lambda sentence: sentence.start)


def add_document(
    connection: sqlite3.Connection, document: Document, passages: Iterable[Passage], *, reading: str
) -> int:
    """Store a document with the fingerprint of the reader, and return its row; the caller stores its passages."""
    held = {sentence for passage in passages for sentence in passage.sentences}
    content = (
        document.sha256,
        document.text,
        json.dumps(plain_data.blocks_as_json(document.blocks)),
        json.dumps(plain_data.furniture_as_json(document.furniture)),
        json.dumps(plain_data.sentences_as_json(s for s in document.sentences if s not in held)),
        len(document.sentences),
        json.dumps(document.page_starts),
    )
    sealed = row_digest(*content, own_row(document.own))
    cursor = connection.execute(
        "INSERT INTO documents (id, kind, source, reading, sha256, text, blocks, furniture, cut_sentences,"
        " sentence_count, page_starts, seal, partly) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(document.id, document.source.kind, source_row(document.source), reading),
            *(*content, sealed, partly_row(document.partly)),
        ),
    )
    return row_number(cursor)


def set_ids_aside(connection: sqlite3.Connection, numbers: Sequence[int]) -> None:
    """Free the ids of documents that are about to be relabelled, because two documents may swap theirs."""
    aside = [(f"\0{number}", number) for number in numbers]
    connection.executemany("UPDATE documents SET id = ? WHERE number = ?", aside)


def relabel(connection: sqlite3.Connection, number: int, document_id: str, source: Source) -> None:
    """Give the document in this row a new id and label; its text, passages and vectors stay as they are."""
    connection.execute(
        "UPDATE documents SET id = ?, kind = ?, source = ? WHERE number = ?",
        (document_id, source.kind, source_row(source), number),
    )


def remove_documents(connection: sqlite3.Connection, numbers: Sequence[int]) -> None:
    """Remove documents by row, with their passages and sentences."""
    connection.executemany("DELETE FROM documents WHERE number = ?", [(number,) for number in numbers])


# Making a copy of the library elsewhere, and comparing it.


def document_row(connection: sqlite3.Connection, number: int) -> dict[str, Any]:
    """Return the columns of a document in a copy, with their own digest: everything that no label changes.

    Raises:
        sqlite3.DatabaseError: the stored row is not what was written.
    """
    row = connection.execute(f"{DOCUMENTS} WHERE d.number = ?", (number,)).fetchone()
    check(row["seal"], *(row[name] for name in CONTENT))
    sentences = json.dumps(plain_data.sentences_as_json(_sentences(connection, row)))
    copied = {name: sentences if name == "sentences" else row[name] for name in COPIED}
    return {"seal": row_digest(*copied.values()), **copied}


def copied_document(row: Mapping[str, Any]) -> Document:
    """Restore the document from a copied row, as `document_row` returned it with `id`, `source` and `partly` added.

    Raises:
        sqlite3.DatabaseError: the copied row is not what was written.
    """
    check(row["seal"], *(row[name] for name in COPIED))
    return document_of(row, plain_data.sentences_from_json(json.loads(row["sentences"])))


def document_digests(connection: sqlite3.Connection) -> dict[int, str]:
    """Return a digest of each document's content, by document row."""
    rows = connection.execute("SELECT number, sha256, reading, seal FROM documents")
    return {row["number"]: row_digest(row["sha256"], row["reading"], row["seal"]).hex() for row in rows}


def passage_digests(connection: sqlite3.Connection) -> dict[int, str]:
    """Return a digest of each passage with its kind and its vectors, by passage row."""
    query = "SELECT p.number, p.seal, d.kind FROM passages p JOIN documents d ON d.number = p.document"
    return {row["number"]: row_digest(*row).hex() for row in connection.execute(query)}
