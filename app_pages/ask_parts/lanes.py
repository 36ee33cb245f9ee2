"""Draw a lane as HTML: what one kind of source has on a question, a row for each passage that opens as a card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from answer.reasons import reasons
from answer.records import Lane, Standing
from answer.wording import counted, published_words, recognised_words, searched_words, voice_words
from app_pages.drawing.kinds import kind_class, kind_word
from app_pages.drawing.marked_text import Mark, furniture_marks, marked, surroundings
from app_pages.drawing.markup import details, element, wrapped
from app_pages.drawing.quote_actions import quote_actions, use_buttons
from app_pages.drawing.source_line import facts_of, partly_line, place_line, rules_line, source_line, voice_line
from index.records import Hit, Strength
from ingest.records import BlockKind, Document

GONE = "This document is not among your documents any more. These are its words as they were."
ELSEWHERE = "The document has changed since, and these words do not stand in this place any more."
CHANGED = "The document has changed since; these words have not."


def as_it_was(hit: Hit, document: Document | None) -> Document | None:
    """Return today's document if the passage still stands in it unchanged, else None."""
    return document if document and document.text[hit.start : hit.end] == hit.text else None


def since_then(hit: Hit, document: Document | None) -> Markup:
    """Say in one line what changed since the answer; empty if nothing did."""
    if document is None:
        said = GONE
    elif as_it_was(hit, document) is None:
        said = ELSEWHERE
    else:
        said = "" if document.sha256 == hit.document.sha256 else CHANGED
    return element("p", said, "byline-since", role="note") if said else Markup()


STANDING_WORDS = {
    Standing.ANSWERS: "strong match",
    Standing.RELATED: "weak match",
    Standing.NOTHING: "no match",
}


# A passage as a row: the sentence that fits best, whose words it is, and its source. The row opens as a card, with the
# whole passage, its surroundings, and what can be done with it.

MARKS_IN_A_SENTENCE = "Highlighted is the sentence that fits best; underlined are words that the question has too."


def passage_row(hit: Hit, document: Document | None, question: str, *, rank: int, among: Standing) -> Markup:
    """Draw a passage found for a question as a row that opens; `among` is what its lane says of all its passages."""
    is_weaker = hit.strength is Strength.WEAK and among is Standing.ANSWERS
    said = _said(hit, is_weaker=is_weaker)
    head = wrapped("summary", wrapped("span", f"{rank}.", "byline-rank") + said, "byline-row-head")
    further = " byline-row-further" if rank > 1 else ""
    return wrapped("details", head + passage_card(hit, document, question) + _copies(hit), f"byline-row{further}")


def _said(hit: Hit, *, is_weaker: bool) -> Markup:
    """The evidence sentence, and below it whose words it is, its source and its day."""
    evidence, source = hit.evidence, hit.document.source
    matched = [Mark(start, end, "u", "byline-matched") for start, end in hit.matched]
    words = marked(evidence.text, evidence.start, matched)
    sentence = wrapped("span", words, "byline-sentence", dir="auto", data_byline="evidence", data_kind=source.kind)
    weak = element("span", STANDING_WORDS[Standing.RELATED], "byline-weak") if is_weaker else Markup()
    voice = element("span", voice_words(evidence.voice), f"byline-whose byline-voice-{evidence.voice.kind.value}")
    read = recognised_words(evidence.recognised)
    machine = element("span", read, "byline-read") if read else Markup()
    named = source.publisher or source.author
    facts = facts_of(named or source.title, published_words(source))
    title = element("span", source.title, "byline-of") if named else Markup()  # where it is narrow it is left out
    line = wrapped("span", weak + voice + machine + facts + title, "byline-row-facts")
    return wrapped("span", sentence + line, "byline-row-said")


def passage_card(hit: Hit, document: Document | None, question: str) -> Markup:
    """Draw the card of a passage found for a question.

    `document` is today's. If the passage no longer stands in it, the card says so and offers no context.
    """
    here = as_it_was(hit, document)
    actions = quote_actions(hit.document, hit.evidence, stands=here is not None, more=use_buttons(hit, question))
    source = hit.document.source
    parts = (
        wrapped("h4", element("span", source.title, "byline-title"), "byline-heading"),
        source_line(source),
        partly_line(hit.document.partly),
        voice_line(hit.evidence),
        wrapped("blockquote", marked(hit.text, hit.start, _marks(hit, here)), "byline-text", dir="auto"),
        since_then(hit, document),
        actions,
        _why(hit, question),
        _in_context(hit, here) if here else Markup(),
    )
    return wrapped("article", Markup().join(parts), "byline-card")


