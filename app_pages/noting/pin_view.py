"""A pinned quote as HTML: its source, its voice, its words, its place, and what has become of it."""

from __future__ import annotations

from markupsafe import Markup

from answer.verification import Verified
from app_pages.markup import element, wrapped
from app_pages.quote_actions import open_link
from app_pages.source_line import place_line, source_line, voice_line
from app_pages.status_badge import status_badge, status_words
from desk.records import Pin


def pin_card(pin: Pin, verified: Verified) -> Markup:
    """The card; it leads into the document as long as the words stand there."""
    source, evidence = pin.document.source, pin.evidence
    lines = (
        element("h2", source.title, "byline-heading"),
        source_line(source),
        voice_line(evidence.voice),
        element("blockquote", evidence.text, "byline-text"),
        place_line(pin.document.id, (evidence.start, evidence.end), evidence.page),
        _today(verified, source.title),
    )
    return wrapped("article", Markup().join(lines), "byline-pin")


def _today(verified: Verified, title: str) -> Markup:
    reason = element("span", status_words(verified), "byline-fact")
    link = open_link(verified.found_in, verified.found, title) if verified.found and verified.found_in else Markup()
    return wrapped("p", status_badge(verified.status) + reason + link, "byline-actions")
