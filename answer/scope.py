"""The passages that a question is put to, decided before anything is ranked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from functools import partial
from pathlib import PurePosixPath
from typing import NoReturn
from unicodedata import normalize

import numpy as np

from answer.question import Question
from answer.records import Filters
from errors import QuestionError
from index.inventory import Rows, among
from index.library import Library
from index.records import Searched
from index.searching.phrases import labelled_with, passages_with
from index.spelling import WORD, plain

MOST_OFFERED = 8
"""Names that a refusal offers. Raised, it is a list that nobody reads."""

LEAST_ALIKE = 0.4
"""How alike a name has to be to what was asked for to be offered. Raised, a slip of the hand finds no help."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What is searched of one kind; `passages` are rows of the library, None for all of the kind.

    `partly` are the documents among them that were read only in part, with what of each could not be read, and
    `languages` how many documents there are of each language, as far as it is known.
    """

    searched: Searched
    passages: Rows | None
    partly: dict[str, tuple[str, ...]] = field(default_factory=dict)
    languages: dict[str, int] = field(default_factory=dict)


def scopes(library: Library, question: Question) -> dict[str, Scope]:
    """Kind → what the question's filters and operators leave of it, for every kind in the library.

    Raises:
        QuestionError: a filter names what is not in the library, or no document is left.
    """
    filters = replace(question.filters, kinds=tuple(_kind(library, name) for name in question.filters.kinds))
    question = replace(question, filters=filters)
    chosen = [named(library, names) for names in (filters.documents, question.files) if names]
    chosen += [_labelled(library, "author", name) for name in question.authors]
    chosen += [_labelled(library, "title", name) for name in question.titles]
    found = {kind: _scope(library, question, kind, chosen=chosen) for kind in library.kinds}
    if not any(scope.searched.documents for scope in found.values()):
        raise QuestionError("the filters leave no document to search: loosen one (undated documents have no date)")
    return found


def undated(library: Library, question: Question) -> int:
    """Return how many documents of the kinds asked for a filter of dates leaves out because they have none."""
    filters = question.filters
    if not (filters.after or filters.before):
        return 0
    kinds = kinds_named(library, filters.kinds)
    return library.inventory.undated(kinds)


def kinds_named(library: Library, names: Iterable[str]) -> tuple[str, ...]:
    """The kinds with these names, in display order; all of the library where none is named.

    Raises:
        QuestionError: the library has no such kind.
    """
    asked = {_kind(library, name) for name in names}
    return tuple(kind for kind in library.kinds if not asked or kind in asked)


def _kind(library: Library, name: str) -> str:
    """The kind of this name, whatever its capitals."""
    if name in library.kinds:
        return name
    alike = [kind for kind in library.kinds if kind.casefold() == name.casefold()]
    if len(alike) != 1:
        _refuse("kind", name, library.kinds)
    return alike[0]


def _labelled(library: Library, field: str, words: str) -> set[str]:
    """The ids of the documents whose author or title has all of these words."""
    values = {label.id: getattr(label.source, field) or "" for label in library.labels.values()}
    found = {name for name, value in values.items() if has_words(value, words)}
    if not found:
        _refuse(field, words, [value for value in values.values() if value])
    return found


def has_words(value: str, words: str) -> bool:
    """Return whether a field of a label has all of these words, whatever their capitals and accents."""
    return set(WORD.findall(plain(words))) <= set(WORD.findall(plain(value)))


def _scope(library: Library, question: Question, kind: str, *, chosen: Sequence[set[str]]) -> Scope:
    allowed, voices = _documents(library, question.filters, kind, chosen), question.filters.voices
    whole = len(allowed) == len(library.inventory.numbers(kind))
    partly, languages = _partly(library, allowed), _languages(library, kind, None if whole else allowed)
    if whole and not question.exact and not question.without and not voices:
        return Scope(library.extent(kind), None, partly, languages)
    rows = library.inventory.passages_in(allowed)
    searched = library.extent(kind) if whole else _extent(library, allowed, len(rows), len(partly))
    if voices:
        rows = rows[among(library.inventory.passages_of_sentences(library.sentences_with_voice(voices)), rows)]
    for words in question.exact:
        rows = rows[among(_with_words(library, words, kind), rows)]
    for words in question.without:
        rows = rows[~among(passages_with(library, words, kind), rows)]
    return Scope(searched, rows, partly, languages)


def _with_words(library: Library, words: str, kind: str) -> Rows:
    """The kind's passages that contain these words, and those of the documents whose label has them.

    Of a document that has them only beside its text it is the first one.
    """
    of_kind = library.inventory.numbers(kind)
    labelled = np.intersect1d(labelled_with(library, words), of_kind).tolist()
    beside = np.intersect1d(library.documents_beside([words]), of_kind).tolist()
    openings = [library.inventory.passages_of(number)[:1] for number in beside]
    found = [passages_with(library, words, kind), library.inventory.passages_in(labelled), *openings]
    return np.unique(np.concatenate(found))


def _documents(library: Library, filters: Filters, kind: str, chosen: Sequence[set[str]]) -> list[int]:
    """The rows of the kind's documents that the filters leave; one without a date passes no filter of dates."""
    numbers = library.inventory.numbers(kind) if not filters.kinds or kind in filters.kinds else []
    if filters.after or filters.before:
        first, last = filters.after or date.min, filters.before or date.max
        numbers = library.inventory.published(numbers, first, last)
    for ids in chosen:
        numbers = [number for number in numbers if library.labels[number].id in ids]
    return numbers


def _extent(library: Library, documents: Sequence[int], passages: int, partly: int) -> Searched:
    return Searched(len(documents), passages, library.inventory.origins(documents), partly)


def _partly(library: Library, documents: Sequence[int]) -> dict[str, tuple[str, ...]]:
    if not library.inventory.partly:
        return {}
    found = (library.partly[number] for number in documents if number in library.partly)
    return {label.id: label.partly for label in found}


def _languages(library: Library, kind: str, documents: Sequence[int] | None) -> dict[str, int]:
    """Language → how many of these documents of the kind are in it; None for all."""
    return library.inventory.languages(kind, documents)


def unread_languages(scopes: Iterable[Scope], reads: Collection[str] | None) -> int:
    """How many documents are in a language that the model does not read; 0 where it is not known what it reads."""
    if reads is None:
        return 0
    counts = (count for scope in scopes for language, count in scope.languages.items() if language not in reads)
    return sum(counts)


def named(library: Library, names: Sequence[str]) -> set[str]:
    """The ids of the documents that go by these names: an id, or else a file name, or else a part of one."""
    ids = {one_spelling(label.id): label.id for label in library.labels.values()}
    wanted = [one_spelling(name) for name in names]
    return {ids[found] for name in wanted for found in ({name} if name in ids else _files(ids.keys(), name))}


one_spelling = partial(normalize, "NFC")
"""A name with its accents in one form: macOS writes them apart from their letters, people do not."""


def _files(ids: Collection[str], name: str) -> set[str]:
    files = {one: PurePosixPath(one).name for one in ids}
    whole = {one for one, file in files.items() if file == name}
    found = whole or {one for one, file in files.items() if name.casefold() in file.casefold()}
    if not found:
        _refuse("document", name, list(files.values()))
    return found


def _refuse(what: str, name: str, known: Sequence[str]) -> NoReturn:
    """Refuse a name that the library has not, with the nearest that it has."""
    every = sorted(set(known))
    near = get_close_matches(name, every, MOST_OFFERED, cutoff=LEAST_ALIKE) or every[:MOST_OFFERED]
    raise QuestionError(f"no {what} {name!r} in the library: it has {', '.join(near)}")
