"""How a verdict looks: a letter, a word and a colour, never a colour alone."""

from __future__ import annotations

from functools import cache

from markupsafe import Markup

from answer.arrangements import LETTERS
from answer.records import Verdict
from app_pages.markup import element, wrapped

STYLES = {verdict: verdict.replace(" ", "-") for verdict in Verdict}
"""The last part of the verdict's class in the style sheet."""


@cache
def verdict_letter(verdict: Verdict) -> Markup:
    """The letter on its colour, told by its word to those who do not see it."""
    style = f"byline-letter byline-verdict-{STYLES[verdict]}"
    return wrapped("span", LETTERS[verdict], style, title=verdict, role="img", aria_label=verdict)


def verdict_badge(verdict: Verdict, after: str = "") -> Markup:
    """The letter and the word, and what is to be said after it."""
    letter = wrapped("span", LETTERS[verdict], f"byline-letter byline-verdict-{STYLES[verdict]}", aria_hidden="true")
    said = wrapped("span", verdict, "byline-verdict-word")
    fact = element("span", after, "byline-fact") if after else Markup()
    return wrapped("span", letter + said + fact, "byline-badge")
