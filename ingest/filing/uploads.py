"""File uploads as documents in the corpus, each under its kind, or refuse them with the reason."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from errors import CorpusError
from ingest.filing.placing import beside, existing_folder, make_place, move_new, taken, twin_of, write_beside
from ingest.folder import Skipped, check_folder
from ingest.names import document_id, folded, kind_folder, shown


@dataclass(frozen=True, slots=True)
class Upload:
    """An uploaded file: the name that its sender gave, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one upload: the number of files, and the megabytes (10⁶ bytes) of one file and of all together."""

    files: int = 500
    file_mb: int = 100
    total_mb: int = 1_000


@dataclass(frozen=True, slots=True)
class Filing:
    """The result of filing: the ids of the filed documents, and the refused files by their original names.

    `completed` are documents that had the content of an upload already, and whose labels were completed.
    """

    filed: tuple[str, ...]
    refused: tuple[Skipped, ...]
    completed: tuple[str, ...] = ()


Label = Callable[[Sequence[str], Sequence[str]], Iterable[str]]
"""Labels the documents that are about to be filed and completes the labels of the copies, by id; returns the latter."""


def file_uploads(
    corpus: Path,
    kind: str,
    uploads: Sequence[Upload],
    *,
    limits: Limits,
    known: Mapping[str, str],
    reserved: Iterable[str] = (),
    label: Label = lambda _filed, _copies: (),
) -> Filing:
    """File these uploads as documents of this kind.

    All are written under hidden names first, then labelled, and only then do they appear: a document that is there has
    its label, at whatever moment the program stops.

    Args:
        corpus: the folder of documents.
        kind: their kind of source, which names their folder.
        uploads: the files.
        limits: how much is accepted at once.
        known: hash of a file's content → the document that already has it.
        reserved: ids kept free for removed documents that may be restored.
        label: called once between the two steps.

    Raises:
        CorpusError: no upload can be filed; the message says why, and nothing was written.
    """
    check_folder(corpus)
    kind_folder(kind)
    refuse_too_much(uploads, limits)
    tray = _Tray(corpus, kind, known, frozenset(reserved))
    try:
        for upload in uploads:
            tray.prepare(upload)
        completed = label(list(tray.prepared), tray.copies)
        tray.put_in_place()
    finally:
        tray.tidy()
    return Filing(tuple(tray.filed), tuple(tray.refused), tuple(completed))


class _Tray:
    """One filing on its way: what is prepared under hidden names, what is filed, and what was refused."""

    def __init__(self, corpus: Path, kind: str, known: Mapping[str, str], reserved: frozenset[str]) -> None:
        self._corpus, self._known, self._reserved = corpus, known, reserved
        self._kind = existing_folder(corpus, kind)
        self._hashes: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self.prepared: dict[str, tuple[Upload, Path]] = {}
        self.copies: list[str] = []
        self.filed: list[str] = []
        self.refused: list[Skipped] = []

    def prepare(self, upload: Upload) -> None:
        """Write this upload under its hidden name, or refuse it."""
        with self._refusing(upload):
            name = document_id(self._kind, upload.name)
            sha256 = hashlib.sha256(upload.data).hexdigest()
            self._refuse(upload, name, sha256)
            place = make_place(self._corpus, name)
            write_beside(place, upload.data)
            self._hashes[sha256] = self._names[folded(name)] = name
            self.prepared[name] = upload, place

    def put_in_place(self) -> None:
        """Let every prepared file appear."""
        for name, (upload, place) in self.prepared.items():
            with self._refusing(upload):
                move_new(beside(place), place)
                self.filed.append(name)

    def tidy(self) -> None:
        """Remove what did not appear."""
        for _, place in self.prepared.values():
            beside(place).unlink(missing_ok=True)

    def _refuse(self, upload: Upload, name: str, sha256: str) -> None:
        if not upload.data:
            raise CorpusError("it is empty: choose another")
        if sha256 in self._known:
            self.copies.append(self._known[sha256])
        copy_of = self._known.get(sha256) or self._hashes.get(sha256)
        if copy_of:
            raise CorpusError(f"its content is that of {shown(copy_of)} already: it is not filed twice")
        if name in self._reserved:
            raise CorpusError("a document of this name was removed: restore that one, or rename this file")
        before = self._names.get(folded(name))
        if before:
            raise taken() if before == name else twin_of(name, before)

    @contextmanager
    def _refusing(self, upload: Upload) -> Iterator[None]:
        """Note a refusal of this upload, and go on with the others."""
        try:
            yield
        except CorpusError as error:
            self.refused.append(Skipped(shown(upload.name), str(error)))
        except OSError as error:
            reason = f"cannot be written ({error.strerror}): free some space or make the corpus writable"
            self.refused.append(Skipped(shown(upload.name), reason))


def refuse_too_much(uploads: Sequence[Upload], limits: Limits) -> None:
    """Refuse no files at all, and more or larger ones than the limits allow.

    Raises:
        CorpusError: which limit it is.
    """
    if not uploads:
        raise CorpusError("no file was chosen: choose at least one")
    if len(uploads) > limits.files:
        raise CorpusError(f"{len(uploads):,} files are more than {limits.files:,} at once: add them in parts")
    largest = max(uploads, key=lambda upload: len(upload.data), default=None)
    if largest and len(largest.data) > limits.file_mb * 1_000_000:
        raise CorpusError(f"{shown(largest.name)} is larger than {limits.file_mb:,} MB: split it, or leave it out")
    if sum(len(upload.data) for upload in uploads) > limits.total_mb * 1_000_000:
        raise CorpusError(f"the files are larger than {limits.total_mb:,} MB together: add them in parts")
