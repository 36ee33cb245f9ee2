"""Turn text into index terms: lower-case English stems without accents, the same wherever the words are kept.

Words with several spellings are first written in one way; terms become numbers when many are compared.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import chain
from secrets import token_hex

import numpy as np
import tantivy
from numpy.typing import NDArray

from index.spelling import CODE, GROUPED, INDIC, PERCENT, RUN, SPACELESS, VOWEL_SIGNS, dialled, written_alike
from ingest.number_words import whole_numbers
from ingest.records import Sentence, Span

# Turning text into index terms.

ANALYZER = "byline-9"
"""The name of the way words are read; raise its number with each change, so that existing indexes are rebuilt."""

EXACT_ANALYZER = "byline-exact-2"
"""The name of the way exact words are read; raise its number with each change too."""

WORDS_KEPT = 50_000
"""Shown words whose terms stay in memory; raised, they take more memory; lowered, words are analyzed more often."""

BETWEEN = f"x{token_hex(16)}x"
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
    """Make the analyzer that splits a text normalized by `plain` into its words and marks.

    In scripts without spaces each character is a word.
    """
    return tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.regex(rf"[{SPACELESS}]|[\w--[{SPACELESS}]]+|[^\w\s]")).build()


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


NO_SMALL_WORDS = frozenset({"arabic", "greek", "romanian", "tamil", "turkish"})
"""Languages of a stemmer whose small words tantivy does not know."""


@lru_cache(maxsize=32)
def stemmer_of(language: str) -> tantivy.TextAnalyzer:
    """Return what gives a word's stem in a language, by Snowball's name for it, and nothing for a small word there."""
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw()).filter(tantivy.Filter.lowercase())
    if language not in NO_SMALL_WORDS:
        builder = builder.filter(tantivy.Filter.stopword(language))
    return builder.filter(tantivy.Filter.stemmer(language)).build()


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

Marks = NDArray[np.uint32]
"""A number for each term, uint32 (n,): of some four thousand million pairs of terms, two have the same."""

BREAK = 0
"""The mark after each sentence; no term has this number."""

MARKS_KEPT = 65_536
"""Terms whose number is kept. Raised, they take more memory; lowered, numbers are worked out again more often."""

WORD = re.compile(
    rf"{GROUPED}|{CODE.pattern}|(?:[^\W\d_]\.){{2,}}|[{SPACELESS}]+|(?:(?![{SPACELESS}])[\w{INDIC}{VOWEL_SIGNS}])+"
)
"""A word as it stands in a text, a number or a code with its marks, or initials as in "U.S."."""


@lru_cache(MARKS_KEPT)
def lasting_mark(term: str) -> int:
    """Return a number for the term, of 64 bits, that is the same in every process."""
    return int.from_bytes(hashlib.blake2b(term.encode(), digest_size=8).digest(), signed=True)


def marks_of(terms: Collection[str]) -> Marks:
    """Return the marks of these terms, in order."""
    return _short(np.fromiter(map(lasting_mark, terms), np.int64, len(terms)))


def sentence_marks(sentences: Iterable[Sequence[str]]) -> Marks:
    """Return the marks of the sentences' terms in text order, with a break after each sentence."""
    found: list[int] = []
    ends: list[int] = []
    for terms in sentences:
        found += map(lasting_mark, terms)
        found.append(BREAK)
        ends.append(len(found) - 1)
    marks = _short(np.array(found, np.int64))
    marks[ends] = BREAK
    return marks


def sentences_with(passage: Marks, asked: Marks) -> list[int]:
    """Return the places of the sentences, among those of the passage, that have one of the terms asked for, in order.

    Args:
        passage: the terms of its sentences, as `sentence_marks` has them.
        asked: the terms to look for, as `marks_of` has them.
    """
    found = np.flatnonzero((asked[:, np.newaxis] == passage).any(axis=0))
    return sorted(set(np.flatnonzero(passage == BREAK).searchsorted(found).tolist()))


def _short(lasting: NDArray[np.int64]) -> Marks:
    return np.maximum(lasting.astype(np.uint32), np.uint32(BREAK + 1))


def places_of(
    text: str,
    sentences: Iterable[Sentence],
    terms: Collection[str],
    terms_of_word: Callable[[str], Collection[str]],
    *,
    in_english: bool = False,
) -> list[Span]:
    """Return the span of each word in these sentences that has one of the terms, in order; one may be there twice.

    Where the text has no stems but English ones, `in_english`, most words are known by their first letter to have none.
    """
    asked = frozenset(terms)
    has_numbers = any(map(str.isdigit, asked))
    readers = (whole_numbers, dialled) if has_numbers else ()
    initials = frozenset(term[0] for term in asked) if in_english and not has_numbers else None

    @cache
    def is_asked(word: str) -> bool:
        if initials is not None and word[0].lower() not in initials and keeps_initial(word):
            return False
        return not asked.isdisjoint(terms_of_word(word))

    found: list[Span] = []
    for sentence in sentences:
        first, last = sentence.start, sentence.end
        found += (span for span in _words_of(text, first, last) if is_asked(text[span[0] : span[1]]))
        numbers = chain.from_iterable(read(text[first:last]) for read in readers)
        found += ((first + start, first + end) for (start, end), number in numbers if str(number) in asked)
        if "percent" in asked:
            found += (match.span() for match in PERCENT.finditer(text, first, last))
    return sorted(found)


def keeps_initial(word: str) -> bool:
    """Return whether every term of this word that is no number begins as the word does, if only English stems count.

    Of words in capitals there are long forms, such as that of "US", and other letters may be written in several ways.
    """
    return word.isascii() and word.isalpha() and not (word.isupper() and len(word) > 1)


def _words_of(text: str, first: int, last: int) -> Iterator[Span]:
    """Return the spans of the words between two places; of a run without spaces, the span of each two neighbours."""
    matches = WORD.finditer(text, first, last)
    return map(re.Match.span, matches) if text[first:last].isascii() else chain.from_iterable(map(_pairs_of, matches))


def _pairs_of(match: re.Match[str]) -> Iterator[Span]:
    start, end = match.span()
    if end - start <= 2 or not RUN.match(match.group()):
        yield start, end
    else:
        yield from ((at, at + 2) for at in range(start, end - 1))
