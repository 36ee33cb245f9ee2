"""Origins as rows of the library: each document's trace, and the document that its origin is named after."""

from __future__ import annotations

import sqlite3

from ingest.origins import Trace, group


def add_trace(connection: sqlite3.Connection, document: int, trace: Trace) -> None:
    """Keep the trace of the document in this row."""
    connection.execute("INSERT OR REPLACE INTO traces VALUES (?, ?, ?)", (document, trace.hashes, trace.agency))


def group_all(connection: sqlite3.Connection) -> None:
    """Group all documents by their traces, as they are now; part of every commit that changes a document."""
    query = "SELECT d.id, t.document, t.hashes, t.agency FROM traces t JOIN documents d ON d.number = t.document"
    rows = {row["id"]: row for row in connection.execute(query)}
    origins = group({name: Trace(row["hashes"], row["agency"]) for name, row in rows.items()})
    connection.execute("DELETE FROM origins")
    connection.executemany(
        "INSERT INTO origins VALUES (?, ?)",
        [(rows[name]["document"], rows[origin]["document"]) for name, origin in origins.items()],
    )
