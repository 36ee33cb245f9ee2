"""Every regular expression of the product takes time in proportion to what it is given, however hostile that is."""

from __future__ import annotations

import ast
import importlib
import re
import re._constants as op  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, is_dataclass
from functools import cache, partial
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from errors import DocumentError, SourcesError
from ingest.furniture.rules import Rule, Zone
from ingest.labels.sources_toml import parse_sources
from ingest.loaders import LOADERS
from ingest.reader.process import read_contents
from tests.growth import is_faster_than_linear
from tests.test_architecture import SOURCES, nodes

pytestmark = pytest.mark.slow

METHODS = {"match", "fullmatch", "search", "findall", "finditer", "sub", "subn", "split"}
CALLS = {f"re.{name}" for name in METHODS | {"compile"}}
OF_TEXT_TOO = {"split"}
"""Methods that a text has as well: where the name does not tell a pattern, they say nothing."""

ANY = {"match", "search"}
"""Methods that are tried where no other is known: of a pattern that is given to something else."""

SCRIPTS = {name for name in SOURCES if re.fullmatch(r"app\.py|app_pages/[a-z]+\.py", name)}
"""Pages, which run as they are imported. They have no patterns, as a test below makes sure."""

ALWAYS = (
    " ",
    "\n",
    "\t",
    "a",
    "A",
    "1",
    "-",
    ".",
    ",",
    '"',
    "a ",
    "A ",
    "Aa ",
    "a. ",
    "1,1 ",
    ", ",
    " \n",
    "“a” ",
    "a b ",
)
"""What hostile texts repeat, whatever the pattern; its own characters and words come to it."""

MOST = 24
"""Characters and words of a pattern's own that are tried. Raised, the test takes longer."""

END = "\1"
"""A character that hardly a pattern allows, behind what is repeated."""


@dataclass(frozen=True, slots=True)
class Used:
    """A pattern, its name, and the methods that the product calls on it."""

    name: str
    pattern: re.Pattern[Any]
    methods: frozenset[str]


def module(name: str) -> str:
    return name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


@cache
def methods_called() -> tuple[Mapping[tuple[str, str], set[str]], Mapping[str, set[str]]]:
    """Return (module, name) → the methods called on this name; module → those called on anything in it."""
    of_names, of_modules = defaultdict(set), defaultdict(set)
    for name in SOURCES:
        for node in nodes(name):
            if isinstance(node, ast.Attribute) and node.attr in METHODS and ast.unparse(node.value) != "re":
                of_names[module(name), ast.unparse(node.value)].add(node.attr)
                of_modules[module(name)].add(node.attr)
    return of_names, of_modules


def patterns_in(value: object, name: str, depth: int = 0) -> Iterator[tuple[str, re.Pattern[Any]]]:
    """Yield every pattern in a value and in what it contains; those of a rule only go through `Rule.matches`."""
    if isinstance(value, re.Pattern):
        yield name, value
    elif isinstance(value, Rule) or depth > 4:
        return
    elif isinstance(value, list | tuple | set | frozenset):
        for at, one in enumerate(value):
            yield from patterns_in(one, f"{name}[{at}]", depth + 1)
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from patterns_in((key, one), f"{name}[{key!r:.30}]", depth + 1)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in value.__dataclass_fields__:
            yield from patterns_in(getattr(value, field, None), f"{name}.{field}", depth + 1)


def constants() -> Iterator[Used]:
    """Yield the patterns at the level of modules and classes."""
    of_names, of_modules = methods_called()
    found: dict[int, tuple[re.Pattern[Any], set[str], set[str]]] = {}
    for where in map(module, SOURCES.keys() - SCRIPTS):
        for name, value in dict(vars(importlib.import_module(where))).items():
            own = isinstance(value, type) and value.__module__ == where
            for path, pattern in patterns_in(dict(vars(value)) if own else value, name):  # type: ignore[arg-type]
                _, places, methods = found.setdefault(id(pattern), (pattern, set(), set()))
                places.add(f"{where}.{path}")
                methods.update(of_names.get((where, path), set()))
    for pattern, places, methods in found.values():
        nearby = {method for place in places for method in of_modules.get(place.rpartition(".")[0], ())} - OF_TEXT_TOO
        yield Used(min(places), pattern, frozenset(methods or nearby or ANY))


