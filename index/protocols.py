"""What a library is made of, wherever it is kept: its records, the vectors of each lane, and its words.

`Library` asks only this, so what is said of a question is the same whether the parts are files beside the app or a
search engine that many machines share.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from index.encoding.encoder import Vectors
from index.inventory import Inventory, Rows
from index.records import Build
from index.storage.passages import StoredPassage
from ingest.folder import Skipped
from ingest.records import Document, VoiceKind

PASSAGES_KEPT = 8192
"""Passages that records keep in memory after they were first needed; a few dozen megabytes at most."""


class Records(Protocol):
    """The documents and passages of one generation, for as long as it is open; threads may share it."""

    @property
    def build(self) -> Build:
        """The generation."""

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        """The files that its build passed over."""

    @property
    def inventory(self) -> Inventory:
        """What it holds, by number."""

    def document(self, document_id: str) -> Document | None:
        """A document by its id, or None when there is none of that id."""

    def texts(self, numbers: Sequence[int]) -> dict[int, str]:
        """Document row → its text, for these documents."""

    def passages(self, numbers: Sequence[int]) -> list[StoredPassage]:
        """The passages with these rows, in the order asked."""

    def sentences_with_voice(self, voices: Iterable[VoiceKind]) -> Rows:
        """The rows of the sentences of these voices, headings left out, in order."""

    def close(self) -> None:
        """Let go of the generation."""


class VectorLane(Protocol):
    """The sentence vectors of one kind."""

    @property
    def ids(self) -> Rows:
        """The sentence rows in this lane."""

    def search(self, vector: Vectors, k: int, allowed: Rows | None = None) -> dict[int, float]:
        """Sentence row → cosine of the k best, among the allowed ones where some are named."""

    def vectors(self, ids: Iterable[int]) -> Vectors:
        """The vectors of the named rows of this lane, in their order."""

    def cosines(self, vector: Vectors, ids: Iterable[int]) -> dict[int, float]:
        """Sentence row → cosine, for the named rows of this lane."""

    def middle(self) -> Vectors:
        """What all sentences of this lane have in common, float32 (dimension,)."""


class Words(Protocol):
    """The words of all passages."""

    @property
    def passages(self) -> int:
        """How many passages it holds."""

    def terms(self, text: str) -> list[str]:
        """The text's index terms, each once, in order."""

    def terms_of_word(self, word: str) -> frozenset[str]:
        """The index terms of one word."""

    def sequence(self, text: str) -> list[str]:
        """The text's index terms as they follow each other."""

    def sequences(self, texts: Sequence[str]) -> list[list[str]]:
        """The index terms of each text as they follow each other."""

    def weights(self, terms: Sequence[str]) -> dict[str, float]:
        """Each term's inverse document frequency, as BM25 has it; rare words weigh more."""

    def frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        """In how many passages, of all kinds, each term stands."""

    def search(self, terms: Sequence[str], kind: str, k: int, within: Rows | None = None) -> dict[int, float]:
        """Passage row → BM25 of the k best in this kind, among the named passages, in order, where some are."""

    def in_a_row(self, words: str, kind: str) -> Rows | None:
        """The rows, in order, of the kind's passages in which these words and marks stand one after the other.

        White space, case and the form of quotation marks do not count; a word counts only whole. At least one word or
        mark is asked. None where only the texts can tell.
        """

    def containing(self, terms: Sequence[str], kind: str) -> list[int]:
        """The rows of all passages of this kind that have every one of these terms."""
