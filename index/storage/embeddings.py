"""Vectors by the hash of what was embedded and of the model that embedded it.

Nothing is ever embedded twice, wherever a document moves to, and a build that was stopped goes on where it was.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from index.encoding.encoder import Vectors
from index.encoding.pooling import unit
from index.storage.passages import PassageRows, StoredPassage
from index.storage.row_digests import check, row_digest

POOLING = "late chunking, mean of a sentence's tokens, 1"
"""The name of the way from token embeddings to sentence vectors. Changed, everything is embedded again."""


def embedding_key(sentences: Sequence[str], model_fingerprint: str) -> bytes:
    """The key of a passage's vectors: a hash of what is embedded and of the model."""
    return hashlib.sha256(json.dumps([POOLING, model_fingerprint, *sentences]).encode()).digest()


def way_of_reading(reading_fingerprint: str) -> str:
    """The fingerprint of everything between a file and its vectors except the model's own files."""
    return hashlib.sha256(f"{reading_fingerprint} {POOLING}".encode()).hexdigest()


def is_known(connection: sqlite3.Connection, key: bytes) -> bool:
    """Return whether vectors are stored under the key."""
    return connection.execute("SELECT 1 FROM embeddings WHERE key = ?", (key,)).fetchone() is not None


def add_embeddings(connection: sqlite3.Connection, vectors: Mapping[bytes, Vectors]) -> None:
    """Keep vectors under their keys, as float16."""
    blobs = {key: rows.astype(np.float16).tobytes() for key, rows in vectors.items()}
    rows = [(key, blob, row_digest(key, blob)) for key, blob in blobs.items()]
    connection.executemany("INSERT OR REPLACE INTO embeddings VALUES (?, ?, ?)", rows)


def vectors_of(connection: sqlite3.Connection, passage: PassageRows | StoredPassage) -> Vectors:
    """The passage's sentence vectors, float32 (sentences, dimension), unit rows."""
    query = "SELECT e.* FROM embeddings e JOIN passages p ON p.embedding = e.key WHERE p.number = ?"
    found = connection.execute(query, (passage.number,)).fetchone()
    if found is None:
        raise sqlite3.DatabaseError("a passage's vectors are missing")
    key, blob, sealed = found
    check(sealed, key, blob)
    return unit(np.frombuffer(blob, np.float16).reshape(len(passage.sentence_numbers), -1))


def check_embeddings(connection: sqlite3.Connection) -> None:
    """Check all vectors.

    Raises:
        sqlite3.DatabaseError: some are not what was written, or those of a passage are missing.
    """
    for key, vectors, sealed in connection.execute("SELECT key, vectors, seal FROM embeddings"):
        check(sealed, key, vectors)
    missing = "SELECT 1 FROM passages WHERE embedding NOT IN (SELECT key FROM embeddings) LIMIT 1"
    if connection.execute(missing).fetchone():
        raise sqlite3.DatabaseError("a passage's vectors are missing")


def drop_unused_embeddings(connection: sqlite3.Connection) -> None:
    """Forget the vectors that no passage uses."""
    connection.execute("DELETE FROM embeddings WHERE key NOT IN (SELECT embedding FROM passages)")


def drop_embeddings(connection: sqlite3.Connection, keys: Iterable[bytes]) -> None:
    """Forget the vectors under these keys that no passage uses any more."""
    query = "DELETE FROM embeddings WHERE key = ? AND NOT EXISTS (SELECT 1 FROM passages WHERE embedding = key)"
    connection.executemany(query, [(key,) for key in keys])


def keys_of(connection: sqlite3.Connection, documents: Sequence[int]) -> list[bytes]:
    """The keys of the vectors of these documents' passages."""
    query = "SELECT embedding FROM passages WHERE document = ?"
    return [row[0] for document in documents for row in connection.execute(query, (document,))]
