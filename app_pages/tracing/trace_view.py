"""A trace on the page: how often the quotation stands where, then every appearance, the oldest first."""

from __future__ import annotations

from markupsafe import Markup

from answer.trace import Appearance, Trace
from answer.wording import published_words
from app_pages.kinds import documents_of, kind_class
from app_pages.markup import element, show, wrapped
from app_pages.quote_actions import quote_actions
from app_pages.source_line import label_line, place_line, voice_line
from app_pages.word_changes import word_changes


def show_traced(traced: Trace) -> None:
    """The count and the appearances, or what was read in vain."""
    if not traced.appearances:
        said = f"Not found in this corpus: {documents_of(traced.documents)} read, none with most of these words."
        show(element("p", said, "byline-nothing"))
        return
    show(element("h2", _counted(traced), "byline-verdicts-summary"))
    show(Markup().join(_card(one) for one in traced.appearances))


def _counted(traced: Trace) -> str:
    found = traced.appearances
    exact = sum(one.exact for one in found)
    places = f"{len(found):,} {'place' if len(found) == 1 else 'places'}"
    documents = documents_of(len({one.document.id for one in found}))
    return f"{places} in {documents}: {exact:,} word for word, {len(found) - exact:,} altered. Oldest first."


def _card(one: Appearance) -> Markup:
    source, evidence = one.document.source, one.evidence
    parts = (
        _label(one),
        voice_line(evidence.voice),
        wrapped("blockquote", element("span", evidence.text, ""), "byline-text", dir="auto")
        if one.exact
        else word_changes(one.changes, "your quotation"),
        place_line(one.document.id, (evidence.start, evidence.end), evidence.page),
        quote_actions(one.document, evidence),
    )
    return wrapped("article", Markup().join(parts), f"byline-card byline-appearance {kind_class(source.kind)}")


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
