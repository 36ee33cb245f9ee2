"""Check all that a library has on disk: every row, every lane, and all words; and make again what can be.

Opening a library, and building a large one, check what they read. The rest is checked here, on request and once a
week after a build. What the last check found is kept in the data folder, so that it can be told later.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from errors import PROGRAM, LibraryError, LockedError, NoLibraryError, SchemaError
from index.derived import current_paths, mend
from index.records import Progress, Report
from index.storage import builds, documents, embeddings, passages, row_digests
from index.storage.checksums import beside, discard, is_whole, whole_sums
from index.storage.database import open_for_reading, storage
from index.storage.inventory_file import INVENTORY_FILE, keep_inventory, labels_from
from index.storage.lock import build_lock
from index.storage.sqlite import check_lookups

LAST_CHECK_FILE = "last-check.json"

CHECKED_EVERY = timedelta(days=7)
"""The time after which a build is followed by another check. Raised, damage is found later; lowered, more is read."""

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


@dataclass(frozen=True, slots=True)
class LastCheck:
    """The last check of the whole library: when it ended, and what it mended, or the error with which it ended."""

    at: datetime
    mended: tuple[str, ...] = ()
    failed: str = ""


def check_library(data: Path, report: Report = lambda _: None) -> LibraryCheck:
    """Check everything in the library of this folder, make damaged lanes and words again, and keep what was found.

    Raises:
        NoLibraryError: nothing has been built here.
        LibraryError: a row is not what was written, or a build is running beside which nothing can be mended.
    """
    try:
        found = _checked(data, report)
    except (NoLibraryError, LockedError, SchemaError):  # nothing was found out
        raise
    except LibraryError as error:
        _keep(data, LastCheck(datetime.now(UTC), failed=str(error)))
        raise
    _keep(data, LastCheck(datetime.now(UTC), found.mended))
    return found


def last_check(data: Path) -> LastCheck | None:
    """Return what the last check found; None where there was none, or its record cannot be read."""
    try:
        kept = json.loads((data / LAST_CHECK_FILE).read_text(encoding="utf-8"))
        at = datetime.fromisoformat(kept["at"]).astimezone(UTC)
        return LastCheck(at, tuple(map(str, kept["mended"])), str(kept["failed"]))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def check_when_due(data: Path, now: datetime) -> LastCheck | None:
    """Check the library unless the last check is recent and found it whole, and return what the last one found."""
    last = last_check(data)
    if last is None or last.failed or not timedelta(0) <= now - last.at < CHECKED_EVERY:
        try:
            check_library(data)
        except LibraryError as error:  # damage is kept; what a lock prevented follows the next build
            return LastCheck(now, failed=str(error))
    return last_check(data)


def _keep(data: Path, found: LastCheck) -> None:
    """Keep the record, beside and then into place; on a full disk the next build is followed by another check."""
    new = beside(data / LAST_CHECK_FILE)
    with suppress(OSError):
        new.write_text(json.dumps(asdict(found) | {"at": found.at.isoformat()}), encoding="utf-8")
        new.replace(data / LAST_CHECK_FILE)


def _checked(data: Path, report: Report) -> LibraryCheck:
    started = time.monotonic()
    with closing(open_for_reading(data)) as connection, storage(data):
        build = builds.last_build(connection)
        if build is None:
            raise NoLibraryError(f"no library in {data}: {PROGRAM} build makes one")
        check_rows(connection, report)
        rows, held = (row_digests.rows_in(connection, name) for name in ("documents", "passages"))
        found = _damaged([*current_paths(connection, data), data / INVENTORY_FILE], report)
    mended = tuple(path.relative_to(data).as_posix() for path in (_make_again(data, found, report) if found else ()))
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


def _make_again(data: Path, paths: Iterable[Path], report: Report) -> list[Path]:
    """Make those of these files again, from the rows, that still belong to the newest generation, and return them."""
    with build_lock(data), closing(open_for_reading(data)) as connection, storage(data):
        current = {*current_paths(connection, data), data / INVENTORY_FILE}
        damaged = [path for path in paths if path in current]
        for path in damaged:
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                discard(path)
        mend(connection, data, report)
        keep_inventory(connection, data, labels_from(connection))
    return damaged
