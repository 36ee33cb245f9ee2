"""The Notebook page: pinned quotes with their sources and notes."""

from __future__ import annotations

import streamlit as st

from app_pages.drawing.clicks import follow_clicks, taken
from app_pages.frame import engine
from app_pages.frame.faults import refusals_shown
from app_pages.frame.first_visit import build_first
from app_pages.frame.library_state import show_state
from app_pages.frame.person import own_desk
from app_pages.frame.stories import settings_in_force
from app_pages.notebook_parts import show_notebook

taken("notebook")
st.title("Notebook", anchor=False)

with refusals_shown():
    settings = settings_in_force()
    build_first(settings)
    library = engine.newest_library(settings)
    show_state(library)
    with refusals_shown():
        show_notebook(own_desk(settings), library)
    follow_clicks("notebook")
