"""Show pinned quotes in their order, and what has become of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import streamlit as st
from markupsafe import Markup

from answer.question import number_in
from answer.verification import QuoteStatus, Verified, verify
from answer.wording import counted
from app_pages.drawing import downloads
from app_pages.drawing.badges import status_badge, status_words
from app_pages.drawing.clicks import Component, Press, listen, taken
from app_pages.drawing.marked_text import surroundings
from app_pages.drawing.markup import element, show, wrapped
from app_pages.drawing.quote_actions import open_link
from app_pages.drawing.source_line import place_line, source_line, voice_line
from app_pages.frame.desk_state import show_desk_state
from app_pages.frame.faults import refusals_shown
from desk import notebook
from desk.exports import NOTEBOOK_FORMS
from desk.records import Desk, Pin
from errors import DeskError
from index.library import Library, evidence_at
from ingest.records import Document, Sentence

_ordering: Component = st.components.v2.component(
    "byline.ordering", js=Path(__file__).with_name("notebook.js").read_text(encoding="utf-8")
)


def pin_card(pin: Pin, verified: Verified) -> Markup:
    """Draw the card; it links into the document as long as the words stand there."""
    source, evidence = pin.document.source, pin.evidence
    grip = wrapped(
        "button",
        "⠿",
        "byline-grip",
        type="button",
        data_number=str(pin.number),
        aria_label=f"Move the quote from {source.title}: drag, or press the arrow keys",
        title="Drag, or press ↑ and ↓",
    )
    lines = (
        grip + element("h2", source.title, "byline-heading"),
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

ORDER = "notebook.order"
"""What a quote that was moved comes back under."""

NO_HEADING = "No heading"

MOST_AROUND = 6
"""Sentences on either side of a quote that are offered. Raised, the list is long and the right one hard to find."""

OTHER_FILE = "The document has changed since: find the sentence in it, and pin it there."
AS_TEXT = str.maketrans({char: f"\\{char}" for char in "\\`*_{}[]()<>#+-.!|~$:^="})
"""A label is Markdown: what could be markup in it is escaped."""

REMOVED = "notebook.removed"
"""The quote that was removed last in this session, with its place."""

EMPTY = (
    "Nothing is pinned yet. Press “Pin to notebook” under any quote on Ask, Check or Find: it is kept here with its "
    "source, in your order, with your notes, and says whether its words still stand in today’s documents."
)


def act_on(press: Press, desk: Desk) -> None:
    """Move the quote that was dragged to a place, or up or down; ignore what no button of the page can send.

    Raises:
        DeskError: it is not in the notebook any more.
    """
    match press.what, [number_in(part) for part in press.place.split()]:
        case "drop", [int(number), int(to)]:
            notebook.move_to(desk, number, to)
        case ("up" | "down") as way, [int(number)]:
            notebook.move(desk, number, by=-1 if way == "up" else 1)


def show_notebook(desk: Desk, library: Library) -> None:
    """Show the whole notebook, or how to begin if it is empty.

    Raises:
        LibraryError: the desk cannot be read.
    """
    pressed = taken(ORDER)
    if pressed:
        with refusals_shown():
            act_on(pressed, desk)
    pins = notebook.pins(desk)
    show_desk_state(desk, pins.told, pins.soon, page="notebook")
    _offer_undo(desk)
    if not pins:
        show(element("p", EMPTY, "byline-welcome"))
        return
    _offer_files(pins)
    parts = [part for part in dict.fromkeys(pin.part for pin in pins) if part]
    part = ""
    for at, (pin, verified) in enumerate(zip(pins, verify(library, [pin.receipt for pin in pins]), strict=True)):
        if pin.part != part:
            part = pin.part
            _heading(desk, part, parts.index(part))
        with st.container(border=True, key=f"byline-pin-{pin.number}"):
            show(pin_card(pin, verified))
            _note(desk, pin)
            _place(desk, pin, parts)
            _buttons(desk, pin, is_first=at == 0, is_last=at == len(pins) - 1)
            if verified.status is QuoteStatus.SAME:
                _offer_words(desk, pin, library)
    listen(_ordering, ORDER)


def _heading(desk: Desk, part: str, at: int) -> None:
    """A heading, to be written anew where it stands."""
    key = f"notebook.part.{at}"
    if st.session_state.get(f"{key}.of") != part:
        st.session_state[key] = st.session_state[f"{key}.of"] = part

    def write() -> None:
        notebook.rename_part(desk, part, st.session_state[key])

    with st.container(key=f"byline-part-{at}"):
        st.text_input(
            "Heading",
            key=key,
            max_chars=notebook.LONGEST_PART,
            label_visibility="collapsed",
            on_change=_do,
            args=(write,),
        )


def _place(desk: Desk, pin: Pin, parts: Sequence[str]) -> None:
    """The heading under which the quote stands: one of those that there are, or a new one."""
    key = f"notebook.under.{pin.number}"
    offered = [NO_HEADING, *parts]
    chosen = pin.part or NO_HEADING
    if st.session_state.get(key) != chosen:
        st.session_state[key] = chosen

    def put() -> None:
        part = st.session_state[key] or NO_HEADING
        notebook.put_into(desk, pin.number, "" if part == NO_HEADING else part)

    st.selectbox(
        "Heading: choose one, or type another",
        offered,
        key=key,
        accept_new_options=True,
        on_change=_do,
        args=(put,),
        width=360,
    )


def _offer_words(desk: Desk, pin: Pin, library: Library) -> None:
    """Offer the sentences around the quote, to be pinned in its place; nothing is read before it is opened."""
    opened = st.expander("Choose other sentences", key=f"notebook.words.{pin.number}", on_change="rerun")
    if not opened.open:
        return
    with opened, refusals_shown(), st.form(f"notebook.words.{pin.number}.form", border=False):
        document = library.document(pin.document.id)
        if document.sha256 != pin.document.sha256:
            show(element("p", OTHER_FILE, "byline-only"))
        sentences = sentences_around(document, pin)
        ticked = [
            st.checkbox(
                " ".join(document.text[one.start : one.end].split()).translate(AS_TEXT),
                value=one.start < pin.evidence.end and one.end > pin.evidence.start,
                key=f"notebook.words.{pin.number}.{one.start}",
            )
            for one in sentences
        ]
        if st.form_submit_button("Pin these sentences", disabled=document.sha256 != pin.document.sha256):
            chosen = [one for one, is_ticked in zip(sentences, ticked, strict=True) if is_ticked]
            _choose(desk, pin, library, document, chosen)
            st.rerun()


def sentences_around(document: Document, pin: Pin) -> list[Sentence]:
    """The sentences before, of and behind a quote that can be pinned instead."""
    start, end = surroundings(document, pin.evidence.start, pin.evidence.end)
    found = [one for one in document.sentences if one.start < end and one.end > start]
    inside = [at for at, one in enumerate(found) if one.start < pin.evidence.end and one.end > pin.evidence.start]
    first, last = (inside[0], inside[-1]) if inside else (0, 0)
    return found[max(0, first - MOST_AROUND) : last + 1 + MOST_AROUND]


def _choose(desk: Desk, pin: Pin, library: Library, document: Document, chosen: Sequence[Sentence]) -> None:
    if not chosen:
        raise DeskError("no sentence is chosen: tick at least one")
    run = [one for one in document.sentences if chosen[0].start <= one.start <= chosen[-1].start]
    if len({one.voice for one in run}) > 1:
        raise DeskError("these sentences are not all the same person’s words: choose those of one")
    evidence = evidence_at(library, document, (run[0].start, run[-1].end), run[0].voice)
    notebook.choose_words(desk, pin.number, evidence)


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

    with st.container(key=f"byline-typed-note-{pin.number}"):
        st.text_area("Note", key=key, height=80, placeholder="What this quote is for", on_change=_do, args=(write,))


def _buttons(desk: Desk, pin: Pin, *, is_first: bool, is_last: bool) -> None:
    acts = (
        ("Move up", ":material/arrow_upward:", is_first, partial(notebook.move, desk, pin.number, by=-1)),
        ("Move down", ":material/arrow_downward:", is_last, partial(notebook.move, desk, pin.number, by=1)),
        ("Remove", ":material/delete:", False, partial(_remove, desk, pin)),
    )
    with st.container(horizontal=True, key=f"byline-acts-{pin.number}"):
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
