"""The passages that a question is put to, decided before anything is ranked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import PurePosixPath
from unicodedata import normalize

from answer.question import Question
from answer.records import Filters
from errors import QuestionError
from index.inventory import Rows, among
from index.library import Library
from index.records import Searched
from index.searching.phrases import passages_with


@dataclass(frozen=True, slots=True)
class Scope:
    """What is searched of one kind; `passages` are rows of the library, None for all of the kind.

    `partly` are the documents among them that were read only in part, with what of each could not be read.
    """

    searched: Searched
    passages: Rows | None
    partly: dict[str, tuple[str, ...]] = field(default_factory=dict)


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
    allowed, voices = _documents(library, question.filters, kind, chosen), question.filters.voices
    whole = len(allowed) == len(library.inventory.numbers(kind))
    partly = _partly(library, allowed)
    if whole and not question.exact and not question.without and not voices:
        return Scope(library.extent(kind), None, partly)
    rows = library.inventory.passages_in(allowed)
    searched = library.extent(kind) if whole else _extent(library, allowed, len(rows), len(partly))
    if voices:
        rows = rows[among(library.inventory.passages_of_sentences(library.sentences_with_voice(voices)), rows)]
    for words in question.exact:
        rows = rows[among(passages_with(library, words, kind), rows)]
    for words in question.without:
        rows = rows[~among(passages_with(library, words, kind), rows)]
    return Scope(searched, rows, partly)


def _documents(library: Library, filters: Filters, kind: str, chosen: Sequence[set[str]]) -> list[int]:
    """The rows of the kind's documents that the filters leave; one without a date passes no filter of dates."""
    numbers = library.inventory.numbers(kind) if not filters.kinds or kind in filters.kinds else []
    if filters.after or filters.before:
        first, last = filters.after or date.min, filters.before or date.max
        dated = ((number, library.labels[number].source.published) for number in numbers)
        numbers = [number for number, published in dated if published and first <= published <= last]
    for ids in chosen:
        numbers = [number for number in numbers if library.labels[number].id in ids]
    return numbers


def _extent(library: Library, documents: Sequence[int], passages: int, partly: int) -> Searched:
    origins = {library.labels[number].origin for number in documents}
    return Searched(len(documents), passages, len(origins), partly)


def _partly(library: Library, documents: Sequence[int]) -> dict[str, tuple[str, ...]]:
    if not library.partly:
        return {}
    found = (library.partly[number] for number in documents if number in library.partly)
    return {label.id: label.partly for label in found}


def _named(library: Library, names: Sequence[str]) -> set[str]:
    """The ids of the documents that go by these names: an id, or else a file name."""
    ids: dict[str, set[str]] = {}
    by_file: dict[str, set[str]] = {}
    for label in library.labels.values():
        ids.setdefault(one_spelling(label.id), set()).add(label.id)
        by_file.setdefault(one_spelling(PurePosixPath(label.id).name), set()).add(label.id)
    wanted = [one_spelling(name) for name in names]
    _refuse_unknown("document", wanted, [*ids, *by_file])
    return {found for name in wanted for found in (ids.get(name) or by_file[name])}


one_spelling = partial(normalize, "NFC")
"""A name with its accents in one form: macOS writes them apart from their letters, people do not."""


def _refuse_unknown(what: str, asked: Sequence[str], known: Sequence[str]) -> None:
    unknown = [name for name in asked if name not in known]
    if unknown:
        raise QuestionError(f"no {what} {unknown[0]!r} in the library: it has {', '.join(sorted(set(known))[:8])}")
