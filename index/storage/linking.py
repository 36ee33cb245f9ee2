"""A folder's files under another folder's name, at no cost but for those that are replaced there."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def link_files(folder: Path, new: Path) -> None:
    """The same files in the new folder; what is written anew there is written there only.

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
