"""Question → the best passages of one lane, each with its evidence and why it is there."""

from __future__ import annotations

from collections.abc import Sequence

from index.documents import StoredPassage
from index.library import Library, Rows
from index.query import Query
from index.ranking import Ranking, rank_lane
from index.records import Evidence, Hit, Signals
from ingest.chunking import embedded_text
from ingest.records import Document, Sentence

OVERLAP_WEIGHT = 0.2
"""What the question's words add to a sentence's cosine when the evidence is chosen."""


def search_lane(library: Library, query: Query, kind: str, *, k: int, within: Rows | None = None) -> tuple[Hit, ...]:
    """The k best passages of one kind, best first, among the named passage rows where some are."""
    ranking = rank_lane(library, query, kind, within=within)
    return tuple(_hit(library, query, stored, ranking) for stored in library.passages(ranking.rows[:k]))


def _hit(library: Library, query: Query, stored: StoredPassage, ranking: Ranking) -> Hit:
    """The passage with its evidence and the signals that brought it here."""
    passage = stored.passage
    document = library.document(passage.document_id)
    cosines = library.lanes[document.source.kind].cosines(query.vector, stored.sentence_numbers)
    terms = set(library.words.terms(embedded_text(document.text, passage.sentences)))
    return Hit(
        document=library.labels[stored.document],
        start=passage.start,
        end=passage.end,
        text=document.text[passage.start : passage.end],
        page=library.page(document, passage.start),
        evidence=_evidence(library, query, document, list(zip(passage.sentences, cosines.values(), strict=True))),
        furniture=tuple(f for f in document.furniture if passage.start <= f.start and f.end <= passage.end),
        score=ranking.scores[stored.number],
        signals=Signals(
            cosine=max(cosines.values()),
            coverage=query.coverage(terms),
            missing_names=query.missing_names(terms),
            bm25=ranking.bm25.get(stored.number, 0.0),
        ),
    )


def _evidence(
    library: Library, query: Query, document: Document, cosines: Sequence[tuple[Sentence, float]]
) -> Evidence:
    """The sentence that answers best by its meaning and its words; a heading only where nothing else stands."""

    def worth(candidate: tuple[Sentence, float]) -> tuple[bool, float]:
        sentence, cosine = candidate
        terms = set(library.words.terms(document.text[sentence.start : sentence.end]))
        return not sentence.heading, cosine + OVERLAP_WEIGHT * query.coverage(terms)

    best, _ = max(cosines, key=worth)
    return Evidence(best.start, best.end, document.text[best.start : best.end], best.voice)
