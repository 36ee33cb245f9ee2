"""Whether others can reach this app without saying who they are, and the warning where they can."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st

from errors import SettingsError
from settings import read_settings

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})

WARNING = (
    "Anybody who reaches {address} can {may} this library, since nobody signs in: "
    "set server.address to localhost, or configure sign-in (docs/people.md)"
)


def exposure() -> str:
    """The warning where the app listens beyond this machine and nobody signs in; empty otherwise."""
    address = st.get_option("server.address") or "every address of this machine"
    return "" if address in LOOPBACK or has_sign_in() else WARNING.format(address=address, may=_what_anybody_may())


def has_sign_in() -> bool:
    """Whether the secrets have an `[auth]`; asked without a session, as the server has none at its start."""
    return st.secrets.load_if_toml_exists() and "auth" in st.secrets


def _what_anybody_may() -> str:
    try:
        published = read_settings().index
    except SettingsError:  # the page says which setting it is
        published = None
    return "read" if published else "read and change"


@asynccontextmanager
async def warn_at_start(_app: st.App) -> AsyncIterator[None]:
    """Say it once in the terminal, in one line, when the server starts."""
    said = exposure()
    if said:
        logging.getLogger("byline").warning("Warning: %s", said)
    yield
