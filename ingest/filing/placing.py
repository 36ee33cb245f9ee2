"""Put a file in the corpus whole or not at all, never over another file and never outside the corpus."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path, PurePosixPath

from errors import CorpusError
from ingest.names import folded, shown

NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EXDEV, errno.EMLINK})
"""Errors of file systems that cannot give one file two names."""


def make_place(corpus: Path, document_id: str) -> Path:
    """Make the folders for a document and return the path for its file.

    Raises:
        CorpusError: a folder on the way is a link or a file, or a name on it differs from another only in capitals,
            or the name is taken.
        OSError: a folder cannot be made.
    """
    place = corpus
    *folders, name = PurePosixPath(document_id).parts
    for folder in folders:
        _refuse_twin(place, folder)
        place = place / folder
        if place.is_symlink() or (place.exists() and not place.is_dir()):
            raise CorpusError(f"{shown(folder)} in the corpus is no folder of its own: nothing is filed there")
        place.mkdir(exist_ok=True)
    _refuse_twin(place, name)
    if os.path.lexists(place / name):
        raise _taken()
    return place / name


def write_new(place: Path, data: bytes) -> None:
    """Write a new file, which appears only when it is complete.

    Raises:
        CorpusError: the name has been taken in the meantime.
        OSError: the file cannot be written; nothing is left behind.
    """
    new = place.with_name(f".{place.name}.new")
    try:
        with new.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        move_new(new, place)
    finally:
        new.unlink(missing_ok=True)


def move_new(file: Path, place: Path) -> None:
    """Move a file to a free place.

    Raises:
        CorpusError: the place is taken; the file stays where it was.
        OSError: the file cannot be moved; it stays where it was.
    """
    try:
        os.link(file, place, follow_symlinks=False)
    except FileExistsError as error:
        raise _taken() from error
    except OSError as error:
        if error.errno not in NO_LINKS:
            raise
        _copy_new(file, place)
    file.unlink()


def _copy_new(file: Path, place: Path) -> None:
    try:
        target = place.open("xb")
    except FileExistsError as error:
        raise _taken() from error
    try:
        with target, file.open("rb") as source:
            shutil.copyfileobj(source, target)
            target.flush()
            os.fsync(target.fileno())
        shutil.copystat(file, place)
    except OSError:
        place.unlink()
        raise


def _refuse_twin(folder: Path, name: str) -> None:
    """Refuse a name that differs from another only in its letters' form: many systems treat both as one."""
    wanted = folded(name)
    names = sorted(path.name for path in folder.iterdir())
    twin = next((found for found in names if found != name and folded(found) == wanted), None)
    if twin:
        how = "only in capitals" if twin.lower() == name.lower() else "only in how its letters are written"
        raise CorpusError(f"there is {shown(twin)} already, which differs {how}: use that name or another")


def _taken() -> CorpusError:
    return CorpusError("there is another document of this name: rename the file")
