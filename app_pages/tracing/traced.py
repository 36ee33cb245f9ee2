"""The newest trace of this session, kept so that a click or a look at another page makes nothing again."""

from __future__ import annotations

import streamlit as st

from answer.trace import Trace

TRACED = "trace.newest"


def newest() -> Trace | None:
    """The trace that is shown."""
    found: Trace | None = st.session_state.get(TRACED)
    return found


def keep(traced: Trace) -> None:
    """Show this trace from now on."""
    st.session_state[TRACED] = traced
