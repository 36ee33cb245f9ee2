"""Libraries as earlier versions of Byline wrote them, made from one of today."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

from index.library import open_library
from index.storage.row_digests import digest_whole, row_digest
from index.storage.schema import FIRST
from ingest.records import Document

OF_THE_FIRST_LAYOUT = re.findall(r"CREATE TABLE (\w+)", FIRST)

LAYOUT_3 = (
    "SELECT d.number, sha256, text, blocks, furniture, sentences, page_starts, own"
    " FROM documents d JOIN files f ON f.document = d.number WHERE id = ?"
)
"""A document's row, and what its digest was made of."""


def documents_in(data: Path) -> list[Document]:
    with closing(open_library(data)) as library:
        return [library.document(label.id) for label in library.labels.values()]


def as_layout_4_was(data: Path, *, version: int = 4) -> None:
    """Turn a library back into the layout without a place for what of a document could not be read."""
    with closing(sqlite3.connect(data / "library.db", isolation_level=None)) as connection:
        digest_whole(connection)
        connection.execute("ALTER TABLE documents DROP COLUMN partly")
        connection.execute(f"PRAGMA user_version = {version}")


def as_layout_3_was(data: Path) -> None:
    """Turn a library back into the layout in which the sentences of a document stood twice."""
    sentences = {document.id: _json(document) for document in documents_in(data)}
    with closing(sqlite3.connect(data / "library.db", isolation_level=None)) as connection:
        connection.execute("ALTER TABLE documents DROP COLUMN sentence_count")
        connection.execute("ALTER TABLE documents RENAME COLUMN cut_sentences TO sentences")
        connection.execute("CREATE INDEX documents_by_kind ON documents (kind)")
        connection.execute("CREATE INDEX documents_by_content ON documents (sha256)")
        for name, text in sentences.items():
            connection.execute("UPDATE documents SET sentences = ? WHERE id = ?", (text, name))
            number, *content = connection.execute(LAYOUT_3, (name,)).fetchone()
            connection.execute("UPDATE documents SET seal = ? WHERE number = ?", (row_digest(*content), number))
    as_layout_4_was(data, version=3)


def _json(document: Document) -> str:
    return json.dumps([[s.start, s.end, s.voice.kind, s.voice.speaker, s.heading] for s in document.sentences])


def as_the_first_version_wrote_it(data: Path) -> None:
    """Turn a library back into the first layout."""
    as_layout_3_was(data)
    with closing(sqlite3.connect(data / "library.db", isolation_level=None)) as connection:
        connection.execute("CREATE TABLE lanes (kind TEXT PRIMARY KEY, generation INTEGER NOT NULL) STRICT")
        connection.execute("INSERT INTO lanes SELECT kind, generation FROM segments")
        for index in ("documents_by_content", "origins_by_origin"):
            connection.execute(f"DROP INDEX {index}")
        connection.execute("ALTER TABLE passages DROP COLUMN put")
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        for table in tables - {*OF_THE_FIRST_LAYOUT, "sqlite_sequence"}:
            connection.execute(f"DROP TABLE {table}")
        for table in ("documents", "passages", "embeddings"):
            connection.execute(f"ALTER TABLE {table} DROP COLUMN seal")
        connection.execute("PRAGMA user_version = 1")
