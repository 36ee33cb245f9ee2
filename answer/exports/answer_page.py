"""An answer as one HTML page that opens offline: lane by lane, the evidence marked."""

from __future__ import annotations

from datetime import datetime

from markupsafe import Markup

from answer.exports.answer_markdown import place, shown, source_words
from answer.exports.page import page
from answer.exports.provenance import provenance
from answer.receipts import receipts_of
from answer.records import Answer, Lane
from answer.wording import voice_words
from index.records import Hit


def answer_as_html(answer: Answer, *, at: datetime | None = None) -> str:
    """The answer as a self-contained page; a document's words are never markup."""
    return page(answer.question, answer_body(answer), provenance(answer, at), receipts_of(answer))


def answer_body(answer: Answer, heading: str = "h2") -> Markup:
    """The summary and the lanes, each below a heading of this level."""
    summary = Markup("<p>{}</p>").format(answer.summary)
    return Markup("\n").join([summary, *(_lane(lane, heading) for lane in answer.lanes)])


def _lane(lane: Lane, heading: str) -> Markup:
    passages = Markup("\n").join(_passage(hit, rank) for hit, rank in shown(lane))
    section = Markup("<section><{0}>{1}: {2}</{0}>{3}</section>")
    return section.format(heading, lane.kind, lane.standing, passages)


def _passage(hit: Hit, rank: str) -> Markup:
    start, end = hit.evidence.start - hit.start, hit.evidence.end - hit.start
    before, said, after = hit.text[:start], hit.text[start:end], hit.text[end:]
    source, voice = source_words(hit.document.source), voice_words(hit.evidence.voice)
    passage = Markup('<p>{} {} · {}</p>\n<blockquote>{}<mark>{}</mark>{}</blockquote><p class="quiet">{}</p>')
    return passage.format(rank, source, voice, before, said, after, place(hit))
