"""Keep what was typed and ticked in the table of documents, by document, until something was done with it.

Streamlit forgets the edits of a table that is shown under another name: with other rows, of a newer library, or on a
page that was left meanwhile.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from ingest.labels.fields import DATE_FIELDS

ByRow = Mapping[int, Mapping[str, Any]]
"""New values by row and column, with dates as ISO 8601 text: what a `data_editor` gives."""


class TableEdits:
    """What was typed and ticked: by row in the table shown last, whose rows are `ids`, and by document before it."""

    def __init__(self) -> None:
        self.key = ""
        self.ids: tuple[str, ...] = ()
        self.shown: ByRow = {}
        self.kept: dict[str, dict[str, Any]] = {}

    def begin(self, key: str, ids: Sequence[str]) -> None:
        """Keep the edits of the table shown last, and go on to another one."""
        for at, fields in self.shown.items():
            dates = {name: date.fromisoformat(fields[name][:10]) for name in DATE_FIELDS if fields.get(name)}
            self.kept[self.ids[at]] = {**self.kept.get(self.ids[at], {}), **fields, **dates}
        self.key, self.ids, self.shown = key, tuple(ids), {}

    def by_row(self) -> dict[int, dict[str, Any]]:
        """Return all edits of the rows that are shown."""
        found = {at: {**self.kept.get(name, {}), **self.shown.get(at, {})} for at, name in enumerate(self.ids)}
        return {at: fields for at, fields in found.items() if fields}

    def hidden(self) -> int:
        """Return how many documents have edits that are kept and are not listed."""
        return len(self.kept.keys() - set(self.ids))

    def forget(self, ids: Collection[str], fields: Collection[str] = ()) -> None:
        """Forget the edits of these documents, or only those in these fields."""
        self.begin("", ())
        for name in ids:
            left = {one: value for one, value in self.kept.pop(name, {}).items() if fields and one not in fields}
            if left:
                self.kept[name] = left
