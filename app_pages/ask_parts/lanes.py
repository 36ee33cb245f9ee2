"""Draw a lane as HTML: what one kind of source has on a question, a row for each passage."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from answer.reasons import beside_words
from answer.records import Lane, Standing
from answer.wording import published_words, recognised_words, searched_words, voice_words
from app_pages.drawing.clicks import Press, press_button
from app_pages.drawing.kinds import kind_class, kind_word
from app_pages.drawing.marked_text import Mark, marked
from app_pages.drawing.markup import element, wrapped
from app_pages.drawing.source_line import facts_of
from index.records import Hit, Strength

MORE = "more"
MORE_AT_ONCE = 10
"""Passages that one press adds to a kind. Raised, the page grows by more than is read at once."""

CLOSEST = 0
"""The rank under which the closest passage of a lane without a match is opened; those of others begin at 1."""


# A passage as a row: the sentence that fits best, whose words it is, and its source. A press shows its document.


def passage_row(hit: Hit, *, rank: int, among: Standing, place: str) -> Markup:
    """Draw a passage found for a question as a row.

    Args:
        hit: what was found.
        rank: its rank in its lane, from 1.
        among: what the lane says of all its passages.
        place: under what it is opened (`passage_place`).
    """
    is_weaker = hit.strength is Strength.WEAK and among is Standing.ANSWERS
    shown = wrapped("span", f"{rank}.", "byline-rank") + _said(hit, is_weaker=is_weaker)
    further = " byline-row-further" if rank > 1 else ""
    day = hit.document.source.published
    known = {"data_whose": hit.evidence.voice.kind.value, "data_day": day.isoformat() if day else ""}
    return wrapped("button", shown, f"byline-row{further}", type="button", data_passage=place, **known)


def passage_place(turn: int, lane: int, rank: int) -> str:
    """The name under which a passage is opened: the turn and its lane, both from 0, and the passage's rank in it."""
    return f"{turn} {lane} {rank}"


def _said(hit: Hit, *, is_weaker: bool) -> Markup:
    """The evidence sentence, and below it whose words it is, its source and its day."""
    evidence, source = hit.evidence, hit.document.source
    matched = [Mark(start, end, "u", "byline-matched") for start, end in hit.matched]
    words = marked(evidence.text, evidence.start, matched)
    sentence = wrapped("span", words, "byline-sentence", dir="auto", data_byline="evidence", data_kind=source.kind)
    weak = element("span", Standing.RELATED.match, "byline-weak") if is_weaker else Markup()
    voice = element("span", voice_words(evidence.voice), f"byline-whose byline-voice-{evidence.voice.kind.value}")
    read = recognised_words(evidence.recognised)
    machine = element("span", read, "byline-read") if read else Markup()
    named = source.publisher or source.author
    facts = facts_of(named or source.title, published_words(source))
    title = element("span", source.title, "byline-of") if named else Markup()  # where it is narrow it is left out
    line = wrapped("span", weak + voice + machine + facts + title, "byline-row-facts")
    beside = element("span", beside_words(hit), "byline-row-beside") if hit.beside else Markup()
    return wrapped("span", sentence + line + beside, "byline-row-said")


# A lane as HTML: what one kind of source has on a question.


def lane_section(lane: Lane, *, turn: int, at: int, rows: int) -> Markup:
    """Draw a lane: its heading, then its passages, or what was searched in vain.

    Args:
        lane: what was found.
        turn: the position of its answer in the conversation, from 0.
        at: the position of the lane in its answer, from 0.
        rows: the passages that are in sight; the others unfold.
    """
    body = _passages(lane, turn, at, rows=rows) if lane.hits else _nothing(lane, passage_place(turn, at, CLOSEST))
    marks = {"aria_label": kind_word(lane.kind), "data_byline": "kind", "data_kind": lane.kind}
    quiet = "" if lane.hits else " byline-lane-quiet"
    return wrapped("section", _heading(lane) + body, f"byline-lane{quiet} {kind_class(lane.kind)}", **marks)


def _heading(lane: Lane) -> Markup:
    name = element("h3", kind_word(lane.kind), "byline-kind")
    if not lane.searched.documents:
        return wrapped("header", name, "byline-lane-head")
    standing = element("span", lane.standing.match, f"byline-standing byline-standing-{lane.standing.value}")
    searched = Markup() if lane.hits else element("span", searched_words(lane.searched), "byline-searched")
    return wrapped("header", name + wrapped("p", standing + searched, "byline-lane-facts"), "byline-lane-head")


def _passages(lane: Lane, turn: int, at: int, *, rows: int) -> Markup:
    drawn = [
        passage_row(hit, rank=rank, among=lane.standing, place=passage_place(turn, at, rank))
        for rank, hit in enumerate(lane.hits, start=1)
    ]
    return Markup().join(drawn[:rows]) + (_more(lane, drawn, rows, (turn, at)) if drawn[1:] else Markup())


def _more(lane: Lane, drawn: Sequence[Markup], rows: int, place: tuple[int, int]) -> Markup:
    """Draw what unfolds the rows below the first ones, which on a phone are hidden but for the very first.

    Below them a button fetches further passages, until none is left.
    """
    wide, narrow = (f"{matches_words(lane, but=seen)} more" for seen in (rows, 1))
    said = wrapped("span", wide, "byline-if-wide") + wrapped("span", narrow, "byline-if-narrow")
    needed = "" if drawn[rows:] else " byline-if-narrow"
    further = _further(lane, *place) if lane.more else Markup()
    rest = wrapped("summary", said, "") + Markup().join(drawn[rows:]) + further
    return wrapped("details", rest, f"byline-details byline-more{needed}", data_fold=str(place[1]))


def _further(lane: Lane, turn: int, at: int) -> Markup:
    said = f"{min(lane.more, MORE_AT_ONCE)} more"
    first = passage_place(turn, at, len(lane.hits) + 1)
    return press_button(said, Press(MORE, f"{turn} {at}"), "byline-further", data_next=first)


def matches_words(lane: Lane, *, but: int = 0) -> str:
    """Count the passages that match, without some; "+" where there may be more than were looked for."""
    return f"{len(lane.hits) + lane.more - but:,}{'+' if lane.at_least else ''}"


def _nothing(lane: Lane, place: str) -> Markup:
    if not lane.searched.documents:
        return element("p", "Not searched: the filters leave no document of this kind.", "byline-nothing")
    if lane.nearest_miss is None:
        return element("p", "There is no closest passage either.", "byline-nothing")
    closest = element("button", "Closest passage", "byline-copy", type="button", data_passage=place)
    return wrapped("p", closest, "byline-nothing")
