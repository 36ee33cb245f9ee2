"""Whether the library's rows are still what was written: a digest beside each, checked before it is believed.

SQLite sees a file that is cut short and most pages that are scrambled, but not a letter that changed on the disk.
What is read whole when a library opens is sealed together (`seals`); what is read later is sealed row by row. A row
without a seal was written by an earlier version of Byline and is taken as it is.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable

LIBRARY = "library"
FILES = "files"

READ_WHOLE = {
    LIBRARY: (
        "SELECT * FROM sqlite_schema ORDER BY type, name",
        "SELECT number, id, sha256, kind, source FROM documents ORDER BY number",
        "SELECT number, document, first_sentence, sentence_count FROM passages ORDER BY number",
        "SELECT document, origin FROM origins ORDER BY document",
        "SELECT kind, generation FROM lanes ORDER BY kind",
        "SELECT path, reason FROM skipped ORDER BY path",
        "SELECT generation, built_at, model, model_fingerprint, reading_fingerprint FROM builds ORDER BY generation",
    ),
    FILES: (
        "SELECT f.*, d.reading FROM files f JOIN documents d ON d.number = f.document ORDER BY f.document",
        "SELECT * FROM traces ORDER BY document",
    ),
}
"""What a reader, and what a plan reads of every document at once."""

SEAL_BYTES = 16


def seal(*parts: object) -> bytes:
    """The digest of these values: numbers, text, bytes and nothing."""
    digest = hashlib.blake2b(digest_size=SEAL_BYTES)
    for part in parts:
        content = part if isinstance(part, bytes) else str(part).encode("utf-8", "surrogatepass")
        digest.update(f"{type(part).__name__} {len(content)} ".encode() + content)
    return digest.digest()


def check(found: bytes | None, *parts: object) -> None:
    """Believe these values, read from a row with this seal.

    Raises:
        sqlite3.DatabaseError: they are not what was written.
    """
    if found is not None and found != seal(*parts):
        raise sqlite3.DatabaseError("a row is not what was written")


def seal_all(connection: sqlite3.Connection) -> None:
    """Seal what is read whole, as it is now; part of every commit."""
    rows = [(name, _of(connection, queries)) for name, queries in READ_WHOLE.items()]
    connection.executemany("INSERT OR REPLACE INTO seals VALUES (?, ?)", rows)


def check_whole(connection: sqlite3.Connection, name: str) -> None:
    """Believe what this name stands for.

    Raises:
        sqlite3.DatabaseError: it is not what was written.
    """
    row = connection.execute("SELECT digest FROM seals WHERE name = ?", (name,)).fetchone()
    if row and row[0] != _of(connection, READ_WHOLE[name]):
        raise sqlite3.DatabaseError("its rows are not what was written")


def _of(connection: sqlite3.Connection, queries: Iterable[str]) -> bytes:
    digest = hashlib.blake2b(digest_size=SEAL_BYTES)
    try:
        for query in queries:
            for row in connection.execute(query):
                digest.update(repr(tuple(row)).encode("utf-8", "surrogatepass"))
    except UnicodeDecodeError as error:  # a column's name
        raise sqlite3.DatabaseError("a name in it is no text") from error
    return digest.digest()
