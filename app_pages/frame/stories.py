"""Which story a session has open: the library that the app was started on, another of the list, or all of them.

Whoever may switch can read every library of the list. So only the person of this machine may: where people sign in, or
the app listens beyond this machine, it serves the one library that it was started on.
"""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from app_pages.frame.entrance import LOOPBACK, has_sign_in
from doors.stories import settings_for
from errors import SettingsError
from index.named_libraries import ALL, NamedLibrary, find_library, read_list
from settings import Settings, read_settings

OPEN = "stories.open"
"""The name of the open story; missing or "" for the library that the app was started on."""

CHOICE = "stories.choice"
IN_ADDRESS = "library"
ACROSS = "stories.across"
"""What all stories were asked and said in this session; it outlasts a look into one of them."""

LEAST = 2
"""Libraries on the list from which on they can be switched. Lowered, a choice of one is offered."""

ONE_AT_A_TIME = "this page is of one story: choose it beside the page"


def listed() -> dict[str, NamedLibrary]:
    """The libraries that this session may open; none where there is nothing to switch between."""
    if has_sign_in() or (st.get_option("server.address") or "") not in LOOPBACK:
        return {}
    found = read_list(read_settings().libraries)
    return found if len(found) >= LEAST else {}


def settings_in_force() -> Settings:
    """The settings of the open story.

    Raises:
        SettingsError: all stories are open, and this page is of one.
        MovedError: the story is not where it was.
    """
    name = open_story()
    if name == ALL:
        raise SettingsError(ONE_AT_A_TIME)
    return settings_for(find_library(read_settings().libraries, name)) if name else read_settings()


def open_story() -> str:
    """The name of the open story, "" for the library that the app was started on, or `ALL`."""
    name = str(st.session_state.get(OPEN, ""))
    return name if not name or name == ALL or name in listed() else ""


def is_all() -> bool:
    """Return whether all stories are open."""
    return open_story() == ALL


def choose_story() -> None:
    """Show the choice of the story where there is one; the address says which is open."""
    stories = listed()
    if not stories:
        return
    named = st.query_params.get(IN_ADDRESS, "")
    if OPEN not in st.session_state and named in {*stories, ALL}:
        st.session_state[OPEN] = named
    current = open_story() or _started_on(stories)
    options = [*([""] if not _started_on(stories) else []), *stories, ALL]
    with st.sidebar:
        st.session_state[CHOICE] = current  # a row opens another one too
        st.selectbox("Story", options, key=CHOICE, format_func=_name, on_change=_choose)
    if open_story():
        st.query_params[IN_ADDRESS] = open_story()


def of_link() -> str:
    """What a link to something of the open story has behind its query."""
    name = open_story()
    return f"&{urlencode({IN_ADDRESS: name})}" if name else ""


def switch(name: str) -> None:
    """Open another story: nothing of the one before stays in this session, but what all of them were asked."""
    kept = st.session_state.get(ACROSS)
    for key in list(st.session_state):
        del st.session_state[key]
    st.session_state[OPEN] = name
    if kept:
        st.session_state[ACROSS] = kept
    st.query_params.clear()


def _choose() -> None:
    switch(str(st.session_state[CHOICE]))


def _started_on(stories: dict[str, NamedLibrary]) -> str:
    """The name of the library that the app was started on; "" where it is not on the list."""
    home = read_settings()
    places = home.corpus.resolve(), home.data.resolve()
    return next((name for name, one in stories.items() if (one.corpus, one.data) == places), "")


def _name(option: str) -> str:
    return {"": read_settings().corpus.resolve().name, ALL: "All stories"}.get(option, option)
