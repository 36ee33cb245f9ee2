"""Draw sentences of two documents that disagree: both quotes beside each other, what they disagree in marked."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from answer.disagreements import Disagreement, Side
from answer.wording import counted
from app_pages.drawing.marked_text import Mark, marked
from app_pages.drawing.markup import details, element, wrapped
from app_pages.drawing.quote_actions import open_link
from app_pages.drawing.source_line import source_line, voice_line

MOST_SHOWN = 20
"""Pairs that are drawn; how many there are is said. Raised, the page of a large library is long."""


def disagreements_html(found: Sequence[Disagreement], summary: str) -> Markup:
    """Draw the pairs under a summary that unfolds them; nothing where there are none."""
    if not found:
        return Markup()
    pairs = Markup().join(map(_pair, found[:MOST_SHOWN]))
    more = len(found) - MOST_SHOWN
    rest = element("p", f"{counted(more, 'more pair')} not shown.", "byline-only") if more > 0 else Markup()
    return details(f"{counted(len(found), 'pair')} of sentences {summary}", pairs + rest)


def _pair(one: Disagreement) -> Markup:
    return wrapped("div", _side(one.first) + _side(one.second), "byline-pair")


def _side(side: Side) -> Markup:
    source, quote = side.document.source, side.evidence
    title = element("h4", source.title, "byline-heading")
    at = quote.text.find(side.says) if side.says else -1
    marks = [Mark(quote.start + at, quote.start + at + len(side.says), "mark", "byline-evidence")] if at >= 0 else []
    text = wrapped("blockquote", marked(quote.text, quote.start, marks), "byline-text", dir="auto")
    place = wrapped("p", open_link(side.document.id, (quote.start, quote.end), source.title), "byline-actions")
    return wrapped("article", title + source_line(source) + voice_line(quote) + text + place, "byline-card")
