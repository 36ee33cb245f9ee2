"""The numbers that decide what ranks and how a lane stands, found where they are written, and changed by a third."""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields, is_dataclass, replace
from importlib import import_module
from math import ceil, floor
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

import pytest

from answer import ask, strengths
from index import searching, terms, words
from index.encoding import reranker
from index.searching import misspelt, nearest, query, ranking

CHANGES = (2 / 3, 4 / 3)
"""A third less, a third more; whole numbers are rounded away from what they were."""


@dataclass(frozen=True, slots=True)
class Constant:
    """A number that a module states, alone or as a member of a table of weights."""

    module: ModuleType
    name: str
    member: str | None = None

    def __str__(self) -> str:
        """`index.searching.ranking.WEIGHTS.pairs`."""
        return ".".join(filter(None, (self.module.__name__, self.name, self.member)))


IN_PLACES = frozenset(
    {
        Constant(ranking, "COVERAGE_WEIGHT"),
        *(Constant(ranking, "WEIGHTS", part) for part in ("sentence", "passage", "document", "lead")),
        Constant(query, "PRIOR_PASSAGES"),
        Constant(query, "PASSAGE_WORDS"),
        *(Constant(strengths, "WEIGHTS", signal) for signal in ("cosine", "sentence")),
        Constant(strengths, "CONSTANT"),
        Constant(strengths, "STRONG_FROM"),
        Constant(strengths, "RARE"),
        Constant(words, "BM25_K1"),
    }
)
"""A third less or more moves a place or a standing of the golden questions."""

IN_SCORES = frozenset(
    {
        Constant(ranking, "MOST"),
        *(Constant(ranking, "WEIGHTS", part) for part in ("words", "pairs")),
        Constant(query, "ASKED_FOR_SHARE"),
    }
)
"""The same, in a score at least."""

WITHOUT_EFFECT = frozenset(
    {
        Constant(nearest, "BLOCK_SENTENCES"),  # memory at a time
        Constant(nearest, "GROUP_VECTORS"),  # memory at a time
        Constant(words, "WRITER_BYTES"),  # memory of a build
        Constant(words, "MOST_NAMED"),  # which of two ways to the same passages
        Constant(words, "ASKED_MORE"),  # how many steps to the same passages
        Constant(ask, "DEFAULT_HITS"),  # how many passages are shown
        Constant(ask, "MOST_HITS"),  # how many may be asked for
        Constant(words, "LONG_WORD"),  # which words are offered
        *(
            Constant(misspelt, name)  # which words are offered
            for name in ("SHORTEST", "PASSAGES_READ", "LABELS_READ", "LEAST_ALIKE", "MOST_WORDS", "MOST_DOCUMENTS")
        ),
        Constant(terms, "BREAK"),  # a mark that no term has
        Constant(terms, "WORDS_KEPT"),  # memory for what was worked out
        Constant(terms, "MARKS_KEPT"),
        Constant(reranker, "THREADS"),  # time
    }
)
"""What is found does not depend on them; the tests of their modules say so."""


def stated() -> set[Constant]:
    """Every number among the constants of the modules that rank and judge."""
    inside = [import_module(one.name) for one in iter_modules(searching.__path__, f"{searching.__name__}.")]
    modules = {*inside, ask, strengths, terms, words, reranker}
    return {one for module in modules for name in _named(module) for one in _numbers(module, name)}


@contextmanager
def changed(constant: Constant, factor: float) -> Iterator[None]:
    """The number made so many times as large, in every module that has it under its name."""
    before = getattr(constant.module, constant.name)
    after = _times(before, factor) if constant.member is None else _with(before, constant.member, factor)
    with pytest.MonkeyPatch.context() as patch:
        for module in _product():
            if vars(module).get(constant.name) is before:
                patch.setattr(module, constant.name, after)
        yield


def _product() -> list[ModuleType]:
    return [module for name, module in sys.modules.items() if name.split(".")[0] in {"answer", "index"}]


def _named(module: ModuleType) -> Iterator[str]:
    """The names of constants that are written in this module, not imported into it."""
    for statement in ast.parse(inspect.getsource(module)).body:
        targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
        for target in targets:
            names = target.elts if isinstance(target, ast.Tuple) else [target]
            yield from (one.id for one in names if isinstance(one, ast.Name) and one.id.isupper())


def _numbers(module: ModuleType, name: str) -> Iterator[Constant]:
    value = getattr(module, name)
    if _is_number(value):
        yield Constant(module, name)
    members: Mapping[Any, Any] = {}
    if isinstance(value, Mapping):
        members = value
    elif is_dataclass(value):
        members = {field.name: getattr(value, field.name) for field in fields(value)}
    yield from (Constant(module, name, str(member)) for member, one in members.items() if _is_number(one))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _times(value: float, factor: float) -> float:
    if isinstance(value, float):
        return value * factor
    return floor(value * factor) if factor < 1 else ceil(value * factor)


def _with(table: Any, member: str, factor: float) -> Any:
    if isinstance(table, Mapping):
        return {**table, member: _times(table[member], factor)}
    return replace(table, **{member: _times(getattr(table, member), factor)})
