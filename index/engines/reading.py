"""An edition that is being read, and filters that choose its rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from errors import EngineError
from index.engines.milvus import Store
from index.engines.schema import Edition, of_edition
from index.inventory import Rows

RANGES_AT_ONCE = 500
"""Runs of rows in one filter; more are asked in turn, and the best of all are taken."""


class Reading:
    """An edition that is being read: the store, and proof that nothing of the edition was removed meanwhile."""

    def __init__(self, store: Store, edition: Edition) -> None:
        self.store = store
        self.edition = edition
        self.live = of_edition(edition.number)

    def prove_whole(self) -> None:
        """Make sure that all that was read so far was read from a whole edition.

        Raises:
            EngineError: it was removed, two publishes after its own.
        """
        current = self.store.said()
        if current is None or current.oldest > self.edition.number:
            raise EngineError(f"the index {self.store.where} was published anew meanwhile: ask again")

    @contextmanager
    def losses_told(self) -> Iterator[None]:
        """What cannot be read from the edition's rows as one clear line.

        Raises:
            EngineError: rows are missing, or are not what was published; or the edition was removed meanwhile.
        """
        try:
            yield
        except (KeyError, TypeError, ValueError, sqlite3.DatabaseError) as error:
            raise self.lost() from error

    def lost(self) -> EngineError:
        """What is said where rows that were published are not there.

        Raises:
            EngineError: they were removed with their edition.
        """
        self.prove_whole()
        return EngineError(
            f"the index {self.store.where} has lost rows: python cli.py build publishes them again; where it still "
            "says so afterwards, drop its byline_ collections and build once more"
        )

    def within(self, field: str, rows: Rows, every: Rows) -> Iterator[str]:
        """Filters that together choose these rows out of every row, all in order, that the rest of a filter leaves."""
        at = np.searchsorted(every, np.sort(rows))
        starts = np.flatnonzero(np.r_[True, np.diff(at) > 1][: len(at)])
        ends = np.r_[starts[1:], len(at)] - 1
        runs = [(int(every[at[a]]), int(every[at[b]])) for a, b in zip(starts, ends, strict=True)]
        for first in range(0, len(runs), RANGES_AT_ONCE):
            part = runs[first : first + RANGES_AT_ONCE]
            yield " or ".join(f"({field} >= {a} and {field} <= {b})" for a, b in part)
