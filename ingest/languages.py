"""Tell the language of a text from its letters and words, offline (py3langid, 139 languages)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from ingest.lexicon import table
from ingest.records import RULE_OWN_WORDS, OwnField

LEAST_SURE = 0.7
"""The probability from which a text is said to be in a language. Raised, short foreign texts pass for unknown; lowered,
tables, names and codes get a language by chance."""

LONGEST_READ = 20_000
"""Characters that are looked at. Raised, long documents take longer, and are in the same language."""

LETTER = re.compile(r"[^\W\d_]")
WORD = re.compile(r"[^\W\d_]+")

ENGLISH = table("the of and that with this from which were they their has been would who for not is to it as at are")
"""Words that together no other language writes this often."""

LEAST_ENGLISH = 1 / 6
"""The share of them among a text's words from which it is English. Lowered, a text that quotes English passes for it;
raised, more texts wait for the identifier, whose model takes a third of a second to unpack, and give the same."""

LEAST_DIFFERENT = 4
"""How many of them a text must have, "the" among them."""


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
    small = [word for word in words if word in ENGLISH]
    return "the" in small and len(set(small)) >= LEAST_DIFFERENT and len(small) >= len(words) * LEAST_ENGLISH


def _identifier() -> Any:  # noqa: ANN401 (the library has no types)
    """The model of all languages, loaded with the first text that needs it."""
    return import_module("ingest.language_identifier").identifier()
