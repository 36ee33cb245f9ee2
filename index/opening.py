"""The library that the settings name, opened: in the data folder, or in a search engine that needs none.

As a folder's library grows it is opened again and again, each time from the generation that was open before.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from threading import Lock

from index.engines.milvus.editions import open_published, published_build
from index.library import Library, current_build, open_library
from index.records import Build
from index.status import LibraryStatus, read_status, status_of
from settings import Settings


def open_newest(settings: Settings) -> Library:
    """The newest whole generation.

    Raises:
        NoLibraryError: nothing has been built, or nothing published.
        LibraryError: it cannot be read.
    """
    return open_published(settings.index) if settings.index else open_library(settings.data)


def newest_build(settings: Settings) -> Build | None:
    """The record of the newest whole generation, None when there is none."""
    return published_build(settings.index) if settings.index else current_build(settings.data)


def newest_status(settings: Settings) -> LibraryStatus:
    """The newest whole generation in numbers; with hints only where the documents are built."""
    if not settings.index:
        return read_status(settings.data, cache=settings.cache, hints=settings.hints)
    with closing(open_newest(settings)) as library:
        return status_of(library, cache=settings.cache)


# The library of one folder, opened again and again as it grows: each time from the generation that was open before.


class Shelf:
    """Opens generations; who is given one closes it."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._lock = Lock()
        self._last: Library | None = None

    def newest(self) -> Library:
        """The newest whole generation: read whole at first, and after that only what has changed.

        Raises:
            NoLibraryError: nothing has been built here.
            LibraryError: it cannot be read.
        """
        with self._lock:
            before = self._last if self._last and self._last.is_open else None
            self._last = open_library(self._data, before)
            return self._last
