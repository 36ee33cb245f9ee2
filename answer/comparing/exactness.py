"""Words that stand in a document exactly: white space, soft hyphens and the form of quotation marks do not count."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.records import Document

SAME = {"’": "'", "‘": "'", "“": '"', "”": '"', "\u2011": "-", "\u2010": "-"}
DROPPED = frozenset("\u00ad\u200b\ufeff")
PART_BEFORE = re.compile(r"(?:\w|\d[.,])\w\Z")
PART_AFTER = re.compile(r"\w(?:\w|[.,]\d)")
"""Where a word or a number goes on beyond what was found: "200" in "1,200"."""

ENDING = ".,;:!?…\"' "
"""Marks around a claim that a slice of a sentence need not have."""


@dataclass(frozen=True, slots=True)
class Plain:
    """A text as exact words compare, and for each of its characters the place in the original."""

    text: str
    places: array[int]

    @property
    def size(self) -> int:
        """About how many bytes it takes."""
        return self.places.itemsize * len(self.places) + 2 * len(self.text)

    def find(self, wanted: str) -> tuple[int, int] | None:
        """The span in the original of the wanted plain words, whole words only; None where they are not."""
        return next(self.find_all(wanted), None)

    def find_all(self, wanted: str) -> Iterator[tuple[int, int]]:
        """Every such span."""
        at = self.text.find(wanted) if wanted else -1
        while at >= 0:
            end = at + len(wanted)
            if not (PART_BEFORE.search(self.text[max(0, at - 2) : at + 1]) or PART_AFTER.match(self.text, end - 1)):
                yield self.places[at], self.places[end - 1] + 1
            at = self.text.find(wanted, at + 1)


def plain(text: str, places: range | None = None) -> Plain:
    """The text with one space for each run of white space and marks in one form."""
    shown: list[str] = []
    kept = array("i")
    for place, char in zip(places or range(len(text)), text, strict=True):
        if char in DROPPED or (char.isspace() and (not shown or shown[-1] == " ")):
            continue
        shown.append(" " if char.isspace() else SAME.get(char, char))
        kept.append(place)
    return Plain("".join(shown), kept)


def readable(document: Document) -> Plain:
    """The document as a person reads it: its sentences, without the furniture between them."""
    parts = [plain(document.text[s.start : s.end], range(s.start, s.end)) for s in document.sentences]
    text = " ".join(part.text.strip() for part in parts)
    places = array("i")
    for at, part in enumerate(parts):
        bare = len(part.text) - len(part.text.strip())
        if at:
            places.append(places[-1] + 1 if places else 0)
        places += part.places[: len(part.places) - bare]
    return Plain(text, places)


def wanted(claim: str) -> str:
    """A claim's words as they are looked for: without the marks at its ends."""
    return plain(claim).text.strip(ENDING)


def sentences_of(document: Document, span: tuple[int, int]) -> tuple[int, int]:
    """The first and the last sentence, by their places, that the span touches."""
    starts = [sentence.start for sentence in document.sentences]
    return max(0, bisect_right(starts, span[0]) - 1), max(0, bisect_right(starts, span[1] - 1) - 1)
