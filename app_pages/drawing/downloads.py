"""Offer downloads: a button for each form; a file is made only when the person asks for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

import streamlit as st

from answer.exports.as_notes import notes_as_zip
from answer.exports.export import FORMS, export
from answer.records import Answer, Check

BUTTONS = sorted(FORMS, key=lambda form: form == "json")
"""The forms in the order of their buttons: what programs read stands behind what people read."""


NOTES = "Notes"
"""The button of an archive of notes; every other form is one text."""


def offer_downloads(made: Answer | Check, name: str, *, at: datetime, key: str) -> None:
    """A button for each form, and one for notes; `at` is when it was asked, `name` the file's without its ending."""
    with st.container(horizontal=True, key=f"byline-downloads-{key.replace('.', '-')}"):
        offer({form: partial(export, made, form, at=at) for form in BUTTONS}, name, key=f"{key}.download")
        st.download_button(
            NOTES,
            partial(notes_as_zip, made, at=at),
            f"{name}-notes.zip",
            "application/zip",
            key=f"{key}.download.notes",
            icon=":material/download:",
            on_click="ignore",
            help="A note for each quoted source, for Obsidian: unpack it into your vault.",
        )


def offer(makers: Mapping[str, Callable[[], str]], name: str, *, key: str) -> None:
    """A button for each of these forms, which makes its file, side by side where the container around it is so."""
    for form, make in makers.items():
        file = FORMS[form]
        st.download_button(
            file.name,
            make,
            f"{name}.{file.ending}",
            file.media,
            key=f"{key}.{form}",
            icon=":material/download:",
            on_click="ignore",
        )
