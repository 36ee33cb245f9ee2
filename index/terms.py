"""Turn text into index terms: lower-case English stems without accents, the same wherever the words are kept.

Words with several spellings are first written in one way; terms become numbers when many are compared.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import lru_cache
from secrets import token_hex

import numpy as np
import tantivy
from numpy.typing import NDArray

from ingest.lexicon import INVISIBLE
from ingest.records import Sentence

INITIALS = re.compile(r"(?<![\w.])(?:[^\W\d_]\.){2,}")
"""Letters followed by a full stop each; in English they are one word, with or without the stops."""

ENCLITIC = re.compile(r"(?<=\w)['’](?:s|t|d|m|ll|re|ve)\b", re.IGNORECASE)
"""An ending attached to a word with an apostrophe, as in "Byline's" or "didn't"; it is not a word of its own."""

SAME = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"'} | dict.fromkeys(INVISIBLE, ""))
"""Replacements that make typewriter and printed quotation marks the same and drop what nobody sees."""

UNSEEN = re.compile(f"[{INVISIBLE}]")

FULL_STOPS = re.compile(r"\.[^\W\d_]\.")
"""A sign that the text may contain initials, much faster to search for than the initials themselves."""


def written_alike(text: str) -> str:
    """Normalize the text: accents in one form, nothing that nobody sees, and words in one spelling ("U.S." as "US")."""
    whole = unicodedata.normalize("NFC", UNSEEN.sub("", text))
    if "'" in whole or "’" in whole:
        whole = ENCLITIC.sub("", whole)
    if FULL_STOPS.search(whole):
        whole = INITIALS.sub(lambda match: match.group().replace(".", ""), whole)
    return whole


def plain(text: str) -> str:
    """Normalize the text for exact matches: accents in one form, white space as single spaces, case ignored."""
    return " ".join(unicodedata.normalize("NFC", text).translate(SAME).split()).casefold()


# Turning text into index terms.

ANALYZER = "byline-4"
"""The name of the way words are read; raise its number with each change, so that existing indexes are rebuilt."""

EXACT_ANALYZER = "byline-exact-2"
"""The name of the way exact words are read; raise its number with each change too."""

WORDS_KEPT = 50_000
"""Shown words whose terms stay in memory; raised, they take more memory; lowered, words are analyzed more often."""

BETWEEN = token_hex(16)
"""A random word for each process, which a text contains only with a chance of one in 10^38."""

LONGEST_WORD = 80
"""The length from which on a run of letters and digits is not indexed.

Raised, long codes are indexed as words; lowered, long words cannot be found. Change `ANALYZER` with it.
"""


def analyzer() -> tantivy.TextAnalyzer:
    """Make the analyzer of passages and questions, which gives lower-case English stems without accents."""
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
    """Make the analyzer that splits a text normalized by `plain` into its words and marks."""
    return tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.regex(r"\w+|[^\w\s]")).build()


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Return the word in lower case without accents and English endings; unlike index terms, it keeps stop words."""
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
    """Turn text into index terms, the same for passages and questions, and wherever the words are kept."""

    def __init__(self) -> None:
        self._analyzer = analyzer()
        [self._between] = self.sequence(BETWEEN)
        self.terms_of_word = lru_cache(WORDS_KEPT)(self._terms_of_word)

    def terms(self, text: str) -> list[str]:
        """Return the text's index terms, each once, in order."""
        return list(dict.fromkeys(self.sequence(text)))

    def sequence(self, text: str) -> list[str]:
        """Return the text's index terms in text order, with repetitions."""
        return self._analyzer.analyze(written_alike(text))

    def sequences(self, texts: Sequence[str]) -> list[list[str]]:
        """Return the index terms of each text, analyzing all in one call with a unique word between them."""
        found: list[list[str]] = [[]]
        for term in self.sequence(f" {BETWEEN} ".join(texts)):
            if term == self._between:
                found.append([])
            else:
                found[-1].append(term)
        return found[: len(texts)]

    def _terms_of_word(self, word: str) -> frozenset[str]:
        """Return the index terms of one word."""
        return frozenset(self.sequence(word))


# Turning index terms into numbers, so that a question's words are found in many passages in one step.

Marks = NDArray[np.int64]
"""A number for each term, int64 (n,)."""

BREAK = 0
"""The mark after each sentence; no term has this number."""

WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\w+")
"""A word, or initials as in "U.S.", as the word index reads them."""


def marks_of(terms: Collection[str]) -> Marks:
    """Return the marks of these terms, in order."""
    return np.fromiter(map(hash, terms), np.int64, len(terms))


def sentence_marks(sentences: Iterable[Sequence[str]]) -> Marks:
    """Return the marks of the sentences' terms in text order, with a break after each sentence."""
    found: list[int] = []
    for terms in sentences:
        found += map(hash, terms)
        found.append(BREAK)
    return np.array(found, np.int64)


def word_marks(text: str, sentences: Iterable[Sentence], terms_of_word: Callable[[str], Iterable[str]]) -> Marks:
    """Return each term of each word in these sentences, int64 (n, 3): the word's start and end, and the mark."""
    found = [
        (*match.span(), hash(term))
        for sentence in sentences
        for match in WORD.finditer(text, sentence.start, sentence.end)
        for term in terms_of_word(match.group())
    ]
    return np.array(found, np.int64).reshape(len(found), 3)
