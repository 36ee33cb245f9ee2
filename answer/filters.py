"""Which documents a question is put to: decided before anything is searched."""

from __future__ import annotations

from collections.abc import Sequence

from answer.records import Filters
from errors import QuestionError
from index.library import Library
from index.records import DocumentLabel


def allowed_documents(library: Library, filters: Filters) -> dict[str, list[int]]:
    """Kind → the rows of its documents that the filters allow; no entry for a kind without any filter on it.

    Raises:
        QuestionError: a filter names what is not in the library, or nothing is left.
    """
    if filters.is_empty:
        return {}
    _refuse_unknown("kind", filters.kinds, library.kinds)
    _refuse_unknown("document", filters.documents, [label.id for label in library.labels.values()])
    allowed = {
        kind: [number for number in library.numbers(kind) if _allows(filters, library.labels[number])]
        for kind in library.kinds
    }
    if not any(allowed.values()):
        raise QuestionError("the filters leave no document to search: loosen one (undated documents have no date)")
    return allowed


def _allows(filters: Filters, label: DocumentLabel) -> bool:
    published = label.source.published
    return (
        (not filters.kinds or label.source.kind in filters.kinds)
        and (not filters.documents or label.id in filters.documents)
        and (filters.after is None or (published is not None and published >= filters.after))
        and (filters.before is None or (published is not None and published <= filters.before))
    )


def _refuse_unknown(what: str, asked: Sequence[str], known: Sequence[str]) -> None:
    unknown = [name for name in asked if name not in known]
    if unknown:
        raise QuestionError(f"no {what} {unknown[0]!r} in the library: it has {', '.join(sorted(known)[:8])}")
