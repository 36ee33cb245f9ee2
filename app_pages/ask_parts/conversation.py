"""Hold this session's conversation: its turns, its address, and its place on the desk.

The address carries the current question with its filters, and a link restores them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlencode

import streamlit as st
from markupsafe import Markup

from answer.followup import carried
from answer.question import link_query, number_in, read_query
from answer.records import Answer, Filters, Lane
from app_pages.ask_parts.filters import preset
from app_pages.ask_parts.lanes import lane_section
from app_pages.drawing.clicks import Press, press_button
from app_pages.drawing.markup import element, wrapped
from app_pages.frame.desk_state import OPEN_DAMAGED
from desk import conversations
from desk.records import Desk, KeptTurn
from index.library import Library

TURNS = "ask.turns"
SUGGESTED = "ask.suggested"
NUMBER = "ask.conversation"
UNFOLDED = "ask.unfolded"
OPENED = "ask.opened"
"""The passage whose document is shown beside the answer."""

UNKEPT = "ask.unkept"
"""The turns that are not on the desk yet, oldest first."""

LANES_SIDE_BY_SIDE = 3
"""Kinds with a match that stand beside each other; of more, each has a row of its own, and one passage in sight."""

ROWS_SIDE_BY_SIDE = 3
"""Passages of each kind in sight where few kinds have a match."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A question, its answer, and its lanes as markup, drawn once.

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


def before() -> list[str]:
    """What a next question may lean on: the questions of the turns so far, oldest first."""
    return [carried(turn.asked, turn.answer.question) for turn in turns()]


def add(asked: str, answer: Answer, *, filters: Filters, at: datetime) -> Turn:
    """Add an answer, with the filters of its question, and return the new turn."""
    turn = Turn(asked, answer, _drawn(answer, len(turns())), link_query(answer.question, filters), at)
    turns().append(turn)
    unkept().append(turn)
    return turn


def extend(number: int, at: int, found: Lane) -> None:
    """Add to a turn's lane the further passages that were found, so that whatever is made of the answer has them."""
    turn = turns()[number]
    lanes = list(turn.answer.lanes)
    lanes[at] = replace(lanes[at], hits=(*lanes[at].hits, *found.hits), more=found.more, at_least=found.at_least)
    answer = replace(turn.answer, lanes=tuple(lanes))
    turns()[number] = replace(turn, answer=answer, lanes=_drawn(answer, number))


def _drawn(answer: Answer, number: int) -> tuple[Markup, ...]:
    rows = ROWS_SIDE_BY_SIDE if stand_beside(answer) else 1
    places = {lane.kind: at for at, lane in enumerate(answer.lanes)}
    return tuple(lane_section(lane, turn=number, at=places[lane.kind], rows=rows) for lane in in_order(answer))


def stand_beside(answer: Answer) -> bool:
    """Return whether so few kinds have a match that they stand side by side."""
    return sum(bool(lane.hits) for lane in answer.lanes) <= LANES_SIDE_BY_SIDE


def in_order(answer: Answer) -> list[Lane]:
    """The lanes as they are shown: those without a match below the others."""
    return sorted(answer.lanes, key=lambda lane: not lane.hits)


def unkept() -> list[Turn]:
    """The turns that are not on the desk: those that a link asked, and those that the desk refused."""
    found: list[Turn] = st.session_state.setdefault(UNKEPT, [])
    return found


def forget() -> None:
    """Begin a new conversation."""
    st.session_state[TURNS] = []
    st.session_state[UNKEPT] = []
    st.session_state.pop(UNFOLDED, None)
    st.session_state.pop(OPENED, None)
    st.session_state.pop(NUMBER, None)
    st.session_state.pop(OPEN_DAMAGED, None)


def unfolded() -> set[tuple[int, str]]:
    """Parts unfolded below the turns, each as the turn's position from 0 and the part's name."""
    found: set[tuple[int, str]] = st.session_state.setdefault(UNFOLDED, set())
    return found


def number() -> int | None:
    """The conversation's number on the desk; None until it is kept."""
    found: int | None = st.session_state.get(NUMBER)
    return found


def told() -> tuple[str, ...]:
    """What is damaged of the conversation that was opened."""
    found: tuple[str, ...] = st.session_state.get(OPEN_DAMAGED, ())
    return found


def name_number(kept_as: int) -> None:
    """Remember the number under which the desk keeps this conversation."""
    st.session_state[NUMBER] = kept_as


def suggest(question: str) -> None:
    """Ask this question in the next run."""
    st.session_state[SUGGESTED] = question


def suggested() -> str | None:
    """Return the suggestion that was pressed, once."""
    question: str | None = st.session_state.pop(SUGGESTED, None)
    return question


# The page's address: it carries the current question with its filters, and a link restores them.

TAKEN = "ask.taken"
CONVERSATION = "conversation"
"""Names the conversation in the address, so that loading the page again opens it; only its owner can."""


