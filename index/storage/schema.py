"""Define the tables of `library.db`, and bring files of an earlier layout up to date.

The number of the layout is stored in the file (`user_version`). A build brings an older library up to date step by
step, in one transaction, without embedding anything for it; a newer library is left alone.
"""

from __future__ import annotations

import json
import sqlite3

from index.storage.origin_groups import fill_bands
from index.storage.row_digests import digest_whole, row_digest
from index.storage.sqlite import LayoutStep, script, take_steps

FIRST = """
CREATE TABLE builds (
    generation INTEGER PRIMARY KEY, built_at TEXT NOT NULL, model TEXT NOT NULL,
    model_fingerprint TEXT NOT NULL, reading_fingerprint TEXT NOT NULL, report TEXT NOT NULL
) STRICT;
CREATE TABLE documents (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, sha256 TEXT NOT NULL, kind TEXT NOT NULL,
    source TEXT NOT NULL, reading TEXT NOT NULL, text TEXT NOT NULL, blocks TEXT NOT NULL, furniture TEXT NOT NULL,
    sentences TEXT NOT NULL, page_starts TEXT NOT NULL
) STRICT;
CREATE INDEX documents_by_kind ON documents (kind);
CREATE TABLE passages (
    number INTEGER PRIMARY KEY AUTOINCREMENT, document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, tokens INTEGER NOT NULL, embedding BLOB NOT NULL,
    first_sentence INTEGER NOT NULL, sentence_count INTEGER NOT NULL
) STRICT;
CREATE INDEX passages_by_document ON passages (document);
CREATE INDEX passages_by_embedding ON passages (embedding);
CREATE TABLE sentences (
    number INTEGER PRIMARY KEY, passage INTEGER NOT NULL REFERENCES passages ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, voice TEXT NOT NULL, speaker TEXT, heading INTEGER NOT NULL
) STRICT;
CREATE INDEX sentences_by_passage ON sentences (passage);
CREATE TABLE embeddings (key BLOB PRIMARY KEY, vectors BLOB NOT NULL) STRICT;
CREATE TABLE skipped (path TEXT PRIMARY KEY, reason TEXT NOT NULL) STRICT;
CREATE TABLE lanes (kind TEXT PRIMARY KEY, generation INTEGER NOT NULL) STRICT;
"""

FILES_SEALS_AND_ORIGINS = """
CREATE TABLE files (
    document INTEGER PRIMARY KEY REFERENCES documents ON DELETE CASCADE, own TEXT NOT NULL,
    size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, ctime_ns INTEGER NOT NULL, at_ns INTEGER NOT NULL
) STRICT;
UPDATE documents SET reading = '';
ALTER TABLE documents ADD COLUMN seal BLOB;
ALTER TABLE passages ADD COLUMN seal BLOB;
ALTER TABLE embeddings ADD COLUMN seal BLOB;
CREATE TABLE traces (
    document INTEGER PRIMARY KEY REFERENCES documents ON DELETE CASCADE, hashes BLOB NOT NULL, agency TEXT
) STRICT;
CREATE TABLE origins (
    document INTEGER PRIMARY KEY REFERENCES documents ON DELETE CASCADE, origin INTEGER NOT NULL
) STRICT;
CREATE TABLE seals (name TEXT PRIMARY KEY, digest BLOB NOT NULL) STRICT;
"""
"""The second layout: what documents say about themselves, row digests, and origins.

A document's statements about itself are only in its file, so every file is read again; stored vectors are reused.
"""

