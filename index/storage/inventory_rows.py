"""Read the inventory of a library from its rows: all of them, or those of the documents that changed since another."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from index.inventory import DIGESTS_BYTES, DocumentTable, Inventory, LabelsOf, Table
from index.records import DocumentLabel
from index.storage.documents import label_of
from index.storage.row_digests import DIGEST_BYTES, MODULUS, TABLES, columns_of, digest_number, total_of
from index.storage.sqlite import in_parts
from ingest.labels.label import kind_in_doubt
from ingest.names import has_unseen

DAMAGED = "its rows are not what was written"


@dataclass(frozen=True, slots=True)
class InventoryRows:
    """Documents as they are stored: their labels in corpus order, passages and origins, and digests of all these rows.

    `origins` are the rows of the documents that the documents' origins are named after, and `readings` the ways in
    which their files were read.
    """

    labels: dict[int, DocumentLabel]
    table: Table
    origins: dict[int, int]
    digests: dict[int, bytes]
    readings: dict[int, str]

    def documents(self, names: Sequence[str] = ()) -> DocumentTable:
        """Return the documents as a table, with these names at their places."""
        doubtful = {
            number for number, label in self.labels.items() if kind_in_doubt(label.source) or has_unseen(label.id)
        }
        return DocumentTable.of(
            self.labels, self.origins, self.digests, readings=self.readings, doubtful=doubtful, names=names
        )


def read_inventory(connection: sqlite3.Connection, labels_of: LabelsOf) -> Inventory:
    """Read and check the rows of all documents.

    Raises:
        sqlite3.DatabaseError: they are not what was written.
    """
    rows = _read(connection, None, {})
    documents = rows.documents()
    if _total(documents) != total_of(connection):
        raise sqlite3.DatabaseError(DAMAGED)
    return Inventory(documents, rows.table, labels_of(documents, rows.labels))


def later_inventory(
    connection: sqlite3.Connection, before: Inventory, changed: Collection[int], labels_of: LabelsOf
) -> Inventory:
    """Read and check the rows of the documents that changed since an inventory whose rows are believed.

    Without the rows that went, and with those that came, its digests must be those of all rows now.

    Raises:
        sqlite3.DatabaseError: they are not, or other documents changed.
    """
    if not changed:
        if _total(before.documents) != total_of(connection):
            raise sqlite3.DatabaseError(DAMAGED)
        return before
    rows = _read(connection, changed, before.labels)
    come = rows.documents(before.documents.names)
    kept = before.documents.without(changed)
    if (_total(kept) + _total(come)) % MODULUS != total_of(connection):
        raise sqlite3.DatabaseError(DAMAGED)
    return before.after(changed, rows.labels, come, rows.table, labels_of=labels_of)


def _read(
    connection: sqlite3.Connection, documents: Collection[int] | None, others: Mapping[int, DocumentLabel]
) -> InventoryRows:
    """Read the rows of all documents, or of these; their origins may be named after others."""
    rows = {row[0]: row for row in sorted(_rows(connection, "documents", "number", documents), key=_place)}
    origins: dict[int, int] = dict(_rows(connection, "origins", "document", documents))
    sums: dict[int, int] = defaultdict(int, {row[0]: digest_number(row) for row in origins.items()})
    table = []
    for row in _rows(connection, "passages", "document", documents):
        sums[row[1]] += digest_number(row)
        table.append(row[:4])
    labels = {number: label_of(row, _name(origins.get(number, number), rows, others)) for number, row in rows.items()}
    digests = {number: _bytes(digest_number(row)) + _bytes(sums[number]) for number, row in rows.items()}
    readings = dict(_rows(connection, "readings", "number", documents))
    return InventoryRows(labels, np.array(sorted(table), np.int64).reshape(-1, 4), origins, digests, readings)


def _rows(
    connection: sqlite3.Connection, table: str, key: str, documents: Collection[int] | None
) -> Iterator[tuple[Any, ...]]:
    """Yield what the sum of this name seals of the rows of all documents, or of these."""
    query = f"SELECT {columns_of(table)} FROM {TABLES[table][0]}"  # noqa: S608 (our own names)
    if documents is None:
        yield from map(tuple, connection.execute(query))
        return
    for some in in_parts(sorted(documents)):
        yield from map(tuple, connection.execute(f"{query} WHERE {key} IN ({', '.join('?' * len(some))})", some))


def _place(row: tuple[Any, ...]) -> list[str]:
    parts: list[str] = row[1].split("/")
    return parts


def _name(origin: int, rows: Mapping[int, tuple[Any, ...]], others: Mapping[int, DocumentLabel]) -> str:
    """Return the id of the document that an origin is named after; empty where there is none of that row."""
    if origin in rows:
        return str(rows[origin][1])
    return others[origin].id if origin in others else ""


def _bytes(number: int) -> bytes:
    return (number % MODULUS).to_bytes(DIGEST_BYTES)


def _total(documents: DocumentTable) -> int:
    """Return the sum of all digests of these documents."""
    parts = np.ascontiguousarray(documents.digests).reshape(-1, DIGESTS_BYTES).view(">u4")
    sums: list[int] = parts.sum(axis=0, dtype=np.uint64).tolist()
    return sum(part << (32 * (3 - at % 4)) for at, part in enumerate(sums)) % MODULUS


# The labels of some documents, checked against the digests of an inventory.


def read_labels(
    connection: sqlite3.Connection, documents: DocumentTable, numbers: Sequence[int]
) -> dict[int, DocumentLabel]:
    """Return the labels of these documents by row.

    Raises:
        KeyError: there is no such document.
        sqlite3.DatabaseError: a row is not what was written.
    """
    origins = dict(zip(numbers, documents.origins[documents.places_of(numbers)].tolist(), strict=True))
    wanted = sorted({*numbers, *filter(None, origins.values())})
    rows = {row[0]: row for row in _rows(connection, "documents", "number", wanted)}
    digests = documents.digests[documents.places_of(wanted), :DIGEST_BYTES]
    for number, digest in zip(wanted, digests, strict=True):
        if number not in rows or digest.tobytes() != _bytes(digest_number(rows[number])):
            raise sqlite3.DatabaseError(DAMAGED)
    return {number: label_of(rows[number], _name(origins[number] or number, rows, {})) for number in numbers}