def linked(library: Library) -> tuple[str, Filters] | None:
    """Return the question and filters that the session's first address names, and preset the filters.

    Raises:
        QuestionError: the link cannot be read.
    """
    if turns() or st.session_state.get(TAKEN) == dict(st.query_params):
        return None
    named = [(name, value) for name in st.query_params for value in st.query_params.get_all(name)]
    question, filters = read_query(urlencode(named))
    if not question:
        return None
    preset(filters, library)
    return question, filters


def take() -> None:
    """Stop asking the address: its question was answered or refused, and the filters are now the person's."""
    st.session_state[TAKEN] = dict(st.query_params)


def carry() -> None:
    """Put the newest question into the address, unless the address names another already."""
    if turns() and "q" not in st.query_params:
        show(turns()[-1])


def show(turn: Turn) -> None:
    """Put this turn's question, filters and conversation into the address."""
    kept_as = number()
    named = {} if kept_as is None else {CONVERSATION: [str(kept_as)]}
    st.query_params.from_dict(parse_qs(turn.link, keep_blank_values=True) | named)


def begin_anew() -> None:
    """Begin a new conversation, with an address that asks nothing."""
    forget()
    st.query_params.clear()


# The conversation of this session and the desk: kept turn by turn, opened again by its address or from the list.

AGAIN = "ask again"
SEARCH = "search"
KEEP = "keep conversation"


def restore(desk: Desk) -> None:
    """Open the conversation that the address names, if the session has none and this owner has that one.

    Raises:
        BylineError: it cannot be read.
    """
    number = number_in(st.query_params.get(CONVERSATION, ""))
    if turns() or number is None:
        return
    if number in {one.number for one in conversations.listed(desk)}:
        reopen(desk, number)


def reopen(desk: Desk, number: int) -> None:
    """Show this kept conversation as it was.

    Raises:
        BylineError: it is not there, or cannot be read.
    """
    talk = conversations.read(desk, number)
    forget()
    for turn in talk.turns:
        add(turn.asked, turn.answer, filters=turn.answer.filters, at=turn.asked_at)
    st.session_state[UNKEPT] = []
    name_number(number)
    st.session_state[OPEN_DAMAGED] = talk.told
    show(turns()[-1])


def keep(desk: Desk) -> None:
    """Keep the turns of this session's conversation that are not on the desk yet.

    Raises:
        BylineError: one cannot be kept; the session has it all the same, and it is kept with the next.
    """
    while unkept():
        turn = unkept()[0]
        kept = KeptTurn(turn.asked, turn.asked_at, turn.answer)
        kept_as = number()
        if kept_as is None:
            name_number(conversations.begin(desk, kept))
        else:
            conversations.go_on(desk, kept_as, kept)
        unkept().pop(0)


def keep_pressed(press: Press, desk: Desk) -> None:
    """Keep what is not kept yet, if this is such a press.

    Raises:
        BylineError: it cannot be kept.
    """
    if press.what == KEEP and unkept():
        keep(desk)
        show(turns()[-1])


def asking_again(turn: Turn, at: int, library: Library) -> Markup:
    """Say that the documents were updated since the answer, if they were, with a button that asks again."""
    if is_of(turn.answer, library):
        return Markup()
    said = f"Answered on {turn.asked_at:%d %B %Y}. The documents have been updated since."
    button = press_button("Ask again", Press(AGAIN, str(at)), "byline-copy")
    return wrapped("p", element("span", said, "") + button, "byline-since", role="note")


def is_of(answer: Answer, library: Library) -> bool:
    """Return whether an answer was found in this generation of the library."""
    then, now = answer.generation, library.build.generation
    # A library made anew counts its generations from one again; only its time tells then.
    return (then, _second(answer.built_at)) == (now, _second(library.build.built_at))


def again_pressed(press: Press) -> None:
    """Ask a turn's question again in this run, if that was pressed and the page shows the turn."""
    shown = {str(at): turn for at, turn in enumerate(turns())}
    if press.what == AGAIN and press.place in shown:
        answer = shown[press.place].answer
        st.session_state[AGAIN] = answer.question, answer.filters


def search_pressed(press: Press) -> None:
    """Search for other words with a turn's filters in this run, if that was pressed and the page shows the turn."""
    number, _, words = press.place.partition(" ")
    shown = {str(at): turn for at, turn in enumerate(turns())}
    if press.what == SEARCH and number in shown and words.strip():
        st.session_state[AGAIN] = words, shown[number].answer.filters


def again() -> tuple[str, Filters] | None:
    """Return the question to ask again, with its filters, once."""
    found: tuple[str, Filters] | None = st.session_state.pop(AGAIN, None)
    return found


def _second(moment: datetime) -> datetime:
    """The time, in the precision that the desk keeps."""
    return moment.astimezone(UTC).replace(microsecond=0)
