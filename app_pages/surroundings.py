"""Where a passage stands: the paragraphs before and after it."""

from __future__ import annotations

from ingest.records import Document

PARAGRAPHS = 3
"""Blocks of the document shown before and after a passage."""


def surroundings(document: Document, start: int, end: int) -> tuple[int, int]:
    """The span of the passage with some paragraphs before and after it."""
    before = [block.start for block in document.blocks if block.end <= start and block.end > block.start]
    after = [block.end for block in document.blocks if block.start >= end and block.end > block.start]
    first = next((block.start for block in document.blocks if block.start <= start < block.end), start)
    last = next((block.end for block in document.blocks if block.start < end <= block.end), end)
    return min([first, *before[-PARAGRAPHS:]]), max([last, *after[:PARAGRAPHS]])
