"""Show the original file of a document: images of its pages, and boxes around a quotation."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from errors import DocumentError
from ingest.bundles import document_data
from ingest.formats import format_named
from ingest.names import shown
from ingest.outside import is_agreed, is_within
from ingest.reading import page_png, span_boxes
from ingest.records import Document, PageBox

SHARED_HEIGHT = 0.5
"""The share of its height that a run has in common with its line. Raised, a raised number ends the line."""

BETWEEN_RUNS = 0.03
"""Of a page's width, between two runs of a line. Raised, two columns are one line; lowered, each word has a box."""


def has_pages(document: Document) -> bool:
    """Return whether images of the document's pages can be shown."""
    known = format_named(PurePosixPath(document.id).suffix)
    return bool(document.page_starts) and known is not None and known.draws_pages


def is_read_outside(path: Path) -> bool:
    """Return whether this is a link to a folder outside the corpus that is read where it lies."""
    return is_agreed(path)


def page_word(document_id: str) -> str:
    """Return what a page of the document is called: "page", or "slide" or "sheet" where its format has those."""
    known = format_named(PurePosixPath(document_id).suffix)
    return known.page_word if known else "page"


def page_image(corpus: Path, document: Document, page: int) -> bytes:
    """Draw a page, counted from 1, as a PNG.

    Raises:
        DocumentError: the file is not the one that the library read, or the page cannot be drawn.
    """
    return page_png(_original(corpus, document), page)


def quote_boxes(corpus: Path, document: Document, start: int, end: int) -> tuple[PageBox, ...]:
    """Return the boxes around these characters on the document's pages.

    Raises:
        DocumentError: the file is not the one that the library read, or cannot be read.
    """
    return by_line(span_boxes(_original(corpus, document), start, end))


def by_line(boxes: Iterable[PageBox]) -> tuple[PageBox, ...]:
    """Join the boxes of runs that stand beside each other in one line."""
    found: list[PageBox] = []
    for box in boxes:
        if found and _continues(found[-1], box):
            last = found.pop()
            left, right = min(last.left, box.left), max(last.right, box.right)
            box = PageBox(box.page, left, min(last.top, box.top), right, max(last.bottom, box.bottom))
        found.append(box)
    return tuple(found)


def _continues(last: PageBox, box: PageBox) -> bool:
    """Return whether the second box goes on in the first one's line, and not in the next column."""
    shared = min(last.bottom, box.bottom) - max(last.top, box.top)
    lower = min(last.bottom - last.top, box.bottom - box.top)
    gap = max(box.left - last.right, last.left - box.right)  # to the right, or to the left where it is read from there
    return last.page == box.page and shared >= SHARED_HEIGHT * lower and gap <= BETWEEN_RUNS


def _original(corpus: Path, document: Document) -> bytes:
    """Return the file's bytes if they are those that the library read.

    Pages of another file would show words that nobody quoted.
    """
    path = corpus / document.id
    try:
        data = document_data(corpus, document.id) if is_within(corpus, path) else None
    except OSError as error:
        raise DocumentError(
            f"{shown(document.id)} cannot be read ({error.strerror}): its text is shown from the library"
        ) from error
    if data is None or hashlib.sha256(data).hexdigest() != document.sha256:
        raise DocumentError(
            f"{shown(document.id)} has changed since the library was built, so its pages are not shown: rebuild first"
        )
    return data
