"""Write answers and checks as CSV tables in which no spreadsheet runs a cell as a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from answer.arrangements import matrix
from answer.exports.embedded_receipts import RECEIPTS_COLUMN, receipts_cell
from answer.exports.formulas import as_text
from answer.exports.provenance import filter_words
from answer.receipts import of_finding, of_hit
from answer.records import Answer, Check, ClaimCheck, Finding, KindFinding, Lane, Verdict
from answer.wording import flag_words, said_words, steady
from index.records import Hit

CELL_BREAKS = re.compile("([;\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029])")
"""Characters at which a spreadsheet may split one of our cells: line ends, and list separators other than the comma.

Quotation marks protect a comma, so it is not among them.
"""


def table(columns: Sequence[str], lines: Iterable[Sequence[object]]) -> str:
    """Write lines below a header as CSV."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([safe(str(cell)) for cell in line] for line in lines)
    return out.getvalue()


def safe(cell: str) -> str:
    """Put an apostrophe before each sign that could begin a formula, whatever separates the cells; show controls."""
    return steady("".join(map(as_text, CELL_BREAKS.split(cell))))


# An answer as a table: one line for each passage, and one for each lane without passages.

ABOUT = ("question", "filters", "generation", "model", "built_at", "asked_at")
LANE = ("kind", "standing", "searched_documents", "searched_passages", "independent_origins_at_least")
PASSAGE = (
    *("rank", "document", "title", "publisher", "published", "page", "start", "end", "passage"),
    *("evidence_start", "evidence_end", "evidence", "voice", "score", "sha256", RECEIPTS_COLUMN),
)
ANSWER_COLUMNS = (*ABOUT, *LANE, *PASSAGE)
NEAREST_MISS = "nearest miss"


def answer_as_csv(answer: Answer, *, at: datetime | None = None) -> str:
    """Write an answer as CSV with a header, lane by lane; a nearest miss has "nearest miss" instead of a rank."""
    built, asked = answer.built_at.isoformat(timespec="seconds"), at.isoformat(timespec="seconds") if at else ""
    about = [answer.question, filter_words(answer.filters), answer.generation, answer.model, built, asked]
    return table(ANSWER_COLUMNS, ([*about, *line] for lane in answer.lanes for line in _lane_lines(lane)))


def _lane_lines(lane: Lane) -> Iterator[list[object]]:
    head = [lane.kind, lane.standing, lane.searched.documents, lane.searched.passages, lane.searched.origins or ""]
    for rank, hit in enumerate(lane.hits, start=1):
        yield [*head, *_hit_cells(hit, str(rank))]
    if lane.nearest_miss:
        yield [*head, *_hit_cells(lane.nearest_miss, NEAREST_MISS)]
    elif not lane.hits:
        yield [*head, *[""] * len(PASSAGE)]


def _hit_cells(hit: Hit, rank: str) -> list[object]:
    source, evidence = hit.document.source, hit.evidence
    return [
        *(rank, hit.document.id, source.title, source.publisher or "", source.published or "", hit.page or ""),
        *(hit.start, hit.end, hit.text, evidence.start, evidence.end, evidence.text, said_words(evidence)),
        *(f"{hit.score:.3f}", hit.document.sha256, receipts_cell(of_hit(hit))),
    ]


# A check as a table: one line for each claim and each document that says anything about it.

CHECK_COLUMNS = (
    *("claim", "start", "end", "summary", "kind", "document", "title", "publisher", "published", "verdict", "score"),
    *("flags", "evidence", "evidence_start", "evidence_end", "voice", "sha256", "page"),
    *("kind_verdict", "kind_origins", "kind_at_least", RECEIPTS_COLUMN),
)


def check_as_csv(check: Check) -> str:
    """Write a check as CSV with a header, in the matrix's order; a claim for which nothing was found has one line."""
    return table(CHECK_COLUMNS, (line for row in matrix(check).rows for line in _claim_lines(row.claim)))


def _claim_lines(claim: ClaimCheck) -> Iterator[list[object]]:
    head = [claim.text, claim.start, claim.end, claim.summary]
    kinds = {kind.kind: kind for kind in claim.kinds}
    found = [finding for finding in claim.findings if finding.verdict is not Verdict.NOT_FOUND]
    for finding in found:
        yield head + _finding_cells(finding, kinds[finding.document.source.kind])
    if not found:
        yield [*head, *[""] * 5, Verdict.NOT_FOUND, *[""] * (len(CHECK_COLUMNS) - 10)]


def _finding_cells(finding: Finding, kind: KindFinding) -> list[object]:
    label, source, evidence = finding.document, finding.document.source, finding.evidence
    return [
        *(source.kind, label.id, source.title, source.publisher or "", source.published or ""),
        *(finding.verdict, f"{finding.score:.3f}", "; ".join(flag_words(flag) for flag in finding.flags)),
        *((evidence.text, evidence.start, evidence.end, said_words(evidence)) if evidence else [""] * 4),
        *(label.sha256, finding.page or "", kind.verdict, kind.origins, "yes" if kind.at_least else ""),
        receipts_cell(of_finding(finding)),
    ]
