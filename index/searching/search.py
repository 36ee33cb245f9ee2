"""Question → the best passages of one lane, each with its evidence and why it is there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.encoding.reranker import RERANKED, Reranker
from index.inventory import Rows
from index.library import Library, around, evidence_at, recognised_at
from index.records import Evidence, Hit, Signals
from index.searching.asked_for import AskedFor, asked_for, has
from index.searching.evidence_sentence import best_sentence
from index.searching.query import Query
from index.searching.ranking import Ranked, rank_lane
from index.terms import marks_of, sentences_with
from ingest.records import Document, Furniture, Sentence, Span

LIFT = 0.06
"""What a passage counts more whose evidence has the amount or the place that is asked for, on the scale of scores.

Raised, passages come first that have one of something else; lowered, one without is first where the next one answers.
"""

LIFTED = frozenset({AskedFor.AMOUNT, AskedFor.PLACE})
"""What a question asks for whose answers are told apart well enough (docs/research/retrieval.md)."""


def ranked_lane(
    library: Library,
    query: Query,
    kind: str,
    *,
    k: int | None,
    within: Rows | None = None,
    after: int = 0,
    reranker: Reranker | None = None,
) -> list[Ranked]:
    """The k best passages of one kind, best first.

    Args:
        library: the generation to search.
        query: what to search for.
        kind: the lane.
        k: the most to return; None for all that are looked at.
        within: passage rows to search in; None for all of the kind.
        after: how many candidates have been looked at before and are left out.
        reranker: reads the first `RERANKED` passages again and decides their order.
    """
    depth = max(k, RERANKED) if reranker and k else k
    ranked = rank_lane(library, query, kind, k=depth, within=within, after=after)
    if after:
        return ranked[:k]
    return (_reranked(library, ranked, query, reranker) if reranker else _lifted(library, ranked, query))[:k]


def _lifted(library: Library, ranked: list[Ranked], query: Query) -> list[Ranked]:
    """Put those first, of the passages about as good as the first, whose evidence has what is asked for.

    Their scores stay what they are, which do not depend on the others.
    """
    asked = asked_for(query.question)
    near = [one for one in ranked if one.score + LIFT > ranked[0].score] if asked in LIFTED else []
    if asked is None or len(near) < 2:
        return ranked
    lifted = [
        one.score + LIFT * (has(evidence_text(library, query, one), query.question, asked) >= 1.0) for one in near
    ]
    order = sorted(range(len(near)), key=lambda at: -lifted[at])
    return [*(near[at] for at in order), *ranked[len(near) :]]


def _reranked(library: Library, ranked: list[Ranked], query: Query, reranker: Reranker) -> list[Ranked]:
    """Sort the first passages by the reranker's scores and leave the others as they were."""
    first = ranked[:RERANKED]
    scores = reranker.scores(query.question, [_text(library, one) for one in first])
    judged = [replace(one, reranker=score) for one, score in zip(first, scores, strict=True)]
    order = sorted(range(len(judged)), key=lambda at: -scores[at])
    return [*(judged[at] for at in order), *ranked[RERANKED:]]


def _text(library: Library, ranked: Ranked) -> str:
    passage = ranked.stored.passage
    return library.document(passage.document_id).text[passage.start : passage.end]


def search_lane(
    library: Library, query: Query, kind: str, *, k: int, within: Rows | None = None, reranker: Reranker | None = None
) -> tuple[Hit, ...]:
    """The k best passages of one kind as hits; the arguments are those of `ranked_lane`."""
    return tuple(hits_of(library, query, ranked_lane(library, query, kind, k=k, within=within, reranker=reranker)))


def hits_of(library: Library, query: Query, ranked: Sequence[Ranked]) -> list[Hit]:
    """These passages, each with its evidence and the signals that brought it here."""
    return [_hit(library, query, one) for one in ranked]


def _hit(library: Library, query: Query, ranked: Ranked) -> Hit:
    passage = ranked.stored.passage
    document = library.document(passage.document_id)
    return Hit(
        document=library.labels[ranked.stored.document],
        start=passage.start,
        end=passage.end,
        text=document.text[passage.start : passage.end],
        page=library.page(document, passage.start),
        evidence=_evidence(library, query, document, ranked),
        furniture=(
            *(f for f in document.furniture if passage.start <= f.start and f.end <= passage.end),
            *note_of(ranked),
        ),
        matched=_matched(library, query, document, ranked),
        score=ranked.score,
        signals=signals_of(ranked),
        around=around(document.text, passage.start, passage.end),
    )


def note_of(ranked: Ranked) -> Iterator[Furniture]:
    """Yield the note at the passage's end that many documents share, if there is one."""
    if ranked.note:
        passage = ranked.stored.passage
        yield Furniture(passage.sentences[-ranked.note].start, passage.end, "shared_note")


def signals_of(ranked: Ranked) -> Signals:
    """The signals of a ranked passage."""
    return Signals(
        cosine=ranked.cosine,
        whole=ranked.fit.passage,
        coverage=ranked.coverage,
        missing=ranked.missing,
        words=ranked.fit.words,
        pairs=ranked.pairs,
        found=ranked.found,
        sentence=ranked.sentence,
        meaning_rank=ranked.candidate.meaning_rank,
        words_rank=ranked.candidate.words_rank,
        reranker=ranked.reranker,
    )


def _evidence(library: Library, query: Query, document: Document, ranked: Ranked) -> Evidence:
    """The passage's evidence for the question."""
    passage = ranked.stored.passage
    best = _best_sentence(document, query, ranked)
    found = evidence_at(library, document, (best.start, best.end), best.voice)
    return replace(found, recognised=recognised_at(document, (passage.start, passage.end)))


def evidence_text(library: Library, query: Query, ranked: Ranked) -> str:
    """The words of the passage's evidence for the question."""
    document = library.document(ranked.stored.passage.document_id)
    best = _best_sentence(document, query, ranked)
    return document.text[best.start : best.end]


def _best_sentence(document: Document, query: Query, ranked: Ranked) -> Sentence:
    sentences = ranked.stored.passage.sentences
    texts = [document.text[one.start : one.end] for one in sentences]
    return sentences[best_sentence(query.question, texts, [one.heading for one in sentences], ranked.sentence_fits)]


def _matched(library: Library, query: Query, document: Document, ranked: Ranked) -> tuple[Span, ...]:
    """The places of the question's words in the passage's sentences."""
    sentences = ranked.stored.passage.sentences
    having = [sentences[at] for at in sentences_with(ranked.terms, marks_of(query.information))]
    spans: list[Span] = []
    for start, end in library.places_of(document, having, query.information):
        if spans and start < spans[-1][1]:  # two neighbours in a run without spaces, or terms of one word
            start = spans.pop()[0]
        spans.append((start, end))
    return tuple(spans)
