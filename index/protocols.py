"""The interfaces of a library's parts, wherever they are kept: its records, the vectors of each lane, and its words.

`Library` uses only these, so a question gets the same answer whether the parts are files next to the app or a search
engine shared by many machines.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from index.encoding.encoder import Vectors
from index.inventory import Inventory, Rows
from index.records import Build
from index.storage.passages import StoredPassage
from index.terms import Marks
from ingest.folder import Skipped
from ingest.records import Document, VoiceKind

PASSAGES_KEPT = 8192
"""Passages that records keep in memory after their first use, a few dozen megabytes at most.

Raised, they take more memory; lowered, questions read passages again more often.
"""


class Records(Protocol):
    """The documents and passages of one generation, for as long as it is open; threads may share it."""

    @property
    def build(self) -> Build:
        """The generation."""

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        """The files that the build skipped."""

    @property
    def inventory(self) -> Inventory:
        """The contents of the generation by row number."""

    def document(self, document_id: str) -> Document | None:
        """Return the document with this id, or None."""

    def texts(self, numbers: Sequence[int]) -> dict[int, str]:
        """Return the texts of these documents, by document row."""

    def passages(self, numbers: Sequence[int]) -> list[StoredPassage]:
        """Return the passages with these rows, in the given order."""

    def sentences_with_voice(self, voices: Iterable[VoiceKind]) -> Rows:
        """Return the rows of the sentences with these voices, in order, without headings."""

    def close(self) -> None:
        """Close the generation."""


class VectorLane(Protocol):
    """The sentence vectors of one kind."""

    @property
    def ids(self) -> Rows:
        """The sentence rows in this lane."""

    def search(self, vector: Vectors, k: int, allowed: Rows | None = None) -> dict[int, float]:
        """Return the k best cosines by sentence row, limited to the allowed rows if given."""

    def vectors(self, ids: Iterable[int]) -> Vectors:
        """Return the vectors of these rows of this lane, in their order."""

    def cosines(self, vector: Vectors, ids: Iterable[int]) -> dict[int, float]:
        """Return the cosines of these rows of this lane, by sentence row."""

    def middle(self) -> Vectors:
        """Return what all sentences of this lane have in common, float32 (dimension,)."""


class Words(Protocol):
    """The words of all passages."""

    @property
    def passages(self) -> int:
        """The number of passages in the index."""

    def terms(self, text: str) -> list[str]:
        """Return the text's index terms, each once, in order."""

    def terms_of_word(self, word: str) -> frozenset[str]:
        """Return the index terms of one word."""

    def sequence(self, text: str) -> list[str]:
        """Return the text's index terms in text order, with repetitions."""

    def sequences(self, texts: Sequence[str]) -> list[list[str]]:
        """Return the index terms of each text in text order, with repetitions."""

    def marks(self, passages: Sequence[int]) -> dict[int, Marks] | None:
        """Return the terms of these passages' sentences by passage row, as `sentence_marks` has them.

        The result is None if only the texts themselves can answer this.
        """

    def weights(self, terms: Sequence[str]) -> dict[str, float]:
        """Return each term's inverse document frequency as defined by BM25; rare words weigh more."""

    def frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        """Count the passages, of all kinds, that contain each term."""

    def search(self, terms: Sequence[str], kind: str, k: int, within: Rows | None = None) -> dict[int, float]:
        """Return the k best BM25 scores in this kind by passage row, limited to the sorted rows `within` if given."""

    def nearly(self, word: str, k: int) -> list[int]:
        """Return the rows of up to k passages with a word that differs from this `plain` one in a letter or two.

        None are returned where the words are kept in a way that cannot tell.
        """

    def nearly_beside(self, word: str, k: int) -> list[int]:
        """Return the rows of up to k passages that open a text beside which there is a word nearly like this.

        None are returned where the words are kept in a way that cannot tell.
        """

    def in_a_row(self, words: str, kind: str) -> Rows | None:
        """Return the rows, in order, of the kind's passages that contain these words and marks in a row.

        White space, case and the form of quotation marks are ignored; words match only as a whole. There must be at
        least one word or mark. The result is None if only the texts themselves can answer this.
        """

    def beside(self, words: str) -> Rows:
        """Return the rows of the first passages of documents beside whose text these words and marks stand in a row.

        None are returned where the words are kept in a way that cannot tell.
        """

    def containing(self, terms: Sequence[str], kind: str) -> list[int]:
        """Return the rows of all passages of this kind that contain every one of these terms."""
