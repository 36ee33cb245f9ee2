"""A pinned quote as HTML: its source, its voice, its words, its place, and what has become of it."""

from __future__ import annotations

from answer.verification import Verified
from answer.wording import voice_words
from app_pages.kinds import kind_class, kind_word
from app_pages.markup import element, wrapped
from app_pages.quote_actions import open_link
from desk.records import Pin

STATUS_WORDS = {
    "same": "the words stand where they stood",
    "moved": "",
    "changed": "",
    "missing": "",
}
"""What is said where verifying gives no reason."""


def pin_card(pin: Pin, verified: Verified) -> str:
    """The card; it leads into the document as long as the words stand there."""
    source, evidence = pin.document.source, pin.evidence
    chip = element("span", kind_word(source.kind), f"byline-chip byline-kind {kind_class(source.kind)}")
    published = source.published.isoformat() if source.published else "undated"
    facts = [element("span", fact, "byline-fact") for fact in (source.publisher, source.author, published) if fact]
    page = f", page {evidence.page}" if evidence.page else ""
    lines = (
        element("h2", source.title, "byline-heading"),
        wrapped("p", chip + "".join(facts), "byline-label"),
        element("p", voice_words(evidence.voice), f"byline-voice byline-voice-{evidence.voice.kind.value}"),
        element("blockquote", evidence.text, "byline-text"),
        element("p", f"{pin.document.id}{page}, characters {evidence.start:,}–{evidence.end:,}", "byline-place"),
        _today(verified, source.title),
    )
    return wrapped("article", "".join(lines), "byline-pin")


def _today(verified: Verified, title: str) -> str:
    status = element("span", verified.status, f"byline-status byline-status-{verified.status}")
    reason = element("span", verified.reason or STATUS_WORDS[verified.status], "byline-fact")
    link = open_link(verified.found_in, verified.found, title) if verified.found and verified.found_in else ""
    return wrapped("p", status + reason + link, "byline-actions")