def written_in_place() -> Iterator[Used]:
    """Yield the patterns that are written where they are used: `re.search("…", text)`."""
    for place, call in calls_of_re():
        text = written(place, call)
        if text is not None and call.func.attr != "compile":  # type: ignore[attr-defined]
            yield Used(f"{place}:{call.lineno}", re.compile(text), frozenset({call.func.attr}))  # type: ignore[attr-defined]


def written(place: str, call: ast.Call) -> str | None:
    """Return the pattern that a call names in place or by a constant of its module; None where it is made of values."""
    match call.args:
        case [ast.Constant(value=str() as text), *_]:
            return text
        case [ast.Name(id=name), *_] if place not in SCRIPTS:
            text = vars(importlib.import_module(module(place))).get(name)
            return text if isinstance(text, str) else None
    return None


def calls_of_re() -> Iterator[tuple[str, ast.Call]]:
    """Yield each call of `re.compile` and of the functions of `re` that take a pattern, with its file."""
    for name in SOURCES:
        for node in nodes(name):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in CALLS:
                yield name, node


def own_parts(parsed: Iterable[Any]) -> Iterator[str]:
    """Yield the characters and words that a parsed pattern looks for."""
    word = ""
    for one in parsed:
        match one:
            case (op.LITERAL, code):
                word += chr(code)
                yield chr(code)
                continue
            case (op.RANGE, (low, high)):
                yield from (chr(low), chr(high))
            case parser.SubPattern() | list() | tuple():
                yield from own_parts(one)
        yield word
        word = ""
    yield word


