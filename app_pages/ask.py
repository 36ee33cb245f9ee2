"""The Ask page: a question, and what each kind of source says about it."""

from __future__ import annotations

import streamlit as st

from answer.ask import ask
from answer.followup import resolve
from app_pages import engine
from app_pages.asking import address, conversation
from app_pages.asking.filters import choose_filters
from app_pages.asking.keeping import offer_keeping
from app_pages.asking.turn_view import scroll_to_newest, show_answer, show_question
from app_pages.build_view import follow_build
from app_pages.first_run import build_first
from app_pages.library_state import offer_rebuild, show_state
from app_pages.quote_links import follow_quotes
from app_pages.refusals import refusals_shown
from app_pages.welcome import show_examples, show_welcome
from settings import read_settings

st.title("Byline", anchor=False)
follow_quotes("ask")

with refusals_shown():
    settings = read_settings()
    build_first(settings)
    library = engine.newest_library(settings)
    show_state(library)
    notice = st.container()

    turns = conversation.turns()
    address.carry()
    with st.bottom:
        question = st.chat_input("Ask your documents") or conversation.suggested()
    linked = None
    if not question:
        with refusals_shown():
            linked = address.linked(library)
    begun = bool(turns or question or linked)
    with st.sidebar:
        st.button("New conversation", icon=":material/add:", on_click=address.begin_anew, disabled=not begun)
        filters = choose_filters(library)
    if linked:
        question, filters = linked

    if not begun:
        show_welcome()
        show_examples(engine.suggestions(settings, library))
    for number, turn in enumerate(turns):
        show_question(turn.asked)
        show_answer(turn)
        offer_keeping(turn, number)
    if question:
        show_question(question)
        with refusals_shown():
            resolved = resolve(question, conversation.searched())
            encoder, reranker = engine.warm_encoder(settings.model), engine.reranker(settings.reranker)
            answer = ask(library, encoder, resolved.searched, filters=filters, reranker=reranker)
            turn = conversation.keep(question, answer, library, filters=filters)
            address.show(turn)
            show_answer(turn)
            offer_keeping(turn, len(turns) - 1)
        address.take()
        scroll_to_newest()

    with notice, refusals_shown():
        offer_rebuild(settings, library)
        engine.warm_encoder(settings.model)
        follow_build(settings)
