"""Two wordings as one line of HTML: struck out what only one has, underlined what only the document has."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from answer.comparing.quoted import Change
from app_pages.markup import element, wrapped


def word_changes(changes: Iterable[Change], other: str) -> Markup:
    """The document's words with those of the `other` wording, and below what the marks mean."""
    shown = Markup(" ").join(_change(change, other) for change in changes)
    legend = element("span", f"Struck out: only in {other}. Underlined: only in the document.", "byline-place")
    return wrapped("p", shown, "byline-text byline-difference", dir="auto") + legend


def _change(change: Change, other: str) -> Markup:
    if change.is_same:
        return element("span", change.document, "")
    marks = (("del", change.claim, f"in {other}"), ("ins", change.document, "in the document"))
    return Markup(" ").join(element(tag, words, f"byline-{tag}", title=whose) for tag, words, whose in marks if words)
