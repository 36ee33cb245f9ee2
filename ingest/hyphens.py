"""Which hyphens at line ends belong to their words: a printer's hyphen goes, "well-known" keeps its own.

The document's own spelling decides first, then word lists of seven languages (pyspellchecker), then what most of the
document's other line ends do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from spellchecker import SpellChecker

LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl")
"""The languages with a word list, the likeliest first."""

WRITES_COMPOUNDS_CLOSED = frozenset({"de", "nl"})
"""Languages that write compounds as one word, which no list holds: there a small letter always goes on the word."""

LEAST_SAMPLED = 4
"""Letters of those words: shorter ones are signs and names of variables. Raised, fewer of them are in any list."""

SURE_OF_LANGUAGE = 0.65
"""The share of words in a list from which no other language is asked. Raised, more lists are loaded, 0.2 s each."""

LEAST_OF_LANGUAGE = 0.5
"""Below this share of known words no list is believed. Raised, texts full of names lose their hyphens."""

SAMPLE_WORDS = 400
"""Words of a document by which its language is known. Raised, nothing but time."""

LEAST_SEEN = 20
"""How often a list must have seen a word for one half to count as a word: lists hold rare fragments too."""

COMMON = 1_000
"""How often a list must have seen a word that is written both ways ("longstanding", "something") to be one word where
no other line end tells. Raised, "something" cut at a line's end keeps a hyphen."""

ENDINGS = frozenset({"ing", "ed", "er", "ers", "tion", "tions", "ment", "ness", "ly", "able", "ive", "ous", "ful"})
"""Endings, which are no words although lists hold them as such: "miss-ing"."""

JOINING = frozenset({"and", "or", "to", "und", "oder", "bis", "et", "ou", "y", "o", "e", "og", "eller", "en", "of"})
"""Words behind a hyphen that stands for the end of a later word: "pre- and post-war"."""

PREFIXED = re.compile(r"(?:non-|(?:re|pre|de)-e|co-o|anti-i|semi-i)", re.IGNORECASE)
"""Syllables that many put before a word with a hyphen, whatever the printer does: "non-resident", "re-election"."""

LEAST_BESIDE_NAME = 4
"""Letters of a known word that keeps its hyphen behind a name ("Norby-based"). Lowered, cut names keep theirs."""


class LineEnds:
    """What the hyphens at a document's line ends are; made once for a document."""

    def __init__(self, words: Counter[str], breaks: Iterable[tuple[str, str]]) -> None:
        """Learn from the words inside the lines, in small letters with their hyphens, and the halves of cut ones."""
        self._words = words
        halves = [(before.lower(), after.lower()) for before, after in breaks]
        self._language = _language(words) if halves else ""
        sure = Counter(kept for pair in halves if (kept := self._sure(*pair)) is not None)
        self._keeps_unsure = sure[True] > sure[False] if sure else None

    def keeps(self, before: str, after: str) -> bool:
        """Return whether the hyphen between the two halves of a word is part of it."""
        sure = self._sure(before.lower(), after.lower())
        if sure is not None:
            return sure
        if before[:1].isupper() and len(after) >= LEAST_BESIDE_NAME and self._is_word(after.lower()):
            return not self._is_word(f"{before}{after}".lower())
        if self._keeps_unsure is None or (not self._keeps_unsure and PREFIXED.match(f"{before}-{after}")):
            return self._are_words(before, after) and not self._is_word(f"{before}{after}".lower(), seen=COMMON)
        return self._keeps_unsure and self._are_words(before, after)

    def is_known(self, before: str, after: str) -> bool:
        """Return whether the two halves are one word of the document or of a list."""
        whole = f"{before}{after}".lower()
        return self._words[whole] > 0 or self._is_word(whole)

    def _sure(self, before: str, after: str) -> bool | None:
        """Return whether the hyphen stays, None where neither the document nor a word list tells."""
        closed, hyphened = self._words[before + after], self._words[f"{before}-{after}"]
        if closed != hyphened:
            return hyphened > closed
        if after in ENDINGS:
            return False
        if self._language in WRITES_COMPOUNDS_CLOSED:
            return False
        are_words = self._are_words(before, after)
        is_word = self._is_word(before + after, seen=1)
        return are_words if are_words != is_word else None

    def _are_words(self, before: str, after: str) -> bool:
        return self._is_word(before.lower()) and self._is_word(after.lower())

    def _is_word(self, word: str, *, seen: int = LEAST_SEEN) -> bool:
        return bool(self._language) and _list_of(self._language)[word] >= seen


def _language(words: Counter[str]) -> str:
    """The language whose list knows most of the words; "" where none knows half of them."""
    sample = [word for word, _ in words.most_common() if word.isalpha() and len(word) >= LEAST_SAMPLED][:SAMPLE_WORDS]
    best, most = "", LEAST_OF_LANGUAGE
    for language in LANGUAGES if sample else ():
        share = sum(_list_of(language)[word] > 0 for word in sample) / len(sample)
        if share > most:
            best, most = language, share
        if share >= SURE_OF_LANGUAGE:
            break
    return best


@cache
def _list_of(language: str) -> Counter[str]:
    """Return how often each word of a language was seen."""
    return Counter(SpellChecker(language=language).word_frequency.dictionary)
