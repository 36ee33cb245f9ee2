"""File → `Document`: load, find furniture, split sentences, mark voices, label."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path, PurePosixPath

from errors import DocumentError
from ingest.folder import CorpusFile
from ingest.furniture import find_furniture
from ingest.labels import label
from ingest.loaders import LOADERS
from ingest.records import Document
from ingest.sentences import split_sentences
from ingest.sources import Label
from ingest.voices import assign_voices

LIBRARIES = ("chardet", "markdown-it-py", "mistral-common", "nupunkt", "tiktoken")
"""Packages that decide what a document's text, sentences and passages are."""


def read_document(file: CorpusFile, stated: Label) -> Document:
    """The file as a labelled document with its furniture, sentences and voices.

    Raises:
        DocumentError: the file cannot be read; the message is the reason, without the file's name.
    """
    data = _read_unchanged(file)
    loaded = LOADERS[PurePosixPath(file.id).suffix.lower()](data)
    furniture = find_furniture(loaded)
    sentences = split_sentences(loaded.text, loaded.blocks, furniture)
    if not sentences:
        raise DocumentError("it holds no text: add some, or remove it from the corpus")
    return Document(
        id=file.id,
        sha256=file.sha256,
        source=label(file, loaded.own, stated),
        text=loaded.text,
        blocks=loaded.blocks,
        furniture=furniture,
        sentences=assign_voices(loaded.text, loaded.blocks, sentences),
        own=loaded.own,
    )


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
