"""Stems in the languages of documents, by Snowball's stemmers, which tantivy brings.

Every word has an English stem as its index term. In a document of another language the stem of that language stands
beside it, so that a question in that language finds every form of a word. The language is that of the document's label.
They are part of how words are read: with each change, raise the number of `ANALYZER` (`index/terms.py`).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

from index.spelling import WORD
from index.terms import stem, stemmer_of
from ingest.lexicon import SMALL_WORDS

STEMMED = {
    "ar": "arabic",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "it": "italian",
    "nb": "norwegian",
    "nl": "dutch",
    "nn": "norwegian",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
}
"""The languages besides English that have a stemmer, by their ISO 639 codes."""

FEWEST_SMALL = 2
"""Small words of a language from which a question is in it. Raised, short questions are read as English ones; lowered,
English ones with a single such word are read as others."""


def stems(text: str, language: str | None) -> Iterator[str]:
    """Yield the stems of the text's words in its language where they are others than the English ones, in text order.

    Args:
        text: as it stands in the document.
        language: an ISO 639 code; of one without a stemmer there are none.
    """
    if language in STEMMED:
        for word in WORD.findall(unicodedata.normalize("NFC", text)):
            found = stem_in(word, language)
            if found and stem(found) != stem(word):
                yield found


@lru_cache(maxsize=65_536)
def stem_in(word: str, language: str) -> str:
    """Return the word's stem in a language of `STEMMED`; empty for a small word such as "the" there."""
    return " ".join(stemmer_of(STEMMED[language]).analyze(word))


def spoken(words: Iterable[str], languages: Collection[str]) -> tuple[str, ...]:
    """Return the one of these languages that has most of the words as small words; more where they have as many.

    It must have `FEWEST_SMALL` of them, and more than English has: "May met Ruiz" is no Dutch.
    """
    asked = [word.lower() for word in words]
    small = {language: sum(not stem_in(word, language) for word in asked) for language in sorted(languages)}
    most = max(small.values(), default=0)
    if most < FEWEST_SMALL or most <= sum(word in SMALL_WORDS for word in asked):
        return ()
    return tuple(language for language, many in small.items() if many == most)
