"""An answer as a table for a spreadsheet: one line for each passage, and one for each lane without any."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from answer.exports.notes import RECEIPTS_COLUMN, receipts_cell
from answer.exports.provenance import filter_words
from answer.exports.table import table
from answer.receipts import of_hit
from answer.records import Answer, Lane
from answer.wording import voice_words
from index.records import Hit

ABOUT = ("question", "filters", "generation", "model", "built_at", "asked_at")
LANE = ("kind", "standing", "searched_documents", "searched_passages", "independent_origins_at_least")
PASSAGE = (
    *("rank", "document", "title", "publisher", "published", "page", "start", "end", "passage"),
    *("evidence_start", "evidence_end", "evidence", "voice", "score", "sha256", RECEIPTS_COLUMN),
)
COLUMNS = (*ABOUT, *LANE, *PASSAGE)
NEAREST_MISS = "nearest miss"


def answer_as_csv(answer: Answer, *, at: datetime | None = None) -> str:
    """The answer as CSV with a header, lane by lane; a nearest miss has no rank and says so."""
    built, asked = answer.built_at.isoformat(timespec="seconds"), at.isoformat(timespec="seconds") if at else ""
    about = [answer.question, filter_words(answer.filters), answer.generation, answer.model, built, asked]
    return table(COLUMNS, ([*about, *line] for lane in answer.lanes for line in _lines(lane)))


def _lines(lane: Lane) -> Iterator[list[object]]:
    head = [lane.kind, lane.standing, lane.searched.documents, lane.searched.passages, lane.searched.origins or ""]
    for rank, hit in enumerate(lane.hits, start=1):
        yield [*head, *_cells(hit, str(rank))]
    if lane.nearest_miss:
        yield [*head, *_cells(lane.nearest_miss, NEAREST_MISS)]
    elif not lane.hits:
        yield [*head, *[""] * len(PASSAGE)]


def _cells(hit: Hit, rank: str) -> list[object]:
    source, evidence = hit.document.source, hit.evidence
    return [
        *(rank, hit.document.id, source.title, source.publisher or "", source.published or "", hit.page or ""),
        *(hit.start, hit.end, hit.text, evidence.start, evidence.end, evidence.text, voice_words(evidence.voice)),
        *(f"{hit.score:.3f}", hit.document.sha256, receipts_cell(of_hit(hit))),
    ]
