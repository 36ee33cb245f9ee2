"""How many origins some documents have: copies of one text are one source, not several."""

from __future__ import annotations

from collections.abc import Iterable

from index.records import DocumentLabel, Searched


def origins(documents: Iterable[DocumentLabel]) -> int:
    """How many origins these documents have, as the build found them; a copy is no second source."""
    return len({document.origin for document in documents})


def origin_words(searched: Searched) -> str:
    """From how many origins the documents come at least, to be said after their number; "" where from as many."""
    count = searched.origins
    if not 0 < count < searched.documents:
        return ""
    return f" of at least {count:,} independent origin{'' if count == 1 else 's'}"
