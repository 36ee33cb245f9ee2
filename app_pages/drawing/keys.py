"""The keys of a page, in a fold that the key ? opens too."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from app_pages.drawing.markup import element, show, wrapped

ASK = {
    "n p": "the next and the previous hit of the document that is open, or else passage",
    "↓ ↑": "the passage below and above",
    "Enter": "show the passage in its document",
    "Esc": "close the document, back to its passage",
    "?": "these keys",
}
"""Keys that answer.js listens to where nothing is being typed, with what each does."""

CHECK = {
    "n p": "the next and the previous sentence, with what documents say",
    "Enter": "open the sentence that has the focus",
    "Esc": "close what is open, back to the sentence",
    "Ctrl+Enter": "check what is typed",
    "?": "these keys",
}
"""Keys that check.js listens to, with what each does."""


def show_keys(keys: Mapping[str, str]) -> None:
    """Show a fold with these keys, which the key ? opens too."""
    rows = Markup().join(
        wrapped("div", element("dt", key, "") + element("dd", what, ""), "byline-operator")
        for key, what in keys.items()
    )
    inside = wrapped("summary", "Keys", "") + wrapped("dl", rows, "byline-operators")
    show(wrapped("details", inside, "byline-details byline-keys"))
