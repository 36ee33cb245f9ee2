"""Keep checks on the desk, list them beside the page, and open one by its name or by the page's address."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

import streamlit as st

from answer.question import number_in
from answer.records import Check
from app_pages.check_parts import checks
from app_pages.drawing.clicks import Press
from app_pages.frame.desk_state import show_desk_state
from app_pages.frame.named_list import NamedList, opened_by
from desk import checks as kept
from desk.records import Desk, KeptCheck

PAGE, CHECK = "check", "check"
NUMBER = "check.number"
"""The number under which the desk keeps the check that is shown."""

ADDRESS = "check"
"""Names the check in the address, so that loading the page again opens it; only its owner can."""


def keep(desk: Desk, made: Check) -> None:
    """Show a check from now on, and keep it.

    Raises:
        BylineError: it cannot be kept; it is shown all the same.
    """
    at = datetime.now(UTC)
    checks.show_from_now(made, at=at)
    forget()
    _name(kept.keep(desk, made, at=at))


def restore(desk: Desk) -> None:
    """Open the check that the address names, if the session has none and this owner has that one; else name it there.

    Raises:
        BylineError: it cannot be read.
    """
    shown = checks.newest()
    number: int | None = number_in(st.query_params.get(ADDRESS, "")) if not shown else st.session_state.get(NUMBER)
    if shown and number is not None:
        _name(number)
    elif number is not None and number in {one.number for one in kept.listed(desk)}:
        reopen(desk, number)


def reopen(desk: Desk, number: int) -> None:
    """Show this kept check as it was made.

    Raises:
        BylineError: it is not there, or cannot be read.
    """
    found = kept.read(desk, number)
    checks.show_from_now(found.check, at=found.checked_at)
    checks.take(found.check.draft)
    _name(number)


def open_pressed(desk: Desk, press: Press) -> None:
    """Open the check whose name was pressed, if one was.

    Raises:
        BylineError: it is not there any more, or cannot be read.
    """
    number = opened_by(press, PAGE, CHECK)
    if number is not None:
        reopen(desk, number)


def begin_anew() -> None:
    """Show no check, and an empty field."""
    forget()
    checks.show_none()


def forget() -> None:
    """Let the address name no check."""
    st.session_state.pop(NUMBER, None)
    st.query_params.clear()


def _name(number: int) -> None:
    st.session_state[NUMBER] = number
    st.query_params[ADDRESS] = str(number)


# The list beside the page, and what can be done with the check that is open.


def show_checks(desk: Desk) -> None:
    """Show the list, the one kept last first, and what can be done with the open check.

    Raises:
        LibraryError: the desk cannot be read.
    """
    found = kept.listed(desk)
    show_desk_state(desk, found.told, found.soon, page=PAGE)
    listed = NamedList(
        PAGE,
        CHECK,
        rename=partial(kept.rename, desk),
        delete=partial(_delete, desk),
        bring_back=partial(_bring_back, desk),
    )
    listed.show(found, st.session_state.get(NUMBER), "Rename, delete", lambda _: None)


def _delete(desk: Desk, number: int) -> KeptCheck:
    deleted = kept.delete(desk, number)
    begin_anew()
    return deleted


def _bring_back(desk: Desk, deleted: KeptCheck) -> None:
    kept.bring_back(desk, deleted)
    reopen(desk, deleted.entry.number)
