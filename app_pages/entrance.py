"""The entrance: signing in where that is set up, who is signed in, and the warning where it is not and ought to be."""

from __future__ import annotations

import streamlit as st
from streamlit.errors import StreamlitAuthError

from app_pages.exposure import exposure, has_sign_in
from app_pages.markup import element, show
from app_pages.person import has_entered, person, sign_in_is_set
from app_pages.refusals import refusals_shown
from errors import SettingsError
from settings import read_settings

SIGN_IN = "Sign in to ask these documents."
NO_EDITORS = "No editor is named, so nobody can change this library: set BYLINE_EDITORS to their addresses"


def enter() -> None:
    """Let the page go on; or, for somebody who is still to sign in, show how and stop."""
    said = exposure()
    if said:
        show(element("p", f"{said}.", "byline-refusal", role="note"))
    if not sign_in_is_set():
        return
    if not has_entered():
        _offer_signing_in()
        st.stop()
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
        raise SettingsError(f"nobody can sign in: {' '.join(str(error).split())} (docs/people.md)") from error


def _show_person() -> None:
    settings = read_settings()
    role = "editor" if person(settings).may_edit else "reader"
    name = str(st.user.get("email") or st.user.get("name") or "signed in")
    show(element("p", f"{name}, {role}", "byline-person"))
    if not settings.editors:
        show(element("p", f"{NO_EDITORS}.", "byline-only"))
    st.button("Sign out", key="entrance.out", on_click=st.logout)
