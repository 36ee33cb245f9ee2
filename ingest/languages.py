"""Tell the language of a text from its letters and words, offline (py3langid, 139 languages)."""

from __future__ import annotations

import io
import lzma
import re
from array import array
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import numpy as np
from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier

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
    """Unpack the library's model in memory: the library itself does so on a disk, which may be full."""
    with (
        lzma.open(MODEL_DIR / MODEL_FILE) as packed,
        np.load(io.BytesIO(packed.read()), allow_pickle=False) as model,
    ):
        moves, rows = (array(model[name].dtype.char, model[name].tobytes()) for name in ("nextmove", "nextmove_row"))
        likely = model["ptc"], model["pc"], model["classes"].tolist()
        return LanguageIdentifier(*likely, moves, model["out_feat"].tolist(), tk_row=rows, norm_probs=True)
