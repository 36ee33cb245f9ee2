"""Whether a derived file is still what was written: a checksum over its bytes and its own name.

CRC-32 sees every change of a few neighbouring bits and all but one in four billion others, at the speed of the disk.
The name counts, so that a file of another kind or generation is not taken for this one.
"""

from __future__ import annotations

import json
import os
import threading
import zlib
from pathlib import Path

BLOCK_BYTES = 1 << 20
MARK_BYTES = 4
SUMS_FILE = "checksums.json"


def append_mark(path: Path, name: str) -> None:
    """End the file with the checksum of what it holds under this name."""
    mark = _sum(path, name, path.stat().st_size)
    with path.open("ab") as file:
        file.write(mark.to_bytes(MARK_BYTES))  # no waiting for the disk: a file that a power cut lost is made again


def is_whole(path: Path) -> bool:
    """Whether the file ends with the checksum of what stands before it."""
    try:
        size = path.stat().st_size - MARK_BYTES
        with path.open("rb") as file:
            file.seek(max(size, 0))
            mark = file.read()
        return size >= 0 and mark == _sum(path, path.name, size).to_bytes(MARK_BYTES)
    except OSError:
        return False


def write_sums(folder: Path, name: str) -> None:
    """List the folder's files in it, each with its checksum under this name."""
    (folder / SUMS_FILE).write_text(json.dumps(_sums(folder, name)), encoding="utf-8")


def is_whole_folder(folder: Path) -> bool:
    """Whether the folder holds exactly the files that are listed in it, as they were written."""
    try:
        listed = json.loads((folder / SUMS_FILE).read_text(encoding="utf-8"))
        return bool(listed == _sums(folder, folder.name))
    except (OSError, ValueError):
        return False


def beside(path: Path) -> Path:
    """A name beside this one for what is being written: nobody else, in any process or thread, writes there."""
    return path.with_name(f"{path.name}.{os.getpid()}.{threading.get_ident()}.new")


def _sums(folder: Path, name: str) -> dict[str, int]:
    files = sorted(path for path in folder.iterdir() if path.name != SUMS_FILE and path.suffix != ".lock")
    return {path.name: _sum(path, f"{name}/{path.name}", path.stat().st_size) for path in files}


def _sum(path: Path, name: str, size: int) -> int:
    """The checksum of the file's first bytes under this name."""
    found = zlib.crc32(name.encode("utf-8", "surrogateescape"))
    with path.open("rb") as file:
        while size > 0 and (block := file.read(min(size, BLOCK_BYTES))):
            found = zlib.crc32(block, found)
            size -= len(block)
    return found
