"""The library of one folder, opened again and again as it grows: each time from the generation that was open before."""

from __future__ import annotations

from pathlib import Path
from threading import Lock

from index.library import Library, open_library


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
