"""Draw a slice of a document as HTML with marked spans and its surroundings, and how two wordings differ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from markupsafe import Markup

from answer.comparing.quoted import WordChange
from app_pages.drawing.markup import element, wrapped
from ingest.records import Document, Furniture


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of a document's text and the element that shows it, outermost first where spans overlap."""

    start: int
    end: int
    tag: str
    css_class: str
    title: str = ""
    attributes: tuple[tuple[str, str], ...] = ()


def furniture_marks(spans: Iterable[Furniture]) -> list[Mark]:
    """Marks that dim furniture, with the rule that found it."""
    return [Mark(span.start, span.end, "span", "byline-furniture", f"not content: {span.rule}") for span in spans]


Segment = tuple[str, tuple[Mark, ...]]
"""A run of text and the marks over all of it, outermost first."""


def marked(text: str, start: int, marks: Sequence[Mark]) -> Markup:
    """Draw the text with its marks, character by character.

    Args:
        text: the slice that is shown.
        start: where the slice begins in the document, in whose offsets the marks are.
        marks: may overlap; parts outside the slice are ignored.
    """
    end = start + len(text)
    here = [mark for mark in marks if mark.start < end and mark.end > start]
    places = sorted({start, end} | {at for mark in here for at in (mark.start, mark.end) if start < at < end})
    return _nested(
        [
            (text[a - start : b - start], tuple(mark for mark in here if mark.start <= a and b <= mark.end))
            for a, b in pairwise(places)
        ]
    )


def _nested(segments: Iterable[Segment]) -> Markup:
    """Nest the segments in order; an outer mark stays one element however often inner ones cut it."""
    return Markup().join(
        _element(mark, _nested((text, marks[1:]) for text, marks in group))
        if mark
        else Markup().join(text for text, _ in group)
        for mark, group in groupby(segments, key=lambda segment: segment[1][0] if segment[1] else None)
    )


def _element(mark: Mark, shown: Markup) -> Markup:
    titled = {"title": mark.title} if mark.title else {}
    return wrapped(mark.tag, shown, mark.css_class, **titled, **dict(mark.attributes))


# Two wordings as one line of HTML: struck out what only one has, underlined what only the document has.


def word_changes(changes: Iterable[WordChange], other: str) -> Markup:
    """Draw the document's words beside those of the `other` wording, and below them what the marks mean."""
    shown = Markup(" ").join(_change(change, other) for change in changes)
    legend = element("span", f"Struck out: only in {other}. Underlined: only in the document.", "byline-place")
    return wrapped("p", shown, "byline-text byline-difference", dir="auto") + legend


def _change(change: WordChange, other: str) -> Markup:
    if change.is_same:
        return element("span", change.document, "")
    marks = (("del", change.claim, f"in {other}"), ("ins", change.document, "in the document"))
    return Markup(" ").join(element(tag, words, f"byline-{tag}", title=whose) for tag, words, whose in marks if words)


# Where a passage stands: the paragraphs before and after it.

PARAGRAPHS = 3
"""Blocks of the document shown before and after a passage."""


def surroundings(document: Document, start: int, end: int) -> tuple[int, int]:
    """The span of the passage with some paragraphs before and after it."""
    before = [block.start for block in document.blocks if block.end <= start and block.end > block.start]
    after = [block.end for block in document.blocks if block.start >= end and block.end > block.start]
    first = next((block.start for block in document.blocks if block.start <= start < block.end), start)
    last = next((block.end for block in document.blocks if block.start < end <= block.end), end)
    return min([first, *before[-PARAGRAPHS:]]), max([last, *after[:PARAGRAPHS]])
