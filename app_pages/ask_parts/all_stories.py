"""Ask every story at once: kind by kind the rows of all of them, each with the name of its story."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st
from markupsafe import Markup

from answer.across import Across, SharedLane
from answer.ask import DEFAULT_HITS
from answer.question import measure, number_in
from answer.records import Answer
from answer.wording import published_words, said_words, searched_words
from app_pages.documents_parts.places import READER, place_of
from app_pages.drawing.clicks import Press, follow_clicks, press_button
from app_pages.drawing.kinds import kind_class, kind_word
from app_pages.drawing.marked_text import Mark, furniture_marks, marked
from app_pages.drawing.markup import details, element, show, wrapped
from app_pages.drawing.source_line import facts_of
from app_pages.frame import engine, stories
from app_pages.frame.faults import refusals_shown
from doors.stories import ask_all
from index.records import Hit, Strength
from settings import Settings

OPEN_IN = "open in story"
PURPOSE = "Ask every story on your list. Kinds stay apart, and each row names its story. These answers are not kept."
SPOKEN_OF = "In one story:"


@dataclass(frozen=True, slots=True)
class Place:
    """A row of an answer: the position of the question, of the kind, and of the row, each from 0."""

    turn: int
    lane: int
    row: int


def show_all(pressed: Press | None) -> None:
    """The Ask page while all stories are open."""
    found: list[Across] = st.session_state.setdefault(stories.ACROSS, [])
    _open_pressed(pressed, found)
    with st.bottom:
        question = st.chat_input("Ask every story")
    if question:
        with refusals_shown(), st.spinner("Asking every story…"):
            measure(question)
            found.append(ask_all(stories.listed().values(), lambda of: _ask(of, question), question, k=DEFAULT_HITS))
    if not found:
        show(wrapped("p", PURPOSE, "byline-welcome"))
    for turn, across in enumerate(found):
        show(_across(across, turn, is_newest=turn == len(found) - 1))
    follow_clicks("ask")


def _ask(settings: Settings, question: str) -> Answer:
    return engine.reader(settings).ask(question, k=DEFAULT_HITS)


def _open_pressed(pressed: Press | None, found: list[Across]) -> None:
    """Open a row's document in its story, if that was pressed and the page shows the row."""
    match [number_in(part) for part in pressed.place.split()] if pressed and pressed.what == OPEN_IN else []:
        case [int(turn), int(lane), int(row)] if turn < len(found) and lane < len(found[turn].lanes):
            shared = found[turn].lanes[lane]
            hits = [*shared.lane.hits, *([shared.lane.nearest_miss] if shared.lane.nearest_miss else [])]
            names = [*(name for name, _ in shared.of), shared.nearest_of]
            if row < len(hits):
                evidence = hits[row].evidence
                stories.switch(names[row])
                st.switch_page(READER, query_params=place_of(hits[row].document.id, (evidence.start, evidence.end)))


# The answer of all stories as HTML.


def _across(across: Across, turn: int, *, is_newest: bool) -> Markup:
    faults = Markup().join(
        element("p", f"Not asked: {name} ({fault})", "byline-older") for name, fault in across.faults.items()
    )
    lanes = Markup().join(_lane(shared, turn, at) for at, shared in enumerate(across.lanes))
    body = faults + wrapped("div", lanes, "byline-lanes byline-lanes-below")
    if is_newest:
        head = element("h2", across.question, "byline-question") + element("p", across.summary, "byline-summary")
        return head + wrapped("div", body, "byline-turn")
    head = element("h2", across.question, "byline-asked") + element("p", across.summary, "byline-had")
    return wrapped("details", wrapped("summary", head, "byline-earlier-head") + body, "byline-earlier")


def _lane(shared: SharedLane, turn: int, at: int) -> Markup:
    lane = shared.lane
    standing = element("span", lane.standing.match, f"byline-standing byline-standing-{lane.standing.value}")
    facts = standing + element("span", searched_words(lane.searched), "byline-searched")
    head = element("h3", kind_word(lane.kind), "byline-kind") + wrapped("p", facts, "byline-lane-facts")
    rows = Markup().join(
        _row(hit, name, Place(turn, at, row), rank=f"{row + 1}.")
        for row, (hit, (name, _)) in enumerate(zip(lane.hits, shared.of, strict=True))
    )
    if lane.nearest_miss:
        closest = _row(lane.nearest_miss, shared.nearest_of, Place(turn, at, 0), rank="–")
        rows = details("Closest passage", closest)
    more = element("p", f"{lane.more:,} more in the stories themselves.", "byline-only") if lane.more else Markup()
    marks = {"aria_label": kind_word(lane.kind), "data_byline": "kind", "data_kind": lane.kind}
    inside = wrapped("header", head, "byline-lane-head") + rows + more
    return wrapped("section", inside, f"byline-lane {kind_class(lane.kind)}", **marks)


def _row(hit: Hit, story: str, place: Place, *, rank: str) -> Markup:
    """Draw a passage: its story, the sentence that fits best, whose words it is, its source, and the way to it."""
    evidence, source = hit.evidence, hit.document.source
    weak = "weak match" if hit.strength is Strength.WEAK else None
    facts = (weak, said_words(evidence), source.title, source.publisher, source.author, published_words(source))
    name = element("span", f"{rank} ", "byline-rank") + element("strong", story, "byline-story")
    sentence = element("blockquote", evidence.text, "byline-text", data_byline="evidence", data_kind=source.kind)
    marks = [Mark(evidence.start, evidence.end, "mark", "byline-evidence"), *furniture_marks(hit.furniture)]
    whole = details("The whole passage", wrapped("p", marked(hit.text, hit.start, marks), "byline-text", dir="auto"))
    press = Press(OPEN_IN, f"{place.turn} {place.lane} {place.row}")
    opening = press_button(f"Open in {story}", press, "byline-copy")
    line = wrapped("p", facts_of(*facts), "byline-label") + wrapped("p", opening, "byline-actions")
    return wrapped(
        "article", wrapped("p", name, "byline-day") + wrapped("div", sentence + line + whole, ""), "byline-mention"
    )
