"""The newest check of this session, kept with its markup, so that a click makes nothing again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import streamlit as st
from markupsafe import Markup

from answer.arrangements import matrix
from answer.records import Check
from answer.wording import summarise_check, verdict_counts
from app_pages.checking.claim_view import claim_sections, claims_shown
from app_pages.checking.matrix_view import matrix_table
from app_pages.checking.verdict_badge import verdict_badge
from app_pages.markup import element, wrapped
from index.library import Library
from index.records import DocumentLabel, Evidence

CHECKED = "check.newest"
DRAFT = "check.draft"

MOST_CONTEXTS = 300
"""Quotes; where a check has more, each has its place and not its surroundings, or the page would be too heavy."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A check as it was drawn once, from the documents as they were then."""

    check: Check
    head: Markup
    table: Markup
    claims: Markup
    checked_at: datetime


def newest() -> Checked | None:
    """The check that is shown."""
    found: Checked | None = st.session_state.get(CHECKED)
    return found


def quotes() -> Iterator[tuple[DocumentLabel, Evidence]]:
    """Every quote of the check that is shown."""
    shown = newest()
    for claim in shown.check.claims if shown else ():
        yield from ((one.document, one.evidence) for one in claim.findings if one.evidence)


def keep(check: Check, library: Library) -> None:
    """Show this check from now on."""
    table = matrix(check)
    shown = {label.id for label in table.documents} if claims_shown(check.claims) <= MOST_CONTEXTS else set()
    documents = {document_id: library.document(document_id) for document_id in shown}
    st.session_state[CHECKED] = Checked(
        check, _head(check), matrix_table(table), claim_sections(table, documents), datetime.now(UTC)
    )


def _head(check: Check) -> Markup:
    counts = Markup().join(verdict_badge(verdict, f"{count:,}") for verdict, count in verdict_counts(check).items())
    against = f"Checked against {', '.join(check.kinds)}; generation {check.generation}."
    return (
        element("h2", summarise_check(check), "byline-verdicts-summary")
        + wrapped("p", counts, "byline-counts", aria_label="Claims by the most that any kind says")
        + element("p", against, "byline-only")
    )
