"""Words that stand in a document exactly: as receipts compare, and whatever the form of quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_right

from answer.folding import Folded, folded
from ingest.lexicon import SOFT_HYPHEN
from ingest.records import Document, Span

SAME = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u2011": "-", "\u2010": "-"})
"""Characters that are written for one another; each for one, so that places stay."""

ENDING = ".,;:!?…\"' "
"""Marks around a claim that a slice of a sentence need not have."""


NOTE_MARK = re.compile(
    r"(?<=[\w,;:)”\"’\]])\[(?:\d{1,3}(?:\s?[,–-]\s?\d{1,3}){0,5}|note \d{1,3}|[a-z ]{2,14} needed)\]"
    r"|(?<=[,;:.)”\"’\]])\[(?:[a-z]|[ivx]{2,4}|(?:nb|n|fn)\.? ?\d{1,3}|[*†‡§¶]{1,3})\]"
)
"""The mark of a note inside a sentence, which is no word of it."""


EMPHASIS = re.compile(r"(?<![\w*_])[*_]{1,3}(?=[^\W_])|(?<=[\w.,;:!?…”\"'])(?<!_)[*_]{1,3}(?![\w*_])")
"""The marks of Markdown around emphasised words, which are no words of a sentence that is pasted with them."""


def plain(text: str) -> Folded:
    """The text with one space for each run of white space, marks in one form, without those of notes and emphasis."""
    without_notes = NOTE_MARK.sub(_nothing, text.translate(SAME))
    return folded(EMPHASIS.sub(_nothing, without_notes))


def _nothing(mark: re.Match[str]) -> str:
    """As many characters that are left out, so that places stay."""
    return SOFT_HYPHEN * len(mark.group())


def readable(document: Document) -> Folded:
    """The document as a person reads it: its sentences, with the furniture between them blank."""
    shown: list[str] = []
    at = 0
    for sentence in document.sentences:
        shown += [" " * (sentence.start - at), document.text[sentence.start : sentence.end]]
        at = sentence.end
    return plain("".join(shown))


def wanted(claim: str) -> str:
    """A claim's words as they are looked for: without the marks at its ends."""
    return plain(claim).text.strip(ENDING)


def sentences_of(document: Document, span: Span) -> Span:
    """The first and the last sentence, by their places, that the span touches."""
    first, last = (bisect_right(document.sentences, at, key=lambda one: one.start) - 1 for at in (span[0], span[1] - 1))
    return max(0, first), max(0, last)
