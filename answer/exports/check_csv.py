"""A check as a table for a spreadsheet: one line for each claim and document that has anything on it."""

from __future__ import annotations

from collections.abc import Iterator

from answer.check_records import Check, ClaimCheck, Finding, KindFinding, Verdict
from answer.exports.notes import RECEIPTS_COLUMN, receipts_cell
from answer.exports.table import table
from answer.matrix import matrix
from answer.receipts import of_finding
from answer.wording import flag_words, voice_words

COLUMNS = (
    *("claim", "start", "end", "summary", "kind", "document", "title", "publisher", "published", "verdict", "score"),
    *("flags", "evidence", "evidence_start", "evidence_end", "voice", "sha256", "page"),
    *("kind_verdict", "kind_origins", "kind_at_least", RECEIPTS_COLUMN),
)


def check_as_csv(check: Check) -> str:
    """The check as CSV with a header, in the matrix's order; a claim that nothing is found for has one line."""
    return table(COLUMNS, (line for row in matrix(check).rows for line in _lines(row.claim)))


def _lines(claim: ClaimCheck) -> Iterator[list[object]]:
    head = [claim.text, claim.start, claim.end, claim.summary]
    kinds = {kind.kind: kind for kind in claim.kinds}
    found = [finding for finding in claim.findings if finding.verdict is not Verdict.NOT_FOUND]
    for finding in found:
        yield head + _cells(finding, kinds[finding.document.source.kind])
    if not found:
        yield [*head, *[""] * 5, Verdict.NOT_FOUND, *[""] * (len(COLUMNS) - 10)]


def _cells(finding: Finding, kind: KindFinding) -> list[object]:
    label, source, evidence = finding.document, finding.document.source, finding.evidence
    return [
        *(source.kind, label.id, source.title, source.publisher or "", source.published or ""),
        *(finding.verdict, f"{finding.score:.3f}", "; ".join(flag_words(flag) for flag in finding.flags)),
        *((evidence.text, evidence.start, evidence.end, voice_words(evidence.voice)) if evidence else [""] * 4),
        *(label.sha256, finding.page or "", kind.verdict, kind.origins, "yes" if kind.at_least else ""),
        receipts_cell(of_finding(finding)),
    ]