def _marks(hit: Hit, document: Document | None) -> list[Mark]:
    evidence = Mark(hit.evidence.start, hit.evidence.end, "mark", "byline-evidence")
    headings = [
        Mark(block.start, block.end, "strong", "byline-subheading")
        for block in (document.blocks if document else ())
        if block.kind is BlockKind.HEADING
    ]
    furniture = furniture_marks(document.furniture if document else hit.furniture)
    matched = [Mark(start, end, "u", "byline-matched") for start, end in hit.matched]
    return [evidence, *headings, *furniture, *matched]


def _why(hit: Hit, question: str) -> Markup:
    lines = Markup().join(
        wrapped("div", element("dt", reason.name, "") + element("dd", reason.words, ""), "byline-reason")
        for reason in reasons(hit, question)
    )
    legend = wrapped("p", MARKS_IN_A_SENTENCE, "byline-place")
    label = rules_line(hit.document.source)
    return details("Why this passage", legend + wrapped("dl", lines, "byline-reasons") + label)


def _in_context(hit: Hit, document: Document) -> Markup:
    start, end = surroundings(document, hit.start, hit.end)
    passage = Mark(hit.start, hit.end, "span", "byline-here")
    text = marked(document.text[start:end], start, [passage, *_marks(hit, document)])
    place = place_line(hit.document.id, (hit.start, hit.end))
    shown = place + wrapped("div", text, "byline-text byline-context", dir="auto")
    return details("In context", shown)


# A lane as HTML: what one kind of source has on a question.


def lane_section(lane: Lane, documents: Mapping[str, Document], question: str, *, rows: int) -> Markup:
    """Draw a lane: its heading, then its passages, or what was searched in vain.

    The first `rows` passages stand open to the eye, and the others unfold.
    """
    body = _passages(lane, documents, question, rows=rows) if lane.hits else _nothing(lane, documents, question)
    marks = {"aria_label": kind_word(lane.kind), "data_byline": "kind", "data_kind": lane.kind}
    quiet = "" if lane.hits else " byline-lane-quiet"
    return wrapped("section", _heading(lane) + body, f"byline-lane{quiet} {kind_class(lane.kind)}", **marks)


def _heading(lane: Lane) -> Markup:
    name = element("h3", kind_word(lane.kind), "byline-kind")
    if not lane.searched.documents:
        return wrapped("header", name, "byline-lane-head")
    standing = element("span", STANDING_WORDS[lane.standing], f"byline-standing byline-standing-{lane.standing.value}")
    searched = Markup() if lane.hits else element("span", searched_words(lane.searched), "byline-searched")
    return wrapped("header", name + wrapped("p", standing + searched, "byline-lane-facts"), "byline-lane-head")


def _passages(lane: Lane, documents: Mapping[str, Document], question: str, *, rows: int) -> Markup:
    drawn = [
        passage_row(hit, documents.get(hit.document.id), question, rank=rank, among=lane.standing)
        for rank, hit in enumerate(lane.hits, start=1)
    ]
    return Markup().join(drawn[:rows]) + (_more(drawn, rows) if drawn[1:] else Markup()) + _further(lane)


def _further(lane: Lane) -> Markup:
    """Say how many further passages match, which the page does not have."""
    if not lane.more:
        return Markup()
    further = counted(lane.more, "further passage matches", "further passages match")
    return element("p", f"{further}: narrow the question to see them.", "byline-further")


def _more(drawn: Sequence[Markup], rows: int) -> Markup:
    """Draw what unfolds the rows below the first ones, which on a phone are hidden but for the very first."""
    wide, narrow = (f"{len(drawn) - seen} more" for seen in (rows, 1))
    said = wrapped("span", wide, "byline-if-wide") + wrapped("span", narrow, "byline-if-narrow")
    needed = "" if drawn[rows:] else " byline-if-narrow"
    rest = wrapped("summary", said, "") + Markup().join(drawn[rows:])
    return wrapped("details", rest, f"byline-details byline-more{needed}")


def _copies(hit: Hit) -> Markup:
    """Draw the names of other documents of the passage's origin that have it too."""
    if not hit.copies:
        return Markup()
    names = "; ".join(f"{label.source.title} ({label.id})" for label in hit.copies)
    many = counted(len(hit.copies), "copy", "copies")
    return element("p", f"and {many} with the same text: {names}", "byline-copies")


def _nothing(lane: Lane, documents: Mapping[str, Document], question: str) -> Markup:
    if not lane.searched.documents:
        return element("p", "Not searched: the filters leave no document of this kind.", "byline-nothing")
    said = _nearest_miss(lane, documents, question) or element("p", "There is no closest passage either.", "")
    return wrapped("div", said, "byline-nothing")


def _nearest_miss(lane: Lane, documents: Mapping[str, Document], question: str) -> Markup:
    miss = lane.nearest_miss
    if miss is None:
        return Markup()
    card = passage_card(miss, documents.get(miss.document.id), question)
    return details("Closest passage", card)
