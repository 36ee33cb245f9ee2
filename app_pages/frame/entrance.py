"""Ask people to sign in if that is set up, and warn if others can reach the app without it."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib import import_module
from pkgutil import iter_modules
from threading import Thread

import streamlit as st
from streamlit.errors import StreamlitAuthError
from streamlit.runtime.scriptrunner import get_script_run_ctx

from app_pages import ask_parts
from app_pages.drawing.markup import element, show
from app_pages.frame import engine
from app_pages.frame.door import admit
from app_pages.frame.faults import refusals_shown
from app_pages.frame.person import has_entered, person, sign_in_is_set
from errors import BylineError, SettingsError
from settings import read_settings

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})

WARNING = (
    "Anybody who reaches {address} can {may} this library, since nobody signs in: "
    "set server.address to localhost, or configure sign-in (docs/how/people.md)"
)


def exposure() -> str:
    """Return a warning if the app listens beyond this machine and nobody signs in, else an empty text."""
    address = st.get_option("server.address") or "every address of this machine"
    return "" if address in LOOPBACK or has_sign_in() else WARNING.format(address=address, may=_what_anybody_may())


def has_sign_in() -> bool:
    """Return whether the secrets have an `[auth]`; works without a session, which the server lacks at its start."""
    return st.secrets.load_if_toml_exists() and "auth" in st.secrets


def _what_anybody_may() -> str:
    try:
        published = read_settings().index
    except SettingsError:  # the page says which setting it is
        published = None
    return "read" if published else "read and change"


@asynccontextmanager
async def at_start(_app: st.App) -> AsyncIterator[None]:
    """Print the warning once in the terminal, in one line, and have ready what the first page needs."""
    said = exposure()
    if said:
        logging.getLogger("byline").warning("Warning: %s", said)
    Thread(target=_get_ready, name="getting ready", daemon=True).start()
    yield


def _get_ready() -> None:
    """Import what the first page runs, and find the library and the model, while the browser loads its script."""
    for module in iter_modules(ask_parts.__path__):
        import_module(f"{ask_parts.__name__}.{module.name}")
    with suppress(BylineError):  # the page says what is wrong
        settings = read_settings()
        engine.open_ahead(settings)
        engine.encoder(settings)


# The entrance: signing in where that is set up, who is signed in, and the warning where it is not and ought to be.

SIGN_IN = "Sign in to ask these documents."
NO_EDITORS = "No editor is named, so nobody can change this library: set BYLINE_EDITORS to their addresses"


def enter() -> None:
    """Let the page go on; if the person still has to sign in, show how and stop."""
    said = exposure()
    if said:
        show(element("p", f"{said}.", "byline-refusal", role="note"))
    if not has_entered():
        _offer_signing_in()
        st.stop()
    context = get_script_run_ctx()
    if context:
        admit(context.session_id)
    if sign_in_is_set():
        with st.sidebar, refusals_shown():
            _show_person()


def _offer_signing_in() -> None:
    st.title("Byline", anchor=False)
    show(element("p", SIGN_IN, "byline-welcome"))
    with refusals_shown():
        for provider in _providers():
            name = f"Sign in with {provider}" if provider else "Sign in"
            if st.button(name, key=f"entrance.{provider}", icon=":material/login:", type="primary"):
                _sign_in(provider)


def _providers() -> list[str]:
    """The names of the providers in `[auth]`; an empty one for settings that stand in it without a name."""
    section = st.secrets["auth"] if has_sign_in() else {}
    named = [name for name, value in section.items() if hasattr(value, "keys") and name != "client_kwargs"]
    return ["", *named] if "client_id" in section or not named else named


def _sign_in(provider: str) -> None:
    try:
        st.login(provider or None)
    except StreamlitAuthError as error:
        raise SettingsError(f"nobody can sign in: {' '.join(str(error).split())} (docs/how/people.md)") from error


def _show_person() -> None:
    settings = read_settings()
    role = "editor" if person(settings).may_edit else "reader"
    name = str(st.user.get("email") or st.user.get("name") or "signed in")
    show(element("p", f"{name}, {role}", "byline-person"))
    if not settings.editors:
        show(element("p", f"{NO_EDITORS}.", "byline-only"))
    st.button("Sign out", key="entrance.out", on_click=st.logout)
