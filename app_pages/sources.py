"""The Sources page: every document by kind, publisher and date, and a reader for one of them."""

from __future__ import annotations

import streamlit as st

from app_pages.documents_parts.browsing import choose_documents, list_documents
from app_pages.documents_parts.reader import show_reader
from app_pages.frame import engine
from app_pages.frame.faults import refusals_shown
from app_pages.frame.first_visit import build_first
from app_pages.frame.library_state import follow_build, show_state
from settings import read_settings

st.title("Sources", anchor=False)

with refusals_shown():
    settings = read_settings()
    build_first(settings)
    library = engine.newest_library(settings)
    show_state(library)
    if "document" in st.query_params:
        with refusals_shown():
            show_reader(settings, library)
    else:
        list_documents(choose_documents(library))
    with refusals_shown():
        follow_build(settings)
