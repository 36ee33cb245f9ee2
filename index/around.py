"""What stands before and after a span of a text, so that the span can be found again."""

from __future__ import annotations

from index.library import Library
from index.records import Around, Evidence
from ingest.records import Document, Span, Voice

CONTEXT = 32
"""Characters on each side."""


def around(text: str, start: int, end: int) -> Around:
    """The characters before the span and after it; fewer at the ends of the text."""
    return Around(text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT])


def evidence_at(library: Library, document: Document, span: Span, voice: Voice) -> Evidence:
    """The words of the span, with what stands around them and their page."""
    start, end = span
    text, page = document.text, library.page(document, start)
    return Evidence(start, end, text[start:end], voice, around(text, start, end), page)
