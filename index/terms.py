"""Text → index terms: lower-case English stems without accents, the same wherever the words are kept."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from secrets import token_hex

import tantivy

from index.spelling import written_alike

ANALYZER = "byline-3"
"""Another number for each change of how words are read: an index that was written otherwise is made again."""

EXACT_ANALYZER = "byline-exact-1"
"""Another number for each change here too."""

WORDS_KEPT = 50_000
"""Words whose terms are kept in memory, of those that were shown."""

BETWEEN = token_hex(16)
"""Another one in each process, so that no text can have it but by a chance of one in 10^38."""

LONGEST_WORD = 80
"""Characters; longer runs are no words."""


def analyzer() -> tantivy.TextAnalyzer:
    """Text → lower-case English stems without accents, as passages and questions are indexed."""
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(LONGEST_WORD))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
        .filter(tantivy.Filter.stopword("english"))
        .filter(tantivy.Filter.stemmer("english"))
        .build()
    )


def exact_analyzer() -> tantivy.TextAnalyzer:
    """Text, as `plain` gives it → its words and its marks, each for itself."""
    return tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.regex(r"\w+|[^\w\s]")).build()


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The word in lower case without accents and English endings; stop words too, unlike index terms."""
    return " ".join(_stemmer().analyze(word)) or word.lower()


@lru_cache(maxsize=1)
def _stemmer() -> tantivy.TextAnalyzer:
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw())
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
        .filter(tantivy.Filter.stemmer("english"))
        .build()
    )


class TermReader:
    """Text → index terms, the same for passages and questions and wherever the words are kept."""

    def __init__(self) -> None:
        self._analyzer = analyzer()
        [self._between] = self.sequence(BETWEEN)
        self.terms_of_word = lru_cache(WORDS_KEPT)(self._terms_of_word)

    def terms(self, text: str) -> list[str]:
        """The text's index terms, each once, in order."""
        return list(dict.fromkeys(self.sequence(text)))

    def sequence(self, text: str) -> list[str]:
        """The text's index terms as they follow each other."""
        return self._analyzer.analyze(written_alike(text))

    def sequences(self, texts: Sequence[str]) -> list[list[str]]:
        """The index terms of each text; all are read in one go, with a word between them that no text has."""
        found: list[list[str]] = [[]]
        for term in self.sequence(f" {BETWEEN} ".join(texts)):
            if term == self._between:
                found.append([])
            else:
                found[-1].append(term)
        return found[: len(texts)]

    def _terms_of_word(self, word: str) -> frozenset[str]:
        """The index terms of one word."""
        return frozenset(self.sequence(word))
