"""What can be pressed on any quote: pin it to the notebook, and say whether a passage was of use."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime

import streamlit as st

from answer.records import Answer
from app_pages.markup import wrapped
from app_pages.presses import Press, press_button
from desk import feedback, notebook
from desk.records import Desk, Use
from index.records import DocumentLabel, Evidence, Hit

PIN = "pin"
SAID = "ask.said"
"""Passage → what this session said of it."""

Quote = tuple[DocumentLabel, Evidence]


def pin_button(label: DocumentLabel, evidence: Evidence) -> str:
    """The button that pins a quote, as HTML."""
    press = _pin(label, evidence)
    return press_button("Pin to notebook", press, "byline-copy", data_done="Pinned", aria_live="polite")


def use_buttons(hit: Hit, question: str) -> str:
    """The two buttons that say whether a passage was of use for the question, as HTML."""
    named = {Use.USEFUL: "Useful", Use.NOT_USEFUL: "Not useful"}
    buttons = "".join(
        press_button(said, Press(use, _passage(hit, question)), "byline-use", aria_pressed="false")
        for use, said in named.items()
    )
    return wrapped("span", buttons, "byline-uses", role="group", aria_label="Was this passage of use?")


def pinned(desk: Desk) -> list[Press]:
    """The presses of all quotes in the notebook."""
    return [_pin(pin.document, pin.evidence) for pin in notebook.pins(desk)]


def said() -> list[Press]:
    """What this session said of passages, as presses."""
    return [Press(use, passage) for passage, use in st.session_state.get(SAID, {}).items()]


def pin_pressed(desk: Desk, press: Press, quotes: Iterable[Quote]) -> None:
    """Pin the quote whose button was pressed, if this is such a press and the page shows the quote.

    Raises:
        LibraryError: it cannot be kept.
    """
    for label, evidence in quotes:
        if press == _pin(label, evidence):
            notebook.pin(desk, label, evidence, at=datetime.now(UTC))
            return


def say_pressed(desk: Desk, press: Press, answers: Iterable[Answer]) -> None:
    """Write down what was said of a passage, if this is such a press and one of the answers has it.

    Raises:
        LibraryError: it cannot be written.
    """
    for answer in answers:
        for hit in _hits(answer):
            if press.what in set(Use) and press.place == _passage(hit, answer.question):
                use = Use(press.what)
                feedback.give(desk.data, feedback.feedback_on(answer, hit, use, at=datetime.now(UTC)))
                st.session_state.setdefault(SAID, {})[press.place] = use
                return


def quotes_of(answers: Iterable[Answer]) -> Iterable[Quote]:
    """Every quote that these answers show."""
    return ((hit.document, hit.evidence) for answer in answers for hit in _hits(answer))


def _hits(answer: Answer) -> list[Hit]:
    return [hit for lane in answer.lanes for hit in (*lane.hits, lane.nearest_miss) if hit]


def _pin(label: DocumentLabel, evidence: Evidence) -> Press:
    return Press(PIN, json.dumps([label.id, label.sha256, evidence.start, evidence.end]))


def _passage(hit: Hit, question: str) -> str:
    return json.dumps([question, hit.document.id, hit.document.sha256, hit.start, hit.end])
