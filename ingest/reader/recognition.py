"""Have the words on pages that are pictures read (OCR), and keep what was read by the hash of the page's picture.

A page is read in a process of its own kind (`ingest/reader/recogniser.py`), with limits of its own.
"""

from __future__ import annotations

import atexit
import hashlib
import json
import threading
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from errors import DocumentError
from ingest.reader.client import Reader, python_module, reader
from ingest.reader.frames import Header

COMMAND = python_module("ingest.reader.recogniser")
LIBRARY = "rapidocr"

PAGE_TIMEOUT_S = 120.0
"""Seconds for one page: a dense one takes 15 on a laptop. Lowered, newspaper pages are not read on slow machines."""

FOLDER = "pictures"
"""The folder below that of the library in which the words of pages are kept."""

UNREADABLE = "a picture that cannot be read"
WAITING = "a picture, whose words are read by the build"

Words = dict[str, Any]
"""What was read on a page, as plain data (`ingest.loaders.recognised.seen_page`)."""


@dataclass(frozen=True, slots=True)
class PagesRead:
    """How many pages that are pictures have been read, of how many that are known."""

    done: int = 0
    of: int = 0


class Recognition:
    """Reads pages that are pictures, and keeps what it read in a folder; safe to use from any thread."""

    def __init__(self, folder: Path, recogniser: Reader | None = None) -> None:
        self.folder = folder
        self.progress = PagesRead()
        self._recogniser = recogniser or Reader(command=COMMAND, timeout_s=PAGE_TIMEOUT_S)
        self._stopped = threading.Event()

    def read(self, data: bytes, pages: Iterable[int], *, wait: bool) -> dict[int, Words]:
        """What stands on these pages, from 0, of a file.

        Args:
            data: the file.
            pages: the pages.
            wait: whether to read those that are not kept, which takes seconds for each; else they are told as waiting.

        Raises:
            DocumentError: it was interrupted.
        """
        sha256, todo = hashlib.sha256(data).hexdigest(), list(pages)
        self.progress = PagesRead(0, len(todo))
        found = {}
        for done, page in enumerate(todo, 1):
            if self._stopped.is_set():
                raise DocumentError("reading its pictures was interrupted: build again")
            found[page] = self._page(data, sha256, page, wait=wait)
            self.progress = PagesRead(done, len(todo))
        return found

    def stop(self) -> None:
        """Have whoever reads stop behind the page that is being read."""
        self._stopped.set()

    def begin(self) -> None:
        """Read again after `stop`."""
        self._stopped.clear()
        self.progress = PagesRead()

    def forget_all_but(self, hashes: Collection[str]) -> None:
        """Remove what was read on the pages of files whose sha256 is not among these."""
        for path in self.folder.glob("*.json"):
            kept = _kept(path)
            if kept is None or kept["of"] not in hashes:
                path.unlink(missing_ok=True)

    def close(self) -> None:
        """End the process; the next page starts another."""
        self._recogniser.close()

    def _page(self, data: bytes, sha256: str, page: int, *, wait: bool) -> Words:
        try:
            _, picture = reader().ask({"do": "page", "page": page + 1}, data)
        except DocumentError:
            return {"problem": UNREADABLE}
        name = hashlib.sha256(picture).hexdigest()
        place = self.folder / f"{name}.json"
        kept = _kept(place)
        if kept and kept["by"] == by():
            words: Words = kept["words"]
            return words
        if not wait:
            return {"problem": WAITING, "waits": True}
        try:
            words, _ = self._recogniser.ask({"do": "recognise"}, picture)
        except DocumentError:
            return {"problem": UNREADABLE}
        _keep(place, {"of": sha256, "by": by(), "words": words})
        return words


@cache
def by() -> str:
    """By what pages are read: the library, which carries its models, and its version."""
    return f"{LIBRARY} {version(LIBRARY)}"


def _keep(place: Path, kept: Header) -> None:
    """Keep what was read on a page, with a digest; where the disk refuses, it is read again the next time."""
    content = json.dumps(kept)
    digest = hashlib.sha256(content.encode()).hexdigest()
    new = place.with_name(f".{place.name}.{threading.get_ident()}.new")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        new.write_text(f"{digest}\n{content}", "utf-8")
        new.replace(place)
    except OSError:
        new.unlink(missing_ok=True)


def _kept(place: Path) -> Header | None:
    """What was kept there, None where nothing is or it is not what was written."""
    try:
        digest, _, content = place.read_text("utf-8").partition("\n")
    except (OSError, UnicodeDecodeError):
        return None
    if hashlib.sha256(content.encode()).hexdigest() != digest:
        return None
    found: Header = json.loads(content)
    return found


# The program's only one.

_current: list[Recognition] = []


def recognition() -> Recognition | None:
    """Return what reads pictures in this program; None where nothing does."""
    return _current[0] if _current else None


def read_pictures(folder: Path | None) -> None:
    """Have pictures read from now on, and kept below this folder of a library; with None, not at all."""
    before = recognition()
    if before and folder and before.folder == folder / FOLDER:
        return
    _current.clear()
    if before:
        before.close()
    if folder:
        made = Recognition(folder / FOLDER)
        atexit.register(made.close)
        _current.append(made)
