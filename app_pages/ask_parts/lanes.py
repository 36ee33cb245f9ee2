"""Draw a lane as HTML: what one kind of source has on a question, a card for each passage."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from answer.reasons import reasons
from answer.records import Lane, Standing
from answer.wording import counted, searched_words
from app_pages.drawing.kinds import kind_class, kind_word
from app_pages.drawing.marked_text import Mark, furniture_marks, marked, surroundings
from app_pages.drawing.markup import details, element, wrapped
from app_pages.drawing.quote_actions import quote_actions, use_buttons
from app_pages.drawing.source_line import partly_line, place_line, rules_line, source_line, voice_line
from index.records import Hit, Strength
from ingest.records import BlockKind, Document, Source

GONE = "This document is not in the library any more. These are its words as they were."
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


# A passage as a card: its label, its voice, its words with the evidence marked, its surroundings.

MARKS_IN_A_SENTENCE = "Highlighted is the sentence that fits best; underlined are words that the question has too."


def passage_card(hit: Hit, document: Document | None, question: str, *, rank: int | None) -> Markup:
    """Draw the card of a passage found for a question; a nearest miss has no rank.

    `document` is today's. If the passage no longer stands in it, the card says so and offers no context.
    """
    here = as_it_was(hit, document)
    actions = quote_actions(hit.document, hit.evidence, stands=here is not None, more=use_buttons(hit, question))
    parts = (
        _label(hit.document.source, rank),
        element("p", "weak match", "byline-weak") if rank and hit.strength is Strength.WEAK else Markup(),
        partly_line(hit.document.partly),
        voice_line(hit.evidence),
        wrapped("blockquote", marked(hit.text, hit.start, _marks(hit, here)), "byline-text", dir="auto"),
        since_then(hit, document),
        actions,
        _why(hit, question),
        _in_context(hit, here) if here else Markup(),
    )
    return wrapped("article", Markup().join(parts), "byline-card")


def _label(source: Source, rank: int | None) -> Markup:
    number = wrapped("span", f"{rank}.", "byline-rank") if rank else Markup()
    title = wrapped("h4", number + element("span", source.title, "byline-title"), "byline-heading")
    return title + source_line(source) + rules_line(source)


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
    shown = wrapped("p", MARKS_IN_A_SENTENCE, "byline-place") + wrapped("dl", lines, "byline-reasons")
    return details("Why this passage", shown)


def _in_context(hit: Hit, document: Document) -> Markup:
    start, end = surroundings(document, hit.start, hit.end)
    passage = Mark(hit.start, hit.end, "span", "byline-here")
    text = marked(document.text[start:end], start, [passage, *_marks(hit, document)])
    place = place_line(hit.document.id, (hit.start, hit.end))
    shown = place + wrapped("div", text, "byline-text byline-context", dir="auto")
    return details("In context", shown)


# A lane as HTML: what one kind of source has on a question.

STANDING_WORDS = {
    Standing.ANSWERS: "strong match",
    Standing.RELATED: "weak match",
    Standing.NOTHING: "no match",
}


def lane_section(lane: Lane, documents: Mapping[str, Document], question: str) -> Markup:
    """Draw a lane: its heading, then its passages, or what was searched in vain."""
    body = _passages(lane, documents, question) if lane.hits else _nothing(lane, documents, question)
    name = kind_word(lane.kind)
    return wrapped("section", _heading(lane) + body, f"byline-lane {kind_class(lane.kind)}", aria_label=name)


def _heading(lane: Lane) -> Markup:
    name = element("h3", kind_word(lane.kind), "byline-kind")
    if not lane.searched.documents:
        return wrapped("header", name, "byline-lane-head")
    standing = element("span", STANDING_WORDS[lane.standing], f"byline-standing byline-standing-{lane.standing.value}")
    searched = element("span", _searched(lane), "byline-searched")
    return wrapped("header", name + wrapped("p", standing + searched, "byline-lane-facts"), "byline-lane-head")


def _searched(lane: Lane) -> str:
    return f"searched {searched_words(lane.searched)}"


def _passages(lane: Lane, documents: Mapping[str, Document], question: str) -> Markup:
    return Markup().join(
        passage_card(hit, documents.get(hit.document.id), question, rank=rank) + _copies(hit)
        for rank, hit in enumerate(lane.hits, start=1)
    )


def _copies(hit: Hit) -> Markup:
    """Draw the names of other documents of the passage's origin that have it too."""
    if not hit.copies:
        return Markup()
    names = "; ".join(f"{label.source.title} ({label.id})" for label in hit.copies)
    many = counted(len(hit.copies), "copy", "copies")
    return element("p", f"and {many} of one origin: {names}", "byline-copies")


def _nothing(lane: Lane, documents: Mapping[str, Document], question: str) -> Markup:
    if not lane.searched.documents:
        return element("p", "Not searched: the filters leave no document of this kind.", "byline-nothing")
    said = _nearest_miss(lane, documents, question) or element("p", "There is no closest passage either.", "")
    return wrapped("div", said, "byline-nothing")


def _nearest_miss(lane: Lane, documents: Mapping[str, Document], question: str) -> Markup:
    miss = lane.nearest_miss
    if miss is None:
        return Markup()
    card = passage_card(miss, documents.get(miss.document.id), question, rank=None)
    return details("Closest passage", card)
