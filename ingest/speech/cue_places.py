"""Where in a text the words that tell of speech stand, and where sentences end: each found once."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from ingest.records import Span
from ingest.speech.attributions import CUES, LOUD
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
        found = [(word.start(), word.group()) for word in WORD.finditer(plain) if _is_cue(word.group(), language)]
        self.starts = [start for start, _ in found]
        self.loud = [start for start, word in found if _is_loud(word, language)]
        self.ends = [found.start() for found in SENTENCE_END.finditer(text)]

    def any(self, start: int, end: int) -> bool:
        """Return whether a cue begins between the two."""
        return _is_between(self.starts, start, end)

    def near(self, span: Span) -> bool:
        """Return whether a cue stands in the same sentence outside the span, and not too far."""
        place = bisect_left(self.ends, span[0])
        first = max(span[0] - NEAR_CHARACTERS, self.ends[place - 1] if place else 0)
        place = bisect_left(self.ends, span[1] - 1)
        last = min(span[1] + NEAR_CHARACTERS, self.ends[place] if place < len(self.ends) else span[1] + NEAR_CHARACTERS)
        return _is_between(self.loud, first, span[0]) or _is_between(self.loud, span[1], last)


def _is_between(places: Sequence[int], start: int, end: int) -> bool:
    """Return whether one of the places, which are in order, lies between the two."""
    place = bisect_left(places, start)
    return place < len(places) and places[place] < end


def _is_loud(word: str, language: Reporting | None) -> bool:
    """Return whether a few marked words near this cue are somebody's."""
    return language is not None or word.lower() in LOUD or word in OPENERS


def _is_cue(word: str, language: Reporting | None) -> bool:
    return word.lower() in CUES or word in OPENERS if language is None else is_cue(word.lower(), language)
