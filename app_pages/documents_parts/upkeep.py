"""Show the library's upkeep: past builds, removed documents, and building at every change."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from answer.wording import counted
from app_pages.documents_parts.notices import bring_back
from app_pages.drawing.charts import history_chart
from app_pages.drawing.many import choose_some, listed
from app_pages.drawing.markup import element, show, wrapped
from app_pages.frame import editing, engine
from errors import BylineError
from index.building.background import Builder
from index.curating import in_trash
from index.library import Library
from index.storage.builds import PastBuild, past_builds
from settings import Settings

HEADINGS = ("Generation", "Built", "What it did", "Took", "Model")


def show_history(settings: Settings, library: Library | None) -> None:
    """Show the newest builds as a chart, and as a table with the reasons."""
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


# Removed documents, and bringing them back.


def show_removed(settings: Settings) -> None:
    """Show what lies in the trash.

    Raises:
        CorpusError: what was chosen cannot be brought back.
    """
    removed = {
        found.entry: f"{found.id}, removed {found.removed_at:%Y-%m-%d %H:%M} UTC" for found in in_trash(settings.corpus)
    }
    if not removed:
        show(element("p", "Nothing was removed. What is removed lies here until it is brought back.", "byline-nothing"))
        return
    kept = f"{counted(len(removed), 'document')} in .trash of the corpus folder, with nothing lost."
    show(element("p", kept, "byline-only"))
    chosen = choose_some("Removed documents", removed, key="library.removed", placeholder="Choose some")
    if st.button("Bring back", key="library.restore", icon=":material/undo:", disabled=not chosen):
        bring_back(settings, chosen)


# The switch for building whenever a document changes.

SWITCH = "library.watch"
TURNED = "library.watch_turned"


def offer_watching(settings: Settings) -> None:
    """Show the switch, which is one for all sessions, and what watching did last."""
    builder = engine.builder(settings)
    if not st.session_state.pop(TURNED, False):
        st.session_state[SWITCH] = builder.watching  # another session may have turned it
    wanted = st.toggle("Update whenever a document changes", key=SWITCH, on_change=_turn)
    if wanted and not builder.watching:
        editing.watch(settings)
    elif not wanted and builder.watching:
        editing.stop_watching(settings)
    _show_last(builder)


def _turn() -> None:
    st.session_state[TURNED] = True


def _show_last(builder: Builder) -> None:
    said = builder.said
    if isinstance(said, BylineError):
        show(element("p", f"Watching could not update: {said}", "byline-refusal", role="alert"))
    elif said and builder.watching:
        show(element("p", "Updated by itself since a document changed.", "byline-only"))
