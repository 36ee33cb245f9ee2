"""Byline in a browser: `streamlit run app.py`."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

FOLDER = Path(__file__).parent / "app_pages"
SIDEBAR_PIXELS = 260

# Script → its name in the frame; the first is where a visitor arrives. (Streamlit would show a docstring here.)
PAGES = {"ask.py": "Ask", "check.py": "Check", "trace.py": "Trace", "sources.py": "Sources", "library.py": "Library"}

# An icon of our own: Streamlit fetches its symbols for this one place from the network.
st.set_page_config(
    page_title="Byline", page_icon=FOLDER / "icon.svg", layout="wide", initial_sidebar_state=SIDEBAR_PIXELS
)
st.html(FOLDER / "style.css")
st.navigation([st.Page(FOLDER / script, title=title) for script, title in PAGES.items()], position="top").run()
