"""Text → index terms: lower-case English stems without accents, the same wherever the words are kept.

Words that people write in several ways are written in one first; terms become numbers where many are compared.
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

from ingest.lexicon import SOFT_HYPHEN
from ingest.records import Sentence

INITIALS = re.compile(r"(?<![\w.])(?:[^\W\d_]\.){2,}")
"""Letters with a full stop each; in English one word, however it is written."""

ENCLITIC = re.compile(r"(?<=\w)['’](?:s|t|d|m|ll|re|ve)\b", re.IGNORECASE)
"""What hangs on a word with an apostrophe: "Byline's", "didn't"; no word of its own."""

SAME = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', SOFT_HYPHEN: ""})
"""Typewriter and printed quotation marks are the same, and a soft hyphen is left out."""

FULL_STOPS = re.compile(r"\.[^\W\d_]\.")
"""Where initials may be; far sooner looked for than they are."""


def written_alike(text: str) -> str:
    """The text with accents in one form, words unbroken and plain ("U.S." as "US"), however it was typed."""
    whole = unicodedata.normalize("NFC", text).replace(SOFT_HYPHEN, "")
    if "'" in whole or "’" in whole:
        whole = ENCLITIC.sub("", whole)
    if FULL_STOPS.search(whole):
        whole = INITIALS.sub(lambda match: match.group().replace(".", ""), whole)
    return whole


def plain(text: str) -> str:
    """The text as exact words compare: accents in one form, one space for each run of white space, no case."""
    return " ".join(unicodedata.normalize("NFC", text).translate(SAME).split()).casefold()


# Text → index terms: lower-case English stems without accents, the same wherever the words are kept.

ANALYZER = "byline-3"
"""Another number for each change of how words are read: an index that was written otherwise is made again."""

EXACT_ANALYZER = "byline-exact-1"
"""Another number for each change here too."""

WORDS_KEPT = 50_000
"""Words whose terms are kept in memory, of those that were shown."""

BETWEEN = token_hex(16)
"""Another one in each process, so that no text can have it but by a chance of one in 10^38."""

LONGEST_WORD = 80
"""Characters: a longer run is not a word."""


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


# Index terms as numbers, so that a question's words are found in many passages in one step.

Marks = NDArray[np.int64]
"""int64 (n,), a number for each term."""

BREAK = 0
"""Stands after each sentence; no term has it."""

WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\w+")
"""A word, or initials as in "U.S.", as the word index takes them."""


def marks_of(terms: Collection[str]) -> Marks:
    """The marks of these terms, in order."""
    return np.fromiter(map(hash, terms), np.int64, len(terms))


def sentence_marks(sentences: Iterable[Sequence[str]]) -> Marks:
    """The marks of the sentences' terms as they follow each other, with a break after each sentence."""
    found: list[int] = []
    for terms in sentences:
        found += map(hash, terms)
        found.append(BREAK)
    return np.array(found, np.int64)


def word_marks(text: str, sentences: Iterable[Sentence], terms_of_word: Callable[[str], Iterable[str]]) -> Marks:
    """Each term of each word in these sentences, int64 (n, 3): where the word starts and ends, and the mark."""
    found = [
        (*match.span(), hash(term))
        for sentence in sentences
        for match in WORD.finditer(text, sentence.start, sentence.end)
        for term in terms_of_word(match.group())
    ]
    return np.array(found, np.int64).reshape(len(found), 3)
