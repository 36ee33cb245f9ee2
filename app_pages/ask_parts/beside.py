"""Show the document beside the answer: a passage where it stands, and what can be done with its quote.

The document is a part of the page that runs by itself (a fragment): opening a passage draws nothing else anew. The
script answer.js sends what is pressed, and keeps the place on the left.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import streamlit as st
from markupsafe import Markup

from answer.folding import mentions
from answer.question import number_in
from answer.reasons import reasons
from answer.records import Answer
from answer.wording import counted, published_words, shortened
from app_pages.ask_parts import conversation
from app_pages.ask_parts.lanes import CLOSEST, passage_place
from app_pages.documents_parts.document_text import PART_LENGTH, document_html, target
from app_pages.documents_parts.reader import page_html
from app_pages.drawing.clicks import Component, Press, listen, taken
from app_pages.drawing.kinds import kind_class, kind_word
from app_pages.drawing.marked_text import Mark, marked
from app_pages.drawing.markup import details, element, show, wrapped
from app_pages.drawing.quote_actions import open_link, quote_actions, use_buttons
from app_pages.drawing.source_line import partly_line, place_line, rules_line, voice_line
from app_pages.frame import engine
from app_pages.frame.faults import refusals_shown
from errors import BylineError, NoLibraryError
from index.library import Library
from index.originals import has_pages, page_word
from index.records import Hit
from ingest.records import Document, Span
from settings import Settings

SCRIPT = Path(__file__).with_name("answer.js")
PART = "ask.beside"

FIND, EVERYWHERE, EVERY_MENTION = "app_pages/find.py", "everywhere", "Find every mention"

CODE = re.compile(r"\b(?=[\w-]{0,30}\d)(?:[A-Z]\w{0,20}(?:-\w{1,20}){1,4}|[A-Z]{1,5}\d{1,6})\b")
"""A name with a number in it, such as of a part or a file: V-17, GR-2023-11, B52."""

LONGEST_WORDS = 200
"""Characters that are looked for in a document. Raised, longer words are found that nobody types."""

AROUND = PART_LENGTH // 3
"""Characters shown on either side of the place in a document that is longer than a part."""

GONE = "This document is not among your documents any more. These are its words as they were."
ELSEWHERE = "The document has changed since, and these words do not stand in this place any more."
CHANGED = "The document has changed since; these words have not."
MARKS_IN_A_SENTENCE = "Highlighted is the sentence that fits best; underlined are words that the question has too."

_answering: Component = st.components.v2.component("byline.answering", js=SCRIPT.read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Opened:
    """A passage that is open, what is looked for in its document, and whether its page is shown as it looks.

    `turn` and `lane` count from 0, `rank` from 1 (`CLOSEST`: the closest passage of a lane without a match); `mention`
    counts the places of `words` from 0, and is None while the passage itself is shown.
    """

    turn: int
    lane: int
    rank: int
    words: str = ""
    mention: int | None = None
    as_it_looks: bool = False

    @property
    def place(self) -> str:
        """The name under which the passage is opened."""
        return passage_place(self.turn, self.lane, self.rank)


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of an answer with the place under which it is opened."""

    place: str
    hit: Hit


@st.fragment
def show_beside(settings: Settings) -> None:
    """Show the document of the passage that is open, if one is, and take what is pressed in and for it."""
    pressed = taken(PART)
    with refusals_shown():
        library = engine.newest_library(settings)
        if pressed:
            _act_on(pressed, library)
        opened = _opened()
        if opened:
            show(_panel(opened, settings, library))
    listen(_answering, PART)


def _opened() -> Opened | None:
    found: Opened | None = st.session_state.get(conversation.OPENED)
    return found if found and _hit(found) else None


def _hit(opened: Opened) -> Hit | None:
    """The passage that is opened; None where the conversation has none of this place."""
    turns = conversation.turns()
    lanes = turns[opened.turn].answer.lanes if opened.turn < len(turns) else ()
    if opened.lane >= len(lanes):
        return None
    lane = lanes[opened.lane]
    if opened.rank == CLOSEST:
        return lane.nearest_miss
    return lane.hits[opened.rank - 1] if opened.rank <= len(lane.hits) else None


