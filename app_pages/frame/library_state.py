"""Show the library: what it holds, how it differs from the corpus, and its builds in the background."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future, wait

import streamlit as st
from markupsafe import Markup

from answer.wording import changes_words, counted
from app_pages.drawing.kinds import kind_class
from app_pages.drawing.many import listed
from app_pages.drawing.markup import details, element, show, wrapped
from app_pages.frame import editing, engine
from errors import PROGRAM, BylineError
from index.building.background import Stage
from index.building.build import removes_much
from index.library import Library
from index.records import Plan
from ingest.folder import Skipped
from settings import Settings, read_settings

STARTED = "library.build"
"""The build that this session began; its failure is this session's to read."""

BUILDING = "Building the library of your documents"
LOOK_EVERY_S = 0.1


def start_build(settings: Settings, *, may_remove: bool = False) -> None:
    """Begin a build, or join the one that is running.

    Raises:
        RoleError: a reader asked for it.
    """
    st.session_state[STARTED] = editing.begin_build(settings, may_remove=may_remove)


def follow_build(settings: Settings) -> None:
    """Show a build's progress until it ends, then run the page again. Call last: what stands above stays usable.

    Raises:
        BylineError: the build that this session began failed.
    """
    running = engine.builder(settings).running
    if running:
        _watch(running, settings)
    began: Future[Plan] | None = st.session_state.pop(STARTED, None)
    if began:
        began.result()
    if began or running:
        st.rerun()


def _watch(running: Future[Plan], settings: Settings) -> None:
    bar = st.progress(0.0, BUILDING)
    while wait([running], timeout=LOOK_EVERY_S).not_done:
        stage = engine.builder(settings).stage
        bar.progress(_share(stage), _words(stage))


def _share(stage: Stage) -> float:
    return min(stage.at.done / stage.at.total, 1.0) if stage.at.total else 0.0


def _words(stage: Stage) -> str:
    at, left = stage.at, stage.seconds_left
    done = f": {at.done:,} of {at.total:,}" if at.total else ""
    return f"{BUILDING}. {at.stage}{done}{'' if left is None else f', {time_words(left)} left'}"


def time_words(seconds: float) -> str:
    """Say a time to wait, no more precisely than it is known."""
    if seconds < 10:
        return "a few seconds"
    if seconds < 60:
        return f"about {round(seconds, -1):.0f} seconds"
    minutes = round(seconds / 60)
    return f"about {counted(minutes, 'minute')}"


# The library on the page: what it holds, how it differs from the corpus, and building it.

MENDING_PAGE = "library"

SHOWN_REMOVALS = "library.shown_removals"
"""The documents that the list above the button named as removed: pressing it agrees to these and no others."""


def show_state(library: Library) -> None:
    """Show documents of each kind and the time of the last update: beside the page, or on it if it is narrow."""
    facts = _facts(library)
    with st.sidebar:
        generation = str(library.build.generation)
        show(wrapped("section", facts, "byline-state", aria_label="Your documents", data_generation=generation))
    show(wrapped("p", facts, "byline-state-line"))


def show_age(*, on: str) -> None:
    """Say if the index is older than the corpus, with a link to the page that mends it.

    Args:
        on: the address of the page that is shown.
    """
    said = "" if on == MENDING_PAGE else _age()
    if said:
        show(element("p", said, "byline-older"))
        st.page_link("app_pages/library.py", label="What an update would do", icon=":material/sync:")


def _age() -> str:
    try:
        settings = read_settings()
        if settings.index or not engine.has_library(settings):
            return ""
        plan = engine.differences(settings, engine.newest_library(settings))
    except BylineError:  # the page it leads to says why
        return "It cannot be told whether documents have changed since the last update."
    return "" if plan.is_empty else f"Changed since the last update: {changes_words(plan.steps)}."


def _facts(library: Library) -> Markup:
    kinds = [
        element(
            "span", counted(len(library.inventory.numbers(kind)), f"{kind} document"), f"byline-kind {kind_class(kind)}"
        )
        for kind in library.kinds
    ]
    built = library.build
    facts = [
        element("span", f"updated {built.built_at:%d %b %Y, %H:%M} UTC", "byline-fact"),
    ]
    return Markup().join([*kinds, *facts])


def offer_rebuild(settings: Settings, library: Library, *, opened: bool = False) -> None:
    """Show what was skipped, and, if the corpus has changed since the build, how, with a button."""
    if settings.index:  # the documents are elsewhere
        return
    plan = engine.differences(settings, library)
    if plan.partly:
        show(_partly(plan.partly))
    if plan.skipped:
        show(_skipped(plan.skipped))
    if plan.is_empty:
        return
    with st.container(border=True, key="byline-rebuild"):
        show(
            element("p", f"Your documents have changed since the last update: {changes_words(plan.steps)}.", "")
            + _steps(plan, opened)
        )
        if not editing.may_edit():
            return
        if st.button(_invitation(plan, library), key="library.rebuild", icon=":material/sync:"):
            start_build(settings, may_remove=set(plan.removed) <= set(st.session_state.get(SHOWN_REMOVALS, ())))
        st.session_state[SHOWN_REMOVALS] = plan.removed


def _invitation(plan: Plan, library: Library) -> str:
    """The button's label; for a build that removes many documents it names how many."""
    if not removes_much(len(plan.removed), len(library.labels)):
        return "Update"
    return f"Remove {len(plan.removed):,} of {counted(len(library.labels), 'document')} and update"


def _steps(plan: Plan, opened: bool) -> Markup:  # noqa: FBT001
    """Show what a rebuild would do, action by action, each document with its reason."""
    lists = Markup().join(
        element("p", f"{name.capitalize()}: {len(ids):,}", "byline-action")
        + listed([f"{one}: {plan.reasons[one]}" for one in ids], f"{PROGRAM} plan names every one")
        for name, ids in plan.steps.items()
    )
    work = f"Passages to prepare: {plan.embedded_passages:,}; taken as they are: {plan.reused_passages:,}."
    done = lists + _unchanged(plan.unchanged_documents) + element("p", work, "byline-only")
    return details("What an update would do", done, is_open=opened)


def _unchanged(ids: Sequence[str]) -> Markup:
    """Count the documents that stay as they are, with their names on request."""
    if not ids:
        return Markup()
    names = listed(ids, f"{PROGRAM} plan --all names every one")
    return details(f"Unchanged: {len(ids):,}", names)


def _partly(partly: Mapping[str, Iterable[str]]) -> Markup:
    summary = f"{counted(len(partly), 'document was', 'documents were')} read only in part"
    named = [f"{name}: {'; '.join(what)}" for name, what in partly.items()]
    return details(summary, listed(named, f"{PROGRAM} plan names every one"))


def _skipped(skipped: Iterable[Skipped]) -> Markup:
    files = [f"{file.path}: {file.reason}" for file in skipped]
    summary = f"{counted(len(files), 'file was', 'files were')} passed over"
    return details(summary, listed(files, f"{PROGRAM} plan names every one"))
