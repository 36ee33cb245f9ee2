"""Verify an export in the browser: say what has become of each of its quotes in today's documents."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from answer.exports.embedded_receipts import decoded
from answer.exports.shown_quotes import verify_export
from answer.verification import QuoteStatus, Verified, VerifiedExport
from answer.wording import counted, summarise_verified
from app_pages.drawing.badges import status_badge, status_words
from app_pages.drawing.markup import element, head_cells, show, wrapped
from app_pages.drawing.quote_actions import open_link
from app_pages.drawing.source_line import place_line
from index.library import Library

VERIFIED = "check.verified"
"""What was verified last: the file, the library's generation, and the markup."""

LARGEST_MB = 8
"""Megabytes of an export; the terminal takes more. Raised, a hostile one keeps the other visitors waiting."""

WHAT_VERIFYING_IS = (
    "Upload a Byline export (Markdown, HTML, CSV or JSON) to check every quote in it against today’s documents. "
    "Only exact matches count."
)


def show_verifying(library: Library) -> None:
    """Take an export and show the status of each of its quotes."""
    show(element("p", WHAT_VERIFYING_IS, "byline-welcome"))
    types = ["md", "html", "csv", "json", "txt"]
    given = st.file_uploader("An export", types, key="check.export", max_upload_size=LARGEST_MB)
    if given is None:
        return
    made = (given.file_id, library.build.generation, library.build.built_at)
    if st.session_state.get(VERIFIED, (None,))[0] != made:
        given.seek(0)
        st.session_state[VERIFIED] = (
            made,
            _markup(verify_export(library, decoded(given, most=LARGEST_MB * 1_000_000))),
        )
    _, shown = st.session_state[VERIFIED]
    show(shown)


def _markup(export: VerifiedExport) -> Markup:
    verified = export.verified
    not_verified = Markup().join(element("li", one, "") for one in export.unverified)
    aside = element("p", f"{counted(export.shown, 'quote')} shown. Not verified:", "byline-place")
    aside += wrapped("ul", not_verified, "byline-place")
    if not verified:
        return element("p", "It has no quotes that can be checked.", "byline-nothing") + aside
    order = [QuoteStatus.EDITED, *reversed(QuoteStatus)]
    rows = Markup().join(_row(one) for one in sorted(verified, key=lambda one: order.index(one.status)))
    heads = head_cells(("Status", "Quote", "Document"))
    inside = Markup("<thead><tr>{}</tr></thead><tbody>{}</tbody>").format(heads, rows)
    table = wrapped("table", inside, "byline-table")
    region = wrapped("div", table, "byline-wide", role="region", tabindex="0", aria_label="Quotes and their status")
    summary = summarise_verified(one.status for one in verified)
    return element("h2", summary, "byline-verdicts-summary") + aside + region


def _row(one: Verified) -> Markup:
    reason = element("p", status_words(one), "byline-place")
    quote = element("p", one.receipt.exact, "byline-text byline-clamped")
    row = Markup('<tr><th scope="row">{}</th><td>{}{}</td><td>{}</td></tr>')
    return row.format(status_badge(one.status), quote, reason, _where(one))


def _where(one: Verified) -> Markup:
    receipt = one.receipt
    was = place_line(receipt.document, (receipt.start, receipt.end), receipt.page)
    if one.found is None or one.found_in is None:
        return was
    return was + wrapped("p", open_link(one.found_in, one.found, one.found_in), "byline-actions")
