"""Building on a page: begun in the background, followed by whoever looks, never in the way of a question."""

from __future__ import annotations

from concurrent.futures import Future, wait

import streamlit as st

from app_pages import editing, engine
from index.building.background import Stage
from index.records import Plan
from settings import Settings

STARTED = "library.build"
"""The build that this session began; its failure is this session's to read."""

BUILDING = "Building the library of your documents"
LOOK_EVERY_S = 0.1


def start_build(settings: Settings, *, may_remove: bool = False) -> None:
    """Begin a build, or join the one that goes on.

    Raises:
        RoleError: a reader asked for it.
    """
    st.session_state[STARTED] = editing.begin_build(settings, may_remove=may_remove)


def follow_build(settings: Settings) -> None:
    """Show how far the build is until it ends, then the page again; to be called last: what stands above stays usable.

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
    counted = f": {at.done:,} of {at.total:,}" if at.total else ""
    return f"{BUILDING}. {at.stage}{counted}{'' if left is None else f', {time_words(left)} left'}"


def time_words(seconds: float) -> str:
    """A time to wait, in words that don't pretend to know better."""
    if seconds < 10:
        return "a few seconds"
    if seconds < 60:
        return f"about {round(seconds, -1):.0f} seconds"
    minutes = round(seconds / 60)
    return f"about {minutes:,} minute{'' if minutes == 1 else 's'}"
