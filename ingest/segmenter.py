"""Where sentences end: nupunkt's answer, and a small repair layer for what news text gets wrong.

Why nupunkt, and by how much: docs/ingest.md. Only this module knows the library.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from nupunkt import PunktSentenceTokenizer, load_default_model

from ingest.abbreviations import ABBREVIATIONS, TITLES

WINDOW_CHARACTERS = 1_000
"""nupunkt is quadratic in runs of closing marks, so it never sees more than this at once."""

NEVER_LAST = re.compile(r"(?<![\w.])(?:" + "|".join(map(re.escape, sorted(TITLES))) + r")\.\s*\Z", re.IGNORECASE)

MARGIN_CHARACTERS = 100
"""An end this near to the window's own is not trusted: what decides it may lie outside."""

LOWER_START = re.compile(r"\s*[(\[“‘\"']?[a-zà-öø-ÿ]")
"""A continuation: "Yahoo! shares", "11.7 cu. km", "2.1 pct. in"."""

LEADING_NOTE = re.compile(r"\s{0,4}(?:\[\d{1,3}\]){1,5}(?=\s|$)")
"""A footnote mark that belongs to the sentence before: "denied it.[4]"."""

MISSED_END = re.compile(r"[.!?][\"”’)]{0,3}(?:\[\d{1,3}\]){1,5}(?=\s+[\"“‘(]?[A-Z])|[。！？][」』”’）]{0,3}(?=.)")
"""Ends that nupunkt walks over: before a footnote mark, and in scripts that put no space there."""


def sentence_spans(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of the text's sentences, touching each other, from 0 to the end of the text."""
    ends = _repaired(text, _ends(text))
    return tuple(zip((0, *ends), (*ends, len(text)), strict=True)) if text else ()


@lru_cache(maxsize=1)
def _segmenter() -> PunktSentenceTokenizer:
    """A segmenter of our own, so that our abbreviations change nobody else's.

    Its model learnt 5,865 abbreviations from law reports and scans, "week", "cancer" and "so" among them, and
    would run sentences that end in these together; of its plain words only those in our list stay.
    """
    segmenter = load_default_model()
    for word in segmenter.abbreviations - ABBREVIATIONS:
        if len(word) > 1 and "." not in word:
            segmenter.remove_abbreviation(word)
    segmenter.add_abbreviations(sorted(ABBREVIATIONS))
    return segmenter


def _ends(text: str) -> Iterator[int]:
    """Every sentence end but the text's own, window by window."""
    start = 0
    while len(text) - start > WINDOW_CHARACTERS:
        window = text[start : start + WINDOW_CHARACTERS]
        ends = [end for end in _window_ends(window) if end <= WINDOW_CHARACTERS - MARGIN_CHARACTERS]
        yield from (start + end for end in ends)
        # What the window cuts is read again: the next one starts where the last sure sentence ended.
        start += ends[-1] if ends else WINDOW_CHARACTERS - MARGIN_CHARACTERS
    yield from (start + end for end in _window_ends(text[start:]))


def _window_ends(window: str) -> list[int]:
    """The sentence ends inside a window, its own end left out."""
    return [end for _, end in _segmenter().span_tokenize(window) if end < len(window)]


def _repaired(text: str, ends: Iterator[int]) -> list[int]:
    """The ends with continuations merged, footnote marks pulled in and missed ends added."""
    kept = {_after_note(text, end) for end in ends if not _goes_on(text, end)}
    kept.update(match.end() for match in MISSED_END.finditer(text))
    return sorted(end for end in kept if 0 < end < len(text))


def _goes_on(text: str, end: int) -> bool:
    """Whether the sentence plainly goes on behind this end."""
    return bool(LOWER_START.match(text, end) or NEVER_LAST.search(text[max(0, end - 12) : end]))


def _after_note(text: str, end: int) -> int:
    """The end moved behind a footnote mark, where one follows."""
    note = LEADING_NOTE.match(text, end)
    return note.end() if note else end