def _act_on(press: Press, library: Library) -> None:
    """Open a passage, close it, or look for words in its document; ignore what no button of the page can send."""
    if press.what == EVERYWHERE:
        st.switch_page(FIND, query_params={"q": press.place[:LONGEST_WORDS]})
    elif press.what == "close":
        st.session_state.pop(conversation.OPENED, None)
    elif press.what == "open":
        st.session_state[conversation.OPENED] = _at(press.place, _opened())
    elif opened := _opened():
        st.session_state[conversation.OPENED] = _looked_for(press, opened, library)


def _at(place: str, before: Opened | None) -> Opened | None:
    """The passage of this place, shown as the one before was; None for no place."""
    match [number_in(part) for part in place.split()]:
        case [int(turn), int(lane), int(rank)]:
            opened = Opened(turn, lane, rank)
            return replace(opened, words=before.words, as_it_looks=before.as_it_looks) if before else opened
    return None


def _looked_for(press: Press, opened: Opened, library: Library) -> Opened:
    match press.what:
        case "find":
            words = press.place[:LONGEST_WORDS]
            hit = _hit(opened)
            found = _mentions(words, _document(library, hit)) if hit else ()
            after = (at for at, (start, _) in enumerate(found) if hit and start >= hit.start)
            return replace(opened, words=words, mention=next(after, 0) if found else None)
        case "mention":
            return replace(opened, mention=number_in(press.place))
        case "page":
            return replace(opened, as_it_looks=not opened.as_it_looks)
    return opened


def _document(library: Library, hit: Hit) -> Document | None:
    """Today's document of a passage; None where there is none any more."""
    try:
        return library.document(hit.document.id)
    except NoLibraryError:
        return None


def _mentions(words: str, document: Document | None) -> tuple[Span, ...]:
    return mentions(words, document.text) if document and words else ()


# The document as HTML: its source, the hits in it, its text with what is looked for, and what can be done.


def _panel(opened: Opened, settings: Settings, library: Library) -> Markup:
    answer = conversation.turns()[opened.turn].answer
    hit = _hit(opened)
    document = _document(library, hit) if hit else None

    def page(number: int, place: Span) -> Markup:
        try:
            return page_html(settings, document, number, place) if document else Markup()
        except BylineError as error:  # its text is there all the same
            return element("p", shortened(str(error)), "byline-refusal")

    return panel(answer, opened, document, page)


def hits_in_document(answer: Answer, opened: Opened) -> tuple[Passage, ...]:
    """All passages that the answer has of the document that is open, in the document's order."""
    lane = answer.lanes[opened.lane]
    if opened.rank == CLOSEST:
        return (Passage(opened.place, lane.nearest_miss),) if lane.nearest_miss else ()
    document = lane.hits[opened.rank - 1].document.id
    found = [
        Passage(replace(opened, rank=rank).place, hit)
        for rank, hit in enumerate(lane.hits, start=1)
        if hit.document.id == document
    ]
    return tuple(sorted(found, key=lambda one: one.hit.evidence.start))


def panel(
    answer: Answer, opened: Opened, document: Document | None, page: Callable[[int, Span], Markup] | None = None
) -> Markup:
    """Draw a passage in its document.

    Args:
        answer: the answer that has the passage.
        opened: which passage it is, and how it is shown.
        document: today's; None where it is gone.
        page: draws a page of the document, from 1, with the lines of a place boxed.
    """
    hits = hits_in_document(answer, opened)
    at = next(number for number, one in enumerate(hits) if one.place == opened.place)
    hit = hits[at].hit
    here = document if document and document.text[hit.start : hit.end] == hit.text else None
    found = _mentions(opened.words, here)
    shown = opened.mention if opened.mention is not None and opened.mention < len(found) else None
    place = (hit.evidence.start, hit.evidence.end) if shown is None else found[shown]
    tools = _hits(hits, at) + _page_button(here, opened) + _finding(opened.words, len(found), shown)
    picture = (
        page(page_of(here, place), place) if page and here and has_pages(here) and opened.as_it_looks else Markup()
    )
    text = _text(here, hits, hit, found, place) if here else _as_it_was(hit)
    return wrapped(
        "aside",
        _head(hit, tools) + _since(hit, document) + _scrolling(picture + text) + _foot(hit, answer.question, here),
        f"byline-panel {kind_class(hit.document.source.kind)}",
        aria_label=f"Document: {hit.document.source.title}",
        data_byline="document",
        data_passage=opened.place,
    )


