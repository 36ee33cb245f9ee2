"""The words and the vectors of one edition, searched in PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from index.encoding.encoder import Vectors
from index.engines.postgres.postings import Found, Norms, Postings, best, scored
from index.engines.postgres.reading import PostgresReading
from index.engines.postgres.vectors import of_halves, written
from index.inventory import Rows, among
from index.row_cache import RowCache
from index.terms import Marks, TermReader
from index.words import weights_of

FREQUENCIES_KEPT = 50_000
"""Terms whose frequency is kept in memory after it was first needed.

Raised, they take more memory; lowered, they are asked for more often.
"""

ALL_COMPARED = 20_000
"""Sentences up to which those that a filter allows are all compared, without the graph.

Raised, a search within so many takes longer; lowered, the graph looks at ever more sentences that are not allowed.
"""

ASKED_MORE = 1.5
"""Of so many times the sentences asked for, the cosines are worked out anew.

The server orders by numbers of 16 bits. Lowered, one near the end of the list may be missed.
"""


class PublishedWords(TermReader):
    """The words of all passages: the server gives which passages have them, and their score is worked out here."""

    def __init__(self, reading: PostgresReading, passages: Rows, *, terms: int) -> None:
        super().__init__()
        self._reading = reading
        self.passages = len(passages)
        self._norms = Norms(passages, reading.lengths, terms=terms)
        self._frequencies = RowCache(self._count, FREQUENCIES_KEPT)

    def marks(self, _passages: Sequence[int]) -> dict[int, Marks] | None:
        """Return None: terms are kept without their places here."""
        return None

    def weights(self, terms: Sequence[str]) -> dict[str, float]:
        """Return each term's inverse document frequency as defined by BM25; rare words weigh more."""
        return weights_of(self.frequencies(terms), self.passages)

    def frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        """Count the passages, of all kinds, that contain each term."""
        asked = list(dict.fromkeys(terms))
        return dict(zip(asked, self._frequencies.of(asked), strict=True))

    def search(self, terms: Sequence[str], kind: str, k: int, within: Rows | None = None) -> dict[int, float]:
        """Return the k best BM25 scores in this kind by passage row, limited to the sorted rows `within` if given."""
        if not terms:
            return {}
        rows, scores = scored(self._postings(terms, kind), self.weights(terms), self._norms)
        if within is not None:
            inside = among(within, rows)
            rows, scores = rows[inside], scores[inside]
        return best(rows, scores, k)

    def nearly_beside(self, _word: str, _k: int) -> list[int]:
        """Return nothing: what stands beside the texts is not kept here."""
        return []

    def nearly(self, _word: str, _k: int) -> list[int]:
        """Return nothing: only whole words are found here."""
        return []

    def in_a_row(self, _words: str, _kind: str) -> Rows | None:
        """Return None: no word's place is kept here."""
        return None

    def beside(self, _words: str) -> Rows:
        """Return nothing: what stands beside the texts is not kept here."""
        return np.empty(0, np.int64)

    def containing(self, terms: Sequence[str], kind: str) -> list[int]:
        """Return the rows of all passages of this kind that contain every one of these terms."""
        found = [postings.passages(block) for block, _, postings in self._postings(terms, kind)]
        rows, times = np.unique(np.concatenate([np.empty(0, np.int64), *found]), return_counts=True)
        having: list[int] = rows[times == len(set(terms))].tolist()
        return having

    def _postings(self, terms: Sequence[str], kind: str) -> list[Found]:
        """The postings of these terms in a kind, in their order."""
        text = """
            SELECT block, term, places, counts FROM byline.words
            WHERE kind = %(kind)s AND term = ANY(%(terms)s) AND LIVE
        """
        order = {term: at for at, term in enumerate(terms)}
        rows = self._reading.rows(text, kind=kind, terms=list(order))
        found = [(block, term, Postings.read(places, counts)) for block, term, places, counts in rows]
        return sorted(found, key=lambda row: (row[0], order[row[1]]))

    def _count(self, terms: Sequence[str]) -> dict[str, int]:
        text = "SELECT term, sum(passages)::bigint FROM byline.words WHERE term = ANY(%(terms)s) AND LIVE GROUP BY term"
        return dict.fromkeys(terms, 0) | dict(self._reading.rows(text, terms=list(terms)))


class PublishedLane:
    """The sentence vectors of one kind: exact, or by a graph where the kind has one."""

    def __init__(self, reading: PostgresReading, kind: str, ids: Rows, middle: Vectors) -> None:
        self._reading = reading
        self._kind = kind
        self._middle = middle
        self.ids = ids

    def search(self, vector: Vectors, k: int, allowed: Rows | None = None) -> dict[int, float]:
        """Return the k best cosines by sentence row, best first, limited to the allowed rows if given."""
        inside = None if allowed is None else np.intersect1d(allowed, self.ids)
        there = len(self.ids if inside is None else inside)
        k = min(k, there)
        if k == 0:
            return {}
        found = self._nearest(vector, k, inside, exact=there <= ALL_COMPARED)
        return found if len(found) == k else self._nearest(vector, k, inside, exact=True)

    def vectors(self, ids: Iterable[int]) -> Vectors:
        """Return the vectors of these rows of this lane, in their order."""
        asked = np.fromiter(ids, np.int64)
        text = """
            SELECT sentence, embedding FROM byline.sentences
            WHERE kind = %(kind)s AND sentence = ANY(%(rows)s) AND LIVE
        """
        found: dict[int, bytes] = dict(self._reading.rows(text, kind=self._kind, rows=np.unique(asked).tolist()))
        rows: Vectors = np.empty((len(asked), len(self._middle)), np.float32)
        with self._reading.losses_told():
            for at, number in enumerate(asked.tolist()):
                rows[at] = of_halves(found[number])
        return rows

    def cosines(self, vector: Vectors, ids: Iterable[int]) -> dict[int, float]:
        """Return the cosines of these rows of this lane, by sentence row."""
        rows = [int(number) for number in ids]
        text = """
            SELECT sentence, -(embedding::vector <#> %(vector)s::vector) FROM byline.sentences
            WHERE kind = %(kind)s AND sentence = ANY(%(rows)s) AND LIVE
        """
        found: dict[int, float] = dict(self._reading.rows(text, kind=self._kind, rows=rows, vector=written(vector)))
        with self._reading.losses_told():
            return {row: found[row] for row in rows}

    def middle(self) -> Vectors:
        """Return what all sentences of this lane have in common, as it was worked out when it was published."""
        return self._middle

    def _nearest(self, vector: Vectors, k: int, allowed: Rows | None, *, exact: bool) -> dict[int, float]:
        """Return the k best, by the graph if there is one; `exact` orders by what no graph is made of."""
        halves = f"halfvec({len(vector)})"
        distance = f"(embedding::{halves}) <#> %(vector)s::vector::{halves}"
        named = "" if allowed is None else "AND sentence = ANY(%(rows)s)"
        text = f"""
            WITH nearest AS MATERIALIZED (
                SELECT sentence, embedding FROM byline.sentences WHERE kind = %(kind)s AND LIVE {named}
                ORDER BY {f"({distance}) + 0" if exact else distance} LIMIT %(most)s
            )
            SELECT sentence, -(embedding::vector <#> %(vector)s::vector) AS cosine FROM nearest
            ORDER BY cosine DESC, sentence LIMIT %(k)s
        """  # noqa: S608 (our own words)
        rows, most = None if allowed is None else allowed.tolist(), int(k * ASKED_MORE) + 1
        found = self._reading.rows(text, kind=self._kind, rows=rows, vector=written(vector), k=k, most=most)
        return dict(found)
