"""The library on the page: what it holds, how it differs from the corpus, and building it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import streamlit as st

from app_pages import engine
from app_pages.kinds import documents_of, kind_class
from app_pages.markup import element, wrapped
from index.build import build
from index.library import Library
from index.records import Plan, Progress
from ingest.folder import Skipped
from settings import Settings

SHOWN_REMOVALS = "library.shown_removals"
"""The documents that the list above the button named as removed: pressing it agrees to these and no others."""

BUILDING = "Building the library of your documents"


def show_state(library: Library) -> None:
    """One line: documents of each kind, the generation, when it was built."""
    counts = Counter(label.source.kind for label in library.labels.values())
    kinds = [
        element("span", documents_of(counts[kind], kind), f"byline-kind {kind_class(kind)}") for kind in library.kinds
    ]
    built = library.build
    facts = [
        element("span", f"generation {built.generation}", "byline-fact"),
        element("span", f"built {built.built_at:%d %B %Y, %H:%M} UTC", "byline-fact"),
    ]
    st.html(wrapped("p", "".join([*kinds, *facts]), "byline-state"))


def build_now(settings: Settings, *, may_remove: bool = False) -> None:
    """Build with a visible progress bar, then show the page again."""
    bar = st.progress(0.0, BUILDING)

    def report(at: Progress) -> None:
        bar.progress(at.done / at.total if at.total else 1.0, f"{BUILDING}. {at.stage}: {at.done:,} of {at.total:,}")

    build(settings.corpus, settings.data, engine.encoder(settings.model), confirmed=may_remove, report=report)
    st.rerun()


def offer_rebuild(settings: Settings, library: Library) -> None:
    """What was passed over; and where the corpus is not what was built, how it differs, and a button."""
    plan = engine.differences(settings, library)
    if plan.skipped:
        st.html(_skipped(plan.skipped))
    if plan.is_empty:
        return
    with st.container(border=True, key="byline-rebuild"):
        st.html(element("p", f"The corpus differs from the library: {_changes(plan)}.", "") + _reasons(plan))
        if st.button("Rebuild", key="library.rebuild", icon=":material/sync:"):
            build_now(settings, may_remove=set(plan.removed) <= set(st.session_state.get(SHOWN_REMOVALS, ())))
        st.session_state[SHOWN_REMOVALS] = plan.removed


def _changes(plan: Plan) -> str:
    steps = {"added": plan.added, "changed": plan.changed, "relabelled": plan.relabelled, "removed": plan.removed}
    return ", ".join(f"{documents_of(len(ids))} {name}" for name, ids in steps.items() if ids)


def _reasons(plan: Plan) -> str:
    return _listed("What a rebuild would do", ((name, reason) for name, reason in plan.reasons.items()))


def _skipped(skipped: Iterable[Skipped]) -> str:
    files = [(file.path, file.reason) for file in skipped]
    return _listed(f"{len(files):,} {'file was' if len(files) == 1 else 'files were'} passed over", files)


def _listed(summary: str, rows: Iterable[tuple[str, str]]) -> str:
    items = "".join(element("li", f"{name}: {reason}", "") for name, reason in rows)
    if not items:
        return ""
    return f'<details class="byline-details"><summary>{summary}</summary><ul>{items}</ul></details>'
