"""The pages of a PDF as they look, and where on them a quotation stands. The reader process does the work."""

from __future__ import annotations

from ingest.reader.client import reader
from ingest.records import PageBox

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
