"""Read `sources.toml`, in which a person labels their documents, and correct it without disturbing its other text."""

from __future__ import annotations

import os
import re
import shutil
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from errors import SourcesError
from ingest.labels.fields import DATE_FIELDS, TEXT_FIELDS
from ingest.names import SOURCES_FILE, as_on_disk, is_kind, is_one_line

LONGEST_STATED = 2_000
"""Characters of a value that a person states. Raised, whole texts may stand where titles and names are shown."""

Label = Mapping[str, str | date]
"""Field name → value, for the fields a person stated."""


def read_sources(corpus: Path) -> dict[str, Label]:
    """Map document ids to the labels in `sources.toml`; empty if the file is missing.

    Raises:
        SourcesError: the file cannot be understood; the message names the line and what was expected.
    """
    path = corpus / SOURCES_FILE
    if not path.exists():
        return {}
    return {as_on_disk(corpus, name): label for name, label in parse_sources(sources_text(path), path).items()}


def parse_sources(text: str, path: Path) -> dict[str, Label]:
    """Parse the text of a `sources.toml`; `path` is used in messages.

    Raises:
        SourcesError: the text cannot be understood, as in `read_sources`.
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


def sources_text(path: Path) -> str:
    """Read the file's text unchanged, with its byte order mark and line ends.

    Raises:
        SourcesError: the file cannot be read.
    """
    if not path.is_file():  # reading a pipe could wait for ever
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
    """Return what a field expects if this value does not fit it, or None."""
    if field in DATE_FIELDS:
        plain = isinstance(value, date) and not isinstance(value, datetime)
        return None if plain or value == "" else "a date such as 2019-02-07, without quotes"
    if field not in TEXT_FIELDS:
        return f"one of {', '.join((*TEXT_FIELDS, *DATE_FIELDS))} instead"
    if isinstance(value, str) and len(value) > LONGEST_STATED:
        return f"at most {LONGEST_STATED:,} characters"
    if not isinstance(value, str) or not is_one_line(value):
        return "one line of text in quotes"
    if field == "kind" and value.strip() and not is_kind(value):
        return 'a plain word such as "reporting"'
    return None


def _entry(name: str) -> str:
    """Make a pattern for the beginning of a document's entry."""
    return rf"""(?:documents\s*\.\s*)?["']{re.escape(name)}["']\s*[\].=]"""


def _line(text: str, pattern: str, field: str | None = None) -> int:
    """Return the line of the entry or its field, counted from 1; 1 if it is not found."""
    entry = re.compile(rf"^[ \t]*\[*[ \t]*{pattern}", re.MULTILINE).search(text)
    at = entry.end() if entry else 0
    if field:
        match = re.compile(rf"(?:^|[{{,])[ \t]*[\"']?{re.escape(field)}[\"']?[ \t]*(?==)", re.MULTILINE).search(
            text, at
        )
        at = match.end() if match else at
    return text.count("\n", 0, at) + 1


# Writing a person's corrections into `sources.toml`.

Correction = Mapping[str, str | date | None]
"""Field name → the value that a person states, or None to withdraw an earlier one."""

BYTE_ORDER_MARK = "\ufeff"


def correct_sources(corpus: Path, corrections: Mapping[str, Correction]) -> None:
    """Write a person's corrections, by document id, into the corpus' `sources.toml`.

    Raises:
        SourcesError: a value is not allowed, or the file cannot be understood or written; it stays unchanged.
    """
    path = corpus / SOURCES_FILE
    before = sources_text(path) if path.exists() else ""
    wanted = _wanted(parse_sources(before, path), corrections, path)
    after = corrected(before, corrections, path)
    if parse_sources(after, path) != wanted:
        raise SourcesError(f"{path}: its form is too unusual to be corrected here: correct it by hand")
    if after != before:
        _put_in_place(path, after)


def corrected(text: str, corrections: Mapping[str, Correction], path: Path) -> str:
    """Return the text of a `sources.toml` with these corrections made."""
    # Imported here because it is slow to import and answering a question does not need it.
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    mark = BYTE_ORDER_MARK if text.startswith(BYTE_ORDER_MARK) else ""
    try:
        content = tomlkit.parse(text.removeprefix(mark))
        if "documents" not in content:
            content["documents"] = tomlkit.table(is_super_table=True)
        for name, correction in corrections.items():
            _correct(content["documents"], name, correction)
        return mark + tomlkit.dumps(content)
    except (TOMLKitError, TypeError, AttributeError, ValueError) as error:
        raise SourcesError(f"{path}: cannot be corrected here ({error}): correct it by hand") from error


def _correct(documents: Any, name: str, correction: Correction) -> None:  # noqa: ANN401 (tomlkit gives tables of several types)
    import tomlkit
    from tomlkit.items import Table

    if name not in documents:
        if not any(value is not None for value in correction.values()):
            return
        documents[name] = tomlkit.table()
    body = documents[name].value.body if isinstance(documents[name], Table) else []
    tail = _tail(body)
    for field, value in correction.items():
        if value is None:
            documents[name].pop(field, None)
        else:
            documents[name][field] = value
    body.extend(tail)


def _tail(body: list[Any]) -> list[Any]:
    """Take off the comments and blank lines after a table's last field, which belong to the next entry."""
    last = max((at for at, (key, _) in enumerate(body) if key is not None), default=-1)
    tail = body[last + 1 :]
    del body[last + 1 :]
    return tail


def _wanted(before: Mapping[str, Label], corrections: Mapping[str, Correction], path: Path) -> dict[str, Label]:
    """Work out the labels that the file must state afterwards."""
    wanted = {name: dict(label) for name, label in before.items()}
    for name, correction in corrections.items():
        if not is_one_line(name):
            raise SourcesError(f"{path}: {name!a}: its name has characters that cannot be written: rename it")
        for field, value in correction.items():
            expected = expectation(field, value) if value is not None else None
            if expected or (isinstance(value, str) and not value.strip()):
                raise SourcesError(f"{path}: {name}: {field}: expected {expected or 'a value, or none at all'}")
        stated = {field: value for field, value in correction.items() if value is not None}
        if name in wanted or stated:
            kept = {field: value for field, value in wanted.get(name, {}).items() if field not in correction}
            wanted[name] = kept | {f: v.strip() if isinstance(v, str) else v for f, v in stated.items()}
    return dict(wanted)


def _put_in_place(path: Path, text: str) -> None:
    """Write a new file beside the old one, then replace the old one in one step."""
    place = path.resolve() if path.is_symlink() else path
    new = place.with_name(f".{place.name}.new")
    if place.exists() and not os.access(place, os.W_OK):
        raise SourcesError(f"{path}: is write-protected: make it writable, or correct it by hand")
    try:
        with new.open("w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if place.exists():
            shutil.copymode(place, new)
        new.replace(place)
    except OSError as error:
        new.unlink(missing_ok=True)
        raise SourcesError(
            f"{path}: cannot be written ({error.strerror}): free some space or make it writable"
        ) from error
