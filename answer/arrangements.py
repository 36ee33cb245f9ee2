"""Answers and checks arranged to be seen at a glance: by origin, as a matrix, by date, by document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from answer.records import Answer, Check, ClaimCheck, Finding, KindFinding, Lane, Standing, Verdict
from index.records import DocumentLabel, Evidence, Hit


def origins(documents: Iterable[DocumentLabel]) -> int:
    """The number of origins of these documents, as the build found them; a copy is not a second source."""
    return len({document.origin for document in documents})


# A draft's sentences × documents: one letter in each cell, first what no reporting or official source supports.

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
"""Kinds that state facts; a claim that none of them supports comes first. A kind added here moves such claims down."""


@dataclass(frozen=True, slots=True)
class Row:
    """One claim with a cell for each document of the matrix; None where nothing was found."""

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
    """A sort key: claims without reporting or official support come first, among them those without any."""
    backing = {kind.kind for kind in claim.kinds if kind.verdict.backs}
    return bool(backing & FACTUAL_KINDS), bool(backing), claim.start


def _row(claim: ClaimCheck, documents: Sequence[DocumentLabel]) -> Row:
    cells = {finding.document.id: finding for finding in claim.findings if finding.verdict is not Verdict.NOT_FOUND}
    return Row(claim, tuple(cells.get(document.id) for document in documents))


# A draft's sentences × kinds of source: what of each is shown first, and what that leaves a person to do.


class Outcome(StrEnum):
    """What a check leaves of a sentence: documents say it, a document says it otherwise, or a person looks for it."""

    SUPPORTED = "supported"
    DIFFERS = "differs"
    BY_HAND = "to check by hand"


@dataclass(frozen=True, slots=True)
class KindEvidence:
    """What a kind of source has on a sentence: documents that say it, those that say it otherwise, or the closest one.

    `closest` is None wherever a document says it or says it otherwise, and where none is near.
    """

    found: KindFinding
    backing: tuple[Finding, ...]
    differing: tuple[Finding, ...]
    closest: Finding | None

    @property
    def shown(self) -> tuple[Finding, ...]:
        """All of them, in this order."""
        return (*self.backing, *self.differing, *((self.closest,) if self.closest else ()))


def by_kind(claim: ClaimCheck) -> tuple[KindEvidence, ...]:
    """What each kind has on the claim, in the library's order."""
    return tuple(_evidence_of(kind, claim.findings) for kind in claim.kinds)


def _evidence_of(kind: KindFinding, findings: Iterable[Finding]) -> KindEvidence:
    of_kind = [one for one in findings if one.document.source.kind == kind.kind and one.evidence]
    backing = tuple(one for one in of_kind if one.verdict.backs)
    differing = tuple(one for one in of_kind if one.verdict is Verdict.DIFFERS)
    related = (one for one in of_kind if one.verdict is Verdict.RELATED)
    return KindEvidence(kind, backing, differing, None if backing or differing else next(related, None))


def outcome(claim: ClaimCheck) -> Outcome:
    """What the check leaves of the claim; a document that says it otherwise counts first, whoever else supports it."""
    verdicts = {finding.verdict for finding in claim.findings} | {kind.verdict for kind in claim.kinds}
    if Verdict.DIFFERS in verdicts:
        return Outcome.DIFFERS
    return Outcome.SUPPORTED if any(verdict.backs for verdict in verdicts) else Outcome.BY_HAND


def best_verdict(claim: ClaimCheck) -> Verdict:
    """The strongest verdict that any kind of source has on the claim."""
    return min((kind.verdict for kind in claim.kinds), key=lambda verdict: verdict.rank, default=Verdict.NOT_FOUND)


def outcome_counts(check: Check) -> dict[Outcome, int]:
    """Outcome → the number of claims that have it, for every outcome in order."""
    counts = Counter(map(outcome, check.claims))
    return {one: counts[one] for one in Outcome}


# The draft as it was handed in, with its sentences in their places.

EMPTY_LINE = re.compile(r"\n[^\S\n]*\n\s*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the draft: the claim of this number, from 0, or what stands beside claims (None)."""

    text: str
    claim: int | None = None


def paragraphs(check: Check) -> list[list[Piece]]:
    """The whole draft in order, each paragraph as its pieces; nothing but empty lines is left out."""
    found: list[list[Piece]] = [[]]
    at = 0
    for number, claim in enumerate(check.claims):
        _set_beside(found, check.draft[at : claim.start])
        found[-1].append(Piece(claim.text, number))
        at = claim.end
    _set_beside(found, check.draft[at:])
    return [paragraph for paragraph in found if any(piece.text.strip() for piece in paragraph)]


def _set_beside(found: list[list[Piece]], between: str) -> None:
    first, *others = EMPTY_LINE.split(between)
    found[-1] += [Piece(first)] if first else []
    found += [[Piece(text)] if text else [] for text in others]


# An answer's or a check's quotes by their documents' dates, each with its kind; undated ones apart.


@dataclass(frozen=True, slots=True)
class DatedQuote:
    """One quote with its document; the kind is the document's."""

    document: DocumentLabel
    evidence: Evidence

    @property
    def published(self) -> date | None:
        """The document's date."""
        return self.document.source.published


@dataclass(frozen=True, slots=True)
class Timeline:
    """Dated quotes, the oldest first, and undated ones; those of one day in the order of the answer."""

    dated: tuple[DatedQuote, ...]
    undated: tuple[DatedQuote, ...]


def timeline(made: Answer | Check) -> Timeline:
    """The evidence of every passage that is shown, each once, without the nearest miss."""
    shown = list({(one.document.id, one.evidence.start): one for one in _entries(made)}.values())
    dated = sorted((one for one in shown if one.published), key=lambda one: one.published or date.max)
    return Timeline(tuple(dated), tuple(one for one in shown if not one.published))


def _entries(made: Answer | Check) -> Iterator[DatedQuote]:
    if isinstance(made, Answer):
        yield from (DatedQuote(hit.document, hit.evidence) for lane in made.lanes for hit in lane.hits)
    else:
        findings = (finding for claim in made.claims for finding in claim.findings)
        yield from (DatedQuote(one.document, one.evidence) for one in findings if one.evidence)


# The documents that an answer's passages come from, kind by kind, and how many others were searched.


@dataclass(frozen=True, slots=True)
class Covered:
    """A document with passages in its lane, their number, and the rank of the best."""

    document: DocumentLabel
    passages: int
    best_rank: int


@dataclass(frozen=True, slots=True)
class LaneCoverage:
    """The documents of a kind with passages in the answer, the best first, and how many others were searched."""

    kind: str
    standing: Standing
    documents: tuple[Covered, ...]
    others: int


def coverage(answer: Answer) -> tuple[LaneCoverage, ...]:
    """The coverage of every lane, in the order of the answer; a nearest miss does not count."""
    return tuple(_of(lane) for lane in answer.lanes)


def _of(lane: Lane) -> LaneCoverage:
    ranks: dict[str, list[int]] = {}
    for rank, hit in enumerate(lane.hits, start=1):
        ranks.setdefault(hit.document.id, []).append(rank)
    labels = _labels(lane.hits)
    documents = tuple(Covered(labels[name], len(found), found[0]) for name, found in ranks.items())
    return LaneCoverage(lane.kind, lane.standing, documents, max(lane.searched.documents - len(documents), 0))


def _labels(hits: Sequence[Hit]) -> dict[str, DocumentLabel]:
    return {hit.document.id: hit.document for hit in hits}
