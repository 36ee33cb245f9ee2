"""The filters beside the page: which kinds, documents and voices are searched."""

from __future__ import annotations

import streamlit as st

from answer.records import Filters
from answer.wording import voice_word
from app_pages.kinds import kind_word
from index.library import Library
from ingest.records import VoiceKind

KINDS = "ask.kinds"
DOCUMENTS = "ask.documents"
VOICES = "ask.voices"


def choose_filters(library: Library) -> Filters:
    """What the person chose; nothing chosen allows everything."""
    titles = {label.id: f"{label.source.title} ({label.id})" for label in library.labels.values()}
    kinds = st.multiselect(
        "Search only these kinds", library.kinds, key=KINDS, format_func=kind_word, placeholder="All kinds"
    )
    documents = st.multiselect(
        "Search only these documents",
        titles,
        key=DOCUMENTS,
        format_func=titles.__getitem__,
        placeholder="All documents",
    )
    voices = st.multiselect(
        "Take only these voices as evidence", VoiceKind, key=VOICES, format_func=voice_word, placeholder="All voices"
    )
    return Filters(kinds=tuple(kinds), documents=tuple(documents), voices=tuple(voices))