def hostile_texts(pattern: re.Pattern[Any]) -> Iterator[Callable[[int], Any]]:
    """Yield makers of texts of a given length that repeat something, behind a beginning, before an end."""
    parts = set(own_parts(parser.parse(pattern.pattern, pattern.flags))) - {""}
    own = sorted(parts)[:: max(1, len(parts) // MOST)]
    repeated = dict.fromkeys([*ALWAYS, *own, *(f"{part} " for part in own), *(f"{part}a" for part in own)])
    beginnings = dict.fromkeys(["", *own])
    pairs = {*product(beginnings, (" ", "\n", "-", ".", "a", "1")), *(("", one) for one in repeated)}
    for begins, again in sorted(pairs):
        yield lambda size, begins=begins, again=again: _as(pattern, begins + again * (size // len(again)) + END)


def _as(pattern: re.Pattern[Any], text: str) -> Any:
    return text if isinstance(pattern.pattern, str) else text.encode("latin-1", "ignore")


def call(pattern: re.Pattern[Any], method: str, text: Any) -> None:
    match method:
        case "sub" | "subn":
            getattr(pattern, method)(text[:0], text)
        case "finditer":
            for _ in pattern.finditer(text):
                pass
        case _:
            getattr(pattern, method)(text)


def faster_than_linear(used: Used) -> Iterator[str]:
    """Yield each method and kind of text with which the pattern's time grows faster than the text."""
    for text in hostile_texts(used.pattern):
        for method in sorted(used.methods):
            if is_faster_than_linear(lambda size, text=text, method=method: call(used.pattern, method, text(size))):  # type: ignore[misc]
                yield f"{used.name} {method} {text(40)!r:.60}"


@pytest.mark.parametrize(
    ("pattern", "method"),
    [
        (r"(?:[\s,]+(?:too|either))?[\s?!.,…]*\Z", "sub"),
        (r"\s*\n\s*", "split"),
        (r"price\s*:?\s*[$£€]", "match"),
        (r"[^\"'<>,;\d:]{2,3}?\s*<", "search"),
        (r"\s+[|–]\s+[^|–]{1,60}\Z", "sub"),
        (r"-{2,}\s*Original Message", "search"),
        (r"\"(?:[^\"\\]|\\.)*\"", "sub"),
        (r"<script>(.*?)</script>", "findall"),
        (r"(?:by|from)\b[^.!?]*!", "finditer"),
        (r"(?:[A-Z]\w*\s*)+!", "search"),
    ],
)
def test_what_grows_faster_than_linear_is_found(pattern: str, method: str) -> None:
    assert next(faster_than_linear(Used("known", re.compile(pattern, re.DOTALL), frozenset({method}))), "")


def test_no_pattern_grows_faster_than_linear_on_hostile_text() -> None:
    every = [*constants(), *written_in_place()]

    assert [one for used in every for one in faster_than_linear(used)] == []
    assert len(every) > 150


def test_rules_of_furniture_look_at_no_block_longer_than_their_bound() -> None:
    rules = importlib.import_module("ingest.furniture.rules").RULES

    offenders = [
        (rule.name, rule.pattern.pattern[:40], text(40))
        for rule in rules
        for text in hostile_texts(rule.pattern)
        if is_faster_than_linear(lambda size, rule=rule, text=text: rule.matches(text(size), min(rule.zones)))  # type: ignore[misc]
    ]

    assert offenders == []
    assert all(isinstance(rule, Rule) and rule.zones <= set(Zone) for rule in rules)


MADE_FROM_VALUES = {
    "answer/folding.py": "of words that a person types, at most 200 characters; nothing in it repeats",
    "answer/followup.py": "of an earlier question's names, and a question has at most 2,000 characters",
    "index/engines/postgres/psycopg_store.py": "of the name and the password in an address; nothing in it repeats",
    "index/beside.py": "of a question's names, numbers and exact words; nothing in it repeats",
    "index/searching/phrases.py": "of a question's exact words; nothing repeats but the space between two of them",
    "ingest/furniture/finding.py": "of a name, on as many characters as a name may have",
    "ingest/labels/sources_toml.py": "of a document's name; tried below",
    "ingest/loaders/printed_pages.py": "of a line of the text itself; nothing in it repeats",
}
"""Where patterns are made of what a function is given, and why a long text is not looked at for long."""


def test_every_pattern_that_is_not_made_of_values_is_tried() -> None:
    made = {
        name
        for name, node in calls_of_re()
        if written(name, node) is None and any(node in ast.walk(body) for body in functions(name))
    }

    assert made - {"ingest/furniture/rules.py"} == MADE_FROM_VALUES.keys()
    assert [name for name in SCRIPTS if "import re" in SOURCES[name].splitlines()] == []


@cache
def functions(name: str) -> tuple[ast.AST, ...]:
    return tuple(node for node in nodes(name) if isinstance(node, ast.FunctionDef))


def test_the_line_of_an_entry_is_found_in_a_file_of_any_length() -> None:
    def look(size: int) -> None:
        with pytest.raises(SourcesError, match="line"):
            parse_sources("\n" * size + 'documents."a.txt".kind = 3', Path("sources.toml"))

    assert not is_faster_than_linear(look)


# What is read from a file, all together: a pattern is not the only thing that can take long.

REPEATED = (
    *ALWAYS,
    "“",
    "(",
    ">",
    "> ",
    "- a\n",
    "a: b\n",
    "# ",
    "* ",
    "[",
    "<b>",
    "<!--",
    "&amp;",
    "he said ",
    "\u00ad ",
    "{",
    "\\a{",
    "\\begin{quote}",
    "\\[",
    "____\n",
    "#+begin_quote\n",
    "  a\n\n",
)


PROSE = {".txt", ".md", ".html", ".eml", ".rtf", ".rst", ".org", ".adoc", ".tex"}


@pytest.mark.parametrize("suffix", sorted(set(LOADERS) & PROSE))
def test_reading_a_hostile_file_takes_time_in_proportion(suffix: str) -> None:
    def read(again: str, size: int) -> None:
        text = f"{BEGINNINGS.get(suffix, '')}Words. {again * (size // len(again))} More words.{ENDINGS.get(suffix, '')}"
        with suppress(DocumentError):
            read_contents(suffix, text.encode())

    assert [again for again in REPEATED if is_faster_than_linear(partial(read, again))] == []


BEGINNINGS = {".eml": "From: a@b.example\n\n", ".rtf": "{\\rtf1\\ansi ", ".html": "<!doctype html><body><p>"}
ENDINGS = {".rtf": "}"}
