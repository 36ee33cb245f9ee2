"""Show pinned quotes in their order, and what has become of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial

import streamlit as st
from markupsafe import Markup

from answer.verification import Verified, verify
from answer.wording import counted
from app_pages.drawing import downloads
from app_pages.drawing.badges import status_badge, status_words
from app_pages.drawing.markup import element, show, wrapped
from app_pages.drawing.quote_actions import open_link
from app_pages.drawing.source_line import place_line, source_line, voice_line
from app_pages.frame.desk_state import show_desk_state
from app_pages.frame.faults import refusals_shown
from desk import notebook
from desk.exports import NOTEBOOK_FORMS
from desk.records import Desk, Pin
from index.library import Library


def pin_card(pin: Pin, verified: Verified) -> Markup:
    """Draw the card; it links into the document as long as the words stand there."""
    source, evidence = pin.document.source, pin.evidence
    lines = (
        element("h2", source.title, "byline-heading"),
        source_line(source),
        voice_line(evidence),
        element("blockquote", evidence.text, "byline-text"),
        place_line(pin.document.id, (evidence.start, evidence.end), evidence.page),
        _today(verified, source.title),
    )
    return wrapped("article", Markup().join(lines), "byline-pin")


def _today(verified: Verified, title: str) -> Markup:
    reason = element("span", status_words(verified), "byline-fact")
    link = open_link(verified.found_in, verified.found, title) if verified.found and verified.found_in else Markup()
    return wrapped("p", status_badge(verified.status) + reason + link, "byline-actions")


# The notebook on the page: each quote with its note, moving and removing it, and the files to take away.

REMOVED = "notebook.removed"
"""The quote that was removed last in this session, with its place."""

EMPTY = (
    "Nothing is pinned yet. Press “Pin to notebook” under any quote on Ask, Check or Find: it is kept here with its "
    "source, in your order, with your notes, and says whether its words still stand in today’s documents."
)


def show_notebook(desk: Desk, library: Library) -> None:
    """Show the whole notebook, or how to begin if it is empty.

    Raises:
        LibraryError: the desk cannot be read.
    """
    pins = notebook.pins(desk)
    show_desk_state(desk, pins.told, pins.soon, page="notebook")
    _offer_undo(desk)
    if not pins:
        show(element("p", EMPTY, "byline-welcome"))
        return
    _offer_files(pins)
    for at, (pin, verified) in enumerate(zip(pins, verify(library, [pin.receipt for pin in pins]), strict=True)):
        with st.container(border=True, key=f"byline-pin-{pin.number}"):
            show(pin_card(pin, verified))
            _note(desk, pin)
            _buttons(desk, pin, is_first=at == 0, is_last=at == len(pins) - 1)


def _offer_files(pins: Sequence[Pin]) -> None:
    said = f"Export {counted(len(pins), 'quote')}:"
    with st.container(horizontal=True, vertical_alignment="center", key="byline-downloads-notebook"):
        show(element("p", said, "byline-only"))
        at = datetime.now(UTC)
        downloads.offer(
            {form: partial(make, pins, at=at) for form, make in NOTEBOOK_FORMS.items()}, "notebook", key="notebook"
        )


def _note(desk: Desk, pin: Pin) -> None:
    key = f"notebook.note.{pin.number}"
    st.session_state.setdefault(key, pin.note)

    def write() -> None:
        notebook.write_note(desk, pin.number, st.session_state[key])

    st.text_area(
        "Note",
        key=key,
        height=80,
        placeholder="What this quote is for",
        on_change=_do,
        args=(write,),
    )


def _buttons(desk: Desk, pin: Pin, *, is_first: bool, is_last: bool) -> None:
    acts = (
        ("Move up", ":material/arrow_upward:", is_first, partial(notebook.move, desk, pin.number, by=-1)),
        ("Move down", ":material/arrow_downward:", is_last, partial(notebook.move, desk, pin.number, by=1)),
        ("Remove", ":material/delete:", False, partial(_remove, desk, pin)),
    )
    with st.container(horizontal=True, key=f"byline-pin-acts-{pin.number}"):
        for name, icon, disabled, act in acts:
            key = f"notebook.{name.split()[-1].lower()}.{pin.number}"
            st.button(name, key=key, icon=icon, disabled=disabled, on_click=_do, args=(act,))


def _offer_undo(desk: Desk) -> None:
    removed: tuple[Pin, int] | None = st.session_state.get(REMOVED)
    if removed:
        pin, place = removed
        with st.container(key="byline-notice"):
            show(
                element("p", f"A quote from “{pin.document.source.title}” was removed.", "byline-notice", role="status")
            )
            bring_back = partial(_bring_back, desk, pin, place)
            st.button("Undo", key="notebook.undo", icon=":material/undo:", on_click=_do, args=(bring_back,))


def _remove(desk: Desk, pin: Pin) -> None:
    st.session_state[REMOVED] = notebook.remove(desk, pin.number)


def _bring_back(desk: Desk, pin: Pin, place: int) -> None:
    notebook.bring_back(desk, pin, place)
    del st.session_state[REMOVED]


def _do(act: Callable[[], object]) -> None:
    """Act before the page is drawn; show a refusal above it."""
    with refusals_shown():
        act()
