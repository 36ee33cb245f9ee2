"""The Ask page: a question, and what each kind of source says about it."""

from __future__ import annotations

import streamlit as st

from answer.ask import ask
from app_pages import conversation, engine
from app_pages.filters import choose_filters
from app_pages.library_state import build_now, offer_rebuild, show_state
from app_pages.refusals import refusals_shown
from app_pages.turn_view import show_question, show_turn
from app_pages.welcome import show_examples, show_welcome
from settings import read_settings

st.title("Byline", anchor=False)
settings = read_settings()

with refusals_shown():
    if not engine.generation(settings):
        show_welcome()
        build_now(settings)

    library = engine.library(settings)
    show_state(library)
    notice = st.container()

    turns = conversation.turns()
    question = st.chat_input("Ask your documents") or conversation.suggested()
    with st.sidebar:
        st.button("New conversation", icon=":material/add:", on_click=conversation.forget, disabled=not turns)
        filters = choose_filters(library)

    if not turns and not question:
        show_welcome()
        show_examples(engine.suggestions(settings, library.build.generation))

    for turn in turns:
        show_turn(turn)

    if question:
        place = st.container()
        with place, refusals_shown():
            show_question(question)
            answer = ask(library, engine.warm_encoder(settings.model), question, filters=filters)
            conversation.keep(answer, library)
            show_turn(turns[-1], asked=True)

    with notice, refusals_shown():
        offer_rebuild(settings, library)
    engine.warm_encoder(settings.model)
