"""Where in a text the words that tell of speech stand, and where sentences end: each found once."""

from __future__ import annotations

import re
from bisect import bisect_left

from ingest.records import Span
from ingest.speech.attributions import CUES
from ingest.speech.reported import is_cue
from ingest.speech.reporting_words import Reporting

WORD = re.compile(r"[^\W_]+(?:['.-][^\W_]+)*|:")
SENTENCE_END = re.compile(r"[.!?][\"”’']{0,2}\s+(?=[\"“‘']?[A-Z])|\n")
OPENERS = frozenset({"For", "To"})
"""At the head of a sentence: "For Ruiz, …"."""

NEAR_CHARACTERS = 220
"""How far from a few quoted words the verb of speech may stand, in the same sentence."""


class CuePlaces:
    """The places of all cue words of one text, which is in English where no other way of reporting is given."""

    def __init__(self, text: str, language: Reporting | None = None) -> None:
        self.language = language
        plain = text.replace("’", "'")
        self.starts = [found.start() for found in WORD.finditer(plain) if _is_cue(found.group(), language)]
        self.ends = [found.start() for found in SENTENCE_END.finditer(text)]

    def any(self, start: int, end: int) -> bool:
        """Return whether a cue begins between the two."""
        place = bisect_left(self.starts, start)
        return place < len(self.starts) and self.starts[place] < end

    def near(self, span: Span) -> bool:
        """Return whether a cue stands in the same sentence outside the span, and not too far."""
        place = bisect_left(self.ends, span[0])
        first = max(span[0] - NEAR_CHARACTERS, self.ends[place - 1] if place else 0)
        place = bisect_left(self.ends, span[1] - 1)
        last = min(span[1] + NEAR_CHARACTERS, self.ends[place] if place < len(self.ends) else span[1] + NEAR_CHARACTERS)
        return self.any(first, span[0]) or self.any(span[1], last)


def _is_cue(word: str, language: Reporting | None) -> bool:
    return word.lower() in CUES or word in OPENERS if language is None else is_cue(word.lower(), language)
