"""Buttons inside the HTML that a page draws itself: what was pressed comes back, what is pressed is shown.

A card has four buttons and a page has dozens of cards; as Streamlit's own widgets they would make every click slow.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

import streamlit as st

from app_pages.markup import element

PRESSING = """
export default function ({ data, setTriggerValue }) {
  const on = new Set(data.on);
  const show = () => {
    for (const button of document.querySelectorAll("button[data-press]")) {
      const pressed = on.has(`${button.dataset.press} ${button.dataset.place}`);
      if (button.dataset.done) {
        button.dataset.todo ??= button.textContent;
        const said = pressed ? button.dataset.done : button.dataset.todo;
        if (button.textContent !== said) button.textContent = said;
      } else if (button.hasAttribute("aria-pressed") && button.getAttribute("aria-pressed") !== String(pressed)) {
        button.setAttribute("aria-pressed", String(pressed));
      }
    }
  };
  const press = ({ target }) => {
    const button = target.closest("button[data-press]");
    if (button) setTriggerValue("pressed", { press: button.dataset.press, place: button.dataset.place });
  };
  globalThis.bylinePressesEnd?.();
  const seen = new MutationObserver(show);
  seen.observe(document.body, { childList: true, subtree: true });
  document.body.addEventListener("click", press);
  globalThis.bylinePressesEnd = () => {
    seen.disconnect();
    document.body.removeEventListener("click", press);
  };
  show();
  return globalThis.bylinePressesEnd;
}
"""
"""One handler for the page, set again and never twice."""

_pressing = st.components.v2.component("byline.pressing", js=PRESSING)


@dataclass(frozen=True, slots=True)
class Press:
    """What a button does, and to what."""

    what: str
    place: str


def press_button(said: str, press: Press, css_class: str, **attributes: str) -> str:
    """A button as HTML; with `data_done` it says that once it is pressed."""
    return element(
        "button", said, css_class, type="button", data_press=press.what, data_place=press.place, **attributes
    )


def taken(page: str) -> Press | None:
    """What was pressed on this page, once."""
    found: Press | None = st.session_state.pop(f"{page}.pressed", None)
    return found


def follow_presses(page: str, pressed: Iterable[Press]) -> None:
    """Let presses come back to this page; `pressed` are shown as such."""
    on = sorted(f"{press.what} {press.place}" for press in pressed)
    key = f"byline-pressing-{page}"
    _pressing(key=key, data={"on": on}, on_pressed_change=partial(_take, page, key))


def _take(page: str, key: str) -> None:
    found = st.session_state[key].get("pressed")
    if isinstance(found, dict):
        st.session_state[f"{page}.pressed"] = Press(str(found.get("press")), str(found.get("place")))
