"""The first visit to a corpus that nothing was built of: what Byline is, and the build."""

from __future__ import annotations

import streamlit as st

from app_pages import engine
from app_pages.build_view import follow_build, start_build
from app_pages.welcome import show_welcome
from settings import Settings


def build_first(settings: Settings) -> None:
    """Build where nothing has been built yet; the page goes on when there is a library.

    Raises:
        BylineError: it cannot be built.
    """
    if not settings.index and not engine.has_library(settings):
        show_welcome()
        start_build(settings)
        with st.container():
            follow_build(settings)
