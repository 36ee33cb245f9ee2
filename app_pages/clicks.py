"""Clicks on the HTML that a page draws itself: links into documents, buttons that copy, buttons that do something.

A card has several of them and a page has dozens of cards; as Streamlit's own widgets they would make every click slow.
One script serves the whole page. A link is a link, so it opens in a new tab too; followed in the page itself it would
begin a new session and lose the conversation, so its address comes back here as well.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from urllib.parse import parse_qsl

import streamlit as st

from app_pages.markup import element, wrapped
from app_pages.reading.opening import open_place

FOLLOW = "follow"
"""What a click on a link into a document does; its place is the reader's query."""

CLICKING = """
const SHOWN_MS = 2000;
const NARROW = 768;
const BUTTONS = "button[data-press]";

const copied = async (text) => {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const field = document.createElement("textarea");
  field.value = text;
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
};

const copy = async (button) => {
  if (button.dataset.said) return;
  button.dataset.said = button.textContent;
  const address = new URL(button.dataset.query ?? "", location.href);
  await copied(button.dataset.copy ?? address.href);
  button.textContent = "Copied";
  setTimeout(() => { button.textContent = button.dataset.said; delete button.dataset.said; }, SHOWN_MS);
};

const fold = () => {
  if (innerWidth <= NARROW) document.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click();
};

export default function ({ data, setTriggerValue }) {
  const on = new Set(data.on);
  const show = (button) => {
    const pressed = on.has(`${button.dataset.press} ${button.dataset.place}`);
    if (button.dataset.done) {
      button.dataset.todo ??= button.textContent;
      const said = pressed ? button.dataset.done : button.dataset.todo;
      if (button.textContent !== said) button.textContent = said;
    }
    for (const state of ["aria-pressed", "aria-expanded"]) {
      if (button.hasAttribute(state)) button.setAttribute(state, String(pressed));
    }
  };
  const came = (changes) => {
    for (const change of changes) {
      for (const node of change.addedNodes) node.querySelectorAll?.(BUTTONS).forEach(show);
    }
  };
  const click = (event) => {
    const link = event.target.closest("a.byline-open");
    const button = event.target.closest("button");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      setTriggerValue("pressed", { press: "follow", place: new URL(link.href).search.slice(1) });
    } else if (button?.dataset.press) {
      setTriggerValue("pressed", { press: button.dataset.press, place: button.dataset.place });
      if (button.matches(".byline-conversation")) fold();
    } else if (button?.classList.contains("byline-copy")) {
      copy(button);
    } else if (button?.closest(".st-key-byline-anew")) {
      fold();
    }
  };
  globalThis.bylineClicksEnd?.();
  const seen = new MutationObserver(came);
  seen.observe(document.body, { childList: true, subtree: true });
  document.body.addEventListener("click", click);
  const end = () => {
    seen.disconnect();
    document.body.removeEventListener("click", click);
  };
  globalThis.bylineClicksEnd = end;
  document.querySelectorAll(BUTTONS).forEach(show);
  return end;
}
"""
"""One handler for the page, set again and never twice; what comes onto the page later is looked at when it comes.

On a narrow screen the sidebar lies over the page: it is folded when what was pressed in it shows on the page.
"""

_clicking = st.components.v2.component("byline.clicking", js=CLICKING)


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


def copy_button(said: str, **data: str) -> str:
    """A button that copies what it carries: text (`copy`), or this page's address with another query (`query`)."""
    carried = {f"data_{name}": value for name, value in data.items()}
    return element("button", said, "byline-copy", type="button", aria_live="polite", **carried)


def link(said: str, address: str, name: str) -> str:
    """A link into a document as HTML; `name` is what it is called where it is heard and not seen."""
    return wrapped("a", said, "byline-open", href=address, aria_label=name)


def taken(page: str) -> Press | None:
    """What was pressed on this page, once; a link into a document is followed, and the page is left."""
    found: Press | None = st.session_state.pop(f"{page}.pressed", None)
    if found and found.what == FOLLOW:
        open_place(dict(parse_qsl(found.place)), come_from=page)
    return found


def follow_clicks(page: str, pressed: Iterable[Press] = ()) -> None:
    """Let clicks come back to this page; `pressed` are shown as such."""
    on = sorted(f"{press.what} {press.place}" for press in pressed)
    key = f"byline-clicking-{page}"
    _clicking(key=key, data={"on": on}, on_pressed_change=partial(_take, page, key))


def _take(page: str, key: str) -> None:
    found = st.session_state[key].get("pressed")
    if isinstance(found, dict):
        st.session_state[f"{page}.pressed"] = Press(str(found.get("press")), str(found.get("place")))
