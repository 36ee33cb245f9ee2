"""Files that hold documents (archives, mailboxes, mails with attachments): what is in them, and in files in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import PurePosixPath

from errors import DocumentError
from ingest.formats import ending, format_named, true_suffix
from ingest.records import Part

DEEPEST = 3
"""Files in files that are opened: a document that is attached to a mail of a mailbox in an archive is one of three.
Raised, hostile files take longer."""

MOST_PARTS = 10_000
MOST_BYTES = 200_000_000
"""Documents of one file, and their bytes together. Raised, hostile files take longer and more memory."""


@dataclass(slots=True)
class _Room:
    """How many documents, and bytes of them, may still be taken from a file."""

    parts: int = MOST_PARTS
    size: int = MOST_BYTES

    def take(self, part: Part) -> Part:
        """The part, or why there is no room for it."""
        self.parts -= 1
        if self.parts < 0 or len(part.data) > self.size:
            limits = f"{MOST_PARTS:,} documents or {MOST_BYTES // 1_000_000} MB"
            return Part(part.name, reason=f"the file that it is in holds more than {limits}: unpack it, or split it")
        self.size -= len(part.data)
        return part


def members(suffix: str, data: bytes) -> Iterator[Part]:
    """The documents in a file with this suffix, under their paths in it, and what is not read with the reasons.

    Raises:
        DocumentError: the file itself cannot be opened.
    """
    yield from _inside(true_suffix(suffix, data), data, _Room(), depth=1)


def _inside(suffix: str, data: bytes, room: _Room, *, depth: int) -> Iterator[Part]:
    known = format_named(suffix)
    if known is None or not known.holds:
        return
    taken: dict[str, int] = {}
    for part in import_module(f"ingest.loaders.{known.holds}").members(data):
        named = replace(part, name=_free(part.name, taken))
        found = named if named.reason else room.take(named)
        yield from [found] if found.reason else _with_members(found, room, depth)
        if room.parts < 0:
            return


def _with_members(part: Part, room: _Room, depth: int) -> Iterator[Part]:
    """The part where it is a document, and the documents in it."""
    known = format_named(ending(part.name))
    if known is None or known.loader:
        yield part
    if known is None or not known.holds:
        return
    if depth == DEEPEST:
        if not known.loader:
            yield replace(part, data=b"", reason="an archive deep inside others: unpack it")
        return
    try:
        for inner in _inside(true_suffix(ending(part.name), part.data), part.data, room, depth=depth + 1):
            yield replace(inner, name=f"{part.name}/{inner.name}")
    except DocumentError as error:
        if not known.loader:
            yield replace(part, data=b"", reason=str(error))


def _free(name: str, taken: dict[str, int]) -> str:
    """The name, or the next like it that no other part has; `taken` counts how many had each."""
    path, free = PurePosixPath(name), name
    while free in taken:
        taken[name] += 1
        free = path.with_name(f"{path.stem} ({taken[name]}){path.suffix}").as_posix()
    taken[free] = 1
    return free
