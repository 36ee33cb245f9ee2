"""Who looks at the page, and whether they may change the library."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from app_pages.browser import browser_owner
from desk.records import Desk
from settings import Settings


@dataclass(frozen=True, slots=True)
class Person:
    """Who somebody is: the owner of their conversations; and whether they may upload, relabel, remove and rebuild."""

    owner: str
    may_edit: bool


def sign_in_is_set() -> bool:
    """Whether `[auth]` is configured, so that people sign in."""
    return "is_logged_in" in st.user


def has_entered() -> bool:
    """Whether this person may see the documents: everybody, where nobody signs in."""
    return not sign_in_is_set() or st.user["is_logged_in"] is True


def person(settings: Settings) -> Person:
    """The person of this session. A reader until an address that is verified stands among the editors.

    Everybody reads where an index is set: its documents are built elsewhere.
    """
    if not sign_in_is_set():
        return Person(browser_owner(), may_edit=not settings.index)
    address = str(st.user.get("email") or "").casefold()
    trusted = st.user.get("email_verified", True) is True
    who = f"{st.user.get('iss') or ''} {st.user.get('sub') or address}".strip()
    may_edit = has_entered() and trusted and address in settings.editors and not settings.index
    return Person(who, may_edit=may_edit)


def own_desk(settings: Settings) -> Desk:
    """What the person of this session keeps."""
    return Desk(settings.data, person(settings).owner)
