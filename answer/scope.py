"""Which passages a question is put to: decided before anything is ranked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

import numpy as np

from answer.question import Question
from answer.records import Filters
from errors import QuestionError
from index.exact import passages_with
from index.library import Library, Rows
from index.records import DocumentLabel, Searched


@dataclass(frozen=True, slots=True)
class Scope:
    """What is searched of one kind; `passages` are rows of the library, None for all of the kind."""

    searched: Searched
    passages: Rows | None


def scopes(library: Library, question: Question) -> dict[str, Scope]:
    """Kind → what the question's filters and operators leave of it, for every kind in the library.

    Raises:
        QuestionError: a filter names what is not in the library, or no document is left.
    """
    filters = question.filters
    _refuse_unknown("kind", filters.kinds, library.kinds)
    names = [name for label in library.labels.values() for name in _names(label)]
    _refuse_unknown("document", filters.documents, names)
    found = {kind: _scope(library, question, kind) for kind in library.kinds}
    if not any(scope.searched.documents for scope in found.values()):
        raise QuestionError("the filters leave no document to search: loosen one (undated documents have no date)")
    return found


def _scope(library: Library, question: Question, kind: str) -> Scope:
    every = library.numbers(kind)
    allowed = [number for number in every if _allows(question.filters, library.labels[number])]
    rows = library.passages_in(allowed)
    searched = Searched(len(allowed), len(rows))
    if len(allowed) == len(every) and not question.exact and not question.without:
        return Scope(searched, None)
    for words in question.exact:
        rows = np.intersect1d(rows, passages_with(library, words, kind))
    for words in question.without:
        rows = np.setdiff1d(rows, passages_with(library, words, kind))
    return Scope(searched, rows)


def _allows(filters: Filters, label: DocumentLabel) -> bool:
    published = label.source.published
    return (
        (not filters.kinds or label.source.kind in filters.kinds)
        and (not filters.documents or any(name in filters.documents for name in _names(label)))
        and (filters.after is None or (published is not None and published >= filters.after))
        and (filters.before is None or (published is not None and published <= filters.before))
    )


def _names(label: DocumentLabel) -> tuple[str, str]:
    """What a person may call a document: its id, or its file's name."""
    return label.id, PurePosixPath(label.id).name


def _refuse_unknown(what: str, asked: Sequence[str], known: Sequence[str]) -> None:
    unknown = [name for name in asked if name not in known]
    if unknown:
        raise QuestionError(f"no {what} {unknown[0]!r} in the library: it has {', '.join(sorted(set(known))[:8])}")
