"""The quotes of an answer or a check by their documents' dates: a chart, and beside it a table of the same."""

from __future__ import annotations

import streamlit as st

from answer.check_records import Check
from answer.records import Answer
from answer.timeline import Entry, Timeline, timeline
from answer.wording import published_words
from app_pages.markup import element, wrapped
from app_pages.quote_actions import quote_actions
from app_pages.source_line import kind_mark
from app_pages.timeline_chart import dated_chart


def show_timeline(made: Answer | Check) -> None:
    """The chart of what is dated, and a table of everything, undated quotes apart."""
    found = timeline(made)
    if not found.dated and not found.undated:
        st.html(element("p", "No quote is shown, so there is nothing to put in order.", "byline-nothing"))
        return
    drawn, table = st.columns([2, 3], gap="medium")
    with drawn:
        if found.dated:
            chart = dated_chart(found.dated, dark=st.context.theme.type == "dark")
            st.altair_chart(chart, width="stretch", alt="Quotes by date and kind; the table has the same")
        st.html(element("p", _counted(found), "byline-only"))
    table.html(_table(found))


def _counted(found: Timeline) -> str:
    """How many quotes there are, and how many of them no chart can show."""
    dated = f"{len(found.dated):,} of {len(found.dated) + len(found.undated):,} quotes by their documents’ dates"
    return f"{dated}; the others are from undated documents." if found.undated else f"{dated}."


def _table(found: Timeline) -> str:
    """Date, kind and words of every quote, oldest first; undated ones apart, below."""
    heads = "".join(f'<th scope="col">{name}</th>' for name in ("Published", "Quote"))
    bodies = _lines(found.dated) + _lines(found.undated)
    table = f'<table class="byline-table byline-dates"><thead><tr>{heads}</tr></thead>{bodies}</table>'
    return wrapped("div", table, "byline-wide", role="region", tabindex="0", aria_label="Quotes by date")


def _lines(entries: tuple[Entry, ...]) -> str:
    return f"<tbody>{''.join(map(_line, entries))}</tbody>" if entries else ""


def _line(entry: Entry) -> str:
    source = entry.document.source
    said = (
        element("p", source.title, "byline-dates-title")
        + element("blockquote", entry.evidence.text, "byline-text byline-clamped")
        + quote_actions(entry.document, entry.evidence)
    )
    day = element("p", published_words(source), "byline-day")
    return f'<tr><th scope="row">{day}{kind_mark(source.kind)}</th><td>{said}</td></tr>'
