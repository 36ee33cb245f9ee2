"""Receipts: every quote of an answer or a check with all that finds it again.

In JSON a receipt has the selectors of the W3C Web Annotation Data Model (2017), by their names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from answer.records import Answer, Check, Finding
from errors import ExportError
from index.records import Around, DocumentLabel, Evidence, Hit


@dataclass(frozen=True, slots=True)
class Receipt:
    """A quote that can be checked again: which document, what it said (hash), where, and the exact words."""

    document: str
    sha256: str
    page: int | None
    start: int
    end: int
    exact: str
    around: Around


def receipts_of(made: Answer | Check) -> tuple[Receipt, ...]:
    """The receipt of every quote, in the order shown, each once."""
    found = _of_answer(made) if isinstance(made, Answer) else _of_check(made)
    return tuple(dict.fromkeys(found))


def of_evidence(label: DocumentLabel, evidence: Evidence) -> Receipt:
    """The receipt of an evidence sentence."""
    span = (evidence.start, evidence.end)
    return Receipt(label.id, label.sha256, evidence.page, *span, evidence.text, evidence.around)


def of_passage(hit: Hit) -> Receipt:
    """The receipt of a whole passage."""
    return Receipt(hit.document.id, hit.document.sha256, hit.page, hit.start, hit.end, hit.text, hit.around)


def of_hit(hit: Hit) -> tuple[Receipt, Receipt]:
    """The receipts of a passage and of its evidence."""
    return of_passage(hit), of_evidence(hit.document, hit.evidence)


def of_finding(finding: Finding) -> tuple[Receipt, ...]:
    """The receipt of what a document says about a claim; none where it says nothing."""
    return (of_evidence(finding.document, finding.evidence),) if finding.evidence else ()


def receipt_as_json(receipt: Receipt) -> dict[str, Any]:
    """RECEIPT of docs/json.md."""
    quote = {"exact": receipt.exact, "prefix": receipt.around.prefix, "suffix": receipt.around.suffix}
    return {
        "document": receipt.document,
        "sha256": receipt.sha256,
        "page": receipt.page,
        "selector": [
            {"type": "TextQuoteSelector", **quote},
            {"type": "TextPositionSelector", "start": receipt.start, "end": receipt.end},
        ],
    }


def receipt_from_json(found: dict[str, Any]) -> Receipt:
    """The receipt that this JSON is.

    Raises:
        ExportError: it is none.
    """
    try:
        return _receipt(found)
    except (KeyError, TypeError, ValueError) as error:
        raise ExportError("a receipt in it is not whole: export the answer or the check again") from error


def _receipt(found: dict[str, Any]) -> Receipt:
    selectors = {selector["type"]: selector for selector in found["selector"]}
    quote, position = selectors["TextQuoteSelector"], selectors["TextPositionSelector"]
    start, end, page = _offset(position["start"]), _offset(position["end"]), found.get("page")
    return Receipt(
        document=_text(found, "document"),
        sha256=_text(found, "sha256"),
        page=None if page is None else _offset(page),
        start=start,
        end=end,
        exact=_text(quote, "exact"),
        around=Around(_text(quote, "prefix"), _text(quote, "suffix")),
    )


def _text(found: Mapping[str, Any], name: str) -> str:
    value = found[name]
    if not isinstance(value, str):
        raise TypeError(name)
    return value


def _offset(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError(f"{value!r} is no offset")
    return value


def _of_answer(answer: Answer) -> Iterator[Receipt]:
    for lane in answer.lanes:
        for hit in (*lane.hits, *((lane.nearest_miss,) if lane.nearest_miss else ())):
            yield from of_hit(hit)


def _of_check(check: Check) -> Iterator[Receipt]:
    for claim in check.claims:
        for finding in claim.findings:
            yield from of_finding(finding)
