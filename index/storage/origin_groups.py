"""Origins as rows of the library: each document's trace, and the document that its origin is named after."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from ingest.origins import LARGEST_BUCKET, TextSketch, alike, bands, group

BANDS_AT_ONCE = 2000
"""Documents whose bands are sorted and written together: some ten megabytes. Raised, a build takes more memory."""


def add_sketch(connection: sqlite3.Connection, document: int, trace: TextSketch) -> None:
    """Keep the trace of the document in this row; `add_bands` makes it found."""
    connection.execute("INSERT OR REPLACE INTO traces VALUES (?, ?, ?)", (document, trace.hashes, trace.agency))


def add_bands(connection: sqlite3.Connection, documents: Sequence[int]) -> None:
    """Let the bands of these documents' traces lead to them: many at a time, in order, as a tree is written fastest."""
    for start in range(0, len(documents), BANDS_AT_ONCE):
        traces = _traces(connection, documents[start : start + BANDS_AT_ONCE])
        rows = sorted((value, document) for document, trace in traces.items() for value in bands(trace))
        connection.executemany("INSERT OR IGNORE INTO bands VALUES (?, ?)", rows)


def fill_bands(connection: sqlite3.Connection) -> None:
    """Write the bands of every trace, for a library without any."""
    add_bands(connection, [row[0] for row in connection.execute("SELECT document FROM traces").fetchall()])


def leave_origins(connection: sqlite3.Connection, documents: Sequence[int]) -> set[int]:
    """Forget what leads to these documents, which are about to go, and return the origins that lose one."""
    for document, trace in _traces(connection, documents).items():
        rows = [(value, document) for value in bands(trace)]
        connection.executemany("DELETE FROM bands WHERE value = ? AND document = ?", rows)
    return origins_of(connection, documents)


def origins_of(connection: sqlite3.Connection, documents: Iterable[int]) -> set[int]:
    """The rows that the origins of these documents are named after."""
    query = "SELECT origin FROM origins WHERE document = ?"
    return {row[0] for document in documents for row in connection.execute(query, (document,))}


def group_all(connection: sqlite3.Connection) -> set[int]:
    """Group all documents by their traces, as they are now; the rows of those whose origin is another now."""
    return _group(connection, _traces(connection))


def group_changed(connection: sqlite3.Connection, arrived: Sequence[int], origins: set[int]) -> set[int]:
    """Group anew the documents that these are of one origin with, and those of origins that lost or moved one.

    It gives what `group_all` gives, unless more than `LARGEST_BUCKET` documents have a band in common: there
    `group_all` compares neighbours only, and this each that arrives with some.
    """
    traces = _traces(connection, arrived)
    linked = set(arrived)
    for document, trace in traces.items():
        near = _traces(connection, _near(connection, trace) - {document})
        linked |= {other for other, of_it in near.items() if alike(trace, of_it)}
    concerned = linked | members(connection, origins | origins_of(connection, linked))
    return _group(connection, _traces(connection, sorted(concerned)))


def _group(connection: sqlite3.Connection, traces: Mapping[int, TextSketch]) -> set[int]:
    """Name the origins of these documents, which no other shares one with."""
    query = "SELECT id FROM documents WHERE number = ?"
    ids = {number: connection.execute(query, (number,)).fetchone()[0] for number in traces}
    numbers = {name: number for number, name in ids.items()}
    origins = group({ids[number]: trace for number, trace in traces.items()})
    before = {number: origins_of(connection, [number]) for number in traces}
    found = {numbers[name]: numbers[origin] for name, origin in origins.items()}
    changed = {number: origin for number, origin in found.items() if before[number] != {origin}}
    connection.executemany("INSERT OR REPLACE INTO origins VALUES (?, ?)", list(changed.items()))
    return set(changed)


def _traces(connection: sqlite3.Connection, documents: Iterable[int] | None = None) -> dict[int, TextSketch]:
    query = "SELECT document, hashes, agency FROM traces"
    if documents is None:
        rows = connection.execute(query).fetchall()
    else:
        rows = [row for one in documents for row in connection.execute(f"{query} WHERE document = ?", (one,))]
    return {row[0]: TextSketch(row[1], row[2]) for row in rows}


def _near(connection: sqlite3.Connection, trace: TextSketch) -> set[int]:
    """The documents that have a band in common with this trace, of each band some."""
    query = "SELECT document FROM bands WHERE value = ? LIMIT ?"
    return {row[0] for value in bands(trace) for row in connection.execute(query, (value, LARGEST_BUCKET + 1))}


def members(connection: sqlite3.Connection, origins: Iterable[int]) -> set[int]:
    """The documents whose origin is named after one of these."""
    query = "SELECT document FROM origins WHERE origin = ?"
    return {row[0] for origin in origins for row in connection.execute(query, (origin,))}
