"""Documents and their labels as rows of the library, and what a copy elsewhere is compared by."""

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
from ingest.records import Document, OwnField, Passage, Sentence, Source


def source_row(source: Source) -> str:
    """The label as a row holds it."""
    found = label_as_json(source) | {"rules": source.rules}
    return json.dumps({name: found[name] for name in (*TEXT_FIELDS, "rules", *DATE_FIELDS)})


def source_of(row: str) -> Source:
    """The label that a row holds."""
    fields = json.loads(row)
    return label_from_json(fields, fields["rules"])


def own_row(own: Sequence[OwnField]) -> str:
    """What a document says of itself as a row holds it; a date is a list of one, text is text."""
    return json.dumps([[field.name, _written(field.value), field.rule] for field in own])


def own_of(row: str) -> tuple[OwnField, ...]:
    """What a document says of itself, from its row."""
    return tuple(OwnField(name, _value(value), rule) for name, value, rule in json.loads(row))


def _written(value: str | date) -> str | list[str]:
    return [value.isoformat()] if isinstance(value, date) else value


def _value(value: str | list[str]) -> str | date:
    return value if isinstance(value, str) else date.fromisoformat(value[0])


# Documents as rows of the library.

CONTENT = ("sha256", "text", "blocks", "furniture", "cut_sentences", "sentence_count", "page_starts", "own")
"""The columns of a document that never change; its label may.

Its sentences are rows of its passages. `cut_sentences` holds those that no passage has whole.
"""

COPIED = ("sha256", "text", "blocks", "furniture", "sentences", "page_starts", "own")
"""What a copy of the library elsewhere holds of a document: the same, with all sentences in one place."""

LABELS = (
    "SELECT d.number, d.id, d.sha256, d.source, named.id AS origin FROM documents d"
    " LEFT JOIN origins o ON o.document = d.number LEFT JOIN documents named ON named.number = o.origin"
)

DOCUMENTS = "SELECT d.*, f.own FROM documents d LEFT JOIN files f ON f.document = d.number"


def labels(connection: sqlite3.Connection) -> dict[int, DocumentLabel]:
    """Document row → its label, for all documents, in corpus order."""
    rows = connection.execute(LABELS).fetchall()
    return {row["number"]: _label(row) for row in sorted(rows, key=lambda row: row["id"].split("/"))}


def labels_of(connection: sqlite3.Connection, numbers: Iterable[int]) -> dict[int, DocumentLabel]:
    """Document row → its label, for those of these documents that there are."""
    rows = (connection.execute(f"{LABELS} WHERE d.number = ?", (number,)).fetchone() for number in numbers)
    return {row["number"]: _label(row) for row in rows if row}


def _label(row: sqlite3.Row) -> DocumentLabel:
    return DocumentLabel(row["id"], row["sha256"], source_of(row["source"]), row["origin"] or row["id"])


def document(connection: sqlite3.Connection, document_id: str) -> Document | None:
    """A stored document, or None when there is none of that id."""
    row = connection.execute(f"{DOCUMENTS} WHERE d.id = ?", (document_id,)).fetchone()
    if row and row["id"] != document_id:
        raise sqlite3.DatabaseError("an id leads to another document")
    return _document(connection, row) if row else None


def documents_in(connection: sqlite3.Connection, numbers: Sequence[int]) -> list[Document]:
    """The stored documents in these rows, in the order asked."""
    query = f"{DOCUMENTS} WHERE d.number = ?"
    return [_document(connection, connection.execute(query, (number,)).fetchone()) for number in numbers]


def texts_of(connection: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, str]:
    """Document row → its text, for what needs nothing else of these documents."""
    found: dict[int, str] = {}
    for some in in_parts(numbers):
        for row in connection.execute(f"{DOCUMENTS} WHERE d.number IN ({', '.join('?' * len(some))})", some):
            check(row["seal"], *(row[name] for name in CONTENT))
            found[row["number"]] = row["text"]
    if any(number not in found for number in numbers):
        raise sqlite3.DatabaseError("a document is missing")
    return found


def _document(connection: sqlite3.Connection, row: sqlite3.Row) -> Document:
    check(row["seal"], *(row[name] for name in CONTENT))
    return document_of(row, _sentences(connection, row))


