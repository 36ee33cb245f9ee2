"""The model and the library, opened once and shared by every session."""

from __future__ import annotations

import hashlib
from pathlib import Path

import streamlit as st

from answer.suggestions import suggest
from index.build import plan
from index.encoder import SentenceEncoder
from index.library import Library, current_generation, open_library
from index.models import find_model
from index.records import Plan
from settings import Settings

GENERATIONS_OPEN = 3
"""Generations kept open: the newest, and those that other sessions may still be reading."""


def generation(settings: Settings) -> int:
    """The newest whole generation, 0 before the first build."""
    return current_generation(settings.data)


def library(settings: Settings) -> Library:
    """The newest whole generation, opened once."""
    return _library(str(settings.data.resolve()), generation(settings))


@st.cache_resource(show_spinner=False)
def encoder(model: str) -> SentenceEncoder:
    """The model by its name; it loads when it is first asked for a vector."""
    return SentenceEncoder(find_model(model))


@st.cache_resource(show_spinner="Loading the model…")
def warm_encoder(model: str) -> SentenceEncoder:
    """The model, loaded."""
    ready = encoder(model)
    ready.warm_up()
    return ready


def differences(settings: Settings, library: Library) -> Plan:
    """What a build would do now; planned again only when a file of the corpus or the library changed."""
    return _plan(settings, _stamp(settings.corpus), library.build.generation)


def suggestions(settings: Settings, library: Library) -> tuple[str, ...]:
    """Questions that these documents can be asked."""
    return _suggestions(str(settings.data.resolve()), library.build.generation)


@st.cache_resource(show_spinner=False, max_entries=GENERATIONS_OPEN, on_release=Library.close)
def _library(data: str, _generation: int) -> Library:
    return open_library(Path(data))
