"""Verifying an export in the browser: what has become of each of its quotes in today's documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from answer.exports.notes import decoded, read_receipts
from answer.receipts import Receipt
from answer.verification import Status, Verified, verify
from app_pages.markup import element, wrapped
from app_pages.quote_actions import open_link
from index.library import Library

VERIFIED = "check.verified"
"""What was verified last: the file, the library's generation, and the markup."""

MEANINGS = {
    Status.SAME: ("✓", "stands where it stood"),
    Status.MOVED: ("→", "stands elsewhere, word for word"),
    Status.CHANGED: ("≠", "the document has changed and the words are gone"),
    Status.MISSING: ("✕", "not to be found"),
}
WHAT_VERIFYING_IS = (
    "Give an export of an answer or a check (Markdown, HTML, CSV or JSON). Each quote in it is looked up again in the "
    "documents as the library holds them today; a lookalike never counts."
)


def show_verifying(library: Library) -> None:
    """The place to give an export, and the status of each of its quotes."""
    st.html(element("p", WHAT_VERIFYING_IS, "byline-welcome"))
    given = st.file_uploader("An export", type=["md", "html", "csv", "json", "txt"], key="check.export")
    if given is None:
        return
    made = (given.file_id, library.build.generation, library.build.built_at)
    if st.session_state.get(VERIFIED, (None,))[0] != made:
        receipts = read_receipts(decoded(given.getvalue()))
        st.session_state[VERIFIED] = (made, _markup(tuple(verify(library, receipts))))
    st.html(st.session_state[VERIFIED][1])


def _markup(verified: Sequence[Verified]) -> str:
    if not verified:
        return element("p", "There are no quotes in it, so there is nothing to verify.", "byline-nothing")
    counts = Counter(one.status for one in verified)
    parts = ", ".join(f"{counts[status]:,} {status}" for status in Status if counts[status])
    quotes = f"{len(verified):,} {'quote' if len(verified) == 1 else 'quotes'}"
    order = list(reversed(Status))
    rows = "".join(_row(one) for one in sorted(verified, key=lambda one: order.index(one.status)))
    heads = "".join(f'<th scope="col">{name}</th>' for name in ("Status", "Quote", "Document"))
    table = f'<table class="byline-table"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'
    region = wrapped("div", table, "byline-wide", role="region", tabindex="0", aria_label="Quotes and their status")
    return element("h2", f"{quotes}: {parts}.", "byline-verdicts-summary") + region


def _row(one: Verified) -> str:
    sign, meaning = MEANINGS[one.status]
    badge = element("span", f"{sign} {one.status}", f"byline-status byline-status-{one.status}", title=meaning)
    reason = element("p", one.reason or meaning, "byline-place")
    quote = element("p", one.receipt.exact, "byline-text byline-clamped")
    return f'<tr><th scope="row">{badge}</th><td>{quote}{reason}</td><td>{_where(one, one.receipt)}</td></tr>'


def _where(one: Verified, receipt: Receipt) -> str:
    page = f", page {receipt.page}" if receipt.page else ""
    was = element("p", f"{receipt.document}{page}, characters {receipt.start:,}–{receipt.end:,}", "byline-place")
    if one.found is None or one.found_in is None:
        return was
    return was + wrapped("p", open_link(one.found_in, one.found, one.found_in), "byline-actions")
