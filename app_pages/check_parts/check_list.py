"""Keep checks on the desk, list them beside the page, and open one by its name or by the page's address."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import streamlit as st
from markupsafe import Markup

from answer.question import number_in
from answer.records import Check
from app_pages.check_parts import checks
from app_pages.drawing.clicks import Press, press_button
from app_pages.drawing.markup import element, show, wrapped
from app_pages.frame.desk_state import show_desk_state
from app_pages.frame.faults import refusals_shown
from desk import checks as kept
from desk.conversations import LONGEST_NAME
from desk.records import CheckEntry, Desk, KeptCheck

OPEN = "open check"
NUMBER = "check.number"
"""The number under which the desk keeps the check that is shown."""

DELETED = "check.deleted"
"""The check that was deleted last in this session, until another is opened."""

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
    number = number_in(press.place) if press.what == OPEN else None
    if number is not None:
        st.session_state.pop(DELETED, None)
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
    show_desk_state(desk, found.told, found.soon, page="check")
    number: int | None = st.session_state.get(NUMBER)
    if found:
        show(_list(found, number))
    current = next((one for one in found if one.number == number), None)
    if current:
        _manage(desk, current)
    _offer_undo(desk)


def _list(found: Sequence[CheckEntry], current: int | None) -> Markup:
    items = Markup().join(wrapped("li", _entry(one, current), "") for one in found)
    heading = element("h2", "Checks", "byline-part", id="byline-checks")
    return wrapped(
        "nav", heading + wrapped("ul", items, "byline-conversations"), "byline-kept", aria_labelledby="byline-checks"
    )


def _entry(one: CheckEntry, current: int | None) -> Markup:
    here = {"aria_current": "true"} if one.number == current else {}
    return press_button(one.name, Press(OPEN, str(one.number)), "byline-conversation", title=one.name, **here)


def _manage(desk: Desk, current: CheckEntry) -> None:
    with st.expander("Rename, delete", key=f"check.manage.{current.number}"):
        key = f"check.name.{current.number}"
        st.session_state.setdefault(key, current.name)
        st.text_input(
            "Name of this check", key=key, max_chars=LONGEST_NAME, on_change=_rename, args=(desk, current.number, key)
        )
        st.button("Delete", key="check.delete", icon=":material/delete:", on_click=_delete, args=(desk, current))


def _rename(desk: Desk, number: int, key: str) -> None:
    with refusals_shown():
        kept.rename(desk, number, st.session_state.pop(key))


def _delete(desk: Desk, current: CheckEntry) -> None:
    with refusals_shown():
        st.session_state[DELETED] = kept.delete(desk, current.number)
        begin_anew()


def _offer_undo(desk: Desk) -> None:
    deleted: KeptCheck | None = st.session_state.get(DELETED)
    if deleted:
        with st.container(key="byline-undo-check"):
            show(element("p", f"“{deleted.entry.name}” was deleted.", "byline-notice", role="status"))
            st.button("Undo", key="check.undelete", icon=":material/undo:", on_click=_bring_back, args=(desk, deleted))


def _bring_back(desk: Desk, deleted: KeptCheck) -> None:
    with refusals_shown():
        kept.bring_back(desk, deleted)
        del st.session_state[DELETED]
        reopen(desk, deleted.entry.number)
