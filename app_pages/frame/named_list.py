"""List what a person keeps by name beside a page, conversations or checks; rename, delete and bring back one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

import streamlit as st
from markupsafe import Markup

from answer.question import number_in
from app_pages.drawing.clicks import Press, press_button
from app_pages.drawing.markup import element, show, wrapped
from app_pages.frame.faults import refusals_shown
from desk.conversations import LONGEST_NAME


class Named(Protocol):
    """What stands in a list."""

    @property
    def number(self) -> int:
        """The number under which the desk keeps it."""

    @property
    def name(self) -> str:
        """What its owner calls it."""


Deleted = TypeVar("Deleted")


@dataclass(frozen=True, slots=True)
class NamedList(Generic[Deleted]):
    """What can be done with the things of one page; `noun` is what one of them is called there.

    Each action may raise a BylineError, which is shown. What `delete` returns is what `bring_back` takes.
    """

    page: str
    noun: str
    rename: Callable[[int, str], None]
    delete: Callable[[int], Deleted]
    bring_back: Callable[[Deleted], None]

    def show(self, found: Sequence[Named], current: int | None, manage: str, offer: Callable[[int], None]) -> None:
        """Show the list, the open one's actions in a fold called `manage`, and the way back for the one deleted last.

        `offer` shows what else can be done with the open one, given its number.
        """
        if found:
            show(names(found, current, self.noun))
        for one in found:
            if one.number == current:
                with st.expander(manage, key=f"{self.page}.manage.{one.number}"):
                    self._name(one)
                    offer(one.number)
                    st.button(
                        "Delete",
                        key=f"{self.page}.delete",
                        icon=":material/delete:",
                        on_click=self._delete,
                        args=(one,),
                    )
        self._offer_undo()

    def _name(self, one: Named) -> None:
        key = f"{self.page}.name.{one.number}"
        st.session_state.setdefault(key, one.name)
        st.text_input(
            f"Name of this {self.noun}",
            key=key,
            max_chars=LONGEST_NAME,
            on_change=self._rename,
            args=(one.number, key),
        )

    def _offer_undo(self) -> None:
        deleted: tuple[str, Deleted] | None = st.session_state.get(_deleted(self.page))
        if deleted:
            with st.container(key=f"byline-undo-{self.noun}"):
                show(element("p", f"“{deleted[0]}” was deleted.", "byline-notice", role="status"))
                st.button("Undo", key=f"{self.page}.undelete", icon=":material/undo:", on_click=self._bring_back)

    def _rename(self, number: int, key: str) -> None:
        """Rename it; not where a run that was broken off has dropped the field, which Streamlit calls a change too."""
        name: str | None = st.session_state.pop(key, None)
        if name is not None:
            with refusals_shown():
                self.rename(number, name)

    def _delete(self, one: Named) -> None:
        with refusals_shown():
            st.session_state[_deleted(self.page)] = one.name, self.delete(one.number)

    def _bring_back(self) -> None:
        with refusals_shown():
            self.bring_back(st.session_state[_deleted(self.page)][1])
            del st.session_state[_deleted(self.page)]


def _deleted(page: str) -> str:
    """Where the session has the name of the one that was deleted last, and all of it, until another is opened."""
    return f"{page}.deleted"


def names(found: Sequence[Named], current: int | None, noun: str) -> Markup:
    """Draw the names as buttons, the open one marked."""
    items = Markup().join(wrapped("li", _entry(one, current, noun), "") for one in found)
    heading = element("h2", f"{noun.capitalize()}s", "byline-part", id=f"byline-{noun}s")
    listed = wrapped("ul", items, "byline-conversations")
    return wrapped("nav", heading + listed, "byline-kept", aria_labelledby=f"byline-{noun}s")


def _entry(one: Named, current: int | None, noun: str) -> Markup:
    here = {"aria_current": "true"} if one.number == current else {}
    return press_button(one.name, Press(opening(noun), str(one.number)), "byline-conversation", title=one.name, **here)


def opening(noun: str) -> str:
    """What a press on a name does."""
    return f"open {noun}"


def opened_by(press: Press, page: str, noun: str) -> int | None:
    """Return the number of the one whose name was pressed, if one was; the one deleted last is gone for good then."""
    number = number_in(press.place) if press.what == opening(noun) else None
    if number is not None:
        st.session_state.pop(_deleted(page), None)
    return number
