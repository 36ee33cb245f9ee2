"""A draft's sentences × documents: one letter in each cell, what nobody reports or decrees first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from answer.check_records import Check, ClaimCheck, Finding, Verdict
from index.records import DocumentLabel

LETTERS = {
    Verdict.VERBATIM: "V",
    Verdict.SUPPORTS: "S",
    Verdict.DIFFERS: "D",
    Verdict.RELATED: "r",
    Verdict.NOT_FOUND: "–",
}
COLOURS = {
    Verdict.VERBATIM: ("#0b6b3a", "#7fd6a4"),
    Verdict.SUPPORTS: ("#2a6f97", "#8cc8ea"),
    Verdict.DIFFERS: ("#a63d00", "#ffb38a"),
    Verdict.RELATED: ("#6b665b", "#b5afa2"),
}
"""Verdict → its colour in the light and the dark theme, on every page, in charts and in exports. What was not found has
none. Each passes WCAG AA (4.5 to 1) under a letter in `ON_COLOUR`; a paler light one or a darker dark one may not."""

ON_COLOUR = ("#ffffff", "#14130f")
"""A letter on a verdict's colour, in the light and the dark theme."""

FACTUAL_KINDS = frozenset({"reporting", "official"})
"""A claim that none of these supports comes first."""


@dataclass(frozen=True, slots=True)
class Row:
    """One claim with its cell for each of the matrix's documents; None where nothing was found."""

    claim: ClaimCheck
    cells: tuple[Finding | None, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Documents by kind in the library's order, and a row for each claim."""

    documents: tuple[DocumentLabel, ...]
    rows: tuple[Row, ...]


def matrix(check: Check) -> Matrix:
    """The check as a table: every document that has anything on any claim."""
    found = {
        finding.document.id: finding.document
        for claim in check.claims
        for finding in claim.findings
        if finding.verdict is not Verdict.NOT_FOUND
    }
    order = {kind: place for place, kind in enumerate(check.kinds)}
    documents = tuple(sorted(found.values(), key=lambda label: (order[label.source.kind], label.id)))
    rows = tuple(_row(claim, documents) for claim in sorted(check.claims, key=urgency))
    return Matrix(documents, rows)


def urgency(claim: ClaimCheck) -> tuple[bool, bool, int]:
    """Sorts first what no reporting or official source supports, then what nothing supports, then as in the draft."""
    backing = {kind.kind for kind in claim.kinds if kind.verdict.backs}
    return bool(backing & FACTUAL_KINDS), bool(backing), claim.start


def _row(claim: ClaimCheck, documents: Sequence[DocumentLabel]) -> Row:
    cells = {finding.document.id: finding for finding in claim.findings if finding.verdict is not Verdict.NOT_FOUND}
    return Row(claim, tuple(cells.get(document.id) for document in documents))
