"""The page's address: it carries the current question with its filters, and a link restores them."""

from __future__ import annotations

from urllib.parse import parse_qs, urlencode

import streamlit as st

from answer.question import read_query
from answer.records import Filters
from app_pages.asking import conversation
from app_pages.asking.filters import preset
from index.library import Library

TAKEN = "ask.taken"
CONVERSATION = "conversation"
"""Names the conversation in the address, so that loading the page again opens it; only its owner can."""


def linked(library: Library) -> tuple[str, Filters] | None:
    """The question and the filters of the address, where this session begins with one; the filters show them.

    Raises:
        QuestionError: the link cannot be read.
    """
    if conversation.turns() or st.session_state.get(TAKEN) == dict(st.query_params):
        return None
    named = [(name, value) for name in st.query_params for value in st.query_params.get_all(name)]
    question, filters = read_query(urlencode(named))
    if not question:
        return None
    preset(filters, library)
    return question, filters


def take() -> None:
    """Ask nothing more of this address: its question was answered or refused, and now the filters are the person's."""
    st.session_state[TAKEN] = dict(st.query_params)


def carry() -> None:
    """Let the address say the newest question, unless it says another already."""
    if conversation.turns() and "q" not in st.query_params:
        show(conversation.turns()[-1])


def show(turn: conversation.Turn) -> None:
    """Let the address say this turn's question, its filters and its conversation."""
    number = conversation.number()
    named = {} if number is None else {CONVERSATION: [str(number)]}
    st.query_params.from_dict(parse_qs(turn.link, keep_blank_values=True) | named)


def begin_anew() -> None:
    """Begin a new conversation, with an address that asks nothing."""
    conversation.forget()
    st.query_params.clear()
