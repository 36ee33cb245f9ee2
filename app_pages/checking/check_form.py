"""What the person gives the Check page: a draft, and the kinds to check it against."""

from __future__ import annotations

import streamlit as st

from app_pages.checking.checked import DRAFT, newest
from app_pages.kinds import kind_word
from app_pages.markup import element, show, wrapped
from index.library import Library

KINDS = "check.kinds"
SUGGESTED = "check.suggested"

WHAT_A_CHECK_IS = (
    "Paste a claim or a whole draft. Each sentence is compared with every document, kind by kind: who says the same, "
    "who says it otherwise and in what, with the quote. It tells what these documents say, and no more than that."
)


def show_purpose() -> None:
    """What the page does, in two sentences."""
    show(wrapped("p", WHAT_A_CHECK_IS, "byline-welcome"))


def choose_kinds(library: Library) -> tuple[str, ...]:
    """The kinds to check against; none chosen means all."""
    return tuple(
        st.multiselect(
            "Check against only these kinds", library.kinds, key=KINDS, format_func=kind_word, placeholder="All kinds"
        )
    )


def asked_draft() -> str | None:
    """The draft that was just handed in, or the example that was just taken; None where nothing was."""
    shown = newest()
    st.session_state.setdefault(DRAFT, shown.check.draft if shown else "")
    with st.form("check.form", border=False):
        draft = st.text_area("A claim or a draft", key=DRAFT, height=160)
        pressed = st.form_submit_button("Check", type="primary", icon=":material/fact_check:")
    suggested: str | None = st.session_state.pop(SUGGESTED, None)
    return draft if pressed else suggested


def show_example(draft: str) -> None:
    """A draft to begin with, made of the documents' own sentences, and a button that checks it."""
    if not draft:
        return
    show(element("p", "Or begin with a sentence of each kind of source:", "byline-examples"))
    show(element("blockquote", draft, "byline-text byline-example"))
    st.button("Check this example", key="check.example", on_click=_take, args=(draft,))


def _take(draft: str) -> None:
    st.session_state[DRAFT] = draft
    st.session_state[SUGGESTED] = draft
