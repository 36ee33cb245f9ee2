"""What can be taken away as a file: a button for each form; a file is made when it is asked for, and not before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

import streamlit as st

from answer.exports.export import export
from answer.records import Answer, Check

FORM_FILES = {
    "csv": ("CSV", "csv", "text/csv"),
    "markdown": ("Markdown", "md", "text/markdown"),
    "html": ("HTML", "html", "text/html"),
    "json": ("JSON", "json", "application/json"),
}


def offer_downloads(made: Answer | Check, name: str, *, at: datetime, key: str) -> None:
    """A button for each form; `at` is when it was asked, `name` the file's without its ending."""
    with st.container(horizontal=True, key=f"byline-downloads-{key.replace('.', '-')}"):
        offer({form: partial(export, made, form, at=at) for form in FORM_FILES}, name, key=f"{key}.download")


def offer(makers: Mapping[str, Callable[[], str]], name: str, *, key: str) -> None:
    """A button for each of these forms, which makes its file, side by side where the container around it is so."""
    for form, make in makers.items():
        label, ending, media = FORM_FILES[form]
        st.download_button(
            label,
            make,
            f"{name}.{ending}",
            media,
            key=f"{key}.{form}",
            icon=":material/download:",
            on_click="ignore",
        )