SEGMENTS_AND_CHANGES = """
CREATE TABLE segments (
    kind TEXT NOT NULL, generation INTEGER NOT NULL, first INTEGER NOT NULL, sentences INTEGER NOT NULL,
    PRIMARY KEY (kind, generation)
) STRICT;
INSERT INTO segments SELECT l.kind, l.generation, 0, (
    SELECT coalesce(sum(sentence_count), 0) FROM passages p JOIN documents d ON d.number = p.document
    WHERE d.kind = l.kind
) FROM lanes l;
DROP TABLE lanes;
CREATE TABLE gone (
    kind TEXT NOT NULL, segment INTEGER NOT NULL, generation INTEGER NOT NULL, sentence INTEGER NOT NULL,
    PRIMARY KEY (kind, segment, generation, sentence)
) STRICT, WITHOUT ROWID;
ALTER TABLE passages ADD COLUMN put INTEGER NOT NULL DEFAULT 0;
CREATE INDEX documents_by_content ON documents (sha256);
CREATE TABLE bands (value INTEGER NOT NULL, document INTEGER NOT NULL, PRIMARY KEY (value, document))
    STRICT, WITHOUT ROWID;
CREATE INDEX origins_by_origin ON origins (origin);
CREATE TABLE changes (generation INTEGER NOT NULL, document INTEGER NOT NULL, PRIMARY KEY (generation, document))
    STRICT, WITHOUT ROWID;
DROP TABLE seals;
CREATE TABLE seals (name TEXT PRIMARY KEY, sum BLOB NOT NULL, rows INTEGER NOT NULL) STRICT;
"""
"""The third layout: lanes of several files, and a record of changes.

Each file holds the sentences that a range of generations put in, without those removed since. `passages.put` is the
generation that put a passage into its lane; `bands` finds documents with similar text; `changes` lists the documents
that a generation touched.
"""


SENTENCES_ONCE = """
DROP INDEX documents_by_kind;
DROP INDEX documents_by_content;
ALTER TABLE documents RENAME COLUMN sentences TO cut_sentences;
ALTER TABLE documents ADD COLUMN sentence_count INTEGER;
"""
"""The fourth layout: sentences are stored once.

A document's sentences are rows of its passages; its own row keeps only those that were cut between two passages.
"""


HELD = (
    'SELECT s.start, s."end", s.voice, s.speaker, s.heading FROM passages p JOIN sentences s'
    " ON s.number >= p.first_sentence AND s.number < p.first_sentence + p.sentence_count WHERE p.document = ?"
)
"""The query for the sentences of a document's passages."""


def _segments_and_changes(connection: sqlite3.Connection) -> None:
    script(SEGMENTS_AND_CHANGES)(connection)
    fill_bands(connection)


def _sentences_once(connection: sqlite3.Connection) -> None:
    script(SENTENCES_ONCE)(connection)
    for (number,) in connection.execute("SELECT number FROM documents").fetchall():
        _keep_cut_sentences(connection, number)


def _keep_cut_sentences(connection: sqlite3.Connection, number: int) -> None:
    """Remove from a document's row the sentences that its passages contain whole.

    A row that is not what was written stays as it is. A row without a digest belongs to a document that the same build
    reads again.
    """
    query = (
        "SELECT d.seal, d.sha256, d.text, d.blocks, d.furniture, d.cut_sentences, d.page_starts, f.own"
        " FROM documents d LEFT JOIN files f ON f.document = d.number WHERE d.number = ?"
    )
    seal, *content = connection.execute(query, (number,)).fetchone()
    if seal is None or seal != row_digest(*content):
        return
    *before, sentences, page_starts, own = content
    every = json.loads(sentences)
    held = {tuple(row) for row in connection.execute(HELD, (number,))}
    cut = json.dumps([sentence for sentence in every if tuple(sentence) not in held])
    connection.execute(
        "UPDATE documents SET cut_sentences = ?, sentence_count = ?, seal = ? WHERE number = ?",
        (cut, len(every), row_digest(*before, cut, len(every), page_starts, own), number),
    )


READ_IN_PART = "ALTER TABLE documents ADD COLUMN partly TEXT NOT NULL DEFAULT '[]'"
"""The fifth layout: what of a document's file could not be read, a JSON list of lines."""


def _read_in_part(connection: sqlite3.Connection) -> None:
    script(READ_IN_PART)(connection)
    digest_whole(connection)  # the last step ends like this; the columns that it seals come with the steps


STEPS: tuple[LayoutStep, ...] = (
    script(FIRST),
    script(FILES_SEALS_AND_ORIGINS),
    _segments_and_changes,
    _sentences_once,
    _read_in_part,
)
"""The steps to layout 1, layout 2, and so on."""

SCHEMA_VERSION = len(STEPS)


def bring_up_to_date(connection: sqlite3.Connection) -> None:
    """Apply the steps that the file still lacks, all or none. A newer file is left as it is."""
    take_steps(connection, STEPS)
