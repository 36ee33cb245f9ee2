"""The Find page: a quotation, and every place in the documents where it stands, as it is or altered."""

from __future__ import annotations

import streamlit as st

from answer.trace import trace
from app_pages import find_parts
from app_pages.drawing.clicks import taken
from app_pages.drawing.quote_actions import follow_pins
from app_pages.find_parts import asked_quotation, show_purpose, show_traced
from app_pages.frame import engine
from app_pages.frame.faults import refusals_shown
from app_pages.frame.first_visit import build_first
from app_pages.frame.library_state import show_state
from app_pages.frame.person import own_desk
from settings import read_settings

pressed = taken("find")
st.title("Find", anchor=False)

with refusals_shown():
    settings = read_settings()
    build_first(settings)
    library = engine.newest_library(settings)
    show_state(library)

    purpose = st.container()
    quotation = asked_quotation()
    if quotation is not None:
        with refusals_shown(), st.spinner("Reading every document…"):
            find_parts.keep(trace(library, quotation))
    shown = find_parts.newest()
    if shown:
        show_traced(shown)
    else:
        with purpose:
            show_purpose()
    follow_pins("find", own_desk(settings), pressed, find_parts.quotes())