def page_of(document: Document, place: Span) -> int:
    """The page of a place, from 1."""
    return max(bisect_right(document.page_starts, place[0]), 1)


def _page_button(document: Document | None, opened: Opened) -> Markup:
    if not document or not has_pages(document):
        return Markup()
    said, pressed = f"Show the {page_word(document.id)}", "true" if opened.as_it_looks else "false"
    return element("button", said, "byline-step", type="button", data_page="", aria_pressed=pressed)


def _head(hit: Hit, tools: Markup) -> Markup:
    source = hit.document.source
    facts = (source.publisher, source.author, published_words(source))
    named = Markup().join(element("span", fact, "byline-fact") for fact in facts if fact)
    kind = element("span", kind_word(source.kind), "byline-kind")
    shut = wrapped("button", "×", "byline-panel-close", type="button", data_close="", aria_label="Close the document")
    return wrapped(
        "header",
        wrapped("p", named + kind, "byline-panel-source")
        + shut
        + element("h2", source.title, "byline-panel-title")
        + _copies(hit)
        + partly_line(hit.document.partly)
        + wrapped("div", tools, "byline-panel-tools"),
        "byline-panel-head",
    )


def _hits(hits: Sequence[Passage], at: int) -> Markup:
    """Say which hit of how many this is, with buttons to the one before and the next."""
    if hits[at].place.endswith(f" {CLOSEST}"):
        return element("span", "closest passage, no match", "byline-steps")
    before = _step("Previous hit", "◂", hits[at - 1].place if at else "")
    after = _step("Next hit", "▸", hits[at + 1].place if at + 1 < len(hits) else "")
    said = element("span", f"{at + 1} of {counted(len(hits), 'hit')}", "byline-step-count")
    return wrapped("span", before + said + after, "byline-steps byline-hits")


def _step(name: str, sign: str, place: str) -> Markup:
    led = {"data_passage": place} if place else {"disabled": ""}
    return wrapped("button", sign, "byline-step", type="button", aria_label=name, title=name, **led)


def _finding(words: str, found: int, at: int | None) -> Markup:
    """A field for words to look for in the document, and which of their places is shown."""
    field = Markup(
        '<input class="byline-find" type="search" placeholder="Find in document" aria-label="Find in document"'
        ' maxlength="{}" autocomplete="off" value="{}">'
    ).format(LONGEST_WORDS, words)
    if not words:
        return wrapped("span", field, "byline-finding-in")
    said = f"{0 if at is None else at + 1} of {found:,}" if found else "not in this document"
    count = element("span", said, "byline-step-count", role="status")
    field += element("button", "In all documents", "byline-step", type="button", data_everywhere=words)
    steps = (
        count
        if found < 2
        else _to_mention("Previous mention", "◂", at, found, -1)
        + count
        + _to_mention("Next mention", "▸", at, found, 1)
    )
    return wrapped("span", field + wrapped("span", steps, "byline-steps"), "byline-finding-in")


def _to_mention(name: str, sign: str, at: int | None, found: int, by: int) -> Markup:
    place = str(((0 if by > 0 else found - 1) if at is None else at + by) % found)
    return wrapped("button", sign, "byline-step", type="button", aria_label=name, title=name, data_mention=place)


def _text(document: Document, hits: Sequence[Passage], hit: Hit, found: Sequence[Span], place: Span) -> Markup:
    others = [one.hit.evidence for one in hits if one.hit is not hit]
    marks = [
        target((hit.evidence.start, hit.evidence.end)),
        *(Mark(one.start, one.end, "mark", "byline-evidence byline-other") for one in others),
        *(Mark(*span, "mark", _found_class(span == place)) for span in found),
        *_leading_everywhere(hit),
    ]
    part = around(document, place)
    return document_html(document, part, marks) + _rest(document, part, hit)


