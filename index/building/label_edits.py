"""Edits in a table of labels → corrections for `sources.toml`. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from errors import CorpusError
from index.building.holdings import Holding
from ingest.labels.corrections import Correction
from ingest.labels.sources import DATE_FIELD

EDITABLE = ("kind", "title", "publisher", "author", "published", "url")


def corrections_of(rows: Sequence[Holding], edited: Mapping[int, Mapping[str, Any]]) -> dict[str, Correction]:
    """Document id → what was changed; a cell that was emptied takes back what a person stated.

    Args:
        rows: the table as it was shown.
        edited: row → field → new value, dates as text in the form of ISO 8601.
    """
    found = {rows[at].id: _correction(rows[at], fields) for at, fields in edited.items() if 0 <= at < len(rows)}
    return {name: correction for name, correction in found.items() if correction}


def stated_fields(fields: Mapping[str, str | date | None]) -> dict[str, str | date]:
    """The fields of a form that somebody filled in."""
    stripped = {field: value.strip() if isinstance(value, str) else value for field, value in fields.items()}
    return {field: value for field, value in stripped.items() if value is not None and value != ""}


def bulk_correction(fields: Mapping[str, str | date | None], taken_back: Sequence[str]) -> Correction:
    """One correction for many documents: the fields that were filled in, and those that are taken back."""
    return dict.fromkeys(taken_back) | stated_fields(fields)


def _correction(row: Holding, fields: Mapping[str, Any]) -> Correction:
    new = {field: _value(field, value) for field, value in fields.items() if field in EDITABLE}
    return {field: value for field, value in new.items() if value != getattr(row.source, field)}


def _value(field: str, value: Any) -> str | date | None:  # noqa: ANN401 (what a cell of a table may hold)
    if value is None or not str(value).strip():
        return None
    if field != DATE_FIELD:
        return str(value).strip()
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError as error:
        raise CorpusError(f"{value} is no date: write it as 2019-02-07") from error
