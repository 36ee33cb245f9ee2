"""Byline in a browser: `streamlit run app.py`."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from app_pages.drawing.markup import set_style
from app_pages.drawing.style_sheet import style_sheet
from app_pages.frame.door import Door
from app_pages.frame.entrance import at_start, enter
from app_pages.frame.faults import refusals_shown, show_fault
from app_pages.frame.library_state import show_age
from app_pages.frame.person import KnowAgain
from app_pages.frame.stories import choose_story

FOLDER = Path(__file__).parent / "app_pages"
SIDEBAR_PIXELS = 280

# Script → its name in the frame; the first is where a visitor arrives. (Streamlit would show a docstring here.)
PAGES = {
    "ask.py": "Ask",
    "check.py": "Check",
    "find.py": "Find",
    "notebook.py": "Notebook",
    "documents.py": "Documents",
}

# What `streamlit run` serves; it runs this file once more, as `__main__`, for whoever looks.
if __name__ != "__main__":
    middleware = [Middleware(Door), Middleware(KnowAgain)]
    app = st.App(__file__, lifespan=at_start, on_script_error=show_fault, middleware=middleware)
else:
    pages = [st.Page(FOLDER / script, title=title) for script, title in PAGES.items()]
    page = st.navigation(pages, position="top")
    # An icon of our own: Streamlit fetches its symbols for this one place from the network.
    st.set_page_config(
        page_title=f"{page.title} · Byline",
        page_icon=FOLDER / "icon.svg",
        layout="wide",
        initial_sidebar_state=SIDEBAR_PIXELS,
    )
    set_style(style_sheet())
    # in a narrow window the pages are a bar at its foot, and this is it
    with st.container(key="byline-pages", horizontal=True):
        for each in pages:
            st.page_link(each, label=f"**{each.title}**" if each is page else each.title)
    enter()
    with refusals_shown():
        choose_story()
    with st.sidebar:
        age = st.container(key="byline-age")
    page.run()
    with age:
        show_age(on=page.url_path)