def _leading_everywhere(hit: Hit) -> Iterator[Mark]:
    """Mark the words that the question has too, and the codes of the passage: each leads to every mention of it."""
    codes = [(hit.start + one.start(), hit.start + one.end()) for one in CODE.finditer(hit.text)]
    attributes = (("role", "link"), ("tabindex", "0"), ("data_everywhere", ""))
    yield from (Mark(*span, "span", "byline-code", EVERY_MENTION, attributes) for span in codes)
    for start, end in hit.matched:
        inside = any(first <= start and end <= last for first, last in codes)
        yield Mark(start, end, "u", "byline-matched", *(() if inside else (EVERY_MENTION, attributes)))


def _found_class(is_shown: bool) -> str:  # noqa: FBT001
    return "byline-found byline-found-here" if is_shown else "byline-found"


def around(document: Document, place: Span) -> Span:
    """The part of a document that is shown around a place: all of it, unless it is long."""
    length = len(document.text)
    if length <= PART_LENGTH:
        return 0, length
    first, last = max(0, place[0] - AROUND), min(length, place[1] + AROUND)
    starts = [block.start for block in document.blocks if first <= block.start <= place[0]]
    ends = [block.end for block in document.blocks if place[1] <= block.end <= last]
    return min(starts, default=first), max(ends, default=last)


def _rest(document: Document, part: Span, hit: Hit) -> Markup:
    """Return where only a part is shown: the way to the whole document."""
    if part == (0, len(document.text)):
        return Markup()
    said = element("span", "This is a part of the document.", "")
    whole = open_link(document.id, (hit.evidence.start, hit.evidence.end), hit.document.source.title)
    return wrapped("p", said + whole, "byline-panel-rest")


def _as_it_was(hit: Hit) -> Markup:
    marks = [target((hit.evidence.start, hit.evidence.end))]
    return wrapped("blockquote", marked(hit.text, hit.start, marks), "byline-text", dir="auto")


def _scrolling(text: Markup) -> Markup:
    return wrapped("div", text, "byline-panel-text", tabindex="0", role="region", aria_label="Text of the document")


def _since(hit: Hit, document: Document | None) -> Markup:
    """Say in one line what changed since the answer; empty if nothing did."""
    if document is None:
        said = GONE
    elif document.text[hit.start : hit.end] != hit.text:
        said = ELSEWHERE
    else:
        said = "" if document.sha256 == hit.document.sha256 else CHANGED
    return element("p", said, "byline-since", role="note") if said else Markup()


def _copies(hit: Hit) -> Markup:
    """Draw the names of other documents of the passage's origin that have it too."""
    if not hit.copies:
        return Markup()
    names = "; ".join(f"{label.source.title} ({label.id})" for label in hit.copies)
    return element("p", f"Same story also in: {names}", "byline-copies")


def _foot(hit: Hit, question: str, document: Document | None) -> Markup:
    actions = quote_actions(hit.document, hit.evidence, stands=document is not None)
    return wrapped("footer", voice_line(hit.evidence) + actions + _about(hit, question), "byline-panel-foot")


def _about(hit: Hit, question: str) -> Markup:
    """Return why the passage is there, who set its label, and its place."""
    lines = Markup().join(
        wrapped("div", element("dt", reason.name, "") + element("dd", reason.words, ""), "byline-reason")
        for reason in reasons(hit, question)
    )
    evidence = hit.evidence
    inside = (
        wrapped("p", MARKS_IN_A_SENTENCE, "byline-place")
        + wrapped("dl", lines, "byline-reasons")
        + rules_line(hit.document.source)
        + place_line(hit.document.id, (evidence.start, evidence.end), evidence.page)
        + use_buttons(hit, question)
    )
    return details("Why, label and place", wrapped("div", inside, "byline-about"))
