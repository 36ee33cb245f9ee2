"""A trace on the page: how often the quotation stands where, then every appearance, the oldest first."""

from __future__ import annotations

import streamlit as st

from answer.trace import Appearance, Trace
from answer.wording import voice_words
from app_pages.kinds import documents_of, kind_class, kind_word
from app_pages.markup import element, wrapped
from app_pages.quote_actions import quote_actions
from app_pages.word_changes import word_changes


def show_traced(traced: Trace) -> None:
    """The count and the appearances, or what was read in vain."""
    if not traced.appearances:
        said = f"Not found in this corpus: {documents_of(traced.documents)} read, none with most of these words."
        st.html(element("p", said, "byline-nothing"))
        return
    st.html(element("h2", _counted(traced), "byline-verdicts-summary"))
    st.html("".join(_card(one) for one in traced.appearances))


def _counted(traced: Trace) -> str:
    found = traced.appearances
    exact = sum(one.exact for one in found)
    places = f"{len(found):,} {'place' if len(found) == 1 else 'places'}"
    documents = documents_of(len({one.document.id for one in found}))
    return f"{places} in {documents}: {exact:,} word for word, {len(found) - exact:,} altered. Oldest first."


def _card(one: Appearance) -> str:
    source, evidence = one.document.source, one.evidence
    page = f", page {evidence.page}" if evidence.page else ""
    place = f"{one.document.id}{page}, characters {evidence.start:,}–{evidence.end:,}"
    voice = element("p", voice_words(evidence.voice), f"byline-voice byline-voice-{evidence.voice.kind.value}")
    parts = (
        _label(one),
        voice,
        wrapped("blockquote", element("span", evidence.text, ""), "byline-text", dir="auto")
        if one.exact
        else word_changes(one.changes, "your quotation"),
        element("p", place, "byline-place"),
        quote_actions(one.document, evidence),
    )
    return wrapped("article", "".join(parts), f"byline-card byline-appearance {kind_class(source.kind)}")


def _altered(one: Appearance) -> str:
    return f"altered: {one.alike:.0%} of the words" if one.alike < 1 else "the same words, written otherwise"


def _label(one: Appearance) -> str:
    source = one.document.source
    published = source.published.isoformat() if source.published else "undated"
    chip = element("span", kind_word(source.kind), f"byline-chip byline-kind {kind_class(source.kind)}")
    stands = "word for word" if one.exact else _altered(one)
    facts = [element("span", fact, "byline-fact") for fact in (source.publisher, source.author, stands) if fact]
    head = wrapped("h3", element("time", published, "byline-day") + element("span", source.title, ""), "byline-heading")
    return head + wrapped("p", chip + "".join(facts), "byline-label")
