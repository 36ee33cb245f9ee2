"""Show a newcomer what Byline is, the first build, and questions to begin with."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from app_pages.ask_parts import conversation
from app_pages.drawing.markup import element, show, wrapped
from app_pages.frame import engine
from app_pages.frame.library_state import follow_build, start_build
from settings import Settings

LANES_IN_A_SENTENCE = (
    "Byline answers from your own documents, in their own words, and keeps the kinds of source apart: "
    "what reporting says stands in one column and what commentary says in another, "
    "so an opinion never passes for a report."
)

OPERATORS_IN_A_SENTENCE = "A question can be narrowed where it is typed:"
OPERATORS = {
    '"exact words"': "these words must stand in a passage",
    "-word": "a passage with this word is left out",
    "kind:reporting, file:name": "only documents of this kind or name",
    "after:2019-02, before:2020": "only documents published then",
    "voice:quote, attributed, own": "only such words may answer",
}


def show_welcome() -> None:
    """Explain the lanes in one sentence."""
    show(wrapped("p", LANES_IN_A_SENTENCE, "byline-welcome"))


def show_examples(questions: Sequence[str]) -> None:
    """Show questions to begin with, each a button."""
    if questions:
        show(wrapped("p", "Try one of these, or type your own below.", "byline-examples"))
    with st.container(horizontal=True, key="byline-examples"):
        for number, question in enumerate(questions):
            st.button(question, key=f"ask.example.{number}", on_click=conversation.suggest, args=(question,))
    show(_operators())


def _operators() -> Markup:
    """Explain what can be written into a question to narrow it."""
    rows = Markup().join(
        wrapped("div", element("dt", written, "") + element("dd", meant, ""), "byline-operator")
        for written, meant in OPERATORS.items()
    )
    head = element("p", OPERATORS_IN_A_SENTENCE, "byline-operators-head")
    return head + wrapped("dl", rows, "byline-operators", aria_label="What a question may contain")


# The first visit to a corpus that nothing was built of: what Byline is, and the build.


def build_first(settings: Settings) -> None:
    """Build if nothing has been built yet; the page goes on once there is a library.

    Raises:
        BylineError: it cannot be built.
    """
    if not settings.index and not engine.has_library(settings):
        show_welcome()
        start_build(settings)
        with st.container():
            follow_build(settings)
