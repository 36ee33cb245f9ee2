"""What can be done with any quote on a page: open it in its document, and copy it with its receipt.

The link is a link, so it opens in a new tab too. Followed in the page it would begin a new session and lose the
conversation; one script for the whole page tells Streamlit where to go instead.
"""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from answer.exports.quote_copy import quote_with_receipt
from app_pages.markup import element, wrapped
from app_pages.quote_presses import pin_button
from app_pages.reading.opening import READER, come_from, place_of
from index.records import DocumentLabel, Evidence
from ingest.records import Span

FOLLOWING = """
const SHOWN_MS = 2000;

const copied = async (text) => {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const field = document.createElement("textarea");
  field.value = text;
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
};

export default function ({ setTriggerValue }) {
  const press = async (event) => {
    const link = event.target.closest("a.byline-open");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      setTriggerValue("opened", Object.fromEntries(new URL(link.href).searchParams));
    }
    const button = event.target.closest("button.byline-copy");
    if (button && !button.dataset.said) {
      button.dataset.said = button.textContent;
      const address = new URL(button.dataset.query ?? "", location.href);
      await copied(button.dataset.copy ?? address.href);
      button.textContent = "Copied";
      setTimeout(() => { button.textContent = button.dataset.said; delete button.dataset.said; }, SHOWN_MS);
    }
  };
  document.body.onclick = press;
  return () => { if (document.body.onclick === press) document.body.onclick = null; };
}
"""
"""One handler for the page: links and buttons come and go, and it is set again, never twice."""

_following = st.components.v2.component("byline.following", js=FOLLOWING)


def quote_actions(label: DocumentLabel, evidence: Evidence, *, stands: bool = True, more: str = "") -> str:
    """The link into the document where the quote `stands` in it, the buttons that copy and pin, and `more`, as HTML."""
    link = open_link(label.id, (evidence.start, evidence.end), label.source.title) if stands else ""
    copy = copy_button("Copy quote with receipt", copy=quote_with_receipt(label, evidence))
    return wrapped("p", link + copy + pin_button(label, evidence) + more, "byline-actions")


def open_link(document: str, span: Span, title: str) -> str:
    """A link to a place of a document in the reader, as HTML."""
    where = f"sources?{urlencode(place_of(document, span))}"
    return wrapped("a", "Open in Sources", "byline-open", href=where, aria_label=f"Open in Sources: {title}")


def copy_button(said: str, **data: str) -> str:
    """A button that copies what it carries: text (`copy`), or this page's address with another query (`query`)."""
    carried = {f"data_{name}": value for name, value in data.items()}
    return element("button", said, "byline-copy", type="button", aria_live="polite", **carried)


def follow_quotes(page: str) -> None:
    """Let the page's links into documents be followed inside this session; `page` is the way back."""
    pressed = _following(key=f"byline-following-{page}", on_opened_change=_nothing_more)
    if pressed.opened:
        come_from(page)
        st.switch_page(READER, query_params=pressed.opened)


def _nothing_more() -> None:
    """Streamlit keeps a trigger only where something is called for it."""
