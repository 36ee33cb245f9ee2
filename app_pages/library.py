"""The Library page: what it holds, how documents come and go, what a rebuild would do, what builds did."""

from __future__ import annotations

import streamlit as st

from app_pages.documents_parts.adding import add_documents
from app_pages.documents_parts.disagreeing import show_disagreements
from app_pages.documents_parts.notices import show_notice
from app_pages.documents_parts.table import show_documents
from app_pages.documents_parts.upkeep import offer_watching, show_history, show_removed
from app_pages.drawing.clicks import follow_clicks, taken
from app_pages.drawing.markup import element, show
from app_pages.frame import editing, engine
from app_pages.frame.faults import refusals_shown
from app_pages.frame.first_visit import build_first
from app_pages.frame.library_state import follow_build, offer_rebuild, show_state
from errors import PROGRAM
from settings import read_settings

FOR_READERS = "You may read this library. Its editors add, label and remove documents; the builds so far:"
PUBLISHED = f"These documents were published by another machine. They come and go there, with {PROGRAM} build."

taken("library")
st.title("Library", anchor=False)

with refusals_shown():
    settings = read_settings()
    with refusals_shown():
        build_first(settings)
    library = engine.newest_library(settings) if settings.index or engine.has_library(settings) else None
    show_notice(settings)
    notice = st.container()
    if editing.may_edit():
        documents, add, removed, builds = st.tabs(["Documents", "Add", "Removed", "Builds"])
        with documents, refusals_shown():
            show_disagreements(settings, library)
            show_documents(settings, library)
        with add, refusals_shown():
            add_documents(settings, library)
        with removed, refusals_shown():
            show_removed(settings)
        with builds, refusals_shown():
            show_history(settings, library)
    elif settings.index:
        show(element("p", PUBLISHED, "byline-only"))
    else:
        show(element("p", FOR_READERS, "byline-only"))
        show_history(settings, library)
    with notice, refusals_shown():
        if library:
            show_state(library)
            offer_rebuild(settings, library, opened=True)
        if editing.may_edit():
            offer_watching(settings)
        follow_build(settings)
    follow_clicks("library")
