"""Take a draft, and show the newest check of this session: the draft as text, its table, its files and its pictures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

import streamlit as st
from markupsafe import Markup

from answer.arrangements import matrix
from answer.check import check
from answer.records import Check
from app_pages.check_parts import beside
from app_pages.check_parts.draft_view import draft_view, strip
from app_pages.drawing.charts import heat_chart
from app_pages.drawing.downloads import offer_downloads
from app_pages.drawing.kinds import kind_word
from app_pages.drawing.markup import element, show, wrapped
from app_pages.drawing.overviews import show_timeline
from app_pages.frame import engine
from app_pages.frame.faults import refusals_shown
from app_pages.frame.keep_asking import offer_keep_asking
from index.library import Library
from index.records import DocumentLabel, Evidence, Progress
from ingest.draft import draft_in
from settings import Settings

CHECKED = "check.newest"


@dataclass(frozen=True, slots=True)
class Checked:
    """A check, its draft and its strip drawn once."""

    check: Check
    strip: Markup
    draft: Markup
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


def show_from_now(made: Check, *, at: datetime) -> None:
    """Show this check from now on."""
    beside.close()
    st.session_state[CHECKED] = Checked(made, strip(made), draft_view(made), at)


def show_none() -> None:
    """Show no check, and an empty field."""
    beside.close()
    st.session_state.pop(CHECKED, None)
    take("")


# What the person gives the Check page: a draft, typed or as a file, and the kinds to check it against.

KINDS = "check.kinds"
SUGGESTED = "check.suggested"
FIELD = "check.draft"
TYPED = "check.typed"
"""The draft as it was typed last, also while another page is looked at."""

FILE = "check.file"
FILES = ["docx", "odt", "pdf", "md", "txt"]
LARGEST_MB = 4

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
    typed = st.session_state.setdefault(TYPED, shown.check.draft if shown else "")
    st.session_state.setdefault(FIELD, typed)
    with st.container(key="byline-typed-draft"):
        st.text_area("A claim or a draft", key=FIELD, height=160, on_change=_typed)
    pressed = st.button("Check", key="byline-check", type="primary", icon=":material/fact_check:")
    st.file_uploader(
        "Or a draft as a file", FILES, key=FILE, on_change=_take_file, max_upload_size=LARGEST_MB, width=480
    )
    suggested: str | None = st.session_state.pop(SUGGESTED, None)
    return st.session_state[TYPED] if pressed else suggested


def _typed() -> None:
    st.session_state[TYPED] = st.session_state[FIELD]


def _take_file() -> None:
    """Put a file's text into the field, where it can be read before it is checked."""
    given = st.session_state[FILE]
    if given is not None:
        with refusals_shown():
            take(draft_in(given.name, given.getvalue()))


def take(draft: str) -> None:
    """Put this text into the field."""
    st.session_state[FIELD] = st.session_state[TYPED] = draft


def show_example(draft: str) -> None:
    """Show an example draft made of the documents' own sentences, with a button that checks it."""
    if not draft:
        return
    show(element("p", "Or try sentences from your own documents:", "byline-examples"))
    show(element("blockquote", draft, "byline-text byline-example"))
    st.button("Check this example", key="check.example", on_click=_take_example, args=(draft,))


def _take_example(draft: str) -> None:
    take(draft)
    st.session_state[SUGGESTED] = draft


# A check on the page: its sentences counted, its draft, its table, its pictures and the files to take away.

CHECKING = "Checking the draft"
ALL_SENTENCES = "All sentences"
NOTHING_TO_DRAW = "No document has anything on this, so there is nothing to draw."
HEAT_IN_A_SENTENCE = "Sentences are numbered in the draft’s order; the table has the same with every quote."


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


def show_checked(checked: Checked, settings: Settings, library: Library) -> None:
    """The whole check."""
    made = checked.check
    with st.container(horizontal=True, key="byline-check-head", vertical_alignment="center"):
        show(checked.strip)
        with st.popover("Export", icon=":material/download:", key="byline-check-export"):
            _offer_files(checked)
        offer_keep_asking(settings, library, [claim.text for claim in made.claims], key="check")
    show(checked.draft)
    beside.show_beside(made, library)
    against = f"Checked against {', '.join(made.kinds)}, as updated on {made.built_at:%d %B %Y, %H:%M} UTC."
    show(element("p", against, "byline-only"))


def _offer_files(checked: Checked) -> None:
    show(element("p", ONE_PAGE, "byline-only"))
    offer_downloads(checked.check, "check", at=checked.checked_at, key="check")


ONE_PAGE = "HTML is one page for an editor or a lawyer: each sentence with its quotes, sources, pages and dates."


@st.fragment
def show_pictures(check: Check) -> None:
    """Offer the table as a heat map and the quotes by date; nothing is made before it is opened."""
    at_a_glance = st.expander("Heat map", key="check.heat", icon=":material/grid_on:", on_change="rerun")
    if at_a_glance.open:
        with at_a_glance:
            _show_heat(check)
    opened = st.expander("Timeline", key="check.dates", icon=":material/timeline:", on_change="rerun")
    if opened.open:
        with opened:
            names = [f"{number}. {claim.text}" for number, claim in enumerate(check.claims, start=1)]
            chosen = st.selectbox(
                "Quotes on", range(-1, len(names)), format_func=lambda at: [*names, ALL_SENTENCES][at]
            )
            show_timeline(replace(check, claims=check.claims[chosen : chosen + 1]) if chosen >= 0 else check)


def _show_heat(check: Check) -> None:
    table = matrix(check)
    if not table.documents:
        show(element("p", NOTHING_TO_DRAW, "byline-nothing"))
        return
    in_order = replace(table, rows=tuple(sorted(table.rows, key=lambda row: row.claim.start)))
    chart = heat_chart(in_order, dark=st.context.theme.type == "dark")
    st.altair_chart(chart, width="content", alt="Verdicts by sentence and document; the table has the same")
    show(element("p", HEAT_IN_A_SENTENCE, "byline-only"))
