"""The corpus folder as it is now: its files with their hashes, and what was passed over."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from errors import CorpusError
from ingest.loaders import LOADERS
from ingest.records import UNLABELLED
from ingest.sources import SOURCES_FILE

OWN_FILES = frozenset({SOURCES_FILE, "readme.md", "readme.txt"})
"""Files of the corpus folder itself that are about it, not in it."""


@dataclass(frozen=True, slots=True)
class CorpusFile:
    """One file that can be read: its id (path under the corpus), place and content hash."""

    id: str
    path: Path
    sha256: str

    @property
    def folder_kind(self) -> str:
        """The kind its folder gives it."""
        return self.id.split("/")[0] if "/" in self.id else UNLABELLED


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was passed over, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Folder:
    """Files and skipped files of a corpus, each sorted by path."""

    files: tuple[CorpusFile, ...]
    skipped: tuple[Skipped, ...]


def scan(corpus: Path) -> Folder:
    """What the corpus folder holds now.

    Raises:
        CorpusError: the folder is missing, or nothing in it can be read.
    """
    if not corpus.is_dir():
        raise CorpusError(f"corpus folder {corpus} not found: create it, or name another with --corpus")
    found = [_look(corpus, path) for path in _paths(corpus)]
    folder = Folder(
        tuple(item for item in found if isinstance(item, CorpusFile)),
        tuple(item for item in found if isinstance(item, Skipped)),
    )
    if not folder.files:
        raise CorpusError(
            f"no readable document in {corpus}: put {_suffixes()} files into folders named after their kind, "
            f"as in {corpus}/reporting/"
        )
    return folder


def _paths(corpus: Path) -> Iterator[Path]:
    for path in sorted(corpus.rglob("*"), key=lambda path: path.relative_to(corpus).parts):
        parts = path.relative_to(corpus).parts
        hidden = any(part.startswith(".") for part in parts)
        about = len(parts) == 1 and parts[0].lower() in OWN_FILES
        if not hidden and not about and not path.is_dir():
            yield path


def _look(corpus: Path, path: Path) -> CorpusFile | Skipped:
    name = path.relative_to(corpus).as_posix()
    reason = _refusal(corpus, path, name)
    if reason:
        return Skipped(name.encode("utf-8", "backslashreplace").decode("utf-8"), reason)
    try:
        return CorpusFile(name, path, hashlib.sha256(path.read_bytes()).hexdigest())
    except OSError as error:
        return Skipped(name, f"cannot be read ({error.strerror}): check its permissions")


def _refusal(corpus: Path, path: Path, name: str) -> str | None:
    if not path.resolve().is_relative_to(corpus.resolve()):
        return "a link that leads out of the corpus: copy the file in instead"
    if not name.isprintable() or any("\ud800" <= char <= "\udfff" for char in name):
        return "its name has characters that cannot be shown: rename it"
    if not path.is_file():
        return "not a regular file"
    if path.suffix.lower() not in LOADERS:
        return f"type {path.suffix or 'without a suffix'} is not supported: convert it to one of {_suffixes()}"
    return None


def _suffixes() -> str:
    return ", ".join(sorted(LOADERS))
