"""A passage as a card: its label, its voice, its words with the evidence marked, its surroundings."""

from __future__ import annotations

from markupsafe import Markup

from answer.reasons import reasons
from app_pages.asking.since import as_it_was, since_then
from app_pages.marked_text import Mark, furniture_marks, marked
from app_pages.markup import details, element, wrapped
from app_pages.quote_actions import quote_actions, use_buttons
from app_pages.source_line import place_line, rules_line, source_line, voice_line
from app_pages.surroundings import surroundings
from index.records import Hit
from ingest.records import BlockKind, Document, Source

MARKS_IN_A_SENTENCE = "Highlighted is the sentence that fits best; underlined are words that the question has too."


def passage_card(hit: Hit, document: Document | None, question: str, *, rank: int | None) -> Markup:
    """The card of a passage that was found for a question; a nearest miss has no rank.

    `document` is today's. Where the passage does not stand in it any more, the card says so and has no context.
    """
    here = as_it_was(hit, document)
    actions = quote_actions(hit.document, hit.evidence, stands=here is not None, more=use_buttons(hit, question))
    parts = (
        _label(hit.document.source, rank),
        voice_line(hit.evidence.voice),
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
