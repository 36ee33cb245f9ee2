"""A check on the page: its counts, its table, its claims, and the files to take away."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from answer.arrangements import matrix
from answer.check import check
from answer.records import Check
from app_pages import engine
from app_pages.checking.checked import Checked
from app_pages.checking.heat_chart import heat_chart
from app_pages.downloads import offer_downloads
from app_pages.markup import element, show
from app_pages.timeline_view import show_timeline
from index.library import Library
from index.records import Progress
from settings import Settings

CHECKING = "Checking the draft"
ALL_CLAIMS = "All claims"
NOTHING_TO_DRAW = "No document has anything on this, so there is nothing to draw."
HEAT_IN_A_SENTENCE = "Claims are numbered as they stand in the table above, which has the same with every quote."


def check_now(settings: Settings, library: Library, draft: str, kinds: tuple[str, ...]) -> Check:
    """Check the draft with a visible progress bar."""
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
    """The table at a glance, and the quotes of one claim, or of all, by date; nothing is made before it is opened."""
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
