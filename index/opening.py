"""The library that the settings name: in the data folder, or in a search engine that needs none."""

from __future__ import annotations

from contextlib import closing

from index.engines.opening import open_published, published_build
from index.library import Library, current_build, open_library
from index.records import Build
from index.status import Status, read_status, status_of
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


def newest_status(settings: Settings) -> Status:
    """The newest whole generation in numbers; hints are told where the documents are built."""
    if not settings.index:
        return read_status(settings.data, hints=settings.hints)
    with closing(open_newest(settings)) as library:
        return status_of(library, settings.data)
