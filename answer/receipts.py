"""Make a receipt for every quote of an answer or a check, with everything needed to find it again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from answer.records import Answer, Check, Finding
from index.records import Around, DocumentLabel, Evidence, Hit


@dataclass(frozen=True, slots=True)
class Receipt:
    """A quote that can be verified later: its document, the file's hash, its place and its exact words.

    `recognised` is how sure a machine is that read the words on a picture; None for words that the file itself has.
    """

    document: str
    sha256: str
    page: int | None
    start: int
    end: int
    exact: str
    around: Around
    recognised: float | None = None


def receipts_of(made: Answer | Check) -> tuple[Receipt, ...]:
    """Make the receipt of every quote, in the order shown, without duplicates."""
    found = _of_answer(made) if isinstance(made, Answer) else _of_check(made)
    return tuple(dict.fromkeys(found))


def of_evidence(label: DocumentLabel, evidence: Evidence) -> Receipt:
    """Make the receipt of an evidence sentence."""
    span = (evidence.start, evidence.end)
    return Receipt(label.id, label.sha256, evidence.page, *span, evidence.text, evidence.around, evidence.recognised)


def of_passage(hit: Hit) -> Receipt:
    """Make the receipt of a whole passage."""
    span = (hit.start, hit.end)
    return Receipt(hit.document.id, hit.document.sha256, hit.page, *span, hit.text, hit.around, hit.evidence.recognised)


def of_hit(hit: Hit) -> tuple[Receipt, Receipt]:
    """Make the receipts of a passage and of its evidence."""
    return of_passage(hit), of_evidence(hit.document, hit.evidence)


def of_finding(finding: Finding) -> tuple[Receipt, ...]:
    """Make the receipt of a document's evidence on a claim; empty without evidence."""
    return (of_evidence(finding.document, finding.evidence),) if finding.evidence else ()


def _of_answer(answer: Answer) -> Iterator[Receipt]:
    for lane in answer.lanes:
        for hit in (*lane.hits, *((lane.nearest_miss,) if lane.nearest_miss else ())):
            yield from of_hit(hit)


def _of_check(check: Check) -> Iterator[Receipt]:
    for claim in check.claims:
        for finding in claim.findings:
            yield from of_finding(finding)
