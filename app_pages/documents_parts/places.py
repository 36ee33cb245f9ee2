"""Lead from a quote to its document and back to where the quote was shown."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from ingest.records import Span

READER = "app_pages/documents.py"
CAME_FROM = "documents.came_from"
WAYS_BACK = {
    "ask": "Back to the conversation",
    "check": "Back to the check",
    "find": "Back to what was found",
    "notebook": "Back to the notebook",
}
"""Page → what the link back to it says."""


def place_of(document: str, span: Span) -> dict[str, str]:
    """The reader's query parameters for a place of a document."""
    return {"document": document, "start": str(span[0]), "end": str(span[1])}


def open_place(query: Mapping[str, str], *, come_from: str) -> None:
    """Go to the reader with these parameters, and remember the page that it was opened from."""
    st.session_state[CAME_FROM] = come_from
    st.switch_page(READER, query_params=dict(query))


def offer_way_back() -> None:
    """Draw a link to the page that the quote was opened from, if the reader was entered from one."""
    page = st.session_state.get(CAME_FROM)
    if page in WAYS_BACK:
        st.page_link(f"app_pages/{page}.py", label=WAYS_BACK[page], icon=":material/arrow_back:")
