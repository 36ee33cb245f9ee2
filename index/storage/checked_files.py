"""Remember which large files of the lanes and words were found whole, so that opening them reads only what is used.

A file counts as whole while its inode, size and time of writing are those it had when all of it was checked. What
changes in it under the file system, without a write, is found by a check of the whole library only.
"""

from __future__ import annotations

import json
import time
from collections.abc import Collection, Iterable
from pathlib import Path

from index.storage.checksums import beside, discard

CHECKED_FILE = "checked.json"

SETTLED_NS = 20_000_000
"""Nanoseconds that a file must have been left alone before it is remembered.

File systems keep times in steps of some milliseconds: what is written within the step of the last write looks the
same. Raised, more files that were just written are read once more; lowered, such a write goes unnoticed.
"""

REMEMBERED_FROM = 16 << 20
"""Bytes from which a file is remembered; a smaller one is checked at each opening, in a few milliseconds.

Raised, large libraries take longer to open; lowered, damage without a write goes unnoticed in more of them.
"""

State = list[int]
"""A file's inode, size and time of writing in nanoseconds."""


def still_whole(data: Path, paths: Iterable[Path]) -> set[Path]:
    """Return those of these files that nobody has written to since they were found whole."""
    known = _known(data)
    return {path for path in paths if path.name in known and known[path.name] == _state(path)}


def note_whole(data: Path, paths: Collection[Path]) -> None:
    """Remember that these files were just found whole, and forget files that are not in the library any more.

    A folder that cannot be written remembers nothing.
    """
    found = {path.name: _state(path) for path in paths}
    now, known = time.time_ns(), _known(data)
    new = {name: state for name, state in found.items() if state and _is_lasting(state, now)}
    if new.items() <= known.items():
        return
    there = {path.name for pattern in ("*", "lanes/*", "words/*/*") for path in data.glob(pattern)}
    kept = {name: state for name, state in (known | new).items() if name in there}
    path = beside(data / CHECKED_FILE)
    try:
        path.write_text(json.dumps(kept), encoding="utf-8")
        path.replace(data / CHECKED_FILE)
    except OSError:
        discard(path)


def _is_lasting(state: State, now: int) -> bool:
    _, size, written = state
    return size >= REMEMBERED_FROM and written < now - SETTLED_NS


def _known(data: Path) -> dict[str, State]:
    try:
        known = json.loads((data / CHECKED_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _state(path: Path) -> State | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return [found.st_ino, found.st_size, found.st_mtime_ns]
