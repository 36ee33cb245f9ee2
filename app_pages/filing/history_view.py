"""The builds so far, as a table that reads from top to bottom."""

from __future__ import annotations

import streamlit as st

from app_pages.filing.history_chart import history_chart
from app_pages.many import listed
from app_pages.markup import element, wrapped
from index.library import Library
from index.storage.history import PastBuild, past_builds
from settings import Settings

HEADINGS = ("Generation", "Built", "What it did", "Took", "Model")


def show_history(settings: Settings, library: Library | None) -> None:
    """The newest builds as a chart, and a table of the same with the reasons."""
    if library is None:
        st.html(element("p", "Nothing has been built yet.", "byline-nothing"))
        return
    builds = past_builds(settings.data)
    chart = history_chart(builds, dark=st.context.theme.type == "dark")
    st.altair_chart(chart, width="stretch", alt="Documents that each build touched; the table has the same")
    head = "".join(element("th", heading, "", scope="col") for heading in HEADINGS)
    body = "".join(_row(build) for build in builds)
    table = wrapped("table", f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>", "byline-table")
    st.html(wrapped("div", table, "byline-wide", tabindex="0", role="region", aria_label="Builds"))


def _row(build: PastBuild) -> str:
    took = f"{build.seconds:,.1f} s" if build.seconds is not None else "not recorded"
    cells = (f"{build.generation}", f"{build.built_at:%Y-%m-%d %H:%M} UTC", _done(build), took, build.model)
    said = "".join(cell if cell.startswith("<td") else element("td", cell, "") for cell in cells)
    return f"<tr>{said}</tr>"


def _done(build: PastBuild) -> str:
    reasons = listed([f"{name}: {reason}" for name, reason in build.reasons.items()])
    summary = element("summary", build.summary, "")
    return wrapped("td", f'<details class="byline-details">{summary}{reasons}</details>', "")
