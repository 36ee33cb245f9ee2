"""Words in the form in which receipts compare them: white space, ligatures and what nobody sees do not count."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.lexicon import INVISIBLE, LIGATURES
from ingest.records import Span

SPECIAL = re.compile(rf"\s+|[\x1c-\x1f{INVISIBLE}{''.join(LIGATURES)}]")
JOINS = "'’-\u2010\u2011"
"""Marks inside a word: can't, co-op."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A text in the form that is compared, with the place of each of its characters in the original."""

    text: str
    places: array[int]

    @property
    def size(self) -> int:
        """Its approximate size in bytes."""
        return self.places.itemsize * len(self.places) + 2 * len(self.text)

    def whole(self, wanted: str) -> Iterator[Span]:
        """Where the folded words stand as whole words and numbers, as spans in the original."""
        for at, end in self.spans(wanted):
            begins = not runs_on(self.text[max(0, at - 2) : at], self.text[at : at + 2])
            if begins and not runs_on(self.text[max(0, end - 2) : end], self.text[end : end + 2]):
                yield self.original((at, end))

    def spans(self, wanted: str) -> Iterator[Span]:
        """Where the folded words stand, as spans of `text`; one may overlap the one before."""
        at = self.text.find(wanted) if wanted else -1
        while at >= 0:
            yield at, at + len(wanted)
            at = self.text.find(wanted, at + 1)

    def is_between_characters(self, span: Span) -> bool:
        """Return whether the span, which is not empty, ends at no letter inside a ligature."""
        first, end = span
        begins = first == 0 or self.places[first - 1] != self.places[first]
        return begins and (end == len(self.places) or self.places[end - 1] != self.places[end])

    def original(self, span: Span) -> Span:
        """The span in the original."""
        return self.places[span[0]], self.places[span[1] - 1] + 1


def fold(text: str) -> str:
    """The text with one space for a run of white space, nothing that nobody sees, and ligatures as their letters."""
    return folded(text).text


def folded(text: str) -> Folded:
    """The folded text with the places of its characters in the original."""
    shown: list[str] = []
    places = array("i")
    at, last = 0, ""
    for match in SPECIAL.finditer(text):
        shown.append(text[at : match.start()])
        places.extend(range(at, match.start()))
        last = text[match.start() - 1] if at < match.start() else last
        one = _folded(match[0])
        if one and not one == last == " ":
            shown.append(one)
            places.extend([match.start()] * len(one))
            last = one[-1]
        at = match.end()
    shown.append(text[at:])
    places.extend(range(at, len(text)))
    return Folded("".join(shown), places)


def mentions(words: str, text: str) -> tuple[Span, ...]:
    """Return where the words stand in the text, in capitals or not and however they are spaced, the first one first."""
    wanted, where = fold(words).strip(), folded(text)
    if not wanted:
        return ()
    found = re.finditer(re.escape(wanted), where.text, re.IGNORECASE)
    return tuple(where.original(match.span()) for match in found if where.is_between_characters(match.span()))


def runs_on(left: str, right: str) -> bool:
    """Return whether a word or a number goes on across the seam between two folded texts: "1,|200", "can|'t"."""
    last, first = left[-1:], right[:1]
    if not last or not first:
        return False
    if unicodedata.category(first).startswith("M"):
        return True
    if _is_word(last):
        return _is_word(first) or _joins(last, first, right[1:2])
    if _is_word(first):
        return _joins(first, last, left[-2:-1]) or (last in "-−" and first.isdigit())
    return False


def _joins(near: str, mark: str, far: str) -> bool:
    """Return whether the mark between two characters makes one word or one number of them."""
    if not _is_word(far):
        return False
    return mark in JOINS or (mark in ".," and near.isdigit() and far.isdigit())


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"


def _folded(special: str) -> str:
    if special in INVISIBLE:
        return ""
    return LIGATURES.get(special, " ")
