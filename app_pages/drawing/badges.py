"""Draw a verdict or a receipt's status: a sign, a word and a colour, never a colour alone."""

from __future__ import annotations

from functools import cache

from markupsafe import Markup

from answer.arrangements import LETTERS
from answer.records import Verdict
from answer.verification import QuoteStatus, Verified
from app_pages.drawing.markup import element, wrapped

STYLES = {verdict: verdict.replace(" ", "-") for verdict in Verdict}
"""The last part of the verdict's class in the style sheet."""


@cache
def verdict_letter(verdict: Verdict) -> Markup:
    """Draw the letter on its colour, with its word for screen readers."""
    style = f"byline-letter byline-verdict-{STYLES[verdict]}"
    return wrapped("span", LETTERS[verdict], style, title=verdict, role="img", aria_label=verdict)


def verdict_badge(verdict: Verdict, after: str = "") -> Markup:
    """Draw the letter and the word, with more after it if given."""
    letter = wrapped("span", LETTERS[verdict], f"byline-letter byline-verdict-{STYLES[verdict]}", aria_hidden="true")
    said = wrapped("span", verdict, "byline-verdict-word")
    fact = element("span", after, "byline-fact") if after else Markup()
    return wrapped("span", letter + said + fact, "byline-badge")


# How the status of a quote looks that was looked up again: a sign, a word and a colour, never a colour alone.

MEANINGS = {
    QuoteStatus.EDITED: ("✎", "edited in this file: the document has other words"),
    QuoteStatus.SAME: ("✓", "unchanged"),
    QuoteStatus.MOVED: ("→", "moved, word for word"),
    QuoteStatus.CHANGED: ("≠", "these words are not in the document any more"),
    QuoteStatus.MISSING: ("✕", "the document is not there any more"),
    QuoteStatus.UNVERIFIED: ("?", "not checked"),
}


def status_badge(status: QuoteStatus) -> Markup:
    """Draw the sign and the word."""
    sign, meaning = MEANINGS[status]
    return element("span", f"{sign} {status}", f"byline-status byline-status-{status}", title=meaning)


def status_words(verified: Verified) -> str:
    """Say why the quote has this status, or else what the status means."""
    return verified.reason or MEANINGS[verified.status][1]
