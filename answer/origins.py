"""How many origins some documents have: copies of one text are one source, not several."""

from __future__ import annotations

from collections.abc import Iterable

from index.records import DocumentLabel


def origins(documents: Iterable[DocumentLabel]) -> int:
    """How many origins these documents have, as the build found them; a copy is no second source."""
    return len({document.origin for document in documents})
