"""An answer as one HTML page that opens offline: lane by lane, the evidence marked."""

from __future__ import annotations

from datetime import datetime
from html import escape

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


def answer_body(answer: Answer, heading: str = "h2") -> str:
    """The summary and the lanes, each below a heading of this level, as HTML."""
    return "\n".join([f"<p>{escape(answer.summary)}</p>", *(_lane(lane, heading) for lane in answer.lanes)])


def _lane(lane: Lane, heading: str) -> str:
    passages = "\n".join(_passage(hit, rank) for hit, rank in shown(lane))
    return f"<section><{heading}>{escape(lane.kind)}: {lane.standing}</{heading}>{passages}</section>"


def _passage(hit: Hit, rank: str) -> str:
    start, end = hit.evidence.start - hit.start, hit.evidence.end - hit.start
    before, said, after = (escape(part) for part in (hit.text[:start], hit.text[start:end], hit.text[end:]))
    source, voice = source_words(hit.document.source), voice_words(hit.evidence.voice)
    return (
        f"<p>{escape(rank)} {escape(source)} · {escape(voice)}</p>\n"
        f'<blockquote>{before}<mark>{said}</mark>{after}</blockquote><p class="quiet">{escape(place(hit))}</p>'
    )
