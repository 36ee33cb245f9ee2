"""Documents, passages and sentences as rows of the library."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

import numpy as np
from numpy.typing import NDArray

from errors import StorageError
from index.records import DocumentLabel
from ingest.records import Block, BlockKind, Document, Furniture, Passage, Sentence, Source, Voice, VoiceKind

Table = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage with the row numbers that the derived indexes know it by."""

    number: int
    document: int
    first_sentence: int
    passage: Passage

    @property
    def sentence_numbers(self) -> range:
        """The rows of its sentences, in order."""
        return range(self.first_sentence, self.first_sentence + len(self.passage.sentences))


def labels(connection: sqlite3.Connection) -> dict[int, DocumentLabel]:
    """Document row → its label, for all documents, in corpus order."""
    rows = connection.execute("SELECT number, id, sha256, source FROM documents").fetchall()
    in_order = sorted(rows, key=lambda row: PurePosixPath(row["id"]).parts)
    return {row["number"]: DocumentLabel(row["id"], row["sha256"], _source(row["source"])) for row in in_order}


def of_kind(connection: sqlite3.Connection, kind: str) -> list[int]:
    """The rows of the documents of this kind."""
    return [row[0] for row in connection.execute("SELECT number FROM documents WHERE kind = ? ORDER BY id", (kind,))]


def document(connection: sqlite3.Connection, document_id: str) -> Document | None:
    """A stored document, or None when there is none of that id."""
    row = connection.execute("SELECT * FROM documents WHERE id = ?", (document_id,)).fetchone()
    return _document(row) if row else None


def readings(connection: sqlite3.Connection) -> dict[str, str]:
    """Document id → the fingerprint of what read it."""
    return dict(connection.execute("SELECT id, reading FROM documents").fetchall())


def add_document(connection: sqlite3.Connection, document: Document, reading: str) -> int:
    """Store a document with the fingerprint of what read it; its row number."""
    cursor = connection.execute(
        "INSERT INTO documents (id, sha256, kind, source, reading, text, blocks, furniture, sentences, page_starts)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            document.id,
            document.sha256,
            document.source.kind,
            _source_json(document.source),
            reading,
            document.text,
            json.dumps([[b.kind, b.start, b.end, b.level, b.links] for b in document.blocks]),
            json.dumps([[f.start, f.end, f.rule] for f in document.furniture]),
            json.dumps([[s.start, s.end, s.voice.kind, s.voice.speaker, s.heading] for s in document.sentences]),
            json.dumps(document.page_starts),
        ),
    )
    return _row_number(cursor)


def remove_documents(connection: sqlite3.Connection, numbers: Sequence[int]) -> None:
    """Remove documents by row, with their passages and sentences."""
    connection.executemany("DELETE FROM documents WHERE number = ?", [(number,) for number in numbers])


def add_passage(connection: sqlite3.Connection, document: int, passage: Passage, embedding: bytes) -> StoredPassage:
    """Store a passage with its sentences, under the key of its vectors."""
    first = _next_sentence(connection)
    cursor = connection.execute(
        'INSERT INTO passages (document, start, "end", tokens, embedding, first_sentence, sentence_count)'
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (document, passage.start, passage.end, passage.tokens, embedding, first, len(passage.sentences)),
    )
    number = _row_number(cursor)
    connection.executemany(
        "INSERT INTO sentences VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (first + i, number, s.start, s.end, s.voice.kind, s.voice.speaker, s.heading)
            for i, s in enumerate(passage.sentences)
        ],
    )
    return StoredPassage(number, document, first, passage)


def passages_of(connection: sqlite3.Connection, documents: Sequence[int]) -> Iterator[StoredPassage]:
    """The stored passages of these documents, in order."""
    for document in documents:
        numbers = [
            row[0]
            for row in connection.execute("SELECT number FROM passages WHERE document = ? ORDER BY number", (document,))
        ]
        yield from passages(connection, numbers)


def passages(connection: sqlite3.Connection, numbers: Sequence[int]) -> list[StoredPassage]:
    """The stored passages with these rows, in the order asked."""
    return [_passage(connection, number) for number in numbers]


def _passage(connection: sqlite3.Connection, number: int) -> StoredPassage:
    row = connection.execute(
        "SELECT p.*, d.id FROM passages p JOIN documents d ON d.number = p.document WHERE p.number = ?",
        (number,),
    ).fetchone()
    rows = connection.execute("SELECT * FROM sentences WHERE passage = ? ORDER BY number", (number,)).fetchall()
    sentences = tuple(
        Sentence(s["start"], s["end"], Voice(VoiceKind(s["voice"]), s["speaker"]), bool(s["heading"])) for s in rows
    )
    passage = Passage(row["id"], row["start"], row["end"], sentences, row["tokens"])
    return StoredPassage(number, row["document"], row["first_sentence"], passage)


def passage_table(connection: sqlite3.Connection) -> Table:
    """All passages, int64 (n, 4): passage row, document row, first sentence row, how many sentences; by row."""
    query = "SELECT number, document, first_sentence, sentence_count FROM passages ORDER BY number"
    rows = [tuple(row) for row in connection.execute(query)]
    return np.array(rows, np.int64).reshape(len(rows), 4)


def sentences_with_voice(connection: sqlite3.Connection, voices: Iterable[VoiceKind]) -> Table:
    """The rows, int64 (n,), of the sentences of these voices, headings left out, in order."""
    query = "SELECT number FROM sentences WHERE voice = ? AND heading = 0"
    return np.array(sorted(row[0] for voice in set(voices) for row in connection.execute(query, (voice,))), np.int64)


def passage_count(connection: sqlite3.Connection) -> int:
    """How many passages the library has."""
    count: int = connection.execute("SELECT count(*) FROM passages").fetchone()[0]
    return count


def sentence_count(connection: sqlite3.Connection, kind: str) -> int:
    """How many sentences the passages of this kind have."""
    query = "SELECT sum(sentence_count) FROM passages p JOIN documents d ON d.number = p.document WHERE d.kind = ?"
    return int(connection.execute(query, (kind,)).fetchone()[0] or 0)


def _next_sentence(connection: sqlite3.Connection) -> int:
    last = connection.execute("SELECT max(number) FROM sentences").fetchone()[0]
    return int(last or 0) + 1


def _row_number(cursor: sqlite3.Cursor) -> int:
    number = cursor.lastrowid
    if number is None:  # SQLite gives one after every INSERT; the type says it may not
        raise StorageError("the library gave no row number: report this")
    return number


def _source_json(source: Source) -> str:
    fields = {name: getattr(source, name) for name in ("kind", "title", "publisher", "author", "url", "rules")}
    published = source.published.isoformat() if source.published else None
    return json.dumps(fields | {"published": published})


def _source(text: str) -> Source:
    fields = json.loads(text)
    published = fields.pop("published")
    return Source(published=date.fromisoformat(published) if published else None, **fields)


def _document(row: sqlite3.Row) -> Document:
    return Document(
        id=row["id"],
        sha256=row["sha256"],
        source=_source(row["source"]),
        text=row["text"],
        blocks=tuple(
            Block(BlockKind(kind), start, end, level, tuple((a, b) for a, b in links))
            for kind, start, end, level, links in json.loads(row["blocks"])
        ),
        furniture=tuple(Furniture(*span) for span in json.loads(row["furniture"])),
        sentences=tuple(
            Sentence(start, end, Voice(VoiceKind(kind), speaker), heading)
            for start, end, kind, speaker, heading in json.loads(row["sentences"])
        ),
        page_starts=tuple(json.loads(row["page_starts"])),
    )
