"""Show the library: what it holds, how it differs from the folder of documents, and its updates in the background."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from concurrent.futures import Future

import streamlit as st
from markupsafe import Markup

from answer.wording import changes_words, counted, kind_documents
from app_pages.drawing.kinds import kind_class
from app_pages.drawing.many import listed
from app_pages.drawing.markup import details, element, show, wrapped
from app_pages.drawing.times import moment
from app_pages.frame import editing, engine
from app_pages.frame.progress import follow
from app_pages.frame.stories import is_all, settings_in_force
from errors import PROGRAM, BylineError
from index.building.build import removes_much
from index.building.steps import MODEL_CHANGED, READ_OTHERWISE
from index.library import Library
from index.records import Plan
from settings import Settings

STARTED = "library.build"
"""The build that this session began; its failure is this session's to read."""


def start_build(settings: Settings, *, may_remove: bool = False) -> None:
    """Begin a build, or join the one that is running.

    Raises:
        RoleError: a reader asked for it.
    """
    st.session_state[STARTED] = editing.begin_build(settings, may_remove=may_remove)


def start_update(settings: Settings, *, removed: Collection[str] = ()) -> None:
    """Begin the build that an action asks for, unless many documents are gone that the person did not remove.

    Args:
        settings: those in force.
        removed: the documents that the action removed.
    """
    astray: set[str] = set()
    if engine.has_library(settings):
        library = engine.newest_library(settings)
        plan = engine.differences(settings, library)
        astray = set(plan.removed) - set(removed)
        if astray and removes_much(len(plan.removed), len(library.labels)):
            return  # the line above the documents asks
    start_build(settings, may_remove=not astray)


def follow_build(settings: Settings) -> None:
    """Show a build's progress until it ends, then run the page again. Call last: what stands above stays usable.

    Raises:
        BylineError: the build that this session began failed.
    """
    running = engine.builder(settings).running
    if running:
        follow(running, lambda: engine.builder(settings).stage)
    began: Future[Plan] | None = st.session_state.pop(STARTED, None)
    if began:
        began.result()
    if began or running:
        st.rerun()


# The library on the page: what it holds, how it differs from the corpus, and building it.

SAYING_IT = ("", "documents")
"""The addresses of the pages that say themselves what has changed: Ask, which comes first, and Documents."""

DOCUMENTS = "app_pages/documents.py"

UNCHANGED_FILES = {
    READ_OTHERWISE: "Byline was updated and reads {} in a new way. Update once, and searching goes by that; "
    "the files have not changed.",
    MODEL_CHANGED: "The search model is another one. Update once, and {} can be found with it; "
    "the files have not changed.",
}
"""Why documents are made anew whose files have not changed → what the page says of them."""

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
    """Say beside a page what has changed or could not be read, with a link to the page that says more.

    Args:
        on: the address of the page that is shown.
    """
    if on == "documents" or is_all():
        return
    try:
        settings = settings_in_force()
        if settings.index or not engine.has_library(settings):
            return
        plan = engine.differences(settings, engine.newest_library(settings))
    except BylineError:  # the page it leads to says why
        show(element("p", "It cannot be told whether documents have changed since the last update.", "byline-older"))
        st.page_link(DOCUMENTS, label="See why", icon=":material/sync:")
        return
    if not plan.is_empty and on not in SAYING_IT:
        show(element("p", _changed(plan), "byline-older"))
        st.page_link(DOCUMENTS, label="See what changed", icon=":material/sync:")
    if plan.skipped:
        st.page_link(DOCUMENTS, label=_unread(len(plan.skipped)), icon=":material/warning:")


def _unread(count: int) -> str:
    return f"{counted(count, 'file')} could not be read"


def _changed(plan: Plan) -> str:
    """Say what has changed, and apart from it which files have not, though their documents are made anew."""
    anew = {
        why: [name for name in plan.changed if plan.reasons.get(name, "").startswith(why)] for why in UNCHANGED_FILES
    }
    done = {name for names in anew.values() for name in names}
    steps = {action: [name for name in ids if name not in done] for action, ids in plan.steps.items()}
    others = changes_words({action: ids for action, ids in steps.items() if ids})
    said = [f"Changed since the last update: {others}."] if others else []
    said += [UNCHANGED_FILES[why].format(counted(len(names), "document")) for why, names in anew.items() if names]
    return " ".join(said)


def _facts(library: Library) -> Markup:
    kinds = [
        element("span", kind_documents(len(library.inventory.numbers(kind)), kind), f"byline-kind {kind_class(kind)}")
        for kind in library.kinds
    ]
    return Markup().join([*kinds, moment(library.build.built_at, "updated")])


def offer_update(settings: Settings, library: Library, plan: Plan | None = None) -> None:
    """Say in one line what has changed since the last update, with a button; nothing where nothing has.

    Args:
        settings: those in force.
        library: the documents as they are searched.
        plan: what an update would do, to be shown in full; without it the line leads to the page that shows it.
    """
    if settings.index:  # the documents are elsewhere
        return
    found = plan or engine.differences(settings, library)
    if found.is_empty:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="byline-rebuild"):
        show(element("p", _changed(found), "byline-older"))
        if editing.may_edit() and st.button(_invitation(found, library), key="library.rebuild", icon=":material/sync:"):
            start_build(settings, may_remove=set(found.removed) <= set(st.session_state.get(SHOWN_REMOVALS, ())))
        if plan is None:
            st.page_link(DOCUMENTS, label="See what changed")
    if plan is not None:
        show(_steps(plan))
    st.session_state[SHOWN_REMOVALS] = found.removed


def _invitation(plan: Plan, library: Library) -> str:
    """The button's label; for a build that removes many documents it names how many."""
    if not removes_much(len(plan.removed), len(library.labels)):
        return "Update now"
    return f"Remove {len(plan.removed):,} of {counted(len(library.labels), 'document')} and update"


def _steps(plan: Plan) -> Markup:
    """Show what an update would do, action by action, each document with its reason."""
    lists = Markup().join(
        element("p", f"{name.capitalize()}: {len(ids):,}", "byline-action")
        + listed([f"{one}: {plan.reasons[one]}" for one in ids], f"{PROGRAM} plan names every one")
        for name, ids in plan.steps.items()
    )
    return details("What an update would do", lists + _unchanged(plan.unchanged_documents))


def _unchanged(ids: Sequence[str]) -> Markup:
    """Count the documents that stay as they are, with their names on request."""
    if not ids:
        return Markup()
    names = listed(ids, f"{PROGRAM} plan --all names every one")
    return details(f"Unchanged: {len(ids):,}", names)
