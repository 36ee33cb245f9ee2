"""Which documents address a question: a strip, and beside it a table of the same."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from answer.arrangements import Covered, LaneCoverage, coverage
from answer.records import Answer
from app_pages.coverage_chart import coverage_chart
from app_pages.kinds import documents_of
from app_pages.markup import element, head_cells, show, wrapped
from app_pages.source_line import kind_mark

HOW_TO_READ = (
    "A cell is a document with passages in this answer, the number says how many; filled where its kind addresses the "
    "question, an outline where it is only related. With a plus: documents searched of which no passage is shown."
)


def show_coverage(answer: Answer) -> None:
    """The strip and the table."""
    lanes = [lane for lane in coverage(answer) if lane.documents or lane.others]
    drawn, table = st.columns([2, 3], gap="medium")
    with drawn:
        chart = coverage_chart(lanes, dark=st.context.theme.type == "dark")
        st.altair_chart(chart, width="stretch", alt="Documents with passages, by kind; the table has the same")
        show(element("p", HOW_TO_READ, "byline-only"))
    show(_table(lanes), table)


def _table(lanes: list[LaneCoverage]) -> Markup:
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
    more = " more" if lane.documents else ""
    said = f"{documents_of(lane.others).replace(' ', f'{more} ', 1)} searched, no passage shown"
    return wrapped("tr", _kind(lane) + element("td", said, "", colspan="2"), "")
