"""The quotes of an answer or a check by their documents' dates: a chart, and beside it a table of the same."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from answer.arrangements import Entry, Timeline, timeline
from answer.records import Answer, Check
from answer.wording import published_words
from app_pages.markup import element, head_cells, show, wrapped
from app_pages.quote_actions import quote_actions
from app_pages.source_line import kind_mark
from app_pages.timeline_chart import dated_chart


def show_timeline(made: Answer | Check) -> None:
    """The chart of what is dated, and a table of everything, undated quotes apart."""
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
    show(_table(found), table)


def _counted(found: Timeline) -> str:
    """How many quotes there are, and how many of them no chart can show."""
    dated = f"{len(found.dated):,} of {len(found.dated) + len(found.undated):,} quotes by their documents’ dates"
    return f"{dated}; the others are from undated documents." if found.undated else f"{dated}."


def _table(found: Timeline) -> Markup:
    """Date, kind and words of every quote, oldest first; undated ones apart, below."""
    heads = head_cells(("Published", "Quote"))
    bodies = _lines(found.dated) + _lines(found.undated)
    parts = Markup("<thead><tr>{}</tr></thead>{}").format(heads, bodies)
    table = wrapped("table", parts, "byline-table byline-dates")
    return wrapped("div", table, "byline-wide", role="region", tabindex="0", aria_label="Quotes by date")


def _lines(entries: tuple[Entry, ...]) -> Markup:
    return Markup("<tbody>{}</tbody>").format(Markup().join(map(_line, entries))) if entries else Markup()


def _line(entry: Entry) -> Markup:
    source = entry.document.source
    said = (
        element("p", source.title, "byline-dates-title")
        + element("blockquote", entry.evidence.text, "byline-text byline-clamped")
        + quote_actions(entry.document, entry.evidence)
    )
    day = element("p", published_words(source), "byline-day")
    return Markup('<tr><th scope="row">{}{}</th><td>{}</td></tr>').format(day, kind_mark(source.kind), said)
