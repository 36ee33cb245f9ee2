"""Compare the sizes and times of a folder's files with those they had, which takes some microseconds a file."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from ingest.folder import PAGE_PARTS, is_hidden, is_hidden_document, shown
from ingest.names import OWN_FILES
from ingest.outside import is_agreed

Look = tuple[int, int, int]
"""The size of a file, and the times of its last write and change in nanoseconds."""


def quick_look(corpus: Path, looks: Mapping[str, Look]) -> tuple[set[str], set[str]] | None:
    """Return the ids of the files that look as they did, and of all others that may be documents.

    Each folder is listed once, and each file is asked for its size and times, nothing else. None is returned where that
    does not tell: where a folder cannot be listed, or may belong to a web page, or a name is no text.

    Args:
        corpus: the folder.
        looks: document id → how its file looked.
    """
    same, others, folders = set[str](), set[str](), [("", str(corpus))]
    while folders:
        prefix, place = folders.pop()
        try:
            with os.scandir(place) as entries:
                for entry in entries:
                    name = prefix + entry.name
                    is_read = entry.is_symlink() and is_agreed(Path(entry.path))
                    if is_read or entry.is_dir(follow_symlinks=False):
                        if PAGE_PARTS.fullmatch(entry.name):
                            return None
                        if not is_hidden(entry.name):
                            folders.append((f"{name}/", entry.path))
                    elif name in looks and entry.is_file(follow_symlinks=False) and _look_of(entry) == looks[name]:
                        same.add(name)
                    elif _may_count(entry.name, is_at_top=not prefix):
                        others.add(name)
        except OSError:
            return None
    if any(shown(name) != name for name in others):
        return None
    return same, others


def _look_of(entry: os.DirEntry[str]) -> Look:
    found = entry.stat(follow_symlinks=False)
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _may_count(name: str, *, is_at_top: bool) -> bool:
    """Return whether a file of this name is listed: as a document, or as one that cannot be read."""
    if is_at_top and name.lower() in OWN_FILES:
        return False
    return not is_hidden(name) or is_hidden_document(name)
