"""The newest trace of this session, kept so that a click or a look at another page makes nothing again."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from answer.trace import Trace
from index.records import DocumentLabel, Evidence

TRACED = "trace.newest"


def newest() -> Trace | None:
    """The trace that is shown."""
    found: Trace | None = st.session_state.get(TRACED)
    return found


def quotes() -> Iterator[tuple[DocumentLabel, Evidence]]:
    """Every quote of the trace that is shown."""
    shown = newest()
    yield from ((one.document, one.evidence) for one in shown.appearances) if shown else ()


def keep(traced: Trace) -> None:
    """Show this trace from now on."""
    st.session_state[TRACED] = traced
