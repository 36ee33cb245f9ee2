"""The turns of this conversation, kept in the session under the page's name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from answer.records import Answer
from index.library import Library
from ingest.records import Document

TURNS = "ask.turns"
SUGGESTED = "ask.suggested"


@dataclass(frozen=True, slots=True)
class Turn:
    """An answer with the documents it quotes, as they were when it was given."""

    answer: Answer
    documents: Mapping[str, Document]


def turns() -> list[Turn]:
    """The turns so far, oldest first."""
    kept: list[Turn] = st.session_state.setdefault(TURNS, [])
    return kept


def keep(answer: Answer, library: Library) -> Turn:
    """Add an answer to the conversation; the new turn."""
    shown = [hit for lane in answer.lanes for hit in (*lane.hits, lane.nearest_miss) if hit]
    turn = Turn(answer, {hit.document.id: library.document(hit.document.id) for hit in shown})
    turns().append(turn)
    return turn


def forget() -> None:
    """Begin a new conversation."""
    st.session_state[TURNS] = []


def suggest(question: str) -> None:
    """Ask this question in the run that follows."""
    st.session_state[SUGGESTED] = question


def suggested() -> str | None:
    """The question that was suggested and taken, once."""
    question: str | None = st.session_state.pop(SUGGESTED, None)
    return question
