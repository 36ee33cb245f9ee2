"""Find what this run asks, show its answer as soon as it is there, and act on what was pressed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import streamlit as st

from answer.ask import ask, ask_after
from answer.disagreements import among
from answer.question import measure
from answer.records import Filters
from app_pages.ask_parts import conversation
from app_pages.ask_parts.conversation import again_pressed, keep_pressed, search_pressed
from app_pages.ask_parts.conversation_list import open_pressed
from app_pages.ask_parts.lanes import MORE, MORE_AT_ONCE
from app_pages.ask_parts.taking_away import unfold_pressed
from app_pages.ask_parts.turns import question_html, scroll_to_newest, turn_html
from app_pages.drawing.clicks import Press
from app_pages.drawing.disagreements import disagreements_html
from app_pages.drawing.markup import show
from app_pages.drawing.quote_actions import pin_pressed, quotes_of, say_pressed
from app_pages.frame import engine
from app_pages.frame.faults import refusals_shown
from app_pages.frame.keep_asking import keep_asking_pressed
from desk.records import Desk
from errors import QuestionError
from index.library import Library
from settings import Settings

QUESTION_AFTER_S = 0.08
"""Seconds after which a question is shown without its answer. Lowered, the page is drawn once more for most answers."""

ASKED_AT_ONCE = 16
"""Questions that are answered at once; raised, they compete for the cores; lowered, more of them wait for others."""

BESIDE_AN_ANSWER = "disagree about what these passages say"

_ASKING = ThreadPoolExecutor(ASKED_AT_ONCE, "asking")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question (empty if nothing is asked) and its filters (None: those beside the page).

    `by_link`: the address asks it, which another page may have made, and not the person.
    """

    question: str = ""
    filters: Filters | None = None
    by_link: bool = False

    @property
    def is_typed(self) -> bool:
        """Whether the question may lean on earlier turns; one that came with filters was completed before."""
        return self.filters is None


def asked(library: Library) -> Asked:
    """Return the question of this run, and draw the field for the next one at the bottom of the page."""
    with st.bottom:
        typed = st.chat_input("Ask your documents") or conversation.suggested()
    again = conversation.again()
    if typed or again:
        return Asked(*again) if again else Asked(typed or "")
    with refusals_shown():
        linked = conversation.linked(library)
        if linked:
            return Asked(*linked, by_link=True)
    return Asked()


# Asking a question: its answer, on the page as soon as it is there, and kept.


def answer_now(settings: Settings, library: Library, desk: Desk, now: Asked, *, filters: Filters) -> None:
    """Ask, show and keep the answer; a refusal is shown in its place.

    `filters` are those beside the page, used if the question has none of its own.
    """
    st.session_state.pop(conversation.OPENED, None)
    place, number = st.empty(), len(conversation.turns())
    filters = now.filters or filters
    with refusals_shown():
        measure(now.question)
        before = conversation.before() if now.is_typed else []
        encoder, reranker = engine.warm_encoder(settings), engine.reranker(settings.reranker)
        asking = _ASKING.submit(ask_after, library, encoder, now.question, before, filters=filters, reranker=reranker)
        if wait([asking], timeout=QUESTION_AFTER_S).not_done:
            show(question_html(now.question), place)
        answer = asking.result()
        turn = conversation.add(now.question, answer, filters=filters, at=datetime.now(UTC))
        show(turn_html(turn, number, library), place)
        if not now.by_link:
            with refusals_shown():
                conversation.keep(desk)
        conversation.show(turn)
    conversation.take()
    scroll_to_newest()


def show_disagreeing(settings: Settings, library: Library) -> None:
    """Show under the newest answer what documents say otherwise than its passages, where that is known by now."""
    found = engine.disagreements(settings, library)
    turns = conversation.turns()
    if found and turns:
        hits = [hit for lane in turns[-1].answer.lanes for hit in lane.hits]
        markup = disagreements_html(among(found, hits), BESIDE_AN_ANSWER)
        if markup:
            show(markup)


# What was pressed on the Ask page, done.


def act_on(press: Press, settings: Settings, library: Library, desk: Desk) -> None:
    """Do what was pressed; ignore a press that no button of this page can make.

    Raises:
        BylineError: it cannot be done.
    """
    unfold_pressed(press)
    again_pressed(press)
    search_pressed(press)
    more_pressed(press, settings, library)
    keep_pressed(press, desk)
    keep_asking_pressed(press, settings, library)
    answers = [turn.answer for turn in conversation.turns()]
    pin_pressed(desk, press, quotes_of(answers))
    say_pressed(desk, press, answers)
    open_pressed(desk, press)


def more_pressed(press: Press, settings: Settings, library: Library) -> None:
    """Find further passages of a kind, if that was pressed and the page shows the kind.

    Raises:
        QuestionError: the documents were updated since, so that their passages may have other ranks now.
    """
    places = {
        f"{number} {at}": (number, at)
        for number, turn in enumerate(conversation.turns())
        for at, _ in enumerate(turn.answer.lanes)
    }
    if press.what != MORE or press.place not in places:
        return
    number, at = places[press.place]
    answer = conversation.turns()[number].answer
    if not conversation.is_of(answer, library):
        raise QuestionError("no further passages: the documents have been updated since this answer; ask again")
    lane = answer.lanes[at]
    found = ask(
        library,
        engine.warm_encoder(settings),
        answer.question,
        k=MORE_AT_ONCE,
        offset=len(lane.hits),
        filters=replace(answer.filters, kinds=(lane.kind,)),
        reranker=engine.reranker(settings.reranker),
    )
    conversation.extend(number, at, next(one for one in found.lanes if one.kind == lane.kind))
