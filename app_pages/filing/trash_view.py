"""Removed documents, and bringing them back."""

from __future__ import annotations

import streamlit as st

from app_pages.filing.notices import bring_back
from app_pages.kinds import documents_of
from app_pages.many import choose_some
from app_pages.markup import element, show
from index.curating import in_trash
from settings import Settings


def show_removed(settings: Settings) -> None:
    """What lies in the trash.

    Raises:
        CorpusError: what was chosen cannot be brought back.
    """
    removed = {
        found.entry: f"{found.id}, removed {found.removed_at:%Y-%m-%d %H:%M} UTC" for found in in_trash(settings.corpus)
    }
    if not removed:
        show(element("p", "Nothing was removed. What is removed lies here until it is brought back.", "byline-nothing"))
        return
    kept = f"{documents_of(len(removed))} in .trash of the corpus folder, with nothing lost."
    show(element("p", kept, "byline-only"))
    chosen = choose_some("Removed documents", removed, key="library.removed", placeholder="Choose some")
    if st.button("Bring back", key="library.restore", icon=":material/undo:", disabled=not chosen):
        bring_back(settings, chosen)
