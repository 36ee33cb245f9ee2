"""Show on the Documents page where documents disagree, as soon as it is known."""

from __future__ import annotations

import streamlit as st

from app_pages.drawing.disagreements import disagreements_html
from app_pages.drawing.markup import show
from app_pages.frame import engine
from index.library import Library
from settings import Settings

LOOK_AGAIN_S = 2.0
"""Seconds until the page looks whether it is known. Lowered, the page is drawn more often."""

SUMMARY = "say the same thing otherwise: another number, time, date or name, or a denial"


def show_disagreements(settings: Settings, library: Library | None) -> None:
    """Show the pairs of sentences that disagree; while they are looked for, the page asks again by itself."""
    if library is None:
        return
    found = engine.disagreements(settings, library)
    if found is None:
        _wait(settings, library)
        return
    markup = disagreements_html(found, SUMMARY)
    if markup:
        show(markup)


@st.fragment(run_every=LOOK_AGAIN_S)
def _wait(settings: Settings, library: Library) -> None:
    if engine.disagreements(settings, library) is not None:
        st.rerun()
