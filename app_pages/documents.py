"""The Documents page: what there is, what could not be read, how documents come and go, and a reader for one."""

from __future__ import annotations

import streamlit as st

from app_pages.documents_parts.adding import add_documents
from app_pages.documents_parts.correcting import correct_documents
from app_pages.documents_parts.disagreeing import show_disagreements
from app_pages.documents_parts.listing import choose_documents, list_documents
from app_pages.documents_parts.notices import offer_undo, show_done, show_filed
from app_pages.documents_parts.reader import show_reader
from app_pages.documents_parts.unread import show_unread
from app_pages.documents_parts.upkeep import offer_watching, show_history, show_last_check, show_removed
from app_pages.drawing.clicks import follow_clicks, taken
from app_pages.drawing.markup import element, show
from app_pages.frame import editing, engine
from app_pages.frame.faults import refusals_shown
from app_pages.frame.first_visit import build_first, is_empty, show_empty
from app_pages.frame.library_state import follow_build, offer_update, show_state
from app_pages.frame.stories import settings_in_force
from errors import PROGRAM

FOR_READERS = "You may read these documents. Its editors add, correct and remove them."
PUBLISHED = f"These documents were published by another machine. They come and go there, with {PROGRAM} build."

taken("documents")
st.title("Documents", anchor=False)

with refusals_shown():
    settings = settings_in_force()
    library = plan = None
    if is_empty(settings):
        show_empty(settings, on_documents=True)
    else:
        with refusals_shown():
            build_first(settings)
        library = engine.newest_library(settings) if settings.index or engine.has_library(settings) else None
    if library:
        show_state(library)
    if library and "document" in st.query_params:
        with refusals_shown():
            show_reader(settings, library)
        follow_clicks("documents")
        st.stop()

    may_edit = editing.may_edit()
    update = st.container()
    if library and not settings.index:
        with refusals_shown():
            plan = engine.differences(settings, library)
    if may_edit:
        add_documents(settings, library)
        show_filed(library, plan)
    else:
        show(element("p", PUBLISHED if settings.index else FOR_READERS, "byline-only"))
    progress = st.container()
    if library:
        show_unread(library, plan)
        if may_edit:
            offer_undo(settings)
        show_done()
        with refusals_shown():
            show(element("h2", "All documents", "byline-part"))
            labels = choose_documents(library)
            if may_edit and st.toggle("Correct or remove", key="documents.correct", persist_state="session"):
                correct_documents(settings, library, labels, plan)
            else:
                list_documents(library, labels)
        show_disagreements(settings, library)
    if may_edit:
        with refusals_shown():
            show_removed(settings)
    if library and not settings.index:
        show_history(settings)
        show_last_check(settings)
    if library and may_edit:
        offer_watching(settings, library)
    follow_clicks("documents")
    with update, refusals_shown():
        if library and plan:
            offer_update(settings, library, plan)
    with progress, refusals_shown():
        follow_build(settings)
