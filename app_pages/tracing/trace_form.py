"""What the person gives the Trace page: a quotation."""

from __future__ import annotations

import streamlit as st

from app_pages.markup import element, show
from app_pages.tracing.traced import newest

QUOTATION = "trace.quotation"

WHAT_A_TRACE_IS = (
    "Paste a quotation. Every place where your documents have it, word for word or altered, is shown, the oldest "
    "first: what was changed, and whose words it is said to be there."
)


def show_purpose() -> None:
    """What the page does, in two sentences."""
    show(element("p", WHAT_A_TRACE_IS, "byline-welcome"))


def asked_quotation() -> str | None:
    """The quotation that was just handed in; None where none was."""
    shown = newest()
    st.session_state.setdefault(QUOTATION, shown.quotation if shown else "")
    with st.form("trace.form", border=False):
        quotation = st.text_area("A quotation", key=QUOTATION, height=110)
        pressed = st.form_submit_button("Trace", type="primary", icon=":material/format_quote:")
    return quotation if pressed else None
