"""Byline in a browser: `streamlit run app.py`."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

PAGES = Path(__file__).parent / "app_pages"
SIDEBAR_PIXELS = 260

# An icon of our own: Streamlit fetches its symbols for this one place from the network.
st.set_page_config(
    page_title="Byline", page_icon=PAGES / "icon.svg", layout="wide", initial_sidebar_state=SIDEBAR_PIXELS
)
st.html(PAGES / "style.css")
st.navigation(
    [
        st.Page(PAGES / "ask.py", title="Ask"),
        st.Page(PAGES / "check.py", title="Check"),
    ],
    position="top",
).run()
