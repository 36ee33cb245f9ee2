"""Which passages a question is put to: decided before anything is ranked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

import numpy as np

from answer.question import Question
from answer.records import Filters
from errors import QuestionError
from index.inventory import Rows, among
from index.library import Library
from index.records import DocumentLabel, Searched
from index.searching.exact import passages_with


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
    chosen = [_named(library, names) for names in (filters.documents, question.files) if names]
    found = {kind: _scope(library, question, kind, chosen=chosen) for kind in library.kinds}
    if not any(scope.searched.documents for scope in found.values()):
        raise QuestionError("the filters leave no document to search: loosen one (undated documents have no date)")
    return found


def _scope(library: Library, question: Question, kind: str, *, chosen: Sequence[set[str]]) -> Scope:
    if not chosen and question.filters.is_empty and not question.exact and not question.without:
        return Scope(library.extent(kind), None)
    labels = {number: library.labels[number] for number in library.numbers(kind)}
    allowed = [
        number
        for number, label in labels.items()
        if _allows(question.filters, label) and all(label.id in ids for ids in chosen)
    ]
    rows = library.passages_in(allowed)
    searched = Searched(len(allowed), len(rows), len({labels[number].origin for number in allowed}))
    voices = question.filters.voices
    if len(allowed) == len(labels) and not question.exact and not question.without and not voices:
        return Scope(searched, None)
    if voices:
        rows = rows[among(library.passages_of_sentences(library.sentences_with_voice(voices)), rows)]
    for words in question.exact:
        rows = np.intersect1d(rows, passages_with(library, words, kind))
    for words in question.without:
        rows = np.setdiff1d(rows, passages_with(library, words, kind))
    return Scope(searched, rows)


def _allows(filters: Filters, label: DocumentLabel) -> bool:
    published = label.source.published
    return (
        (not filters.kinds or label.source.kind in filters.kinds)
        and (filters.after is None or (published is not None and published >= filters.after))
        and (filters.before is None or (published is not None and published <= filters.before))
    )


def _named(library: Library, names: Sequence[str]) -> set[str]:
    """The ids of the documents that a person calls so: by id, or by a file name that is no document's id."""
    ids = {label.id for label in library.labels.values()}
    by_file: dict[str, set[str]] = {}
    for name in ids:
        by_file.setdefault(PurePosixPath(name).name, set()).add(name)
    _refuse_unknown("document", names, [*ids, *by_file])
    return {found for name in names for found in ({name} if name in ids else by_file[name])}


def _refuse_unknown(what: str, asked: Sequence[str], known: Sequence[str]) -> None:
    unknown = [name for name in asked if name not in known]
    if unknown:
        raise QuestionError(f"no {what} {unknown[0]!r} in the library: it has {', '.join(sorted(set(known))[:8])}")
