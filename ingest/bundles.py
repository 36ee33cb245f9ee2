"""Documents in files that hold documents (archives, mailboxes, mails with attachments): their names and their bytes.

Such a document's id is the path of its file with its name in it behind: `official/letters.zip/2024/answer.docx`. The
reader process opens the files.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from threading import Lock

from errors import DocumentError
from ingest.formats import ending, holds_documents
from ingest.plain_data import own_from_json
from ingest.reader.client import reader
from ingest.records import Part

LISTED = 256
"""Files whose members' names are kept while the program runs. Raised, more memory; lowered, files are opened again."""

FileState = tuple[int, int, int]
"""A file's size and times, by which it is known for the same."""


@dataclass(frozen=True, slots=True)
class Member:
    """A document in a file: its name there, the hash of its bytes, or the reason why it is not read."""

    name: str
    sha256: str
    reason: str = ""


class _Held:
    """The members of the file that was opened last: the next that is asked for is mostly of the same."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._of: tuple[Path, FileState] | None = None
        self._parts: dict[str, Part] = {}

    def of(self, path: Path, state: FileState, name: str) -> Part | None:
        """A member, None where there is none of this name."""
        with self._lock:
            if self._of != (path, state):
                self._parts = {part.name: part for part in _opened(path) if not part.reason}
                self._of = (path, state)
            return self._parts.get(name)

    def forget(self) -> None:
        """Give back the memory."""
        with self._lock:
            self._of, self._parts = None, {}


_held = _Held()
forget_members = _held.forget


@lru_cache(LISTED)
def members_of(path: Path, state: FileState) -> tuple[Member, ...]:  # noqa: ARG001 - another state is another file
    """The documents in a file.

    Raises:
        DocumentError: it cannot be opened.
    """
    return tuple(Member(part.name, hashlib.sha256(part.data).hexdigest(), part.reason) for part in _opened(path))


def member(path: Path, name: str) -> Part:
    """A document in a file.

    Raises:
        DocumentError: the file cannot be opened, or holds no such document any more.
    """
    try:
        found = path.stat()
    except OSError as error:
        raise _unreadable(error) from error
    part = _held.of(path, (found.st_size, found.st_mtime_ns, found.st_ctime_ns), name)
    if part is None:
        raise DocumentError(f"is not in {path.name} any more: build again")
    return part


def file_and_member(corpus: Path, document_id: str) -> tuple[Path, str]:
    """The file of a document, and its name in it; "" for a document that is a file itself."""
    parts = PurePosixPath(document_id).parts
    for end in range(1, len(parts)):
        path = corpus.joinpath(*parts[:end])
        if holds_documents(parts[end - 1]) and path.is_file():
            return path, "/".join(parts[end:])
    return corpus / document_id, ""


def document_data(corpus: Path, document_id: str) -> bytes:
    """The bytes of a document, wherever it is.

    Raises:
        OSError: its file cannot be read.
        DocumentError: it is in a file that cannot be opened, or not in it any more.
    """
    path, name = file_and_member(corpus, document_id)
    return member(path, name).data if name else path.read_bytes()


def _opened(path: Path) -> list[Part]:
    """All that is in a file, what is not read too."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _unreadable(error) from error
    answer, payload = reader().ask({"do": "members", "suffix": ending(path.name)}, data)
    found, at = [], 0
    for name, size, reason, own in answer["members"]:
        found.append(Part(str(name), payload[at : at + size], str(reason), own_from_json(own)))
        at += size
    return found


def _unreadable(error: OSError) -> DocumentError:
    return DocumentError(f"cannot be read ({error.strerror}): check its permissions")
