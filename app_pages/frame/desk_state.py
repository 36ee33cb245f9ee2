"""What a person should know of what they keep: damage, with a way to go on, and what will soon be full."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from app_pages.drawing.markup import element, show
from app_pages.frame.faults import refusals_shown
from desk.accounts import LET_GO
from desk.mending import let_go
from desk.records import Desk

OPEN_DAMAGED = "desk.open_damaged"
"""What is damaged of the conversation that is open, until it is let go."""


def show_desk_state(desk: Desk, told: Iterable[str], soon: Iterable[str], *, page: str) -> None:
    """A line for each, and below those of damage the button that they name."""
    damaged = list(told)
    for line in damaged:
        show(element("p", line, "byline-refusal", role="alert"))
    if damaged:
        st.button(LET_GO, key=f"{page}.let-go", on_click=_let_go, args=(desk,))
    for line in soon:
        show(element("p", line, "byline-notice", role="status"))


def _let_go(desk: Desk) -> None:
    with refusals_shown():
        let_go(desk)
        st.session_state.pop(OPEN_DAMAGED, None)
