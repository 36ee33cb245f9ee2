"""What a newcomer sees: what the lanes are, and questions to begin with."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app_pages.asking import conversation

LANES_IN_A_SENTENCE = (
    "Byline answers from your own documents, in their own words, and keeps the kinds of source apart: "
    "what reporting says stands in one lane and what commentary says in another, "
    "so an opinion never passes for a report."
)


OPERATORS = (
    "&quot;exact words&quot; must stand in a passage, -word must not; "
    "kind:, file:, after:2019-02 and before:2020 choose the documents; voice:quote, voice:attributed and voice:own "
    "whose words may answer."
)


def show_welcome() -> None:
    """The lanes, explained in one sentence."""
    st.html(f'<p class="byline-welcome">{LANES_IN_A_SENTENCE}</p>')


def show_examples(questions: Sequence[str]) -> None:
    """Questions to begin with, each a button."""
    if questions:
        st.html('<p class="byline-examples">Try one of these, or type your own below.</p>')
    with st.container(horizontal=True, key="byline-examples"):
        for number, question in enumerate(questions):
            st.button(question, key=f"ask.example.{number}", on_click=conversation.suggest, args=(question,))
    st.html(f'<p class="byline-examples">{OPERATORS}</p>')
