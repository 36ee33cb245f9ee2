"""Documents, passages and sentences as rows of the library."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

import numpy as np

from errors import StorageError
from index.inventory import Rows, Table
from index.records import DocumentLabel
from index.storage.label_rows import own_of, own_row, source_of, source_row
from index.storage.seals import check, seal
from ingest.reader import contents_json
from ingest.records import Document, Passage, Sentence, Source, Voice, VoiceKind

PLACE = ("document", "start", "end", "tokens", "embedding", "first_sentence", "sentence_count")
SENTENCE = ("start", "end", "voice", "speaker", "heading")

CONTENT = ("sha256", "text", "blocks", "furniture", "sentences", "page_starts", "own")
"""The columns of a document that never change; its label may."""

LABELS = (
    "SELECT d.number, d.id, d.sha256, d.source, named.id AS origin FROM documents d"
    " LEFT JOIN origins o ON o.document = d.number LEFT JOIN documents named ON named.number = o.origin"
)

DOCUMENTS = "SELECT d.*, f.own FROM documents d LEFT JOIN files f ON f.document = d.number"


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage with the row numbers that the derived indexes know it by, and the generation that put it there."""

    number: int
    document: int
    first_sentence: int
    passage: Passage
    put: int = 0

    @property
    def sentence_numbers(self) -> range:
        """The rows of its sentences, in order."""
        return range(self.first_sentence, self.first_sentence + len(self.passage.sentences))


@dataclass(frozen=True, slots=True)
class PassageRows:
    """The rows of a passage and of its sentences, and the generation that put it there: a passage without its text."""

    number: int
    first_sentence: int
    sentence_count: int
    put: int

    @property
    def sentence_numbers(self) -> range:
        """The rows of its sentences, in order."""
        return range(self.first_sentence, self.first_sentence + self.sentence_count)


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
    return document_of(row) if row else None


def documents_in(connection: sqlite3.Connection, numbers: Sequence[int]) -> list[Document]:
    """The stored documents in these rows, in the order asked."""
    query = f"{DOCUMENTS} WHERE d.number = ?"
    return [document_of(connection.execute(query, (number,)).fetchone()) for number in numbers]


def text_of(connection: sqlite3.Connection, number: int) -> str:
    """The text of the document in this row, for what needs nothing else of it."""
    row = connection.execute(f"{DOCUMENTS} WHERE d.number = ?", (number,)).fetchone()
    check(row["seal"], *(row[name] for name in CONTENT))
    text: str = row["text"]
    return text


def document_of(row: Mapping[str, Any] | sqlite3.Row) -> Document:
    """The document in a row that has all of its columns."""
    check(row["seal"], *(row[name] for name in CONTENT))
    return Document(
        id=row["id"],
        sha256=row["sha256"],
        source=source_of(row["source"]),
        text=row["text"],
        blocks=contents_json.blocks_from_json(json.loads(row["blocks"])),
        furniture=contents_json.furniture_from_json(json.loads(row["furniture"])),
        sentences=contents_json.sentences_from_json(json.loads(row["sentences"])),
        page_starts=tuple(json.loads(row["page_starts"])),
        own=own_of(row["own"]) if row["own"] else (),
    )


def add_document(connection: sqlite3.Connection, document: Document, reading: str) -> int:
    """Store a document with the fingerprint of what read it; its row number."""
    content = (
        document.sha256,
        document.text,
        json.dumps(contents_json.blocks_as_json(document.blocks)),
        json.dumps(contents_json.furniture_as_json(document.furniture)),
        json.dumps(contents_json.sentences_as_json(document.sentences)),
        json.dumps(document.page_starts),
    )
    sealed = seal(*content, own_row(document.own))
    cursor = connection.execute(
        "INSERT INTO documents (id, kind, source, reading, sha256, text, blocks, furniture, sentences, page_starts,"
        " seal) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (document.id, document.source.kind, source_row(document.source), reading, *content, sealed),
    )
    return _row_number(cursor)


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


def add_passage(
    connection: sqlite3.Connection, document: int, passage: Passage, *, embedding: bytes, put: int
) -> PassageRows:
    """Store a passage with its sentences, under the key of its vectors; `put` is the generation that does."""
    first = _next_sentence(connection)
    place = (document, passage.start, passage.end, passage.tokens, embedding, first, len(passage.sentences))
    sentences = [(s.start, s.end, s.voice.kind.value, s.voice.speaker, int(s.heading)) for s in passage.sentences]
    cursor = connection.execute(
        'INSERT INTO passages (document, start, "end", tokens, embedding, first_sentence, sentence_count, seal,'
        " put) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*place, seal(*place, *chain.from_iterable(sentences)), put),
    )
    number = _row_number(cursor)
    connection.executemany(
        "INSERT INTO sentences VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(first + i, number, *sentence) for i, sentence in enumerate(sentences)],
    )
    return PassageRows(number, first, len(passage.sentences), put)


