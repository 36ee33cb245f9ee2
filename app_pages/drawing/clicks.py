"""Clicks on the HTML that a page draws itself: links into documents, buttons that copy, buttons that do something.

A card has several of them and a page has dozens of cards; as Streamlit's own widgets they would make every click slow.
One script, clicks.js, serves the whole page. A link is a link, so it opens in a new tab too; followed in the page
itself it would begin a new session and lose the conversation, so its address comes back here as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import parse_qsl

import streamlit as st
from markupsafe import Markup

from app_pages.documents_parts.places import open_place
from app_pages.drawing.markup import element, wrapped

SCRIPT = Path(__file__).with_name("clicks.js")

LONGEST_PLACE = 50_000
"""Characters of what a press names. Raised, more is read of a browser that no button of a page sent."""

FOLLOW = "follow"
"""What a click on a link into a document does; its place is the reader's query."""

Component = Callable[..., object]
"""A script that runs on the page, as Streamlit mounts it."""

_clicking: Component = st.components.v2.component("byline.clicking", js=SCRIPT.read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Press:
    """What a button does, and to which thing."""

    what: str
    place: str


def press_button(said: str, press: Press, css_class: str, **attributes: str) -> Markup:
    """Draw a button; its label becomes `data_done` once it is pressed."""
    return element(
        "button", said, css_class, type="button", data_press=press.what, data_place=press.place, **attributes
    )


def copy_button(said: str, **data: str) -> Markup:
    """Draw a button that copies text (`copy`) or this page's address with another query (`query`)."""
    carried = {f"data_{name}": value for name, value in data.items()}
    return element("button", said, "byline-copy", type="button", aria_live="polite", **carried)


def link(said: str, address: str, name: str) -> Markup:
    """Draw a link into a document; `name` is what a screen reader says."""
    return wrapped("a", said, "byline-open", href=address, aria_label=name)


def taken(page: str) -> Press | None:
    """Return what was pressed on this page, once; follow a link into a document, leaving the page."""
    found: Press | None = st.session_state.pop(f"{page}.pressed", None)
    if found and found.what == FOLLOW:
        open_place(dict(parse_qsl(found.place)), come_from=page)
    return found


def follow_clicks(page: str, pressed: Iterable[Press] = ()) -> None:
    """Send clicks back to this page, and show `pressed` as pressed."""
    on = sorted(f"{press.what} {press.place}" for press in pressed)
    listen(_clicking, page, on=tuple(on))


def listen(component: Component, page: str, **data: tuple[str, ...]) -> None:
    """Run a component's script, and keep what it sends until `taken` asks for it by this name of a page or a part.

    No list is sent: to see whether one is a table, Streamlit imports pandas, which takes most of a second.
    """
    key = f"byline-clicking-{page}"
    component(key=key, data=data, on_pressed_change=partial(_take, page, key))


def _take(page: str, key: str) -> None:
    found = st.session_state[key].get("pressed")
    what, place = (found.get("press"), found.get("place")) if isinstance(found, dict) else (None, None)
    if isinstance(what, str) and isinstance(place, str) and len(what) + len(place) <= LONGEST_PLACE:
        st.session_state[f"{page}.pressed"] = Press(what, place)
