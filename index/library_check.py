"""Check all that a library has on disk: every row, every lane, and all words; and make again what can be.

Opening a library, and building a large one, check what they read. The rest is checked here, on request and now and
then after a build.
"""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from errors import PROGRAM, NoLibraryError
from index.derived import current_paths, mend
from index.records import Progress, Report
from index.storage import builds, documents, embeddings, passages, row_digests
from index.storage.checksums import discard, is_whole, whole_sums
from index.storage.database import open_for_reading, storage
from index.storage.inventory_file import INVENTORY_FILE, keep_inventory, labels_from
from index.storage.lock import build_lock
from index.storage.sqlite import check_lookups

LOOKED_UP = ("documents", "passages", "origins")
"""The tables whose rows are found by SQL indexes, which could have lost one."""


@dataclass(frozen=True, slots=True)
class LibraryCheck:
    """A check that found every row as it was written; `mended` are the files that were not, and were made again."""

    generation: int
    documents: int
    passages: int
    seconds: float
    mended: tuple[str, ...] = ()


def check_library(data: Path, report: Report = lambda _: None) -> LibraryCheck:
    """Check everything in the library of this folder, and make damaged lanes and words again.

    Raises:
        NoLibraryError: nothing has been built here.
        LibraryError: a row is not what was written, or a build is running beside which nothing can be mended.
    """
    started = time.monotonic()
    with closing(open_for_reading(data)) as connection, storage(data):
        build = builds.last_build(connection)
        if build is None:
            raise NoLibraryError(f"no library in {data}: {PROGRAM} build makes one")
        check_rows(connection, report)
        rows, held = (row_digests.rows_in(connection, name) for name in ("documents", "passages"))
        found = _damaged([*current_paths(connection, data), data / INVENTORY_FILE], report)
    mended = tuple(path.relative_to(data).as_posix() for path in found)
    if found:
        _make_again(data, found)
    return LibraryCheck(build.generation, rows, held, round(time.monotonic() - started, 3), mended)


def check_rows(connection: sqlite3.Connection, report: Report = lambda _: None) -> None:
    """Check every row of the library.

    Raises:
        sqlite3.DatabaseError: one is not what was written.
    """
    checks: list[Callable[[], None]] = [
        *(partial(row_digests.check_whole, connection, name) for name in row_digests.READ_WHOLE),
        partial(documents.check_documents, connection),
        partial(passages.check_passages, connection),
        partial(embeddings.check_embeddings, connection),
        *(partial(check_lookups, connection, table) for table in LOOKED_UP),
    ]
    for at, check in enumerate(checks):
        report(Progress("Checking rows", at, len(checks)))
        check()


def _damaged(paths: Iterable[Path], report: Report) -> list[Path]:
    """Return those of these files and folders of words that are not as they were written, after reading all."""
    every, found = list(paths), []
    for at, path in enumerate(every):
        report(Progress("Checking lanes and words", at, len(every)))
        if not (whole_sums(path) if path.is_dir() else is_whole(path)):
            found.append(path)
    report(Progress("Checking lanes and words", len(every), len(every)))
    return found


def _make_again(data: Path, paths: Iterable[Path]) -> None:
    """Make these files again from the rows, if they still belong to the newest generation."""
    with build_lock(data), closing(open_for_reading(data)) as connection, storage(data):
        current = {*current_paths(connection, data), data / INVENTORY_FILE}
        for path in current.intersection(paths):
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                discard(path)
        mend(connection, data)
        keep_inventory(connection, data, labels_from(connection))
