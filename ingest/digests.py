"""The sha256 of a file, by which the content of files is told apart."""

from __future__ import annotations

import hashlib
from io import BufferedReader
from pathlib import Path


def sha256_of(file: BufferedReader) -> str:
    """The sha256 of what an open file holds from here on, in hexadecimal digits."""
    return hashlib.file_digest(file, "sha256").hexdigest()


def file_sha256(path: Path) -> str:
    """The sha256 of a file's content, in hexadecimal digits.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        return sha256_of(file)
