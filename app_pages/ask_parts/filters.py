"""The filters beside the page: which kinds, documents, dates and voices are searched."""

from __future__ import annotations

from datetime import date

import streamlit as st

from answer.records import Filters
from answer.wording import voice_word
from app_pages.documents_parts.listing import EARLIEST
from app_pages.drawing.kinds import kind_word
from app_pages.drawing.many import choose_some
from index.library import Library
from ingest.records import VoiceKind

KINDS = "ask.kinds"
DOCUMENTS = "ask.documents"
VOICES = "ask.voices"
AFTER = "ask.after"
BEFORE = "ask.before"


def choose_filters(library: Library) -> Filters:
    """Return the filters that the person chose in a fold of the page; a choice left empty allows everything."""
    is_narrowed = any(st.session_state.get(key) for key in (KINDS, DOCUMENTS, VOICES, AFTER, BEFORE))
    with st.expander("Search only in…", expanded=is_narrowed, key="byline-search-only"):
        return _chosen(library)


def _chosen(library: Library) -> Filters:
    titles = {label.id: f"{label.source.title} ({label.id})" for label in library.labels.values()}
    kinds = st.multiselect("Kinds", library.kinds, key=KINDS, format_func=kind_word, placeholder="All kinds")
    documents = choose_some("Documents", titles, key=DOCUMENTS, placeholder="All documents")
    voices = st.multiselect("Whose words", VoiceKind, key=VOICES, format_func=voice_word, placeholder="Anybody's")
    after, before = (
        st.date_input(said, None, key=key, min_value=EARLIEST, max_value=date.max, format="YYYY-MM-DD")
        for said, key in (("Published from", AFTER), ("Published until", BEFORE))
    )
    return Filters(tuple(kinds), tuple(documents), after, before, tuple(map(VoiceKind, voices)))


def preset(filters: Filters, library: Library) -> None:
    """Preset these filters as far as the library has what they name. Call before `choose_filters`."""
    known = {label.id for label in library.labels.values()}
    st.session_state[KINDS] = [kind for kind in filters.kinds if kind in library.kinds]
    st.session_state[DOCUMENTS] = [name for name in filters.documents if name in known]
    st.session_state[VOICES] = list(filters.voices)
    st.session_state[AFTER], st.session_state[BEFORE] = (
        max(day, EARLIEST) if day else None for day in (filters.after, filters.before)
    )
