"""List the conversations beside the page; rename, export and delete the open one."""

from __future__ import annotations

from functools import partial

import streamlit as st

from app_pages.ask_parts import conversation
from app_pages.drawing import downloads
from app_pages.drawing.clicks import Press
from app_pages.frame.desk_state import show_desk_state
from app_pages.frame.named_list import NamedList, opened_by
from desk import conversations
from desk.exports import CONVERSATION_FORMS
from desk.records import Desk, Talk

PAGE, CONVERSATION = "ask", "conversation"


def open_pressed(desk: Desk, press: Press) -> None:
    """Open the conversation whose name was pressed, if one was.

    Raises:
        BylineError: it is not there any more, or cannot be read.
    """
    number = opened_by(press, PAGE, CONVERSATION)
    if number is not None:
        conversation.reopen(desk, number)


def show_conversations(desk: Desk) -> None:
    """Show the list, newest first, and what can be done with the open conversation.

    Raises:
        LibraryError: the desk cannot be read.
    """
    found = conversations.listed(desk)
    soon = (*found.soon, *conversations.nearly_full(len(conversation.turns())))
    show_desk_state(desk, (*found.told, *conversation.told()), soon, page=PAGE)
    listed = NamedList(
        PAGE,
        CONVERSATION,
        rename=partial(conversations.rename, desk),
        delete=partial(_delete, desk),
        bring_back=partial(_bring_back, desk),
    )
    listed.show(found, conversation.number(), "Rename, export, delete", partial(_offer_files, desk))


def _offer_files(desk: Desk, number: int) -> None:
    with st.container(horizontal=True, key="byline-downloads-conversation"):
        makers = {form: partial(_made, desk, number, form) for form in CONVERSATION_FORMS}
        downloads.offer(makers, CONVERSATION, key="ask.conversation")


def _made(desk: Desk, number: int, form: str) -> str:
    """The conversation as a file, made when the person asks for it."""
    return CONVERSATION_FORMS[form](conversations.read(desk, number))


def _delete(desk: Desk, number: int) -> Talk:
    deleted = conversations.delete(desk, number)
    conversation.begin_anew()
    return deleted


def _bring_back(desk: Desk, deleted: Talk) -> None:
    conversations.bring_back(desk, deleted)
    st.query_params.from_dict({conversation.CONVERSATION: str(deleted.conversation.number)})
