"""Question → the best passages of one lane, each with its evidence and why it is there."""

from __future__ import annotations

from dataclasses import replace

from index.encoding.reranker import RERANKED, Reranker
from index.inventory import Rows
from index.library import Library, around, evidence_at
from index.records import Evidence, Hit, Signals
from index.searching.query import Query
from index.searching.ranking import Ranked, rank_lane
from index.terms import marks_of
from ingest.records import Document, Span


def search_lane(
    library: Library,
    query: Query,
    kind: str,
    *,
    k: int,
    within: Rows | None = None,
    reranker: Reranker | None = None,
) -> tuple[Hit, ...]:
    """The k best passages of one kind, best first.

    Args:
        library: the generation to search.
        query: what to search for.
        kind: the lane.
        k: the most to return.
        within: passage rows to search in; None for all of the kind.
        reranker: reads the first `RERANKED` passages again and decides their order.
    """
    ranked = rank_lane(library, query, kind, k=max(k, RERANKED) if reranker else k, within=within)
    hits = [_hit(library, query, one) for one in ranked]
    return tuple((_reranked(hits, query, reranker) if reranker else hits)[:k])


def _reranked(hits: list[Hit], query: Query, reranker: Reranker) -> list[Hit]:
    """Sort the first hits by the reranker's scores and leave the others as they were."""
    first = hits[:RERANKED]
    scores = reranker.scores(query.question, [hit.text for hit in first])
    judged = [
        replace(hit, signals=replace(hit.signals, reranker=score)) for hit, score in zip(first, scores, strict=True)
    ]
    order = sorted(range(len(judged)), key=lambda at: -scores[at])
    return [*(judged[at] for at in order), *hits[RERANKED:]]


def _hit(library: Library, query: Query, ranked: Ranked) -> Hit:
    """The passage with its evidence and the signals that brought it here."""
    passage = ranked.stored.passage
    document = library.document(passage.document_id)
    return Hit(
        document=library.labels[ranked.stored.document],
        start=passage.start,
        end=passage.end,
        text=document.text[passage.start : passage.end],
        page=library.page(document, passage.start),
        evidence=_evidence(library, document, ranked),
        furniture=tuple(f for f in document.furniture if passage.start <= f.start and f.end <= passage.end),
        matched=_matched(library, query, ranked),
        score=ranked.score,
        signals=_signals(ranked),
        around=around(document.text, passage.start, passage.end),
    )


def _signals(ranked: Ranked) -> Signals:
    return Signals(
        cosine=max(ranked.cosines),
        whole=ranked.fit.passage,
        coverage=ranked.coverage,
        missing=ranked.missing,
        words=ranked.fit.words,
        pairs=ranked.fit.pairs,
        meaning_rank=ranked.candidate.meaning_rank,
        words_rank=ranked.candidate.words_rank,
    )


def _evidence(library: Library, document: Document, ranked: Ranked) -> Evidence:
    """The sentence that fits best by its meaning and its words; a heading only where there is nothing else."""
    sentences = ranked.stored.passage.sentences
    best = sentences[max(range(len(sentences)), key=lambda at: (not sentences[at].heading, ranked.sentence_fits[at]))]
    return evidence_at(library, document, (best.start, best.end), best.voice)


def _matched(library: Library, query: Query, ranked: Ranked) -> tuple[Span, ...]:
    """The places of the question's words in the passage's sentences."""
    words = library.word_marks(ranked.stored.number)
    found = words[(words[:, 2:] == marks_of(query.information)).any(axis=1), :2].tolist()
    return tuple(dict.fromkeys((start, end) for start, end in found))
