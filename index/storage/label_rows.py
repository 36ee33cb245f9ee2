"""Labels, and what they come from, as the library's rows hold them: JSON, with dates told from text."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from ingest.records import OwnField, Source

TEXTS = ("kind", "title", "publisher", "author", "url", "rules")


def source_row(source: Source) -> str:
    """The label as a row holds it."""
    published = source.published.isoformat() if source.published else None
    return json.dumps({name: getattr(source, name) for name in TEXTS} | {"published": published})


def source_of(row: str) -> Source:
    """The label that a row holds."""
    fields = json.loads(row)
    published = fields.pop("published")
    return Source(published=date.fromisoformat(published) if published else None, **fields)


def own_row(own: Sequence[OwnField]) -> str:
    """What a document says of itself as a row holds it; a date is a list of one, text is text."""
    return json.dumps([[field.name, _written(field.value), field.rule] for field in own])


def own_of(row: str) -> tuple[OwnField, ...]:
    """What a document says of itself, from its row."""
    return tuple(OwnField(name, _value(value), rule) for name, value, rule in json.loads(row))


def _written(value: str | date) -> str | list[str]:
    return [value.isoformat()] if isinstance(value, date) else value


def _value(value: str | list[str]) -> str | date:
    return value if isinstance(value, str) else date.fromisoformat(value[0])
