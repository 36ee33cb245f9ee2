"""Byline in a browser: `streamlit run app.py`."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

STYLE = Path(__file__).parent / "app_pages" / "style.css"

st.set_page_config(page_title="Byline", page_icon=":material/format_quote:", layout="wide")
st.html(STYLE)
st.navigation([st.Page("app_pages/ask.py", title="Ask", icon=":material/search:")], position="top").run()
