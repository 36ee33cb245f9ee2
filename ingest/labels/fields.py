"""The fields of a label, read off `Source`: a line there is a new field of every form, file, command and export."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any, get_args, get_type_hints

from ingest.records import Source

LABEL_FIELDS = tuple(one.name for one in fields(Source) if one.name != "rules")
"""Everything that a label says of a document, in the order in which it is shown."""

DATE_FIELDS = tuple(name for name in LABEL_FIELDS if date in get_args(get_type_hints(Source)[name]))
"""The fields that are days; in JSON they are text in the form of ISO 8601."""

TEXT_FIELDS = tuple(name for name in LABEL_FIELDS if name not in DATE_FIELDS)
"""The fields that are a line of text."""


def label_as_json(source: Source) -> dict[str, str | None]:
    """The fields of a label as JSON holds them, without the rules that set them."""
    found = {name: getattr(source, name) for name in LABEL_FIELDS}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in found.items()}


def label_from_json(found: Mapping[str, Any], rules: Mapping[str, str]) -> Source:
    """The label that `label_as_json` wrote, whatever stands beside its fields; a later field may be missing."""
    stated = {name: found[name] for name in LABEL_FIELDS if name in found}
    days = {name: date.fromisoformat(stated[name]) if stated.get(name) else None for name in DATE_FIELDS}
    return Source(**stated | days, rules=dict(rules))
