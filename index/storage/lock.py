"""Lock a data folder so that it has one writer at a time, and record who holds the build lock.

The operating system releases a lock when its process ends for any reason.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from errors import LockedError, StorageError

BUILD_LOCK = "build.lock"
HOLDER_FILE = "build.holder"
"""The file that describes who took the build lock last; it is read only while somebody holds the lock."""

LABELS_LOCK = "labels.lock"
FEEDBACK_LOCK = "feedback.lock"
LIBRARIES_LOCK = "libraries.lock"
QUESTIONS_LOCK = "questions.lock"
SHORT_WAIT_S = 10
"""Seconds to wait for another program that writes labels, feedback, questions or a list, which takes a moment.

Raised, a person waits longer for a program that hangs; lowered, a slow program causes an error sooner.
"""

MAKING_LOCK = "making.lock"
MAKING_WAIT_S = 600
"""Seconds to wait for another program that compiles a model, which takes half a minute.

Raised, a build waits longer for a program that hangs; lowered, a slow program causes an error sooner.
"""


@contextmanager
def build_lock(data: Path) -> Iterator[None]:
    """Hold the right to build in this folder, which is created if it is missing.

    Raises:
        LockedError: another build is running; the message says which.
        StorageError: the folder cannot be written.
    """
    with _held(data, BUILD_LOCK, wait_s=0):
        try:
            holder = f"process {os.getpid()} since {datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
            (data / HOLDER_FILE).write_text(holder, encoding="utf-8")
        except OSError as error:
            raise _refusal(data, error) from error
        yield


@contextmanager
def writing_lock(name: str, folder: Path) -> Iterator[None]:
    """Hold one of the rights below in this folder, which is created if it is missing.

    Raises:
        LockedError: another program holds it and does not finish.
        StorageError: the folder cannot be written.
    """
    with _held(folder, name, wait_s=SHORT_WAIT_S):
        yield


labels_lock = partial(writing_lock, LABELS_LOCK)
"""The right to write the `sources.toml` of the corpus that belongs to this folder's library."""

feedback_lock = partial(writing_lock, FEEDBACK_LOCK)
"""The right to add a line to the feedback kept in this folder."""

questions_lock = partial(writing_lock, QUESTIONS_LOCK)
"""The right to write the questions that are kept in this folder."""

libraries_lock = partial(writing_lock, LIBRARIES_LOCK)
"""The right to write the list of libraries in this folder."""


@contextmanager
def making_lock(folder: Path) -> Iterator[None]:
    """Hold the right to write the compiled copies in this folder, which is created if it is missing.

    Raises:
        LockedError: another program holds it and does not finish.
        OSError: the folder cannot be written.
    """
    # Slow to import, and not needed for a question.
    from filelock import FileLock, Timeout

    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / MAKING_LOCK, timeout=MAKING_WAIT_S)
    try:
        lock.acquire()
    except Timeout as error:
        raise LockedError(
            f"{folder}: another program has been compiling the model for {MAKING_WAIT_S} s: end it, then build again"
        ) from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _held(data: Path, name: str, *, wait_s: float) -> Iterator[None]:
    # Slow to import, and not needed for a question.
    from filelock import FileLock, Timeout

    lock = FileLock(data / name, timeout=wait_s)
    try:
        data.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise LockedError(_who(data, name)) from error
    except OSError as error:
        raise _refusal(data, error) from error
    try:
        yield
    finally:
        lock.release()


def _who(data: Path, name: str) -> str:
    if name != BUILD_LOCK:
        what = name.removesuffix(".lock")
        return f"{what} of {data}: somebody else writes for {SHORT_WAIT_S} s already: end that, then try again"
    try:
        holder = f" ({(data / HOLDER_FILE).read_text(encoding='utf-8')})"
    except (OSError, UnicodeDecodeError):
        holder = ""
    return f"another build of {data} is running{holder}: wait until it ends, then build again"


def _refusal(data: Path, error: OSError) -> StorageError:
    if isinstance(error, FileExistsError | NotADirectoryError):
        return StorageError(f"{data}: {error.strerror}: move the file that is in its place, or name another --data")
    return StorageError(f"{data}: {error.strerror}: free some space or make the folder writable")
