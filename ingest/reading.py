"""Read a file as a `Document`: its contents come from the reader process, its label from `ingest.labels`."""

from __future__ import annotations

import hashlib
from dataclasses import fields, replace
from functools import cache
from importlib.metadata import version
from platform import python_version

from errors import DocumentError
from ingest.bundles import member
from ingest.folder import CorpusFile
from ingest.formats import ending
from ingest.labels.label import label
from ingest.labels.sources_toml import Label
from ingest.plain_data import contents_from_json
from ingest.reader.client import reader
from ingest.reader.frames import Header
from ingest.reader.recognition import recognition
from ingest.records import Contents, Document, PageBox, Part, Source

READING = 31
"""Version of the reading code. Raise it by one whenever this package reads something different from a file:
its text, blocks, furniture, sentences, voices, fields or passages, or the traces of its origin.

After that, the next build of every library reads and cuts each document again, and embeds only passages whose text
has changed. If it is not raised, libraries keep what the earlier code read.
The fixtures in `tests/golden/parsed` fail if the result of reading changes and this number does not.
"""

LIBRARIES = (
    *("chardet", "cobble", "jusText", "lxml", "lxml_html_clean", "mammoth", "markdown-it-py", "mdurl"),
    *(
        "mistral-common",
        "nupunkt",
        "olefile",
        "py3langid",
        "pypdfium2",
        "pyspellchecker",
        "python-calamine",
        "python-oxmsg",
    ),
    *("rensa", "striprtf", "tiktoken", "tokenizers", "trafilatura", "warcio"),
)
"""Packages that affect a document's text, sentences, passages or origin; a new version makes builds read again."""

PICTURE_LIBRARIES = ("opencv-python-headless", "pillow", "pyclipper", "rapidocr", "shapely")
"""Packages that affect what is read on pictures, where they are read."""


def read_document(file: CorpusFile, stated: Label, *, wait: bool = True) -> Document:
    """Read a file as a labelled document with its furniture, sentences and voices; `wait` as in `contents_of`.

    Raises:
        DocumentError: the file cannot be read; the message is the reason, without the file's name.
    """
    part = _read_unchanged(file)
    contents = contents_of(ending(file.id), part.data, wait=wait)
    contents = replace(contents, own=(*contents.own, *part.own)) if part.own else contents
    return document_of(file, contents, label(file, contents.own, stated))


def document_of(file: CorpusFile, contents: Contents, source: Source) -> Document:
    """Combine a file's contents with its name and label."""
    found = {field.name: getattr(contents, field.name) for field in fields(Contents)}
    return Document(id=file.id, sha256=file.sha256, source=source, **found)


def contents_of(suffix: str, data: bytes, *, wait: bool = True) -> Contents:
    """Run `ingest.reader.process.read_contents` in the reader process, with the words of pages that are pictures.

    Where `wait` is false, only pages whose words are kept are read; the others are told as waiting in `partly`.

    Raises:
        DocumentError: the file cannot be read, or not within the reader's limits.
    """
    answer = _asked({"do": "read", "suffix": suffix}, data, wait=wait)
    return contents_from_json(answer)


def _asked(header: Header, data: bytes, *, wait: bool = True) -> Header:
    """The answer to a request about a file, asked again with the words on its pictures where it needs them."""
    pictures = recognition()
    if pictures is None:
        return reader().ask(header, data)[0]
    answer, _ = reader().ask(header | {"recognised": {}}, data)
    if "recognise" not in answer:
        return answer
    seen = pictures.read(data, answer["recognise"], wait=wait)
    return reader().ask(header | {"recognised": seen}, data)[0]


def _read_unchanged(file: CorpusFile) -> Part:
    try:
        part = member(file.path, file.member) if file.member else Part(file.id, file.path.read_bytes())
    except OSError as error:
        raise DocumentError(f"cannot be read ({error.strerror}): check its permissions") from error
    if hashlib.sha256(part.data).hexdigest() != file.sha256:
        raise DocumentError("it changed while it was being read: build again")
    return part


def reading_fingerprint() -> str:
    """Hash everything that decides how a file is read: `READING`, Python's version and the libraries' versions.

    Those that read pictures count only where pictures are read.

    Python's full version counts: its `email`, `html`, `zipfile`, `re` and Unicode tables read files too, and bug fix
    releases change how they read odd ones.
    """
    return _fingerprint(LIBRARIES if recognition() is None else (*LIBRARIES, *PICTURE_LIBRARIES))


@cache
def _fingerprint(libraries: tuple[str, ...]) -> str:
    stated = (f"reading {READING}", f"Python {python_version()}", *(f"{name} {version(name)}" for name in libraries))
    return hashlib.sha256("\n".join(stated).encode()).hexdigest()


# Pictures of a PDF's pages, and the place of a quotation on them. The reader process does the work.

DEFAULT_WIDTH = 1000
"""Pixels across a page, sharp in a column of a laptop's screen. Raised, pages take longer to draw and load."""


def page_png(data: bytes, page: int, *, width: int = DEFAULT_WIDTH) -> bytes:
    """Draw a page of a PDF file or a picture, counted from 1, as a PNG `width` pixels across.

    Raises:
        DocumentError: there is no such page, or it cannot be drawn.
    """
    return reader().ask({"do": "page", "page": page, "width": width}, data)[1]


def span_boxes(data: bytes, start: int, end: int) -> tuple[PageBox, ...]:
    """Locate `document.text[start:end]` on the pages of a PDF or a picture: a rectangle for each line that it touches.

    Raises:
        DocumentError: the file cannot be read.
    """
    answer = _asked({"do": "boxes", "start": start, "end": end}, data)
    return tuple(PageBox(*box) for box in answer["boxes"])
