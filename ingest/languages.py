"""Tell the language of a text from its letters and words, offline (py3langid, 139 languages)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from ingest.records import RULE_OWN_WORDS, OwnField

LEAST_SURE = 0.7
"""The probability from which a text is said to be in a language. Raised, short foreign texts pass for unknown; lowered,
tables, names and codes get a language by chance."""

LONGEST_READ = 20_000
"""Characters that are looked at. Raised, long documents take longer, and are in the same language."""

LETTER = re.compile(r"[^\W\d_]")


def language(text: str) -> Iterator[OwnField]:
    """Yield the text's language as an ISO 639 code; nothing where it is not clear."""
    start = text[:LONGEST_READ]
    if LETTER.search(start):
        code, sure = _identifier().classify(start)
        if sure >= LEAST_SURE:
            yield OwnField("language", str(code), RULE_OWN_WORDS)


@lru_cache(maxsize=1)
def _identifier() -> Any:  # noqa: ANN401 (the library has no types)
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
