"""A turn of the conversation on the page: the question, who addresses it, the lanes side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import streamlit as st

from answer.records import Answer, Lane
from app_pages.conversation import Turn
from app_pages.lane_view import lane_section
from app_pages.markup import element

SIDE_BY_SIDE = 3
"""Lanes in one row at most; more make them too narrow to read."""


def show_question(question: str) -> None:
    """The question as it was asked."""
    st.html(element("h2", question, "byline-question"))


def show_turn(turn: Turn) -> None:
    """The summary and the lanes, each in a column of its own."""
    st.html(element("p", turn.answer.summary, "byline-summary") + _filters(turn.answer))
    for row in _rows(turn.answer.lanes):
        for column, lane in zip(st.columns(len(row), gap="medium"), row, strict=True):
            column.html(lane_section(lane, turn.documents))


def _filters(answer: Answer) -> str:
    only = [*answer.filters.kinds, *answer.filters.documents]
    return element("p", f"Searched only: {', '.join(only)}", "byline-only") if only else ""


def _rows(lanes: Sequence[Lane]) -> Iterator[Sequence[Lane]]:
    for at in range(0, len(lanes), SIDE_BY_SIDE):
        yield lanes[at : at + SIDE_BY_SIDE]
