"""List the conversations beside the page; rename, export and delete the open one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st
from markupsafe import Markup

from answer.question import number_in
from app_pages.ask_parts import conversation
from app_pages.drawing import downloads
from app_pages.drawing.clicks import Press, press_button
from app_pages.drawing.markup import element, show, wrapped
from app_pages.frame.desk_state import show_desk_state
from app_pages.frame.faults import refusals_shown
from desk import conversations
from desk.exports import CONVERSATION_FORMS
from desk.records import Conversation, Desk, Talk

OPEN = "open conversation"
DELETED = "ask.deleted"
"""The conversation that was deleted last in this session, until another is opened."""


def open_pressed(desk: Desk, press: Press) -> None:
    """Open the conversation whose name was pressed, if one was.

    Raises:
        BylineError: it is not there any more, or cannot be read.
    """
    number = number_in(press.place) if press.what == OPEN else None
    if number is not None:
        st.session_state.pop(DELETED, None)
        conversation.reopen(desk, number)


def show_conversations(desk: Desk) -> None:
    """Show the list, newest first, and what can be done with the open conversation.

    Raises:
        LibraryError: the desk cannot be read.
    """
    found = conversations.listed(desk)
    soon = (*found.soon, *conversations.nearly_full(len(conversation.turns())))
    show_desk_state(desk, (*found.told, *conversation.told()), soon, page="ask")
    if found:
        show(_list(found, conversation.number()))
    current = next((one for one in found if one.number == conversation.number()), None)
    if current:
        _manage(desk, current)
    _offer_undo(desk)


def _list(found: Sequence[Conversation], current: int | None) -> Markup:
    items = Markup().join(wrapped("li", _entry(one, current), "") for one in found)
    heading = element("h2", "Conversations", "byline-part", id="byline-conversations")
    listed = wrapped("ul", items, "byline-conversations")
    return wrapped("nav", heading + listed, "byline-kept", aria_labelledby="byline-conversations")


def _entry(one: Conversation, current: int | None) -> Markup:
    here = {"aria_current": "true"} if one.number == current else {}
    return press_button(one.name, Press(OPEN, str(one.number)), "byline-conversation", title=one.name, **here)


def _manage(desk: Desk, current: Conversation) -> None:
    with st.expander("Rename, export, delete", key=f"ask.manage.{current.number}"):
        key = f"ask.name.{current.number}"
        st.session_state.setdefault(key, current.name)
        st.text_input(
            "Name of this conversation",
            key=key,
            max_chars=conversations.LONGEST_NAME,
            on_change=_rename,
            args=(desk, current.number, key),
        )
        with st.container(horizontal=True, key="byline-downloads-conversation"):
            makers = {form: partial(_made, desk, current.number, form) for form in CONVERSATION_FORMS}
            downloads.offer(makers, "conversation", key="ask.conversation")
        st.button(
            "Delete",
            key="ask.delete",
            icon=":material/delete:",
            on_click=_delete,
            args=(desk, current),
        )


def _made(desk: Desk, number: int, form: str) -> str:
    """The conversation as a file, made when the person asks for it."""
    return CONVERSATION_FORMS[form](conversations.read(desk, number))


def _offer_undo(desk: Desk) -> None:
    deleted: Talk | None = st.session_state.get(DELETED)
    if deleted:
        said = f"“{deleted.conversation.name}” was deleted."
        with st.container(key="byline-undo-conversation"):
            show(element("p", said, "byline-notice", role="status"))
            st.button("Undo", key="ask.undelete", icon=":material/undo:", on_click=_bring_back, args=(desk, deleted))


def _rename(desk: Desk, number: int, key: str) -> None:
    with refusals_shown():
        conversations.rename(desk, number, st.session_state.pop(key))


def _delete(desk: Desk, current: Conversation) -> None:
    with refusals_shown():
        st.session_state[DELETED] = conversations.delete(desk, current.number)
        conversation.begin_anew()


def _bring_back(desk: Desk, deleted: Talk) -> None:
    with refusals_shown():
        conversations.bring_back(desk, deleted)
        del st.session_state[DELETED]
        st.query_params.from_dict({conversation.CONVERSATION: str(deleted.conversation.number)})
