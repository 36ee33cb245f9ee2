"""Opening what an engine keeps: a `Library` as any other, with no data folder."""

from __future__ import annotations

from contextlib import closing

import numpy as np

from errors import PROGRAM, NoLibraryError, SchemaError
from index.engines.milvus.collections import FORMAT, Collection, Edition, Role, joined
from index.engines.milvus.published_records import PublishedRecords, Reading
from index.engines.milvus.published_search import PublishedLane, PublishedWords
from index.engines.milvus.pymilvus_store import Store, file_is_missing
from index.engines.milvus.rows import read_published
from index.inventory import Rows, Table
from index.library import Library
from index.records import Build


def open_published(index: str) -> Library:
    """The current edition of the library in this engine.

    Raises:
        NoLibraryError: nothing was published there.
        LibraryError: the engine does not answer, or another version of Byline published it.
    """
    reading = _open(index)
    try:
        with reading.losses_told():
            library = _library(reading, PublishedRecords(reading))
        reading.prove_whole()
    except BaseException:
        reading.store.close()
        raise
    return library


def published_build(index: str) -> Build | None:
    """The record of the build that was published last, None when there is none."""
    try:
        reading = _open(index)
    except NoLibraryError:
        return None
    with closing(reading.store) as store:
        condition = f'{reading.live} and role == "{Role.BUILD}"'
        with reading.losses_told():
            rows = list(store.all_rows(Collection.CONTENTS, condition, ["part", "content"]))
            return read_published(joined(rows)).build


def _open(index: str) -> Reading:
    """The current edition, not yet read."""
    if file_is_missing(index):
        raise NoLibraryError(_nothing(index))
    store = Store.open(index)
    try:
        return Reading(store, _current(store))
    except BaseException:
        store.close()
        raise


def _current(store: Store) -> Edition:
    current = store.current()
    if current is None:
        raise NoLibraryError(_nothing(store.where))
    if current.format != FORMAT:
        raise SchemaError(
            f"the index {store.where} has format {current.format}, this version of Byline reads {FORMAT}: "
            "drop its byline_ collections and build with this version"
        )
    return current


def _nothing(where: str) -> str:
    return f"no library in the index {where}: {PROGRAM} build publishes one, with BYLINE_INDEX set to it"


def _library(reading: Reading, records: PublishedRecords) -> Library:
    """The records with the lane of each kind, and the words of all."""
    table, kinds = records.table, {number: label.source.kind for number, label in records.labels.items()}
    owners = np.array([kinds[number] for number in table[:, 1].tolist()], object)
    rows = {kind: table[owners == kind] for kind in records.middles}
    lanes = {
        kind: PublishedLane(reading, kind, _sentences(rows[kind]), middle) for kind, middle in records.middles.items()
    }
    of_kind = {kind: found[:, 0] for kind, found in rows.items()}
    return Library(records, lanes, PublishedWords(reading, of_kind, terms=records.terms))


def _sentences(table: Table) -> Rows:
    """The sentence rows of these rows of passages, in order."""
    first, count = table[:, 2], table[:, 3]
    inside = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    rows: Rows = np.sort(np.repeat(first, count) + inside)
    return rows
