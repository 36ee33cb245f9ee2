"""A question made ready to search: its vector, its words and how much each matters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.encoder import Encoder, Vectors
from index.library import Library
from index.words import WordIndex, most_bm25
from ingest.records import Sentence, VoiceKind

RARITY_POWER = 3
"""How much more a rare word matters than a common one: "Turkey" against "role" (docs/retrieval.md)."""

CAPITALISED = re.compile(r"(?<!\A)\b[A-Z][\w'’]*|\A[A-Z]{2,}\w*")
"""A name in a question: a capital that does not just begin it."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched for.

    `weights` are the index terms with their inverse document frequency in this library, as BM25 has it.
    `pairs` are terms that are neighbours in the question.
    `rarities` are the same terms with their rarity in the language, in (0, 1], which no library changes.
    `names` are those of the terms that are written as names.
    `voices` are whose words the evidence may be; none allows all.
    """

    vector: Vectors
    weights: dict[str, float]
    pairs: frozenset[tuple[str, str]]
    rarities: dict[str, float]
    names: frozenset[str]
    voices: frozenset[VoiceKind] = frozenset()

    def may_be_evidence(self, sentences: Sequence[Sentence]) -> list[bool]:
        """For each sentence whether the filter of voices allows it as evidence; a heading is nobody's answer then."""
        return [not self.voices or (item.voice.kind in self.voices and not item.heading) for item in sentences]

    def shares(self, bm25: Mapping[int, float]) -> dict[int, float]:
        """Passage row → its BM25 as a share of the most that this question could reach, in [0, 1]."""
        most = most_bm25(self.weights)
        return {row: score / most for row, score in bm25.items()} if most else {}

    def word_share(self, terms: Iterable[str]) -> float:
        """The share of the question's words among these terms by their weights, in [0, 1]."""
        total = sum(self.weights.values())
        return sum(self.weights[term] for term in self.weights.keys() & set(terms)) / total if total else 0.0

    def pair_share(self, sentences: Iterable[Sequence[str]]) -> float:
        """The share of the question's neighbouring words that are neighbours in a sentence, by weight, in [0, 1]."""
        here = {pair for terms in sentences for pair in pairwise(terms)}
        total = sum(self._weight(pair) for pair in self.pairs)
        return sum(self._weight(pair) for pair in self.pairs & here) / total if total else 0.0

    def coverage(self, terms: set[str]) -> float:
        """The share of the question's words among these terms, rare words counting more, in [0, 1]."""
        total = sum(self.rarities.values())
        return sum(rarity for term, rarity in self.rarities.items() if term in terms) / total if total else 0.0

    def missing_names(self, terms: set[str]) -> float:
        """The share of the question's names that are not among these terms, in [0, 1]; 0 without names."""
        return len(self.names - terms) / len(self.names) if self.names else 0.0

    def _weight(self, pair: tuple[str, str]) -> float:
        return self.weights[pair[0]] + self.weights[pair[1]]


def prepare(library: Library, encoder: Encoder, question: str) -> Query:
    """The question as this library and this model search for it."""
    words = library.words
    rarities: dict[str, float] = {}
    for word in re.findall(r"\w+", question):
        for term in words.terms(word):
            rarities[term] = max(rarities.get(term, 0.0), encoder.model.rarity(word) ** RARITY_POWER)
    return Query(
        vector=encoder.encode_question(question),
        weights=words.weights(words.terms(question)),
        pairs=frozenset(pairwise(words.sequence(question))),
        rarities=rarities,
        names=_names(words, question),
    )


def _names(words: WordIndex, question: str) -> frozenset[str]:
    if question.isupper():  # capitals say nothing here
        return frozenset()
    return frozenset(term for name in CAPITALISED.findall(question) for term in words.terms(name))
