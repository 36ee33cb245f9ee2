"""Passages in which given words stand exactly: the word index proposes, the text decides."""

from __future__ import annotations

import re
import unicodedata

import numpy as np

from index.inventory import Rows
from index.library import Library
from index.storage.passage_rows import StoredPassage
from ingest.chunking import embedded_text

SAME = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00ad": ""})
"""Typewriter and printed quotation marks are the same words; a soft hyphen is none."""


def passages_with(library: Library, words: str, kind: str) -> Rows:
    """The rows of the kind's passages in which these words stand, in order.

    White space, case and the form of quotation marks do not count; a word counts only whole.
    """
    terms = library.words.terms(words)
    candidates = library.words.containing(terms, kind) if terms else library.passages_in(library.numbers(kind)).tolist()
    pattern = _pattern(words)
    rows = [stored.number for stored in library.passages(candidates) if pattern.search(_text(library, stored))]
    return np.array(sorted(rows), np.int64)


def plain(text: str) -> str:
    """The text as exact words compare: accents in one form, one space for each run of white space, no case."""
    return " ".join(unicodedata.normalize("NFC", text).translate(SAME).split()).casefold()


def _pattern(words: str) -> re.Pattern[str]:
    wanted = plain(words)
    before = r"(?<!\w)" if re.match(r"\w", wanted) else ""
    after = r"(?!\w)" if re.search(r"\w\Z", wanted) else ""
    return re.compile(f"{before}{re.escape(wanted)}{after}")


def _text(library: Library, stored: StoredPassage) -> str:
    document = library.document(stored.passage.document_id)
    return plain(embedded_text(document.text, stored.passage.sentences))
