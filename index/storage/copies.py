"""What a copy of the library elsewhere is compared by, and made from."""

from __future__ import annotations

import sqlite3
from typing import Any

from index.storage.documents import CONTENT, DOCUMENTS
from index.storage.seals import seal


def document_row(connection: sqlite3.Connection, number: int) -> dict[str, Any]:
    """The columns of a document that no label changes, as they are stored."""
    row = connection.execute(f"{DOCUMENTS} WHERE d.number = ?", (number,)).fetchone()
    return {name: row[name] for name in ("seal", *CONTENT)}


def document_digests(connection: sqlite3.Connection) -> dict[int, str]:
    """Document row → what tells its content from another."""
    rows = connection.execute("SELECT number, sha256, reading, seal FROM documents")
    return {row["number"]: seal(row["sha256"], row["reading"], row["seal"]).hex() for row in rows}


def passage_digests(connection: sqlite3.Connection) -> dict[int, str]:
    """Passage row → what tells it from another, its kind and its vectors included."""
    query = "SELECT p.number, p.seal, d.kind FROM passages p JOIN documents d ON d.number = p.document"
    return {row["number"]: seal(*row).hex() for row in connection.execute(query)}
