"""The Check page: a claim or a draft, and what each kind of source says about every sentence of it."""

from __future__ import annotations

import streamlit as st

from app_pages.check_parts import check_list, checks
from app_pages.check_parts.checks import (
    asked_draft,
    check_now,
    choose_kinds,
    show_checked,
    show_example,
    show_pictures,
    show_purpose,
)
from app_pages.check_parts.verifying import show_verifying
from app_pages.drawing.clicks import Press, follow_clicks, taken
from app_pages.drawing.keys import CHECK, show_keys
from app_pages.drawing.quote_actions import pin_pressed, pinned
from app_pages.frame import engine
from app_pages.frame.faults import refusals_shown
from app_pages.frame.first_visit import build_first
from app_pages.frame.library_state import show_state
from app_pages.frame.person import own_desk
from app_pages.frame.stories import settings_in_force

pressed = taken("check")
st.title("Check", anchor=False)

with refusals_shown():
    settings = settings_in_force()
    build_first(settings)
    library = engine.newest_library(settings)
    show_state(library)
    desk = own_desk(settings)
    with refusals_shown():
        check_list.restore(desk)
        if pressed:
            check_list.open_pressed(desk, pressed)
    with st.sidebar:
        with st.container(key="byline-anew"):
            st.button("New check", icon=":material/add:", on_click=check_list.begin_anew, disabled=not checks.newest())
        listed = st.container()
        kinds = choose_kinds(library)

    checking, verifying = st.tabs(["Check a draft", "Verify an export"])
    with checking:
        purpose, result = st.container(), st.container()
        shown = checks.newest()
        with st.expander("Change the draft", icon=":material/edit:") if shown else st.container():
            draft = asked_draft()
        if draft is not None:
            with result, refusals_shown():
                check_list.keep(desk, check_now(settings, library, draft, kinds))
                st.rerun()  # the draft moves below what was found
            shown = checks.newest()  # also where the desk refused to keep it
        if shown:
            with result:
                show_checked(shown, settings, library)
            show_pictures(shown.check)
            show_keys(CHECK)
        else:
            with purpose:
                show_purpose()
            show_example(engine.example(settings, library))
    with verifying, refusals_shown():
        show_verifying(library)
    on: list[Press] = []
    with refusals_shown():
        with listed:
            check_list.show_checks(desk)
        if pressed:
            pin_pressed(desk, pressed, checks.quotes())
        on = pinned(desk)
    follow_clicks("check", on)
