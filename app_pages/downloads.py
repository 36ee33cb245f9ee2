"""An answer or a check to take away as a file; each is made when it is asked for, and not before."""

from __future__ import annotations

from datetime import datetime
from functools import partial

import streamlit as st

from answer.check_records import Check
from answer.exports.export import export
from answer.records import Answer

FORM_FILES = {
    "csv": ("CSV", "csv", "text/csv"),
    "markdown": ("Markdown", "md", "text/markdown"),
    "html": ("HTML", "html", "text/html"),
    "json": ("JSON", "json", "application/json"),
}


def offer_downloads(made: Answer | Check, name: str, *, at: datetime, key: str) -> None:
    """A button for each form; `at` is when it was asked, `name` the file's without its ending."""
    with st.container(horizontal=True, key=f"byline-downloads-{key.replace('.', '-')}"):
        for form, (label, ending, media) in FORM_FILES.items():
            st.download_button(
                label,
                partial(export, made, form, at=at),
                f"{name}.{ending}",
                media,
                key=f"{key}.download.{form}",
                icon=":material/download:",
                on_click="ignore",
            )
