"""The search engine that an address names: publishing a library to it, and opening what was published."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from errors import NoLibraryError
from index.engines.milvus import editions as milvus_editions
from index.engines.milvus import publishing as milvus_publishing
from index.engines.postgres import editions as postgres_editions
from index.engines.postgres import publishing as postgres_publishing
from index.engines.postgres.psycopg_store import is_address
from index.engines.publication import Role
from index.engines.published_records import PublishedRecords, Reading
from index.engines.rows import read_published
from index.library import Library
from index.records import Build, Report
from index.storage import builds
from index.storage.database import open_for_reading, storage
from index.storage.lock import build_lock
from index.storage.row_digests import LIBRARY, check_whole

Engine = TypeVar("Engine", bound=Reading)


def open_published(index: str) -> Library:
    """Open the current edition of the library in this engine.

    Raises:
        NoLibraryError: nothing was published there.
        LibraryError: the engine does not answer, or another version of Byline published it.
        SettingsError: this is no address.
    """
    if is_address(index):
        return _opened(postgres_editions.open_reading(index), postgres_editions.library_of)
    return _opened(milvus_editions.open_reading(index), milvus_editions.library_of)


def published_build(index: str) -> Build | None:
    """Return the record of the build that was published last, None where nothing was."""
    opened = postgres_editions.open_reading if is_address(index) else milvus_editions.open_reading
    try:
        reading: Reading = opened(index)
    except NoLibraryError:
        return None
    with closing(reading), reading.losses_told():
        return read_published(reading.contents(Role.BUILD)[0]).build


def publish(data: Path, index: str, *, report: Report = lambda _: None) -> int:
    """Bring the engine to the newest generation in this folder; return how many passages were written.

    Readers have the edition before until the switch, and what they have opened stays whole until the next publish.

    Raises:
        LibraryError: there is no library here, or the engine does not answer; its readers keep what they had.
    """
    with build_lock(data), closing(open_for_reading(data)) as connection, storage(data):
        check_whole(connection, LIBRARY)
        build = builds.last_build(connection)
        if build is None:
            return 0
        to_engine = postgres_publishing.publish_to if is_address(index) else milvus_publishing.publish_to
        return to_engine(index, connection, data, build, report)


def _opened(reading: Engine, library_of: Callable[[Engine, PublishedRecords], Library]) -> Library:
    """The library of this edition, which is whole once all that is read at once was read."""
    try:
        with reading.losses_told():
            library = library_of(reading, PublishedRecords(reading))
        reading.prove_whole()
    except BaseException:
        reading.close()
        raise
    return library
