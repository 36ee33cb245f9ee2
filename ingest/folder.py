"""The corpus folder as it is now: its files with their hashes, and what was passed over."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from errors import CorpusError
from ingest.formats import ADVICE, SUFFIXES
from ingest.records import UNLABELLED
from ingest.sources import SOURCES_FILE, is_one_line

OWN_FILES = frozenset({SOURCES_FILE, "readme.md", "readme.txt"})
"""Files of the corpus folder itself that are about it, not in it."""


LARGEST_FILE = 100_000_000
"""Bytes: more text than the longest book, and still read whole into memory."""


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
    unlisted: list[Skipped] = []
    found = [_look(corpus, path) for path in _paths(corpus, unlisted)]
    folder = Folder(
        tuple(item for item in found if isinstance(item, CorpusFile)),
        tuple(sorted([*unlisted, *(item for item in found if isinstance(item, Skipped))], key=lambda item: item.path)),
    )
    if not folder.files:
        raise CorpusError(
            f"no readable document in {corpus}: put {_suffixes()} files into folders named after their kind, "
            f"as in {corpus}/reporting/"
        )
    return folder


def _paths(corpus: Path, unlisted: list[Skipped]) -> list[Path]:
    """Every file, and every link to a folder, in order; folders that cannot be listed are noted."""

    def note(error: OSError) -> None:
        name = _shown(Path(error.filename).relative_to(corpus).as_posix())
        unlisted.append(Skipped(name, f"cannot be listed ({error.strerror}): check its permissions"))

    found = []
    for place, folders, files in os.walk(corpus, onerror=note):
        links = [name for name in folders if Path(place, name).is_symlink()]
        folders[:] = [name for name in folders if not name.startswith(".") and name not in links]
        found += [Path(place, name) for name in (*files, *links) if not name.startswith(".")]
    found = [path for path in found if path.parent != corpus or path.name.lower() not in OWN_FILES]
    return sorted(found, key=lambda path: path.relative_to(corpus).parts)


def _look(corpus: Path, path: Path) -> CorpusFile | Skipped:
    name = path.relative_to(corpus).as_posix()
    reason = _refusal(corpus, path, name)
    if reason:
        return Skipped(_shown(name), reason)
    try:
        with path.open("rb") as file:
            return CorpusFile(name, path, hashlib.file_digest(file, "sha256").hexdigest())
    except OSError as error:
        return Skipped(name, f"cannot be read ({error.strerror}): check its permissions")


def _refusal(corpus: Path, path: Path, name: str) -> str | None:
    try:
        inside = path.resolve(strict=True).is_relative_to(corpus.resolve())
    except (OSError, RuntimeError):
        return "a link that leads nowhere: remove it"
    if not inside:
        return "a link that leads out of the corpus: copy the file in instead"
    if not is_one_line(name):
        return "its name has characters that cannot be shown: rename it"
    if not path.is_file():
        return "not a regular file"
    if path.stat().st_size > LARGEST_FILE:
        return f"larger than {LARGEST_FILE // 1_000_000} MB: split it into parts"
    suffix = path.suffix.lower()
    if suffix in ADVICE:
        return ADVICE[suffix]
    if suffix not in SUFFIXES:
        return f"type {path.suffix or 'without a suffix'} is not supported: convert it to one of {_suffixes()}"
    return None


def _shown(name: str) -> str:
    """The name as it can be printed: bytes that are no text are spelt out."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def _suffixes() -> str:
    return ", ".join(sorted(SUFFIXES))
