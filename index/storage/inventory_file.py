"""Open the inventory of a library from a file that a build writes, so that opening a library reads hardly any row.

The file is written anew when many documents have changed since. A reader reads the documents that changed, and the
digests of all rows show whether the file and these are what was written.
"""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from errors import StorageError
from index.inventory import DocumentTable, Inventory, LabelsOf
from index.label_words import LabelWords
from index.labels import Labels
from index.storage import builds
from index.storage.checked_files import note_whole, still_whole
from index.storage.checksums import is_whole
from index.storage.inventory_rows import later_inventory, read_inventory, read_labels
from index.storage.mapped_arrays import map_arrays, write_arrays
from index.terms import ANALYZER, TermReader

INVENTORY_FILE = "inventory.rows"

FORM = 2
"""Of the arrays in the file. Changed, libraries have it written anew."""

MOST_CHANGED = 500
MOST_SHARE_CHANGED = 1 / 16
"""Documents, and the share of all, that may have changed since the file was written.

Raised, opening a library reads more rows; lowered, updates write the file more often: 40 bytes a passage.
"""


@dataclass(frozen=True, slots=True)
class OpenedInventory:
    """The inventory of one generation, with the words of its labels."""

    generation: int
    inventory: Inventory
    label_words: LabelWords


def open_inventory(
    connection: sqlite3.Connection, data: Path, labels_of: LabelsOf, before: OpenedInventory | None = None
) -> OpenedInventory:
    """Return the inventory of the connection's generation, reading only what changed since `before`, or since the file.

    Raises:
        sqlite3.DatabaseError: the rows are not what was written.
    """
    if before:
        return _after(connection, before, labels_of)
    kept = _kept(data, labels_of)
    if kept and builds.changed_since(connection, kept.generation) is not None:
        with contextlib.suppress(sqlite3.DatabaseError):  # of another library, or rows are damaged: all are read
            return _after(connection, kept, labels_of)
    return _read(connection, data, labels_of)


def labels_from(connection: sqlite3.Connection) -> LabelsOf:
    """Return what gives labels that are read with this connection, which is nobody else's, as they are asked for."""
    return lambda table, known: Labels(table.numbers, partial(read_labels, connection, table), known)


def keep_inventory(connection: sqlite3.Connection, data: Path, labels_of: LabelsOf) -> None:
    """Write the file anew if there is none, or much has changed since it was written.

    Where rows are not what was written the file stays as it is: whoever opens the library is told.
    """
    with contextlib.suppress(sqlite3.DatabaseError):
        _keep(connection, data, labels_of)


def _keep(connection: sqlite3.Connection, data: Path, labels_of: LabelsOf) -> None:
    kept = _kept(data, labels_of)
    changed = builds.changed_since(connection, kept.generation) if kept else None
    if kept is None or changed is None or _generation(connection) - kept.generation > builds.CHANGES_KEPT // 2:
        _read(connection, data, labels_of)
    elif len(changed) > min(MOST_CHANGED, len(kept.inventory.labels) * MOST_SHARE_CHANGED):
        _write(data, open_inventory(connection, data, labels_of))


def _read(connection: sqlite3.Connection, data: Path, labels_of: LabelsOf) -> OpenedInventory:
    """Read the inventory from the rows, and write it to the file."""
    inventory = read_inventory(connection, labels_of)
    words = LabelWords.of(inventory.labels, TermReader().sequences)
    found = OpenedInventory(_generation(connection), inventory, words)
    with contextlib.suppress(StorageError):  # a folder that cannot be written can still be read
        _write(data, found)
    return found


def _after(connection: sqlite3.Connection, before: OpenedInventory, labels_of: LabelsOf) -> OpenedInventory:
    changed = builds.changed_since(connection, before.generation) or set()
    inventory = later_inventory(connection, before.inventory, changed, labels_of)
    words = before.label_words
    if changed:
        come = {number: inventory.labels[number] for number in sorted(changed) if number in inventory.labels}
        words = words.after(changed, LabelWords.of(come, TermReader().sequences))
    return OpenedInventory(_generation(connection), inventory, words)


def _write(data: Path, opened: OpenedInventory) -> None:
    inventory, words = opened.inventory, opened.label_words
    names = inventory.documents.names
    header = {"form": FORM, "analyzer": ANALYZER, "generation": opened.generation, "names": names}
    arrays = inventory.documents.arrays() | {"table": inventory.table.T, "marks": words.marks, "rows": words.rows}
    write_arrays(data / INVENTORY_FILE, header, arrays)
    note_whole(data, [data / INVENTORY_FILE])


def _kept(data: Path, labels_of: LabelsOf) -> OpenedInventory | None:
    """Return the inventory in the file, or None if there is none, or none of this form."""
    path = data / INVENTORY_FILE
    if not (still_whole(data, [path]) or is_whole(path)):
        return None
    note_whole(data, [path])
    with contextlib.suppress(StorageError, KeyError, TypeError):
        header, arrays = map_arrays(path)
        if (header["form"], header["analyzer"]) == (FORM, ANALYZER):
            words = LabelWords(arrays.pop("marks"), arrays.pop("rows"))
            table, documents = arrays.pop("table").T, DocumentTable(**arrays, names=tuple(header["names"]))
            return OpenedInventory(header["generation"], Inventory(documents, table, labels_of(documents, {})), words)
    return None


def _generation(connection: sqlite3.Connection) -> int:
    last = builds.last_build(connection)
    return last.generation if last else 0
