"""The builds so far, as a table that reads from top to bottom."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from app_pages.filing.history_chart import history_chart
from app_pages.many import listed
from app_pages.markup import element, show, wrapped
from index.library import Library
from index.storage.builds import PastBuild, past_builds
from settings import Settings

HEADINGS = ("Generation", "Built", "What it did", "Took", "Model")


def show_history(settings: Settings, library: Library | None) -> None:
    """The newest builds as a chart, and a table of the same with the reasons."""
    if library is None:
        show(element("p", "Nothing has been built yet.", "byline-nothing"))
        return
    builds = past_builds(settings.data)
    chart = history_chart(builds, dark=st.context.theme.type == "dark")
    st.altair_chart(chart, width="stretch", alt="Documents that each build touched; the table has the same")
    head = Markup().join(element("th", heading, "", scope="col") for heading in HEADINGS)
    body = Markup().join(_row(build) for build in builds)
    table = wrapped("table", Markup("<thead><tr>{}</tr></thead><tbody>{}</tbody>").format(head, body), "byline-table")
    show(wrapped("div", table, "byline-wide", tabindex="0", role="region", aria_label="Builds"))


def _row(build: PastBuild) -> Markup:
    took = f"{build.seconds:,.1f} s" if build.seconds is not None else "not recorded"
    cells = (
        element("td", f"{build.generation}", ""),
        element("td", f"{build.built_at:%Y-%m-%d %H:%M} UTC", ""),
        wrapped("td", _done(build), ""),
        element("td", took, ""),
        element("td", build.model, ""),
    )
    return Markup("<tr>{}</tr>").format(Markup().join(cells))


def _done(build: PastBuild) -> Markup:
    reasons = listed([f"{name}: {reason}" for name, reason in build.reasons.items()])
    return wrapped("details", element("summary", build.summary, "") + reasons, "byline-details")
