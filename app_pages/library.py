"""The Library page: what it holds, how documents come and go, what a rebuild would do, what builds did."""

from __future__ import annotations

import streamlit as st

from app_pages import engine
from app_pages.build_view import follow_build
from app_pages.filing.add_view import add_documents
from app_pages.filing.documents_view import show_documents
from app_pages.filing.history_view import show_history
from app_pages.filing.notices import show_notice
from app_pages.filing.trash_view import show_removed
from app_pages.filing.watch_view import offer_watching
from app_pages.first_run import build_first
from app_pages.library_state import offer_rebuild, show_state
from app_pages.refusals import refusals_shown
from settings import read_settings

st.title("Library", anchor=False)

with refusals_shown():
    settings = read_settings()
    with refusals_shown():
        build_first(settings)
    library = engine.newest_library(settings) if settings.index or engine.has_library(settings) else None
    if library and settings.index:
        show_state(library)
        st.info("These documents are kept by another machine: add files there, and build with python cli.py build.")
        st.stop()
    show_notice(settings)
    notice = st.container()
    documents, add, removed, builds = st.tabs(["Documents", "Add", "Removed", "Builds"])
    with documents, refusals_shown():
        show_documents(settings, library)
    with add, refusals_shown():
        add_documents(settings, library)
    with removed, refusals_shown():
        show_removed(settings)
    with builds, refusals_shown():
        show_history(settings, library)
    with notice, refusals_shown():
        if library:
            show_state(library)
            offer_rebuild(settings, library, opened=True)
        offer_watching(settings)
        follow_build(settings)
