"""Open the library named by the settings: in the data folder, or in a search engine that needs none.

As the library in a folder grows, it is reopened, each time starting from the generation that was open before.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from threading import Lock

from index.engines.engine import open_published, published_build
from index.library import Library, current_build, open_library
from index.records import Build, Report, unreported
from index.status import LibraryStatus, read_status, status_of
from ingest.outside import agreements_in
from ingest.reader.recognition import read_pictures
from settings import Settings

OUTSIDE_FILE = "outside.json"
"""Beside the list of libraries: the folders outside a corpus that are read where they lie."""


def open_newest(settings: Settings, report: Report = unreported) -> Library:
    """Open the newest complete generation.

    Raises:
        NoLibraryError: nothing has been built, or nothing published.
        LibraryError: the library cannot be read.
    """
    return open_published(settings.index) if settings.index else open_library(settings.data, report=report)


def newest_build(settings: Settings) -> Build | None:
    """Return the record of the newest complete generation, or None."""
    return published_build(settings.index) if settings.index else current_build(settings.data)


def newest_status(settings: Settings) -> LibraryStatus:
    """Summarize the newest complete generation in numbers, with hints only if it is in the data folder."""
    if not settings.index:
        return read_status(settings.data, cache=settings.cache, hints=settings.hints)
    with closing(open_newest(settings)) as library:
        return status_of(library, cache=settings.cache)


def set_pictures(settings: Settings) -> None:
    """Have the words on pictures read from now on and kept in the data folder, or not, as the settings say.

    Folders that lie outside the corpus are read from now on as this user agreed to.
    """
    agreements_in(settings.libraries.with_name(OUTSIDE_FILE))
    read_pictures(settings.data.resolve() if settings.ocr else None)


# Reopening the library of one folder as it grows.


class Shelf:
    """Open generations of a library; the caller closes each one."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._lock = Lock()
        self._last: Library | None = None

    def newest(self, report: Report = unreported) -> Library:
        """Open the newest complete generation, at first as it is, and later by what changed since the last.

        Raises:
            NoLibraryError: nothing has been built here.
            LibraryError: the library cannot be read.
        """
        with self._lock:
            before = self._last if self._last and self._last.is_open else None
            self._last = open_library(self._data, before, report)
            return self._last
