"""`sources.toml`: what a person says of their documents."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from errors import SourcesError

SOURCES_FILE = "sources.toml"
TEXT_FIELDS = ("kind", "title", "publisher", "author", "url")
DATE_FIELD = "published"

Label = Mapping[str, str | date]
"""Field name → value, for the fields a person stated."""


def read_sources(corpus: Path) -> dict[str, Label]:
    """Document id → what `sources.toml` says of it; nothing where the file is missing.

    Raises:
        SourcesError: the file cannot be understood; the message names line and expectation.
    """
    path = corpus / SOURCES_FILE
    if not path.exists():
        return {}
    return parse_sources(sources_text(path), path)


def parse_sources(text: str, path: Path) -> dict[str, Label]:
    """What this text of a `sources.toml` says; `path` is where it stands, for messages.

    Raises:
        SourcesError: as for the file.
    """
    text = text.removeprefix("\ufeff")
    try:
        content = tomllib.loads(text)
    except ValueError as error:
        raise SourcesError(f"{path}: not valid TOML: {error}; correct that line") from error
    entries = content.pop("documents", {})
    if content or not isinstance(entries, dict):
        line = _line(text, re.escape(next(iter(content), "documents")))
        raise SourcesError(f'{path}, line {line}: expected tables [documents."PATH"]')
    return {name: _label(entry, name, path=path, text=text) for name, entry in entries.items()}


def is_one_line(text: str) -> bool:
    """Whether the text can be shown on one line: no control character, line end or lone surrogate."""
    return text.isprintable() or not any(unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} for char in text)


def is_kind(text: str) -> bool:
    """Whether the text can name a kind: one line that could also be a folder's name."""
    return bool(text.strip()) and is_one_line(text) and "/" not in text and not text.strip().startswith(".")


def sources_text(path: Path) -> str:
    """The file's text as it stands, with its byte order mark and line ends.

    Raises:
        SourcesError: it cannot be read.
    """
    if not path.is_file():  # a pipe would be waited for without end
        raise SourcesError(f"{path}: no file of text: remove it, or put one there")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourcesError(f"{path}: cannot be read ({error.strerror}): check its permissions") from error
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SourcesError(f"{path}, line {line}: not UTF-8: save the file as UTF-8") from error


def _label(entry: object, name: str, *, path: Path, text: str) -> Label:
    if not isinstance(entry, dict):
        raise SourcesError(f"{path}, line {_line(text, _entry(name))}: expected a table [documents.{name!r}]")
    label: dict[str, str | date] = {}
    for field, value in entry.items():
        expected = expectation(field, value)
        if expected:
            raise SourcesError(f"{path}, line {_line(text, _entry(name), field)}: {field}: expected {expected}")
        stripped = value.strip() if isinstance(value, str) else value
        if stripped != "":
            label[field] = stripped
    return label


def expectation(field: str, value: object) -> str | None:
    """What should stand there, when it does not."""
    if field == DATE_FIELD:
        plain = isinstance(value, date) and not isinstance(value, datetime)
        return None if plain or value == "" else "a date such as 2019-02-07, without quotes"
    if field not in TEXT_FIELDS:
        return f"one of {', '.join((*TEXT_FIELDS, DATE_FIELD))} instead"
    if not isinstance(value, str) or not is_one_line(value):
        return "one line of text in quotes"
    if field == "kind" and value.strip() and not is_kind(value):
        return 'a plain word such as "reporting"'
    return None


def _entry(name: str) -> str:
    """A pattern for the place where a document's entry begins."""
    return rf"""(?:documents\s*\.\s*)?["']{re.escape(name)}["']\s*[\].=]"""


def _line(text: str, pattern: str, field: str | None = None) -> int:
    """The line, from 1, where the entry (and its field) stands; 1 where it cannot be told."""
    entry = re.compile(rf"^\s*\[*\s*{pattern}", re.MULTILINE).search(text)
    at = entry.end() if entry else 0
    if field:
        match = re.compile(rf"(?:^|[{{,])\s*[\"']?{re.escape(field)}[\"']?\s*(?==)", re.MULTILINE).search(text, at)
        at = match.end() if match else at
    return text.count("\n", 0, at) + 1
