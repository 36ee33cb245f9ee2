"""File → `Document`: its contents and its pages from the reader process, and its label."""

from __future__ import annotations

import hashlib
from dataclasses import fields
from functools import cache
from importlib.metadata import version
from pathlib import PurePosixPath
from platform import python_version

from errors import DocumentError
from ingest.folder import CorpusFile
from ingest.labels.label import label
from ingest.labels.sources_toml import Label
from ingest.plain_data import contents_from_json
from ingest.reader.client import reader
from ingest.records import Contents, Document, PageBox, Source

READING = 1
"""The number of this way of reading. Raise it by one whenever the code of this package makes something else of a file:
its text, blocks, furniture, sentences, voices or fields, its passages, or what tells its origin.

Raising it costs every library one reading: its next build reads and cuts each document again, and embeds only passages
whose text is another. Leaving it costs the truth: a library keeps what the earlier code made of its files.
The fixtures in `tests/golden/parsed` fail where what is read changes and the number does not.
"""

LIBRARIES = (
    *("chardet", "cobble", "jusText", "lxml", "lxml_html_clean", "mammoth", "markdown-it-py", "mdurl"),
    *("mistral-common", "nupunkt", "pypdfium2", "rensa", "striprtf", "tiktoken", "tokenizers", "trafilatura"),
)
"""Packages that decide what a document's text, sentences, passages and origin are; another version reads again."""


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
    found = {field.name: getattr(contents, field.name) for field in fields(Contents)}
    return Document(id=file.id, sha256=file.sha256, source=source, **found)


def contents_of(suffix: str, data: bytes) -> Contents:
    """What `ingest.reader.process.read_contents` gives, from the reader process.

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
    """A hash of everything that decides how a file is read: `READING`, Python's version and the libraries'.

    Python is named to its last digit: its `email`, `html`, `zipfile`, `re` and Unicode tables read files too, and
    bug fix releases change what they make of odd ones.
    """
    stated = (f"reading {READING}", f"Python {python_version()}", *(f"{name} {version(name)}" for name in LIBRARIES))
    return hashlib.sha256("\n".join(stated).encode()).hexdigest()


# The pages of a PDF as they look, and where on them a quotation stands. The reader process does the work.

DEFAULT_WIDTH = 1000
"""Pixels: sharp in a column of a laptop's screen."""


def page_png(data: bytes, page: int, *, width: int = DEFAULT_WIDTH) -> bytes:
    """A page of a PDF file, counted from 1, as a PNG of that many pixels across.

    Raises:
        DocumentError: there is no such page, or it cannot be drawn.
    """
    return reader().ask({"do": "page", "page": page, "width": width}, data)[1]


def span_boxes(data: bytes, start: int, end: int) -> tuple[PageBox, ...]:
    """Where `document.text[start:end]` of a PDF file stands: a rectangle for each line that it touches.

    Raises:
        DocumentError: the file cannot be read.
    """
    answer, _ = reader().ask({"do": "boxes", "start": start, "end": end}, data)
    return tuple(PageBox(*box) for box in answer["boxes"])
