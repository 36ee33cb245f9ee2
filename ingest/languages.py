"""Tell the language of a text from its letters and words, offline (py3langid, 139 languages)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from ingest.lexicon import SMALL_WORDS, table
from ingest.records import RULE_OWN_WORDS, OwnField

LEAST_SURE = 0.7
"""The probability from which a text is said to be in a language. Raised, short foreign texts pass for unknown; lowered,
tables, names and codes get a language by chance."""

LONGEST_READ = 20_000
"""Characters that are looked at. Raised, long documents take longer, and are in the same language."""

LETTER = re.compile(r"[^\W\d_]")
WORD = re.compile(r"[^\W\d_]+")

SPOKEN_ELSEWHERE = table("a am an at be do done for had he here his i in just me on one so such us very was will")
"""Small words of English that other languages have as well."""

ENGLISH = (SMALL_WORDS - SPOKEN_ELSEWHERE) | table(
    "after all because before can could first may more most must only other out said she should two while would"
)
"""Small words of English. Single ones are words of other languages too (to, is, as), and titles have some."""

LEAST_ENGLISH = 1 / 6
"""The share of them among a text's words from which it is English. Lowered, a text that quotes English passes for it;
raised, more texts wait for the identifier, whose model takes a third of a second to unpack, and give the same."""

LEAST_DIFFERENT = 4
"""How many of them a text must have."""

ENGLISH_LETTERS = 11 / 12
"""The share of words without a letter beyond a to z that English has at least. Raised, English with foreign names waits
for the identifier; lowered, so many words of another language pass for names."""


def language(text: str) -> Iterator[OwnField]:
    """Yield the text's language as an ISO 639 code; nothing where it is not clear."""
    start = text[:LONGEST_READ]
    if not LETTER.search(start):
        return
    code, sure = ("en", 1.0) if _is_plainly_english(start) else _identifier().classify(start)
    if sure >= LEAST_SURE:
        yield OwnField("language", str(code), RULE_OWN_WORDS)


def _is_plainly_english(text: str) -> bool:
    words = WORD.findall(text.lower())
    if sum(map(str.isascii, words)) < len(words) * ENGLISH_LETTERS:
        return False
    small = [word for word in words if word in ENGLISH]
    return len(set(small)) >= LEAST_DIFFERENT and len(small) >= len(words) * LEAST_ENGLISH


def _identifier() -> Any:  # noqa: ANN401 (the library has no types)
    """The model of all languages, loaded with the first text that needs it."""
    return import_module("ingest.language_identifier").identifier()
