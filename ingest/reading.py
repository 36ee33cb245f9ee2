"""File → `Document`: its contents from the reader process, and its label."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path, PurePosixPath

from errors import DocumentError
from ingest.folder import CorpusFile
from ingest.labels.label import label
from ingest.labels.sources import Label
from ingest.reader.client import reader
from ingest.reader.contents_json import Contents, contents_from_json
from ingest.records import Document, Source

LIBRARIES = (
    *("chardet", "jusText", "lxml", "mammoth", "markdown-it-py", "mistral-common", "nupunkt", "pypdfium2", "striprtf"),
    *("tiktoken", "trafilatura"),
)
"""Packages that decide what a document's text, sentences and passages are."""


def read_document(file: CorpusFile, stated: Label) -> Document:
    """The file as a labelled document with its furniture, sentences and voices.

    Raises:
        DocumentError: the file cannot be read; the message is the reason, without the file's name.
    """
    data = _read_unchanged(file)
    contents = contents_of(PurePosixPath(file.id).suffix.lower(), data)
    return document_of(file, contents, label(file, contents.own, stated))


def document_of(file: CorpusFile, contents: Contents, source: Source) -> Document:
    """The file's contents under its name and this label."""
    return Document(
        id=file.id,
        sha256=file.sha256,
        source=source,
        text=contents.text,
        blocks=contents.blocks,
        furniture=contents.furniture,
        sentences=contents.sentences,
        page_starts=contents.page_starts,
        own=contents.own,
    )


def contents_of(suffix: str, data: bytes) -> Contents:
    """What `ingest.reader.contents.read_contents` gives, from the reader process.

    Raises:
        DocumentError: the file cannot be read, or not within the reader's limits.
    """
    answer, _ = reader().ask({"do": "read", "suffix": suffix}, data)
    return contents_from_json(answer)


def _read_unchanged(file: CorpusFile) -> bytes:
    try:
        data = file.path.read_bytes()
    except OSError as error:
        raise DocumentError(f"cannot be read ({error.strerror}): check its permissions") from error
    if hashlib.sha256(data).hexdigest() != file.sha256:
        raise DocumentError("it changed while it was being read: build again")
    return data


@cache
def reading_fingerprint() -> str:
    """A hash of everything that decides how a file is read: this package's code and its libraries."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(path.name.encode() + path.read_bytes())
    for name in LIBRARIES:
        digest.update(f"{name}=={version(name)}".encode())
    return digest.hexdigest()
