"""How many origins some documents have: copies of one text are one source, not several."""

from __future__ import annotations

from collections.abc import Iterable

from index.records import DocumentLabel


def origins(documents: Iterable[DocumentLabel]) -> int:
    """How many different texts these documents are; a copy with the same bytes is no second source."""
    return len({document.sha256 for document in documents})
