"""One edition in Milvus: its rows, and filters that choose among them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from index.engines.milvus.collections import Collection, Edition, joined, of_edition, quoted
from index.engines.milvus.pymilvus_store import ROWS_AT_ONCE, Row, Store
from index.engines.publication import Role
from index.engines.published_records import Reading
from index.inventory import Rows, Table
from ingest.records import VoiceKind

RANGES_AT_ONCE = 500
"""Runs of rows in one filter; more are asked in turn, and the best of all are taken."""


class MilvusReading(Reading):
    """An edition that is being read from Milvus."""

    rows_are_called = "its byline_ collections"

    def __init__(self, store: Store, edition: Edition) -> None:
        super().__init__(store.where)
        self.store = store
        self.edition = edition
        self.live = of_edition(edition.number)

    def prove_whole(self) -> None:
        """Make sure that all that was read so far was read from a whole edition.

        Raises:
            EngineError: it was removed, two publishes after its own.
        """
        current = self.store.said()
        if current is None or current.oldest > self.edition.number:
            raise self.gone()

    def contents(self, role: Role, numbers: Sequence[int] | None = None) -> dict[int, str]:
        """The contents of this role by row, all or those of these rows."""
        chosen = "" if numbers is None else f" and number in {list(numbers)}"
        found: dict[int, list[Row]] = defaultdict(list)
        where = f'{self.live} and role == "{role}"{chosen}'
        for row in self.store.all_rows(Collection.CONTENTS, where, ["number", "part", "content"]):
            found[row["number"]].append(row)
        return {number: joined(rows) for number, rows in found.items()}

    def table(self, terms: int) -> Table:
        """All passages, which have so many index terms.

        Raises:
            EngineError: there are fewer than were published, or fewer sentences than they have.
        """
        fields = ("passage", "document", "first_sentence", "sentence_count")
        rows = list(self.store.all_rows(Collection.PASSAGES, self.live, [*fields, "length"]))
        found = sorted(tuple(row[name] for name in fields) for row in rows)
        table = np.array(found, np.int64).reshape(len(found), 4)
        sentences = self.store.count(Collection.SENTENCES, self.live)
        if (sum(row["length"] for row in rows), sentences) != (terms, table[:, 3].sum()):
            raise self.lost()
        return table

    def passages(self, numbers: Sequence[int]) -> Iterator[Row]:
        """The rows of these passages: `passage`, `document`, `first_sentence` and `content`."""
        for at in range(0, len(numbers), ROWS_AT_ONCE):
            condition = f"{self.live} and passage in {list(numbers[at : at + ROWS_AT_ONCE])}"
            fields = ("passage", "document", "first_sentence", "content")
            yield from self.store.rows(Collection.PASSAGES, condition, fields)

    def voiced(self, voices: Iterable[VoiceKind]) -> Rows:
        """The rows of the sentences of these voices, headings left out, in order."""
        chosen = ", ".join(quoted(voice) for voice in sorted(set(voices)))
        condition = f"{self.live} and heading == false and voice in [{chosen}]"
        rows = self.store.all_rows(Collection.SENTENCES, condition, ["sentence"])
        found = np.array(sorted(row["sentence"] for row in rows), np.int64)
        self.prove_whole()
        return found

    def close(self) -> None:
        """Let go of the connection."""
        self.store.close()

    def within(self, field: str, rows: Rows, every: Rows) -> Iterator[str]:
        """Filters that together choose these rows out of every row, all in order, that the rest of a filter leaves."""
        if not len(rows):
            return
        at = np.searchsorted(every, np.sort(rows))
        starts = np.flatnonzero(np.r_[True, np.diff(at) > 1][: len(at)])
        ends = np.r_[starts[1:], len(at)] - 1
        runs = [(int(every[at[a]]), int(every[at[b]])) for a, b in zip(starts, ends, strict=True)]
        for first in range(0, len(runs), RANGES_AT_ONCE):
            part = runs[first : first + RANGES_AT_ONCE]
            yield " or ".join(f"({field} >= {a} and {field} <= {b})" for a, b in part)
