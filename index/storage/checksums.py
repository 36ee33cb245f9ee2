"""Checksums of derived files, over their bytes and their own names, to notice files that are damaged.

CRC-32 sees every change of a few neighbouring bits and all but one in four billion others, at the speed of the disk.
The name counts, so that a file of another kind or generation is not taken for this one.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import threading
import zlib
from collections.abc import Iterator
from pathlib import Path

from errors import StorageError

BLOCK_BYTES = 1 << 20
MARK_BYTES = 4
Sums = dict[str, int]
"""File name → checksum."""

SUMS_FILE = "checksums.json"


def append_mark(path: Path, name: str) -> None:
    """End the file with the checksum of what it holds under this name."""
    mark = _sum(path, name, path.stat().st_size)
    with path.open("ab") as file:
        file.write(mark.to_bytes(MARK_BYTES))  # no waiting for the disk: a file that a power cut lost is made again


@contextlib.contextmanager
def marked(path: Path) -> Iterator[Path]:
    """Write a file under another name, then mark it and put it in its place, whole or not at all.

    Raises:
        StorageError: the disk refused.
    """
    new = beside(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield new
        append_mark(new, path.name)
        new.replace(path)
    except (RuntimeError, OSError) as error:
        discard(new)
        raise StorageError(f"{new} cannot be written: free some space or make it writable") from error


def is_whole(path: Path) -> bool:
    """Return whether the file ends with the checksum of what stands before it."""
    try:
        size = path.stat().st_size - MARK_BYTES
        with path.open("rb") as file:
            file.seek(max(size, 0))
            mark = file.read()
        return size >= 0 and mark == _sum(path, path.name, size).to_bytes(MARK_BYTES)
    except OSError:
        return False


def write_sums(folder: Path, name: str, carried: Sums) -> None:
    """Write a list of the folder's files, each with its checksum, under the name that the folder will have.

    A linked file keeps the checksum that it had, so that damage since then is noticed.
    """
    (folder / SUMS_FILE).write_text(json.dumps(_sums(folder, name, carried)), encoding="utf-8")


def listed_sums(folder: Path) -> Sums:
    """The checksums that the folder lists, of the files that never change."""
    try:
        listed = json.loads((folder / SUMS_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {name: mark for name, mark in listed.items() if _is_lasting(name)} if isinstance(listed, dict) else {}


def whole_sums(folder: Path, checked: Sums | None = None) -> Sums | None:
    """The folder's checksums if it holds exactly the files that it lists, as they were written; otherwise None.

    A file that is listed as in `checked` is not read again.
    """
    try:
        listed = json.loads((folder / SUMS_FILE).read_text(encoding="utf-8"))
        same = checked.items() & listed.items() if checked else ()
        return listed_sums(folder) if listed == _sums(folder, folder.name, dict(same)) else None
    except (OSError, ValueError, AttributeError, TypeError):
        return None


def is_whole_but_for(folder: Path, kept: set[str]) -> bool:
    """Return whether the listed files of the folder, apart from these, are as they were written."""
    listed = {name: mark for name, mark in listed_sums(folder).items() if name not in kept}
    try:
        return all(_sum(folder / name, name, (folder / name).stat().st_size) == mark for name, mark in listed.items())
    except OSError:
        return False


def beside(path: Path) -> Path:
    """A name beside this one to write under, which no other process or thread uses."""
    return path.with_name(f"{path.name}.{os.getpid()}.{threading.get_ident()}.new")


def discard(path: Path) -> None:
    """Remove an unwanted file if the disk allows it; the error that made it unwanted is the one to report."""
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)


def _sums(folder: Path, name: str, known: Sums) -> Sums:
    """The checksum of each file under its name, and under the folder's too if each generation writes it anew."""
    files = sorted(path for path in folder.iterdir() if path.name != SUMS_FILE and path.suffix != ".lock")
    named = {path: path.name if _is_lasting(path.name) else f"{name}/{path.name}" for path in files}
    return {path.name: known.get(path.name) or _sum(path, named[path], path.stat().st_size) for path in files}


def _is_lasting(name: str) -> bool:
    return not name.endswith(".json")


def _sum(path: Path, name: str, size: int) -> int:
    """The checksum of the file's first bytes under this name."""
    found = zlib.crc32(name.encode("utf-8", "surrogateescape"))
    with path.open("rb") as file:
        while size > 0 and (block := file.read(min(size, BLOCK_BYTES))):
            found = zlib.crc32(block, found)
            size -= len(block)
    return found


# A folder's files under another folder's name, at no cost but for those that are replaced there.


def link_files(folder: Path, new: Path) -> None:
    """Link the files into a new folder; a file that is replaced there stays as it was in the old one.

    JSON may be written in place, so it is copied.
    """
    for path in folder.iterdir():
        if path.suffix != ".lock":
            _link_or_copy(path, new / path.name)


def _link_or_copy(path: Path, new: Path) -> None:
    if path.suffix != ".json":
        try:
            os.link(path, new)
        except OSError:  # a disk without hard links
            pass
        else:
            return
    shutil.copy2(path, new)
