"""The turns of this conversation, kept in the session under the page's name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import streamlit as st
from markupsafe import Markup

from answer.question import link_query
from answer.records import Answer, Filters
from app_pages.asking.lane_view import lane_section
from index.library import Library

TURNS = "ask.turns"
SUGGESTED = "ask.suggested"
NUMBER = "ask.conversation"
UNFOLDED = "ask.unfolded"


@dataclass(frozen=True, slots=True)
class Turn:
    """What was asked, its answer, and its lanes as markup, drawn once, from the documents as they were then.

    `asked` is what the person typed; `answer.question` is what was searched, which may lean on an earlier turn;
    `link` is the query of an address that asks it again, with its filters.
    """

    asked: str
    answer: Answer
    lanes: tuple[Markup, ...]
    link: str
    asked_at: datetime


def turns() -> list[Turn]:
    """The turns so far, oldest first."""
    kept: list[Turn] = st.session_state.setdefault(TURNS, [])
    return kept


def searched() -> list[str]:
    """The questions of the turns so far as they were searched, oldest first."""
    return [turn.answer.question for turn in turns()]


def add(asked: str, answer: Answer, library: Library, *, filters: Filters, at: datetime) -> Turn:
    """Add an answer to the conversation, with the filters that stood beside the question; the new turn.

    An answer of an earlier day may be of documents that the library has no more; it is drawn without them.
    """
    shown = {hit.document.id for lane in answer.lanes for hit in (*lane.hits, lane.nearest_miss) if hit}
    held = shown & {label.id for label in library.labels.values()}
    documents = {document_id: library.document(document_id) for document_id in held}
    drawn = tuple(lane_section(lane, documents, answer.question) for lane in answer.lanes)
    turn = Turn(asked, answer, drawn, link_query(answer.question, filters), at)
    turns().append(turn)
    return turn


def forget() -> None:
    """Begin a new conversation."""
    st.session_state[TURNS] = []
    st.session_state.pop(UNFOLDED, None)
    st.session_state.pop(NUMBER, None)


def unfolded() -> set[tuple[int, str]]:
    """What is unfolded below the turns: the turn's place, from 0, and the part's name."""
    found: set[tuple[int, str]] = st.session_state.setdefault(UNFOLDED, set())
    return found


def number() -> int | None:
    """The conversation's number on the desk; None before it is kept."""
    found: int | None = st.session_state.get(NUMBER)
    return found


def name_number(kept_as: int) -> None:
    """From here on this conversation is the one with this number on the desk."""
    st.session_state[NUMBER] = kept_as


def suggest(question: str) -> None:
    """Ask this question in the run that follows."""
    st.session_state[SUGGESTED] = question


def suggested() -> str | None:
    """The question that was suggested and taken, once."""
    question: str | None = st.session_state.pop(SUGGESTED, None)
    return question
