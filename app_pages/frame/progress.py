"""Show on the page how far something long is: its stage in plain words, with a bar and the time left."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from answer.wording import counted
from index.building.background import Stage

STAGES = {
    "Planning": "Looking at your documents",
    "Preparing the model": "Preparing the search model, once, about half a minute",
    "Reading": "Reading {done:,} of {total:,}",
    "Reading pictures": "Reading the words on pictures: {done:,} of {total:,}",
    "Embedding": "Making them searchable: {done:,} of {total:,} passages",
    "Writing": "Saving",
    "Opening": "Opening your documents",
    "Making lanes anew": "Making what is searched by meaning again: {done:,} of {total:,} passages",
    "Making words anew": "Making what is searched by words again: {done:,} of {total:,} passages",
}
"""Stage → what the page says of it."""

SAID_FROM_S = 5.0
"""Seconds after which a stage whose end is not known says how long it has taken."""

LOOK_EVERY_S = 0.1


def follow(running: Future[Any], stage: Callable[[], Stage]) -> None:
    """Show the stage of what is running, until it ends; the bar then stays until the page runs again."""
    _draw(running, stage)


def follow_if_long(running: Future[Any], stage: Callable[[], Stage], *, after_s: float) -> None:
    """Wait until this ends, and show its stage meanwhile if that takes longer than so many seconds."""
    if not running.done() and wait([running], timeout=after_s).not_done:
        _draw(running, stage).empty()


def _draw(running: Future[Any], stage: Callable[[], Stage]) -> DeltaGenerator:
    now, since = stage(), time.monotonic()
    bar, at = st.progress(_share(now), stage_words(now, 0.0)), now.at.stage
    while wait([running], timeout=LOOK_EVERY_S).not_done:
        now = stage()
        if now.at.stage != at:
            at, since = now.at.stage, time.monotonic()
        bar.progress(_share(now), stage_words(now, time.monotonic() - since))
    return bar


def _share(stage: Stage) -> float:
    return min(stage.at.done / stage.at.total, 1.0) if stage.at.total else 0.0


def stage_words(stage: Stage, taken_s: float) -> str:
    """Say what is being done, and how long that still takes, or has taken where its end is not known."""
    at, left = stage.at, stage.seconds_left
    said = STAGES.get(at.stage, at.stage).format(done=at.done, total=at.total)
    if left is not None:
        return f"{said}, {time_words(left)} left"
    return f"{said} ({taken_s:.0f} s so far)" if not at.total and taken_s >= SAID_FROM_S else said


def time_words(seconds: float) -> str:
    """Say a time to wait, no more precisely than it is known."""
    if seconds < 10:
        return "a few seconds"
    if seconds < 60:
        return f"about {round(seconds, -1):.0f} seconds"
    minutes = round(seconds / 60)
    return f"about {counted(minutes, 'minute')}"
