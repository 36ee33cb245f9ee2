"""An answer as Markdown: lane by lane, each quote with a footnote that says where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import count

from answer.exports.markdown import facts, plain
from answer.exports.notes import markdown_block
from answer.exports.provenance import provenance
from answer.receipts import receipts_of
from answer.records import Answer, Lane
from answer.wording import published_words, voice_words
from index.records import Hit
from ingest.records import Source


def answer_as_markdown(answer: Answer, *, at: datetime | None = None) -> str:
    """The answer as Markdown; a document's words are never markup."""
    parts = [f"# {plain(answer.question)}", *answer_parts(answer, count(1), at=at, level=1)]
    return "\n\n".join([*parts, markdown_block(receipts_of(answer))]) + "\n"


def answer_parts(answer: Answer, numbers: Iterator[int], *, at: datetime | None, level: int) -> list[str]:
    """The answer's paragraphs below a heading of this level, and its footnotes, numbered on; without its receipts."""
    notes = list[str]()
    parts = [plain(answer.summary)]
    for lane in answer.lanes:
        parts.append(f"{'#' * level}# {plain(lane.kind)}: {lane.standing}")
        for hit, rank in shown(lane):
            number = next(numbers)
            parts.append(_passage(hit, rank, number))
            notes.append(f"[^{number}]: {plain(place(hit))}")
    return [*parts, *notes, facts(provenance(answer, at))]


def shown(lane: Lane) -> Iterator[tuple[Hit, str]]:
    """The passages of a lane, each with its rank in words; with nothing, its nearest miss."""
    for rank, hit in enumerate(lane.hits, start=1):
        yield hit, f"{rank}."
    if lane.nearest_miss:
        yield lane.nearest_miss, "nearest miss:"


def source_words(source: Source) -> str:
    """Title, publisher, author and date, as far as they are stated."""
    published = published_words(source)
    return ", ".join(fact for fact in (source.title, source.publisher, source.author, published) if fact)


def place(hit: Hit) -> str:
    """Where the evidence stands, and in which file."""
    page = f", page {hit.evidence.page}" if hit.evidence.page else ""
    span = f"characters {hit.evidence.start}–{hit.evidence.end}"
    return f"{source_words(hit.document.source)}. {hit.document.id}{page}, {span}. sha256 {hit.document.sha256}"


def _passage(hit: Hit, rank: str, number: int) -> str:
    head = f"**{plain(rank)} {plain(source_words(hit.document.source))}** ({plain(voice_words(hit.evidence.voice))})"
    return f"{head}\n\n> {_marked(hit)}[^{number}]"


def _marked(hit: Hit) -> str:
    """The passage with its evidence in bold."""
    start, end = hit.evidence.start - hit.start, hit.evidence.end - hit.start
    before, said, after = plain(hit.text[:start]), plain(hit.text[start:end]), plain(hit.text[end:])
    return " ".join(part for part in (before, f"**{said}**", after) if part)
