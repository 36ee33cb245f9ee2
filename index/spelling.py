"""One way of writing for words that people write in several, in documents and in questions alike."""

from __future__ import annotations

import re
import unicodedata

SOFT_HYPHEN = "\u00ad"
"""Where a word may be broken at a line's end; no part of the word."""

INITIALS = re.compile(r"(?<![\w.])(?:[^\W\d_]\.){2,}")
"""Letters with a full stop each; in English one word, however it is written."""

ENCLITIC = re.compile(r"(?<=\w)['’](?:s|t|d|m|ll|re|ve)\b", re.IGNORECASE)
"""What hangs on a word with an apostrophe: "Byline's", "didn't"; no word of its own."""

SAME = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', SOFT_HYPHEN: ""})
"""Typewriter and printed quotation marks are the same; a soft hyphen is none."""

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
