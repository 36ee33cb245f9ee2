"""Opening what Milvus keeps."""

from __future__ import annotations

from index.engines.milvus.collections import FORMAT, Edition
from index.engines.milvus.published_search import PublishedLane, PublishedWords
from index.engines.milvus.pymilvus_store import Store, file_is_missing
from index.engines.milvus.reading import MilvusReading
from index.engines.published_records import PublishedRecords, check_format, nothing_published
from index.library import Library


def open_reading(index: str) -> MilvusReading:
    """The current edition, not yet read.

    Raises:
        NoLibraryError: nothing was published there.
        LibraryError: Milvus does not answer, or another version of Byline published it.
    """
    if file_is_missing(index):
        raise nothing_published(index)
    store = Store.open(index)
    try:
        return MilvusReading(store, _current(store))
    except BaseException:
        store.close()
        raise


def _current(store: Store) -> Edition:
    current = store.current()
    if current is None:
        raise nothing_published(store.where)
    check_format(store.where, current.format, FORMAT, MilvusReading.rows_are_called)
    return current


def library_of(reading: MilvusReading, records: PublishedRecords) -> Library:
    """The records with the lane of each kind, and the words of all."""
    rows = records.rows_by_kind()
    lanes = {
        kind: PublishedLane(reading, kind, sentences, records.middles[kind]) for kind, (_, sentences) in rows.items()
    }
    of_kind = {kind: passages for kind, (passages, _) in rows.items()}
    return Library(records, lanes, PublishedWords(reading, of_kind, terms=records.terms))
