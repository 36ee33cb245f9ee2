"""A claim as HTML: its summary, and what each kind of source and each of its documents says."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from answer.arrangements import Matrix, Row
from answer.records import ClaimCheck, KindFinding, Verdict
from answer.wording import best_verdict
from app_pages.checking.finding_view import finding_card
from app_pages.checking.matrix_view import MATRIX_PLACE, claim_place, quote_place
from app_pages.checking.verdict_badge import verdict_badge, verdict_letter
from app_pages.kinds import documents_of, kind_class, kind_word
from app_pages.markup import element, wrapped
from ingest.records import Document


def claim_sections(table: Matrix, documents: Mapping[str, Document]) -> Markup:
    """Every claim in the matrix's order; one that stands alone is open.

    Args:
        table: the check as a table.
        documents: those that are shown around their quotes too, by id.
    """
    columns = {label.id: column for column, label in enumerate(table.documents)}
    return Markup().join(
        _section(row, at, columns, documents, is_open=len(table.rows) == 1) for at, row in enumerate(table.rows)
    )


def _section(
    row: Row, at: int, columns: Mapping[str, int], documents: Mapping[str, Document], *, is_open: bool
) -> Markup:
    claim = row.claim
    head = (
        verdict_letter(best_verdict(claim))
        + element("span", claim.text, "byline-claim-text")
        + element("span", claim.summary, "byline-claim-summary")
    )
    cards = {
        kind.kind: Markup().join(
            finding_card(finding, documents.get(finding.document.id), quote_place(at, columns[finding.document.id]))
            for finding in claim.findings
            if finding.document.source.kind == kind.kind and finding.document.id in columns and finding.evidence
        )
        for kind in claim.kinds
    }
    body = Markup().join(_kind(kind, cards[kind.kind]) for kind in claim.kinds) + _back()
    made = Markup('<details class="byline-claim" id="{}"{}><summary>{}</summary>{}</details>')
    return made.format(claim_place(at), " open" if is_open else "", head, body)


def _back() -> Markup:
    link = Markup('<a href="#{}">Back to the table</a>').format(MATRIX_PLACE)
    return wrapped("p", link, "byline-place byline-back")


def _kind(kind: KindFinding, cards: Markup) -> Markup:
    name = element("h4", kind_word(kind.kind), "byline-kind")
    head = wrapped("header", name + verdict_badge(kind.verdict, _counted(kind)), "byline-claim-kind")
    name_of = f"{kind_word(kind.kind)} on this claim"
    return wrapped("section", head + cards, f"byline-lane {kind_class(kind.kind)}", aria_label=name_of)


def _counted(kind: KindFinding) -> str:
    if not kind.compared:
        return "no document to compare"
    if kind.verdict is Verdict.NOT_FOUND:
        return f"compared with {documents_of(kind.compared)}"
    counted = f"{kind.documents:,} of {documents_of(kind.compared)}"
    if kind.at_least:
        counted = f"at least {counted} compared"
    if kind.origins == kind.documents:
        return counted
    return f"{counted}, {kind.origins:,} {'origin' if kind.origins == 1 else 'origins'}"


def claims_shown(claims: tuple[ClaimCheck, ...]) -> int:
    """How many quotes the claims have between them."""
    return sum(finding.evidence is not None for claim in claims for finding in claim.findings)