def put_again(connection: sqlite3.Connection, passages: Sequence[PassageRows], put: int) -> list[PassageRows]:
    """Say that this generation put these passages into another lane; the same with this generation."""
    connection.executemany("UPDATE passages SET put = ? WHERE number = ?", [(put, one.number) for one in passages])
    return [replace(one, put=put) for one in passages]


def passage_rows_of(connection: sqlite3.Connection, document: int) -> list[PassageRows]:
    """The rows of this document's passages, in order."""
    query = "SELECT number, first_sentence, sentence_count, put FROM passages WHERE document = ? ORDER BY number"
    return [PassageRows(*row) for row in connection.execute(query, (document,))]


def passages_of(connection: sqlite3.Connection, document: int) -> list[StoredPassage]:
    """The stored passages of this document, in order."""
    return passages(connection, [rows.number for rows in passage_rows_of(connection, document)])


def passages(connection: sqlite3.Connection, numbers: Sequence[int]) -> list[StoredPassage]:
    """The stored passages with these rows, in the order asked."""
    return [_passage(connection, number) for number in numbers]


def _passage(connection: sqlite3.Connection, number: int) -> StoredPassage:
    row = connection.execute(
        "SELECT p.*, d.id FROM passages p JOIN documents d ON d.number = p.document WHERE p.number = ?",
        (number,),
    ).fetchone()
    rows = connection.execute("SELECT * FROM sentences WHERE passage = ? ORDER BY number", (number,)).fetchall()
    if row is None:
        raise sqlite3.DatabaseError("a passage is missing")
    check(row["seal"], *(row[name] for name in PLACE), *(row[name] for row in rows for name in SENTENCE))
    sentences = tuple(
        Sentence(s["start"], s["end"], Voice(VoiceKind(s["voice"]), s["speaker"]), bool(s["heading"])) for s in rows
    )
    passage = Passage(row["id"], row["start"], row["end"], sentences, row["tokens"])
    return StoredPassage(number, row["document"], row["first_sentence"], passage, row["put"])


def passage_table(connection: sqlite3.Connection, documents: Iterable[int] | None = None) -> Table:
    """All passages, or those of these documents, by row."""
    query = "SELECT number, document, first_sentence, sentence_count FROM passages"
    if documents is None:
        every = connection.execute(f"{query} ORDER BY number")
        return np.fromiter(chain.from_iterable(every), np.int64).reshape(-1, 4)
    of_one = f"{query} WHERE document = ? ORDER BY number"
    rows = sorted(tuple(row) for one in documents for row in connection.execute(of_one, (one,)))
    return np.array(rows, np.int64).reshape(-1, 4)


def passage_count(connection: sqlite3.Connection, documents: Sequence[int]) -> int:
    """How many passages these documents have."""
    query = "SELECT count(*) FROM passages WHERE document = ?"
    return sum(int(connection.execute(query, (number,)).fetchone()[0]) for number in documents)


def passages_put(connection: sqlite3.Connection, kind: str, generations: range) -> list[int]:
    """The rows of the kind's passages that these generations put into its lane, by row.

    From the labels that a reader has checked, and by no index that could have lost one.
    """
    of_kind = {number for number, label in labels(connection).items() if label.source.kind == kind}
    rows = connection.execute("SELECT number, document, put FROM passages ORDER BY number")
    return [number for number, document, put in rows if document in of_kind and put in generations]


def sentences_with_voice(connection: sqlite3.Connection, voices: Iterable[VoiceKind]) -> Rows:
    """The rows of the sentences of these voices, headings left out, in order."""
    query = "SELECT number FROM sentences WHERE voice = ? AND heading = 0"
    return np.array(sorted(row[0] for voice in set(voices) for row in connection.execute(query, (voice,))), np.int64)


def _next_sentence(connection: sqlite3.Connection) -> int:
    last = connection.execute("SELECT max(number) FROM sentences").fetchone()[0]
    return int(last or 0) + 1


def _row_number(cursor: sqlite3.Cursor) -> int:
    number = cursor.lastrowid
    if number is None:  # SQLite gives one after every INSERT; the type says it may not
        raise StorageError("the library gave no row number: report this")
    return number
