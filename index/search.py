"""Question → the best passages of one lane, each with its evidence and why it is there."""

from __future__ import annotations

from index.library import Library, Rows
from index.query import Query
from index.ranking import Ranked, rank_lane
from index.records import Evidence, Hit, Signals
from ingest.records import Document

OVERLAP_WEIGHT = 0.2
"""What the question's words add to a sentence's cosine when the evidence is chosen."""


def search_lane(library: Library, query: Query, kind: str, *, k: int, within: Rows | None = None) -> tuple[Hit, ...]:
    """The k best passages of one kind, best first, among the named passage rows where some are."""
    return tuple(_hit(library, query, ranked) for ranked in rank_lane(library, query, kind, k=k, within=within))


def _hit(library: Library, query: Query, ranked: Ranked) -> Hit:
    """The passage with its evidence and the signals that brought it here."""
    passage = ranked.stored.passage
    document = library.document(passage.document_id)
    terms = {term for sentence in ranked.terms for term in sentence}
    return Hit(
        document=library.labels[ranked.stored.document],
        start=passage.start,
        end=passage.end,
        text=document.text[passage.start : passage.end],
        page=library.page(document, passage.start),
        evidence=_evidence(query, document, ranked),
        furniture=tuple(f for f in document.furniture if passage.start <= f.start and f.end <= passage.end),
        score=ranked.score,
        signals=Signals(
            cosine=ranked.fit.sentence,
            coverage=query.coverage(terms),
            missing_names=query.missing_names(terms),
            words=ranked.fit.words,
            pairs=ranked.fit.pairs,
        ),
    )


def _evidence(query: Query, document: Document, ranked: Ranked) -> Evidence:
    """The sentence that answers best by its meaning and its words; a heading only where nothing else stands."""
    sentences = ranked.stored.passage.sentences

    allowed = query.may_be_evidence(sentences)

    def worth(at: int) -> tuple[bool, bool, float]:
        return (
            allowed[at],
            not sentences[at].heading,
            ranked.cosines[at] + OVERLAP_WEIGHT * query.coverage(set(ranked.terms[at])),
        )

    best = sentences[max(range(len(sentences)), key=worth)]
    return Evidence(best.start, best.end, document.text[best.start : best.end], best.voice)
