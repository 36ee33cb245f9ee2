"""The Find page: every mention of words, a name or a quotation, and who speaks and what is named in the documents."""

from __future__ import annotations

import streamlit as st

from answer.trace import look_up
from app_pages import find_parts
from app_pages.drawing.clicks import taken
from app_pages.drawing.quote_actions import follow_pins
from app_pages.find_parts import asked, show_entry, show_found, show_purpose
from app_pages.frame import engine
from app_pages.frame.faults import refusals_shown
from app_pages.frame.first_visit import build_first
from app_pages.frame.library_state import show_state
from app_pages.frame.person import own_desk
from app_pages.frame.stories import settings_in_force

pressed = taken("find")
st.title("Find", anchor=False)

with refusals_shown():
    settings = settings_in_force()
    build_first(settings)
    library = engine.newest_library(settings)
    show_state(library)

    find_parts.choose(pressed)
    sought = asked()
    if sought is not None:
        with refusals_shown(), st.spinner("Reading every document…"):
            find_parts.keep(look_up(library, sought, enough_s=find_parts.FIRST_LOOK_S))
    shown = find_parts.newest()
    entry = engine.mentions(settings, library)
    if shown:
        show_found(library, shown, entry)
    else:
        show_purpose()
    show_entry(settings, library, entry, is_open=not shown)
    follow_pins("find", own_desk(settings), pressed, find_parts.quotes(entry))
