"""Keep the documents up to date: watching the folder, bringing back what was removed, and the updates so far."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st
from markupsafe import Markup

from answer.wording import counted
from app_pages.documents_parts.notices import bring_back
from app_pages.drawing.many import choose_some, listed
from app_pages.drawing.markup import element, head_cells, show, wrapped
from app_pages.drawing.times import ago, moment
from app_pages.frame import editing, engine
from errors import BylineError
from index.building.background import Builder
from index.curating import in_trash
from index.library import Library
from index.library_check import last_check
from index.records import Plan
from index.storage.builds import PastBuild, past_builds
from ingest.names import spelled_out
from settings import Settings

HEADINGS = ("Updated", "What it did", "Took", "Search model")


def show_history(settings: Settings) -> None:
    """Show the newest updates as a table, each with its reasons; read only once it is opened."""
    opened = st.expander("Updates so far", key="documents.history", on_change="rerun")
    if not opened.open:
        return
    body = Markup().join(map(_row, past_builds(settings.data)))
    inside = Markup("<thead><tr>{}</tr></thead><tbody>{}</tbody>").format(head_cells(HEADINGS), body)
    table = wrapped("table", inside, "byline-table")
    with opened:
        show(wrapped("div", table, "byline-wide", tabindex="0", role="region", aria_label="Updates so far"))


def _row(build: PastBuild) -> Markup:
    took = f"{build.seconds:,.1f} s" if build.seconds is not None else "not recorded"
    cells = (
        wrapped("td", moment(build.built_at), ""),
        wrapped("td", _done(build), ""),
        element("td", took, ""),
        element("td", build.model, ""),
    )
    return Markup("<tr>{}</tr>").format(Markup().join(cells))


def _done(build: PastBuild) -> Markup:
    reasons = listed([f"{name}: {reason}" for name, reason in build.reasons.items()])
    return wrapped("details", element("summary", build.summary, "") + reasons, "byline-details")


def show_last_check(settings: Settings) -> None:
    """Say what the last check of all that is kept found; nothing where there was none."""
    last = last_check(settings.data)
    if last is None:
        return
    if last.failed:
        show(element("p", last.failed, "byline-refusal", role="alert"))
        return
    found = "all of it is as it was written"
    if last.mended:
        found = f"{counted(len(last.mended), 'damaged file')} found and made again: {', '.join(last.mended)}"
    said = Markup("{}: {}.").format(moment(last.at, "What Byline keeps of your documents was checked"), found)
    show(wrapped("p", said, "byline-only"))


# Removed documents, and bringing them back.


def show_removed(settings: Settings) -> None:
    """Show the documents that were removed and can be brought back; nothing where there are none.

    Raises:
        CorpusError: what was chosen cannot be brought back.
    """
    now = datetime.now(UTC)
    removed = {
        found.entry: f"{spelled_out(found.id)}, removed {ago(found.removed_at, now)}"
        for found in in_trash(settings.corpus)
    }
    if not removed:
        return
    with st.expander(f"{counted(len(removed), 'removed document')}, kept until you bring them back"):
        chosen = choose_some("Removed documents", removed, key="documents.removed", placeholder="Choose")
        if st.button("Bring back", key="documents.restore", icon=":material/undo:", disabled=not chosen):
            bring_back(settings, chosen)


# The switch for updating whenever a document changes.

SWITCH = "documents.watch"
TURNED = "documents.watch_turned"

LOOK_EVERY_S = 2.0
"""Seconds until a page that watches looks for a newer library. Lowered, the server is asked more often."""


def offer_watching(settings: Settings, library: Library) -> None:
    """Show the switch, which is one for all sessions, and what watching did last."""
    builder = engine.builder(settings)
    if not st.session_state.pop(TURNED, False):
        st.session_state[SWITCH] = builder.watching  # another session may have turned it
    wanted = st.toggle("Update by itself whenever a document changes", key=SWITCH, on_change=_turn)
    if wanted and not builder.watching:
        editing.watch(settings)
    elif not wanted and builder.watching:
        editing.stop_watching(settings)
    _show_last(builder, settings)
    if builder.watching:
        _move_on(settings, library.build.generation, builder.said)


def _turn() -> None:
    st.session_state[TURNED] = True


def _show_last(builder: Builder, settings: Settings) -> None:
    said = builder.said
    if isinstance(said, BylineError):
        show(element("p", f"Watching could not update: {said}", "byline-refusal", role="alert"))
    elif builder.watching:
        show(element("p", f"Watching the folder {settings.corpus}: files put there are added at once.", "byline-only"))


@st.fragment(run_every=LOOK_EVERY_S)
def _move_on(settings: Settings, generation: int, said: Plan | BylineError | None) -> None:
    """Run the page again once there is a newer library, or watching has failed or ended."""
    builder = engine.builder(settings)
    if engine.newest_generation(settings) != generation or builder.said is not said or not builder.watching:
        st.rerun()
