"""The Ask page: a question, and what each kind of source says about it."""

from __future__ import annotations

import streamlit as st

from app_pages import engine
from app_pages.asking import address, conversation, kept
from app_pages.asking.answering import answer_now
from app_pages.asking.asked import asked
from app_pages.asking.conversations_view import show_conversations
from app_pages.asking.filters import choose_filters
from app_pages.asking.keeping import unfolded
from app_pages.asking.pressed import act_on
from app_pages.asking.turn_view import show_turn
from app_pages.build_view import follow_build
from app_pages.chart_ink import warm_up
from app_pages.clicks import follow_clicks, taken
from app_pages.first_run import build_first
from app_pages.library_state import offer_rebuild, show_state
from app_pages.person import own_desk
from app_pages.quote_actions import pinned, said
from app_pages.refusals import refusals_shown
from app_pages.welcome import show_examples, show_welcome
from settings import read_settings

pressed = taken("ask")
st.title("Byline", anchor=False)

with refusals_shown():
    settings = read_settings()
    build_first(settings)
    library = engine.newest_library(settings)
    show_state(library)
    notice = st.container()
    desk = own_desk(settings)
    with refusals_shown():
        kept.restore(desk, library)
        if pressed:
            act_on(pressed, desk, library)
    turns = conversation.turns()
    address.carry()
    now = asked(library)
    begun = bool(turns or now.question)
    with st.sidebar:
        with st.container(key="byline-anew"):
            st.button("New conversation", icon=":material/add:", on_click=address.begin_anew, disabled=not begun)
        listed = st.container()
        filters = choose_filters(library)

    if not begun:
        show_welcome()
        show_examples(engine.suggestions(settings, library))
    for number, turn in enumerate(turns):
        show_turn(turn, number, library)
    if now.question:
        answer_now(settings, library, desk, now, filters=filters)

    on = [*said(), *unfolded()]
    with refusals_shown():
        with listed:
            show_conversations(desk)
        on += pinned(desk)
    follow_clicks("ask", on)
    with notice, refusals_shown():
        offer_rebuild(settings, library)
        engine.warm_encoder(settings)
        warm_up()
        follow_build(settings)
