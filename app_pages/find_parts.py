"""Take a quotation and show the session's newest trace: every appearance, oldest first."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st
from markupsafe import Markup

from answer.trace import Appearance, Trace
from answer.wording import counted, published_words, read_in_part_words, unread_words
from app_pages.drawing.kinds import kind_class
from app_pages.drawing.marked_text import word_changes
from app_pages.drawing.markup import element, show, wrapped
from app_pages.drawing.quote_actions import quote_actions
from app_pages.drawing.source_line import label_line, place_line, voice_line
from index.records import DocumentLabel, Evidence

TRACED = "trace.newest"


def newest() -> Trace | None:
    """The trace that is shown."""
    found: Trace | None = st.session_state.get(TRACED)
    return found


def quotes() -> Iterator[tuple[DocumentLabel, Evidence]]:
    """Every quote of the trace that is shown."""
    shown = newest()
    yield from ((one.document, one.evidence) for one in shown.appearances) if shown else ()


def keep(traced: Trace) -> None:
    """Show this trace from now on."""
    st.session_state[TRACED] = traced


# What the person gives the Trace page: a quotation.

QUOTATION = "trace.quotation"

WHAT_A_TRACE_IS = (
    "Paste a quotation. Every place where your documents have it, word for word or altered, is shown, the oldest "
    "first: what was changed, and whose words it is said to be there."
)


def show_purpose() -> None:
    """What the page does, in two sentences."""
    show(element("p", WHAT_A_TRACE_IS, "byline-welcome"))


def asked_quotation() -> str | None:
    """Return the quotation just handed in; None if there is none."""
    shown = newest()
    st.session_state.setdefault(QUOTATION, shown.quotation if shown else "")
    with st.form("trace.form", border=False):
        quotation = st.text_area("A quotation", key=QUOTATION, height=110)
        pressed = st.form_submit_button("Trace", type="primary", icon=":material/format_quote:")
    return quotation if pressed else None


# A trace on the page: how often the quotation stands where, then every appearance, the oldest first.


def show_traced(traced: Trace) -> None:
    """Show the count and the appearances, or what was read in vain."""
    if traced.unread:
        show(element("p", unread_words(traced.unread), "byline-nothing"))
    if not traced.appearances:
        read = f"{counted(traced.documents, 'document')} read"
        if traced.partly:
            read += f" ({read_in_part_words(traced.partly)})"
        where = "what was looked through" if traced.unread else "this corpus"
        said = f"Not found in {where}: {read}, none with most of these words."
        show(element("p", said, "byline-nothing"))
        return
    show(element("h2", _counted(traced), "byline-verdicts-summary"))
    show(Markup().join(_card(one) for one in traced.appearances))


def _counted(traced: Trace) -> str:
    found = traced.appearances
    exact = sum(one.exact for one in found)
    places = counted(len(found), "place")
    documents = counted(len({one.document.id for one in found}), "document")
    return f"{places} in {documents}: {exact:,} word for word, {len(found) - exact:,} altered. Oldest first."


def _card(one: Appearance) -> Markup:
    source, evidence = one.document.source, one.evidence
    parts = (
        _label(one),
        voice_line(evidence),
        wrapped("blockquote", element("span", evidence.text, ""), "byline-text", dir="auto")
        if one.exact
        else word_changes(one.changes, "your quotation"),
        *_whole(one),
        place_line(one.document.id, (evidence.start, evidence.end), evidence.page),
        quote_actions(one.document, evidence),
    )
    return wrapped("article", Markup().join(parts), f"byline-card byline-appearance {kind_class(source.kind)}")


def _whole(one: Appearance) -> Iterator[Markup]:
    """The whole sentence, where the words are only a part of it, and what they leave out of it that says otherwise."""
    if one.sentence and one.sentence.text != one.evidence.text:
        yield element("p", f"In: {one.sentence.text}", "byline-place")
    for flag in one.left_out:
        yield element("p", f"Left out: “{flag.document}”", "byline-place")


def _altered(one: Appearance) -> str:
    if one.alike < 1:
        return f"altered: {one.alike:.0%} of the words"
    if any(not change.claim for change in one.changes):
        return "altered: all of the words, with others between"
    return "the same words, written otherwise"


def _label(one: Appearance) -> Markup:
    source = one.document.source
    stands = "word for word" if one.exact else _altered(one)
    day = element("time", published_words(source), "byline-day")
    head = wrapped("h3", day + element("span", source.title, ""), "byline-heading")
    return head + label_line(source, source.publisher, source.author, stands)
