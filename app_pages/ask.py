"""The Ask page: a question, and what each kind of source says about it."""

from __future__ import annotations

import streamlit as st

from app_pages.ask_parts import conversation
from app_pages.ask_parts.all_stories import show_all
from app_pages.ask_parts.answering import act_on, answer_now, asked, show_disagreeing
from app_pages.ask_parts.beside import show_beside
from app_pages.ask_parts.conversation_list import show_conversations
from app_pages.ask_parts.filters import choose_filters
from app_pages.ask_parts.taking_away import unfolded
from app_pages.ask_parts.turns import show_turn, show_unkept
from app_pages.drawing.clicks import follow_clicks, taken
from app_pages.drawing.keys import ASK, show_keys
from app_pages.drawing.quote_actions import pinned, said
from app_pages.frame import engine
from app_pages.frame.faults import refusals_shown
from app_pages.frame.first_visit import build_first, show_examples, show_welcome
from app_pages.frame.keep_asking import kept_presses, show_kept, show_news
from app_pages.frame.library_state import follow_build, offer_update, show_state
from app_pages.frame.person import own_desk
from app_pages.frame.stories import is_all, settings_in_force

pressed = taken("ask")
st.title("Byline", anchor=False)

with refusals_shown():
    if is_all():
        show_all(pressed)
        st.stop()
    settings = settings_in_force()
    build_first(settings)
    library = engine.newest_library(settings)
    show_state(library)
    notice = st.container()
    desk = own_desk(settings)
    with refusals_shown():
        conversation.restore(desk)
        if pressed:
            act_on(pressed, settings, library, desk)
    turns = conversation.turns()
    conversation.carry()
    now = asked(library)
    begun = bool(turns or now.question)
    with st.sidebar:
        with st.container(key="byline-anew"):
            st.button("New conversation", icon=":material/add:", on_click=conversation.begin_anew, disabled=not begun)
        listed = st.container()
        filters = choose_filters(library)

    if not begun:
        show_welcome()
        show_examples(engine.suggestions(settings, library))
    for number, turn in enumerate(turns):
        show_turn(turn, number, library, is_newest=not now.question and number == len(turns) - 1)
    if now.question:
        answer_now(settings, library, desk, now, filters=filters)
    show_disagreeing(settings, library)
    show_unkept()
    if turns:
        show_keys(ASK)

    on, is_desk_read = [*said(), *unfolded()], False
    with refusals_shown():
        with listed:
            show_conversations(desk)
        on += pinned(desk)
        is_desk_read = True
    with refusals_shown():
        with listed:
            show_kept(settings)
        on += kept_presses(settings)
    follow_clicks("ask", on)
    with st.container(key="byline-beside"):
        show_beside(settings)
    with notice, refusals_shown():
        offer_update(settings, library)
        engine.warm_soon(settings)
        if is_desk_read:  # else the line beside the page says why not
            with refusals_shown():
                show_news(settings, library)
        follow_build(settings)
