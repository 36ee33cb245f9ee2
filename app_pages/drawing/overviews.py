"""Show an answer or a check at a glance: coverage and dates, each a chart with the same as a table."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from answer.arrangements import Covered, DatedQuote, LaneCoverage, Timeline, coverage, timeline
from answer.records import Answer, Check
from answer.wording import counted, published_words
from app_pages.drawing.charts import coverage_chart, dated_chart
from app_pages.drawing.markup import element, head_cells, show, wrapped
from app_pages.drawing.quote_actions import quote_actions
from app_pages.drawing.source_line import kind_mark

HOW_TO_READ = (
    "Each square is a document, its number counts the passages: filled for a strong match, an outline for a weak one. "
    "“+8”: searched, nothing shown."
)


def show_coverage(answer: Answer) -> None:
    """Show the strip and its table."""
    lanes = [lane for lane in coverage(answer) if lane.documents or lane.others]
    drawn, table = st.columns([2, 3], gap="medium")
    with drawn:
        chart = coverage_chart(lanes, dark=st.context.theme.type == "dark")
        st.altair_chart(chart, width="stretch", alt="Documents with passages, by kind; the table has the same")
        show(element("p", HOW_TO_READ, "byline-only"))
    show(_coverage_table(lanes), table)


def _coverage_table(lanes: list[LaneCoverage]) -> Markup:
    heads = head_cells(("Kind", "Document", "Passages"))
    rows = Markup().join(_row(lane, one) for lane in lanes for one in lane.documents)
    rest = Markup().join(_others(lane) for lane in lanes if lane.others)
    parts = Markup("<thead><tr>{}</tr></thead><tbody>{}{}</tbody>").format(heads, rows, rest)
    table = wrapped("table", parts, "byline-table byline-covered")
    return wrapped("div", table, "byline-wide", role="region", tabindex="0", aria_label="Documents by kind")


def _kind(lane: LaneCoverage) -> Markup:
    return wrapped("th", kind_mark(lane.kind), "", scope="row")


def _row(lane: LaneCoverage, one: Covered) -> Markup:
    cells = (one.document.source.title, f"{one.passages:,}, the best at rank {one.best_rank:,}")
    return wrapped("tr", _kind(lane) + Markup().join(element("td", cell, "") for cell in cells), "")


def _others(lane: LaneCoverage) -> Markup:
    others = counted(lane.others, "more document" if lane.documents else "document")
    said = f"{others} searched, no passage shown"
    return wrapped("tr", _kind(lane) + element("td", said, "", colspan="2"), "")


# The quotes of an answer or a check by their documents' dates: a chart, and beside it a table of the same.


def show_timeline(made: Answer | Check) -> None:
    """Show a chart of dated quotes, and a table of all of them, undated ones apart."""
    found = timeline(made)
    if not found.dated and not found.undated:
        show(element("p", "No quote is shown, so there is nothing to put in order.", "byline-nothing"))
        return
    drawn, table = st.columns([2, 3], gap="medium")
    with drawn:
        if found.dated:
            chart = dated_chart(found.dated, dark=st.context.theme.type == "dark")
            st.altair_chart(chart, width="stretch", alt="Quotes by date and kind; the table has the same")
        show(element("p", _counted(found), "byline-only"))
    show(_timeline_table(found), table)


def _counted(found: Timeline) -> str:
    """Count the quotes, and those that no chart can show."""
    total = len(found.dated) + len(found.undated)
    quotes = counted(total, "quote by its document’s date", "quotes by their documents’ dates")
    dated = f"{len(found.dated):,} of {quotes}"
    return f"{dated}; the others are from undated documents." if found.undated else f"{dated}."


def _timeline_table(found: Timeline) -> Markup:
    """Date, kind and words of every quote, oldest first; undated ones apart, below."""
    heads = head_cells(("Published", "Quote"))
    bodies = _lines(found.dated) + _lines(found.undated)
    parts = Markup("<thead><tr>{}</tr></thead>{}").format(heads, bodies)
    table = wrapped("table", parts, "byline-table byline-dates")
    return wrapped("div", table, "byline-wide", role="region", tabindex="0", aria_label="Quotes by date")


def _lines(entries: tuple[DatedQuote, ...]) -> Markup:
    return Markup("<tbody>{}</tbody>").format(Markup().join(map(_line, entries))) if entries else Markup()


def _line(entry: DatedQuote) -> Markup:
    source = entry.document.source
    said = (
        element("p", source.title, "byline-dates-title")
        + element("blockquote", entry.evidence.text, "byline-text byline-clamped")
        + quote_actions(entry.document, entry.evidence)
    )
    day = element("p", published_words(source), "byline-day")
    return Markup('<tr><th scope="row">{}{}</th><td>{}</td></tr>').format(day, kind_mark(source.kind), said)
