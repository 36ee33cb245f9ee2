"""A check on the page: its counts, its table, its claims, and the files to take away."""

from __future__ import annotations

import streamlit as st

from answer.check import check
from answer.check_records import Check
from app_pages import engine
from app_pages.checking.checked import Checked
from index.library import Library
from index.records import Progress
from settings import Settings

CHECKING = "Checking the draft"


def check_now(settings: Settings, library: Library, draft: str, kinds: tuple[str, ...]) -> Check:
    """Check the draft with a visible progress bar."""
    encoder = engine.warm_encoder(settings.model)
    bar = st.progress(0.0, CHECKING)

    def report(at: Progress) -> None:
        bar.progress(at.done / at.total if at.total else 1.0, f"{CHECKING}. {at.stage}: {at.done:,} of {at.total:,}")

    try:
        return check(library, encoder, draft, kinds=kinds, report=report)
    finally:
        bar.empty()


def show_checked(checked: Checked) -> None:
    """The whole check."""
    st.html(checked.head)
    st.html(checked.table)
    with st.container(horizontal=True, key="byline-downloads"):
        for download in checked.downloads:
            st.download_button(
                download.label,
                download.text,
                download.name,
                key=f"check.download.{download.name}",
                icon=":material/download:",
                on_click="ignore",
            )
    st.html(checked.claims)
