"""List the fields of a label from `Source`, so that a field added there appears in every form, command and export."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any, get_args, get_type_hints

from ingest.records import Source

LABEL_FIELDS = tuple(one.name for one in fields(Source) if one.name != "rules")
"""All fields of a label, in the order shown."""

DATE_FIELDS = tuple(name for name in LABEL_FIELDS if date in get_args(get_type_hints(Source)[name]))
"""The fields that are dates; in JSON they are ISO 8601 text."""

TEXT_FIELDS = tuple(name for name in LABEL_FIELDS if name not in DATE_FIELDS)
"""The fields that are one line of text."""


def label_as_json(source: Source) -> dict[str, str | None]:
    """Convert the fields of a label to JSON, without the rules that set them."""
    found = {name: getattr(source, name) for name in LABEL_FIELDS}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in found.items()}


def label_from_json(found: Mapping[str, Any], rules: Mapping[str, str]) -> Source:
    """Read a label that `label_as_json` wrote, ignoring other keys; fields added since then may be missing."""
    stated = {name: found[name] for name in LABEL_FIELDS if name in found}
    days = {name: date.fromisoformat(stated[name]) if stated.get(name) else None for name in DATE_FIELDS}
    return Source(**stated | days, rules=dict(rules))
