"""Offer what can be done with any quote: open it in its document, copy it, pin it, say whether it was useful."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup

from answer.exports.copies import quote_with_receipt
from answer.records import Answer
from app_pages.documents_parts.places import place_of
from app_pages.drawing.clicks import Press, copy_button, follow_clicks, link, press_button
from app_pages.drawing.markup import wrapped
from app_pages.frame.faults import refusals_shown
from desk import feedback, notebook
from desk.records import Desk, Use
from index.records import DocumentLabel, Evidence, Hit
from ingest.records import Span

PIN = "pin"
SAID = "ask.said"
"""Passage → what this session said of it."""

Quote = tuple[DocumentLabel, Evidence]


def quote_actions(
    label: DocumentLabel, evidence: Evidence, *, stands: bool = True, more: Markup | None = None
) -> Markup:
    """Draw the link into the document (if the quote still `stands` there), the copy and pin buttons, and `more`."""
    opening = open_link(label.id, (evidence.start, evidence.end), label.source.title) if stands else Markup()
    copy = copy_button("Copy quote and source", copy=quote_with_receipt(label, evidence))
    pin = press_button("Pin to notebook", _pin(label, evidence), "byline-copy", data_done="Pinned", aria_live="polite")
    return wrapped("p", opening + copy + pin + (more or Markup()), "byline-actions")


def open_link(document: str, span: Span, title: str) -> Markup:
    """Draw a link to a place of a document in the reader."""
    return link("Open the document", f"documents?{urlencode(place_of(document, span))}", f"Open the document: {title}")


def use_buttons(hit: Hit, question: str) -> Markup:
    """Draw the two buttons that say whether a passage was useful for the question."""
    named = {Use.USEFUL: "Useful", Use.NOT_USEFUL: "Not useful"}
    buttons = Markup().join(
        press_button(said, Press(use, _passage(hit, question)), "byline-use", aria_pressed="false")
        for use, said in named.items()
    )
    return wrapped("span", buttons, "byline-uses", role="group", aria_label="Was this passage of use?")


def pinned(desk: Desk) -> list[Press]:
    """The presses of all quotes in the notebook."""
    return [Press(PIN, json.dumps(where)) for where in notebook.whereabouts(desk)]


def said() -> list[Press]:
    """This session's feedback on passages, as presses."""
    return [Press(use, passage) for passage, use in st.session_state.get(SAID, {}).items()]


def follow_pins(page: str, desk: Desk, pressed: Press | None, quotes: Iterable[Quote]) -> None:
    """Pin what was pressed, and send clicks back to this page even if the desk refuses."""
    on: list[Press] = []
    with refusals_shown():
        if pressed:
            pin_pressed(desk, pressed, quotes)
        on = pinned(desk)
    follow_clicks(page, on)


def pin_pressed(desk: Desk, press: Press, quotes: Iterable[Quote]) -> None:
    """Pin the quote whose button was pressed, if one was and the page shows the quote.

    Raises:
        LibraryError: it cannot be kept.
    """
    for label, evidence in quotes:
        if press == _pin(label, evidence):
            notebook.pin(desk, label, evidence, at=datetime.now(UTC))
            return


def say_pressed(desk: Desk, press: Press, answers: Iterable[Answer]) -> None:
    """Write down feedback on a passage, if it was pressed and one of the answers has the passage.

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
    return Press(PIN, json.dumps(notebook.whereabouts_of(label, evidence)))


def _passage(hit: Hit, question: str) -> str:
    return json.dumps([question, hit.document.id, hit.document.sha256, hit.start, hit.end])
