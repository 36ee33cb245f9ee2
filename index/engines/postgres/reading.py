"""One edition in PostgreSQL, read row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from index.engines.postgres.psycopg_store import Query, Row, Store
from index.engines.postgres.tables import LIVE, Edition, edition_proof
from index.engines.publication import Role
from index.engines.published_records import Reading
from index.inventory import Rows, Table
from ingest.records import VoiceKind

OF_PASSAGE = ("passage", "document", "first_sentence", "sentence_count", "length")


class PostgresReading(Reading):
    """An edition that is being read from PostgreSQL.

    Each answer comes with the proof, of the same server and of after it, that the edition is still whole there: so a
    standby that lags, or has gone another way, is never taken for one that has fewer rows.
    """

    rows_are_called = "its schema byline"

    def __init__(self, store: Store, edition: Edition) -> None:
        super().__init__(store.where)
        self.edition = edition
        self._store = store
        self._lengths: Rows = np.empty(0, np.int64)

    def rows(self, text: str, **parameters: object) -> list[Row]:
        """What a statement gives, in which LIVE stands for the rows of the edition.

        Raises:
            EngineError: the edition is not whole on the server that answered.
        """
        return self.answers(Query(text, parameters))[0]

    def answers(self, *queries: Query) -> list[list[Row]]:
        """What these statements give, asked at once.

        Raises:
            EngineError: the edition is not whole on the server that answered.
        """
        number = {"edition": self.edition.number}
        asked = [Query(query.text.replace("LIVE", LIVE), {**query.parameters, **number}) for query in queries]
        *found, proof = self._store.answers(*asked, edition_proof(self.edition))
        if not proof:
            raise self.gone()
        return found

    def prove_whole(self) -> None:
        """Make sure that the edition is still whole.

        Raises:
            EngineError: it was removed, two publishes after its own.
        """
        self.answers()

    def contents(self, role: Role, numbers: Sequence[int] | None = None) -> dict[int, str]:
        """The contents of this role by row, all or those of these rows."""
        chosen = "role = %(role)s AND (%(numbers)s::bigint[] IS NULL OR number = ANY(%(numbers)s))"
        text = f"SELECT number, content FROM byline.contents WHERE {chosen} AND LIVE"  # noqa: S608 (our own words)
        found: dict[int, str] = dict(
            self.rows(text, role=role.value, numbers=None if numbers is None else list(numbers))
        )
        return found

    def table(self, terms: int) -> Table:
        """All passages, which have so many index terms.

        Raises:
            EngineError: there are fewer than were published.
        """
        found = self._numbers(f"SELECT {', '.join(OF_PASSAGE)} FROM byline.passages WHERE LIVE ORDER BY passage")  # noqa: S608
        table, self._lengths = found[:, :4], found[:, 4]
        if self._lengths.sum() != terms:
            raise self.lost()
        return table

    @property
    def lengths(self) -> Rows:
        """The number of index terms of each passage of the table."""
        return self._lengths

    def passages(self, numbers: Sequence[int]) -> Iterator[Mapping[str, Any]]:
        """The rows of these passages: `passage`, `document`, `first_sentence` and `content`."""
        names = ("passage", "document", "first_sentence", "content")
        text = f"SELECT {', '.join(names)} FROM byline.passages WHERE passage = ANY(%(numbers)s) AND LIVE"  # noqa: S608
        return (dict(zip(names, row, strict=True)) for row in self.rows(text, numbers=list(numbers)))

    def voiced(self, voices: Iterable[VoiceKind]) -> Rows:
        """The rows of the sentences of these voices, headings left out, in order."""
        text = "SELECT sentence FROM byline.sentences WHERE voice = ANY(%(voices)s) AND NOT heading AND LIVE"
        rows = self.rows(text, voices=sorted(voice.value for voice in voices))
        return np.array(sorted(number for (number,) in rows), np.int64)

    def close(self) -> None:
        """Let go of the connections."""
        self._store.close()

    def _numbers(self, text: str) -> Table:
        """The columns of a statement that are all numbers, int64 (rows, columns)."""
        rows = self.rows(text)
        return np.array(rows, np.int64).reshape(len(rows), len(OF_PASSAGE))
