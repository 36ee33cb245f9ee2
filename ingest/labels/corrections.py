"""A person's word on a label, written into `sources.toml` among what already stands there.

Comments, order and spelling of everything else stay as they are; the file is written anew and put in place whole.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Table

from errors import SourcesError
from ingest.labels.sources import SOURCES_FILE, Label, expectation, is_one_line, parse_sources, sources_text

Correction = Mapping[str, str | date | None]
"""Field name → the value a person states, or None to take back what was stated."""

BYTE_ORDER_MARK = "\ufeff"


def correct_sources(corpus: Path, corrections: Mapping[str, Correction]) -> None:
    """Write what a person says of these documents, by id, into the corpus' `sources.toml`.

    Raises:
        SourcesError: a value cannot be stated, or the file cannot be understood or written; it is as it was.
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
    """The text of a `sources.toml` with these corrections made in it."""
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
    """The comments and blank lines after a table's last field, taken off: they belong to what follows."""
    last = max((at for at, (key, _) in enumerate(body) if key is not None), default=-1)
    tail = body[last + 1 :]
    del body[last + 1 :]
    return tail


def _wanted(before: Mapping[str, Label], corrections: Mapping[str, Correction], path: Path) -> dict[str, Label]:
    """What the file must state afterwards."""
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
    """Write the file beside itself, and then over itself in one step."""
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
