"""A slice of a document as HTML, with the spans that matter marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from app_pages.markup import escaped


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of a document's text and the element that shows it, outermost first where spans overlap."""

    start: int
    end: int
    tag: str
    css_class: str
    title: str = ""


def marked(text: str, start: int, marks: Sequence[Mark]) -> str:
    """The text with its marks, character by character.

    Args:
        text: the slice that is shown.
        start: where the slice begins in the document, in whose offsets the marks are.
        marks: may overlap; parts outside the slice are ignored.
    """
    end = start + len(text)
    here = [mark for mark in marks if mark.start < end and mark.end > start]
    places = sorted({start, end} | {at for mark in here for at in (mark.start, mark.end) if start < at < end})
    return "".join(
        _segment(text[a - start : b - start], [mark for mark in here if mark.start <= a and b <= mark.end])
        for a, b in pairwise(places)
    )


def _segment(text: str, marks: Sequence[Mark]) -> str:
    shown = escaped(text)
    for mark in reversed(marks):
        title = f' title="{escaped(mark.title)}"' if mark.title else ""
        shown = f'<{mark.tag} class="{mark.css_class}"{title}>{shown}</{mark.tag}>'
    return shown
