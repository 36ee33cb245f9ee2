"""The conversation of this session and the desk: kept turn by turn, opened again by its address or from the list."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st
from markupsafe import Markup

from answer.question import number_in
from answer.records import Filters
from app_pages.asking import address, conversation
from app_pages.asking.conversation import Turn
from app_pages.clicks import Press, press_button
from app_pages.markup import element, wrapped
from desk import conversations
from desk.records import Desk, KeptTurn
from index.library import Library

AGAIN = "ask again"


def restore(desk: Desk, library: Library) -> None:
    """Open the conversation that the address names, where this session has none and it is this owner's.

    Raises:
        BylineError: it cannot be read.
    """
    number = number_in(st.query_params.get(address.CONVERSATION, ""))
    if conversation.turns() or number is None:
        return
    if number in {one.number for one in conversations.listed(desk)}:
        reopen(desk, library, number)


def reopen(desk: Desk, library: Library, number: int) -> None:
    """Show this conversation as it was said, from here on.

    Raises:
        BylineError: it is not there, or cannot be read.
    """
    talk = conversations.read(desk, number)
    conversation.forget()
    for turn in talk.turns:
        conversation.add(turn.asked, turn.answer, library, filters=turn.answer.filters, at=turn.asked_at)
    conversation.name_number(number)
    address.show(conversation.turns()[-1])


def keep(desk: Desk, turn: Turn) -> None:
    """Keep the newest turn of this session's conversation.

    Raises:
        BylineError: it cannot be kept; the session has it all the same.
    """
    kept = KeptTurn(turn.asked, turn.asked_at, turn.answer)
    number = conversation.number()
    if number is None:
        conversation.name_number(conversations.begin(desk, kept))
    else:
        conversations.go_on(desk, number, kept)


def asking_again(turn: Turn, at: int, library: Library) -> Markup:
    """Where the library has another generation than the answer: which, and a button that asks again."""
    then, now = turn.answer.generation, library.build.generation
    # A library made anew counts its generations from one again; only its time tells then.
    if (then, _second(turn.answer.built_at)) == (now, _second(library.build.built_at)):
        return Markup()
    said = f"Answered on {turn.asked_at:%d %B %Y} at generation {then}; the library is now at {now}."
    button = press_button("Ask again", Press(AGAIN, str(at)), "byline-copy")
    return wrapped("p", element("span", said, "") + button, "byline-since", role="note")


def again_pressed(press: Press) -> None:
    """Ask a turn's question again in this run, if this is such a press and the page shows the turn."""
    turns = {str(at): turn for at, turn in enumerate(conversation.turns())}
    if press.what == AGAIN and press.place in turns:
        answer = turns[press.place].answer
        st.session_state[AGAIN] = answer.question, answer.filters


def again() -> tuple[str, Filters] | None:
    """The question that is to be asked again, with its filters, once."""
    found: tuple[str, Filters] | None = st.session_state.pop(AGAIN, None)
    return found


def _second(moment: datetime) -> datetime:
    """The moment as the desk keeps it."""
    return moment.astimezone(UTC).replace(microsecond=0)
