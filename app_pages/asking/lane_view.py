"""A lane as HTML: what one kind of source has on a question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from answer.arrangements import RankedHit, origin_words, with_copies
from answer.records import Lane, Standing
from app_pages.asking.passage_view import passage_card
from app_pages.kinds import documents_of, kind_class, kind_word
from app_pages.markup import details, element, wrapped
from ingest.records import Document

STANDING_WORDS = {
    Standing.ANSWERS: "addresses the question",
    Standing.RELATED: "related passages",
    Standing.NOTHING: "nothing on this",
}


def lane_section(lane: Lane, documents: Mapping[str, Document], question: str) -> Markup:
    """The lane on a question: its heading, then its passages or what was searched in vain."""
    body = _passages(lane, documents, question) if lane.hits else _nothing(lane, documents, question)
    name = kind_word(lane.kind)
    return wrapped("section", _heading(lane) + body, f"byline-lane {kind_class(lane.kind)}", aria_label=name)


def _heading(lane: Lane) -> Markup:
    name = element("h3", kind_word(lane.kind), "byline-kind")
    if not lane.searched.documents:
        return wrapped("header", name, "byline-lane-head")
    standing = element("span", STANDING_WORDS[lane.standing], f"byline-standing byline-standing-{lane.standing.value}")
    searched = element("span", _searched(lane), "byline-searched")
    return wrapped("header", name + wrapped("p", standing + searched, "byline-lane-facts"), "byline-lane-head")


def _searched(lane: Lane) -> str:
    passages = "passage" if lane.searched.passages == 1 else "passages"
    documents = f"{documents_of(lane.searched.documents)}{origin_words(lane.searched)}"
    return f"searched {documents}, {lane.searched.passages:,} {passages}"


def _passages(lane: Lane, documents: Mapping[str, Document], question: str) -> Markup:
    return Markup().join(
        _card(ranked, documents, question) + _copies(ranked.copies, documents, question)
        for ranked in with_copies(lane.hits)
    )


def _card(ranked: RankedHit, documents: Mapping[str, Document], question: str) -> Markup:
    return passage_card(ranked.hit, documents.get(ranked.hit.document.id), question, rank=ranked.rank)


def _copies(copies: Sequence[RankedHit], documents: Mapping[str, Document], question: str) -> Markup:
    """Passages of other documents of one origin, behind their names: under the best of them, with their ranks."""
    if not copies:
        return Markup()
    names = dict.fromkeys(f"{copy.hit.document.source.title} ({copy.hit.document.id})" for copy in copies)
    many = f"{len(names):,} {'copy' if len(names) == 1 else 'copies'}"
    summary = element("summary", f"and {many} of one origin: {'; '.join(names)}", "")
    cards = Markup().join(_card(copy, documents, question) for copy in copies)
    return wrapped("details", summary + cards, "byline-details byline-copies")


def _nothing(lane: Lane, documents: Mapping[str, Document], question: str) -> Markup:
    if not lane.searched.documents:
        return element("p", "Not searched: the filters leave no document of this kind.", "byline-nothing")
    said = _nearest_miss(lane, documents, question) or element("p", "There is no nearest miss either.", "")
    return wrapped("div", said, "byline-nothing")


def _nearest_miss(lane: Lane, documents: Mapping[str, Document], question: str) -> Markup:
    miss = lane.nearest_miss
    if miss is None:
        return Markup()
    card = passage_card(miss, documents.get(miss.document.id), question, rank=None)
    return details("Nearest miss, which does not address it", card)
