"""How the status of a quote looks that was looked up again: a sign, a word and a colour, never a colour alone."""

from __future__ import annotations

from markupsafe import Markup

from answer.verification import Status, Verified
from app_pages.markup import element

MEANINGS = {
    Status.SAME: ("✓", "stands where it stood"),
    Status.MOVED: ("→", "stands elsewhere, word for word"),
    Status.CHANGED: ("≠", "the document has changed and the words are gone"),
    Status.MISSING: ("✕", "not to be found"),
}


def status_badge(status: Status) -> Markup:
    """The sign and the word."""
    sign, meaning = MEANINGS[status]
    return element("span", f"{sign} {status}", f"byline-status byline-status-{status}", title=meaning)


def status_words(verified: Verified) -> str:
    """Why the quote has this status, or what the status means."""
    return verified.reason or MEANINGS[verified.status][1]