def document_of(row: Mapping[str, Any] | sqlite3.Row, sentences: tuple[Sentence, ...]) -> Document:
    """The document in a row that has all of its other columns."""
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
    )


def _sentences(connection: sqlite3.Connection, row: sqlite3.Row) -> tuple[Sentence, ...]:
    """All sentences of the document in this row, in order.

    Raises:
        sqlite3.DatabaseError: they are not what was written.
    """
    cut = plain_data.sentences_from_json(json.loads(row["cut_sentences"]))
    found = tuple(_with_cut(sentences_of(connection, row["number"]), cut))
    if row["sentence_count"] not in {None, len(found)}:  # an index could have lost a passage
        raise sqlite3.DatabaseError("a document's sentences are not what was written")
    return found


def _with_cut(held: Iterable[Sentence], cut: Sequence[Sentence]) -> Iterator[Sentence]:
    """The sentences that passages hold, with these in place of their parts."""
    if not cut:
        return iter(held)
    starts = [sentence.start for sentence in cut]
    before = ((sentence, bisect_right(starts, sentence.start)) for sentence in held)
    whole = (sentence for sentence, at in before if not at or sentence.start >= cut[at - 1].end)
    return merge(whole, cut, key=lambda sentence: sentence.start)


def add_document(
    connection: sqlite3.Connection, document: Document, passages: Iterable[Passage], *, reading: str
) -> int:
    """Store a document with the fingerprint of what read it; its row number. The caller stores its passages."""
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
        " sentence_count, page_starts, seal) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (document.id, document.source.kind, source_row(document.source), reading, *content, sealed),
    )
    return row_number(cursor)


def set_ids_aside(connection: sqlite3.Connection, numbers: Sequence[int]) -> None:
    """Free the ids of documents that are about to be relabelled: two may swap theirs."""
    aside = [(f"\0{number}", number) for number in numbers]
    connection.executemany("UPDATE documents SET id = ? WHERE number = ?", aside)


def relabel(connection: sqlite3.Connection, number: int, document_id: str, source: Source) -> None:
    """Give the document in this row an id and a label; its text, passages and vectors stay as they are."""
    connection.execute(
        "UPDATE documents SET id = ?, kind = ?, source = ? WHERE number = ?",
        (document_id, source.kind, source_row(source), number),
    )


def remove_documents(connection: sqlite3.Connection, numbers: Sequence[int]) -> None:
    """Remove documents by row, with their passages and sentences."""
    connection.executemany("DELETE FROM documents WHERE number = ?", [(number,) for number in numbers])


# What a copy of the library elsewhere is compared by, and made from.


def document_row(connection: sqlite3.Connection, number: int) -> dict[str, Any]:
    """What a copy holds of a document, under a digest of its own: all that no label changes.

    Raises:
        sqlite3.DatabaseError: it is not what was written.
    """
    row = connection.execute(f"{DOCUMENTS} WHERE d.number = ?", (number,)).fetchone()
    check(row["seal"], *(row[name] for name in CONTENT))
    sentences = json.dumps(plain_data.sentences_as_json(_sentences(connection, row)))
    copied = {name: sentences if name == "sentences" else row[name] for name in COPIED}
    return {"seal": row_digest(*copied.values()), **copied}


def copied_document(row: Mapping[str, Any]) -> Document:
    """The document that `document_row` gave, whose row here also has its id and its label.

    Raises:
        sqlite3.DatabaseError: it is not what was written.
    """
    check(row["seal"], *(row[name] for name in COPIED))
    return document_of(row, plain_data.sentences_from_json(json.loads(row["sentences"])))


def document_digests(connection: sqlite3.Connection) -> dict[int, str]:
    """Document row → what tells its content from another."""
    rows = connection.execute("SELECT number, sha256, reading, seal FROM documents")
    return {row["number"]: row_digest(row["sha256"], row["reading"], row["seal"]).hex() for row in rows}


def passage_digests(connection: sqlite3.Connection) -> dict[int, str]:
    """Passage row → what tells it from another, its kind and its vectors included."""
    query = "SELECT p.number, p.seal, d.kind FROM passages p JOIN documents d ON d.number = p.document"
    return {row["number"]: row_digest(*row).hex() for row in connection.execute(query)}
