"""Show a check: what is asked, the newest check of this session, its counts, its table and its files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import streamlit as st
from markupsafe import Markup

from answer.arrangements import matrix
from answer.check import check
from answer.records import Check
from answer.wording import summarise_check, verdict_counts
from app_pages.check_parts.claims import claim_sections, claims_shown, matrix_table
from app_pages.drawing.badges import verdict_badge
from app_pages.drawing.charts import heat_chart
from app_pages.drawing.downloads import offer_downloads
from app_pages.drawing.kinds import kind_word
from app_pages.drawing.markup import element, show, wrapped
from app_pages.drawing.overviews import show_timeline
from app_pages.frame import engine
from index.library import Library
from index.records import DocumentLabel, Evidence, Progress
from settings import Settings

CHECKED = "check.newest"
DRAFT = "check.draft"

MOST_CONTEXTS = 300
"""Quotes; where a check has more, each has its place and not its surroundings, or the page would be too heavy."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A check, drawn once from the documents of that moment."""

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
    against = f"Checked against {', '.join(check.kinds)}, as updated on {check.built_at:%d %B %Y, %H:%M} UTC."
    return (
        element("h2", summarise_check(check), "byline-verdicts-summary")
        + wrapped("p", counts, "byline-counts", aria_label="Claims by the most that any kind says")
        + element("p", against, "byline-only")
    )


# What the person gives the Check page: a draft, and the kinds to check it against.

KINDS = "check.kinds"
SUGGESTED = "check.suggested"

WHAT_A_CHECK_IS = (
    "Paste a claim or a whole draft. Each sentence is compared with every document, kind by kind: who says the same, "
    "who differs and on what point, with the quote. Byline reports what your documents say, and no more than that."
)


def show_purpose() -> None:
    """What the page does, in two sentences."""
    show(wrapped("p", WHAT_A_CHECK_IS, "byline-welcome"))


def choose_kinds(library: Library) -> tuple[str, ...]:
    """The kinds to check against; none chosen means all."""
    return tuple(
        st.multiselect(
            "Check against only these kinds", library.kinds, key=KINDS, format_func=kind_word, placeholder="All kinds"
        )
    )


def asked_draft() -> str | None:
    """Return the draft just handed in, or the example just chosen; None if there is neither."""
    shown = newest()
    st.session_state.setdefault(DRAFT, shown.check.draft if shown else "")
    with st.form("check.form", border=False):
        draft = st.text_area("A claim or a draft", key=DRAFT, height=160)
        pressed = st.form_submit_button("Check", type="primary", icon=":material/fact_check:")
    suggested: str | None = st.session_state.pop(SUGGESTED, None)
    return draft if pressed else suggested


def show_example(draft: str) -> None:
    """Show an example draft made of the documents' own sentences, with a button that checks it."""
    if not draft:
        return
    show(element("p", "Or try sentences from your own documents:", "byline-examples"))
    show(element("blockquote", draft, "byline-text byline-example"))
    st.button("Check this example", key="check.example", on_click=_take, args=(draft,))


def _take(draft: str) -> None:
    st.session_state[DRAFT] = draft
    st.session_state[SUGGESTED] = draft


# A check on the page: its counts, its table, its claims, and the files to take away.

CHECKING = "Checking the draft"
ALL_CLAIMS = "All claims"
NOTHING_TO_DRAW = "No document has anything on this, so there is nothing to draw."
HEAT_IN_A_SENTENCE = "Claims are numbered as they stand in the table above, which has the same with every quote."


def check_now(settings: Settings, library: Library, draft: str, kinds: tuple[str, ...]) -> Check:
    """Check the draft, showing progress."""
    encoder = engine.warm_encoder(settings)
    bar = st.progress(0.0, CHECKING)

    def report(at: Progress) -> None:
        bar.progress(at.done / at.total if at.total else 1.0, f"{CHECKING}. {at.stage}: {at.done:,} of {at.total:,}")

    try:
        return check(library, encoder, draft, kinds=kinds, report=report)
    finally:
        bar.empty()


def show_checked(checked: Checked) -> None:
    """The whole check."""
    show(checked.head)
    show(checked.table)
    offer_downloads(checked.check, "check", at=checked.checked_at, key="check")
    _offer_pictures(checked.check)
    show(checked.claims)


@st.fragment
def _offer_pictures(check: Check) -> None:
    """Offer the table as a heat map and the quotes by date; nothing is made before it is opened."""
    at_a_glance = st.expander("Heat map", key="check.heat", icon=":material/grid_on:", on_change="rerun")
    if at_a_glance.open:
        with at_a_glance:
            _show_heat(check)
    opened = st.expander("Timeline", key="check.dates", icon=":material/timeline:", on_change="rerun")
    if opened.open:
        with opened:
            names = [f"{number}. {claim.text}" for number, claim in enumerate(check.claims, start=1)]
            chosen = st.selectbox("Quotes on", range(-1, len(names)), format_func=lambda at: [*names, ALL_CLAIMS][at])
            show_timeline(replace(check, claims=check.claims[chosen : chosen + 1]) if chosen >= 0 else check)


def _show_heat(check: Check) -> None:
    table = matrix(check)
    if not table.documents:
        show(element("p", NOTHING_TO_DRAW, "byline-nothing"))
        return
    chart = heat_chart(table, dark=st.context.theme.type == "dark")
    st.altair_chart(chart, width="content", alt="Verdicts by claim and document; the table above has the same")
    show(element("p", HEAT_IN_A_SENTENCE, "byline-only"))
