"""Opening what PostgreSQL keeps."""

from __future__ import annotations

from index.engines.postgres.psycopg_store import Store
from index.engines.postgres.published_search import PublishedLane, PublishedWords
from index.engines.postgres.reading import PostgresReading
from index.engines.postgres.tables import FORMAT, Edition, current_edition
from index.engines.published_records import PublishedRecords, check_format, nothing_published
from index.library import Library


def open_reading(index: str) -> PostgresReading:
    """The current edition, not yet read.

    Raises:
        NoLibraryError: nothing was published there.
        LibraryError: the server does not answer, or another version of Byline published it.
    """
    store = Store.open(index)
    try:
        return PostgresReading(store, _current(store))
    except BaseException:
        store.close()
        raise


def _current(store: Store) -> Edition:
    current = current_edition(store)
    if current is None:
        raise nothing_published(store.where)
    check_format(store.where, current.format, FORMAT, PostgresReading.rows_are_called)
    return current


def library_of(reading: PostgresReading, records: PublishedRecords) -> Library:
    """The records with the lane of each kind, and the words of all."""
    rows = records.rows_by_kind()
    lanes = {
        kind: PublishedLane(reading, kind, sentences, records.middles[kind]) for kind, (_, sentences) in rows.items()
    }
    return Library(records, lanes, PublishedWords(reading, records.table[:, 0], terms=records.terms))
