"""File uploads as documents in the corpus, each under its kind, or refuse them with the reason."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from errors import CorpusError
from ingest.filing.placing import make_place, write_new
from ingest.folder import Skipped
from ingest.names import document_id, kind_folder, shown


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
    """The result of filing: the ids of the filed documents, and the refused files by their original names."""

    filed: tuple[str, ...]
    refused: tuple[Skipped, ...]


def file_uploads(
    corpus: Path,
    kind: str,
    uploads: Sequence[Upload],
    *,
    limits: Limits,
    known: Mapping[str, str],
    reserved: Iterable[str] = (),
) -> Filing:
    """File these uploads as documents of this kind.

    Args:
        corpus: the folder of documents.
        kind: their kind of source, which names their folder.
        uploads: the files.
        limits: how much is accepted at once.
        known: hash of a file's content → the document that already has it.
        reserved: ids kept free for removed documents that may be restored.

    Raises:
        CorpusError: no upload can be filed; the message says why, and nothing was written.
    """
    if not corpus.is_dir():
        raise CorpusError(f"corpus folder {corpus} not found: create it, or name another with --corpus")
    kind_folder(kind)
    _refuse_too_much(uploads, limits)
    known, kept = dict(known), frozenset(reserved)
    filed: list[str] = []
    refused: list[Skipped] = []
    for upload in uploads:
        sha256 = hashlib.sha256(upload.data).hexdigest()
        try:
            name = _file(corpus, kind, upload, copy_of=known.get(sha256), reserved=kept)
        except CorpusError as error:
            refused.append(Skipped(shown(upload.name), str(error)))
        except OSError as error:
            reason = f"cannot be written ({error.strerror}): free some space or make the corpus writable"
            refused.append(Skipped(shown(upload.name), reason))
        else:
            filed.append(name)
            known[sha256] = name
    return Filing(tuple(filed), tuple(refused))


def _file(corpus: Path, kind: str, upload: Upload, *, copy_of: str | None, reserved: frozenset[str]) -> str:
    name = document_id(kind, upload.name)
    if not upload.data:
        raise CorpusError("it is empty: choose another")
    if copy_of:
        raise CorpusError(f"its content is that of {shown(copy_of)} already: it is not filed twice")
    if name in reserved:
        raise CorpusError("a document of this name was removed: restore that one, or rename this file")
    write_new(make_place(corpus, name), upload.data)
    return name


def _refuse_too_much(uploads: Sequence[Upload], limits: Limits) -> None:
    if not uploads:
        raise CorpusError("no file was chosen: choose at least one")
    if len(uploads) > limits.files:
        raise CorpusError(f"{len(uploads):,} files are more than {limits.files:,} at once: add them in parts")
    largest = max(uploads, key=lambda upload: len(upload.data), default=None)
    if largest and len(largest.data) > limits.file_mb * 1_000_000:
        raise CorpusError(f"{shown(largest.name)} is larger than {limits.file_mb:,} MB: split it, or leave it out")
    if sum(len(upload.data) for upload in uploads) > limits.total_mb * 1_000_000:
        raise CorpusError(f"the files are larger than {limits.total_mb:,} MB together: add them in parts")
