"""Asking a question: its answer, on the page as soon as it is there, and kept."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from answer.ask import ask
from answer.followup import resolve
from answer.records import Filters
from app_pages import engine
from app_pages.asking import address, conversation, kept
from app_pages.asking.asked import Asked
from app_pages.asking.turn_view import question_html, scroll_to_newest, turn_html
from app_pages.markup import show
from app_pages.refusals import refusals_shown
from desk.records import Desk
from index.library import Library
from settings import Settings


def answer_now(settings: Settings, library: Library, desk: Desk, now: Asked, *, filters: Filters) -> None:
    """Ask, show, and keep what was answered; a refusal stands where the answer would.

    `filters` are those beside the page, for a question that has none of its own.
    """
    place, number = st.empty(), len(conversation.turns())
    show(question_html(now.question), place)
    filters = now.filters or filters
    with refusals_shown():
        resolved = resolve(now.question, conversation.searched() if now.is_typed else [])
        encoder, reranker = engine.warm_encoder(settings), engine.reranker(settings.reranker)
        answer = ask(library, encoder, resolved.searched, filters=filters, reranker=reranker)
        turn = conversation.add(now.question, answer, library, filters=filters, at=datetime.now(UTC))
        show(turn_html(turn, number, library), place)
        with refusals_shown():
            kept.keep(desk, turn)
        address.show(turn)
    address.take()
    scroll_to_newest()
