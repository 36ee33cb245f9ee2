"""Files that only their owner reads: what a person asked, noted and said of passages is nobody else's."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

OWNER_ALONE = 0o600
OTHERS = 0o077


def keep_private(file: Path) -> None:
    """Make the file with rights for its owner alone where it is missing, and take others' rights where it is there.

    A disk that refuses is left to whoever then writes the file, and says so; a folder that is missing is made.
    """
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(file, os.O_CREAT | os.O_RDONLY, OWNER_ALONE))
        if file.stat().st_mode & OTHERS:
            file.chmod(OWNER_ALONE)
