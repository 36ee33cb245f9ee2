"""Put a file in the corpus whole or not at all, never over another file and never outside the corpus."""

from __future__ import annotations

import errno
import os
from pathlib import Path, PurePosixPath

from errors import CorpusError
from ingest.names import folded, kind_named, shown

NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK})
"""Errors of file systems that cannot give one file two names."""


def existing_folder(corpus: Path, kind: str) -> str:
    """Return the name of the folder that this kind has in the corpus, whatever its capitals, or else the kind."""
    folders = sorted(path.name for path in corpus.iterdir() if path.is_dir() and not path.is_symlink())
    named = [name for name in folders if kind_named(name) == kind_named(kind)]
    return kind if kind in named or not named else named[0]


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
        raise taken()
    return place / name


def write_new(place: Path, data: bytes) -> None:
    """Write a new file, which appears only when it is complete.

    Raises:
        CorpusError: the name has been taken in the meantime.
        OSError: the file cannot be written; nothing is left behind.
    """
    write_beside(place, data)
    try:
        move_new(beside(place), place)
    finally:
        beside(place).unlink(missing_ok=True)


def beside(place: Path) -> Path:
    """Return the hidden name under which a file is written before it appears at its place."""
    return place.with_name(f".{place.name}.new")


def write_beside(place: Path, data: bytes) -> None:
    """Write a whole file under its hidden name, ready to be moved to its place.

    Raises:
        OSError: the file cannot be written; nothing is left behind.
    """
    new = beside(place)
    try:
        with new.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        new.unlink(missing_ok=True)
        raise


def move_new(file: Path, place: Path) -> None:
    """Move a file to a free place.

    Raises:
        CorpusError: the place is taken; the file stays where it was.
        OSError: the file cannot be moved; it stays where it was.
    """
    try:
        os.link(file, place, follow_symlinks=False)
    except FileExistsError as error:
        raise taken() from error
    except OSError as error:
        if error.errno not in NO_LINKS:
            raise
        _move_over_claim(file, place)
    else:
        file.unlink()


def _move_over_claim(file: Path, place: Path) -> None:
    """Take the place with an empty file, which no other program has then, and put the file over it in one step."""
    try:
        place.open("xb").close()
    except FileExistsError as error:
        raise taken() from error
    try:
        file.replace(place)
    except OSError:
        place.unlink()
        raise


def _refuse_twin(folder: Path, name: str) -> None:
    """Refuse a name that differs from another only in its letters' form: many systems treat both as one."""
    wanted = folded(name)
    names = sorted(path.name for path in folder.iterdir())
    twin = next((found for found in names if found != name and folded(found) == wanted), None)
    if twin:
        raise twin_of(name, twin)


def twin_of(name: str, twin: str) -> CorpusError:
    """Return the refusal of a name that file systems take for this other one."""
    how = "only in capitals" if twin.lower() == name.lower() else "only in how its letters are written"
    return CorpusError(f"there is {shown(twin)} already, which differs {how}: use that name or another")


def taken() -> CorpusError:
    """Return the refusal of a name that another document has."""
    return CorpusError("there is another document of this name: rename the file")
