"""The switch for building whenever a document changes."""

from __future__ import annotations

import streamlit as st

from app_pages import editing, engine
from app_pages.markup import element, show
from errors import BylineError
from index.building.background import Builder
from settings import Settings

SWITCH = "library.watch"
TURNED = "library.watch_turned"


def offer_watching(settings: Settings) -> None:
    """The switch, as it is for all sessions, and what watching did last."""
    builder = engine.builder(settings)
    if not st.session_state.pop(TURNED, False):
        st.session_state[SWITCH] = builder.watching  # another session may have turned it
    wanted = st.toggle("Rebuild whenever a document changes", key=SWITCH, on_change=_turn)
    if wanted and not builder.watching:
        editing.watch(settings)
    elif not wanted and builder.watching:
        editing.stop_watching(settings)
    _show_last(builder)


def _turn() -> None:
    st.session_state[TURNED] = True


def _show_last(builder: Builder) -> None:
    said = builder.said
    if isinstance(said, BylineError):
        show(element("p", f"Watching could not build: {said}", "byline-refusal", role="alert"))
    elif said and builder.watching:
        show(element("p", f"Watching made generation {said.generation}.", "byline-only"))
