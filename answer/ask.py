"""Question → `Answer`: every lane searched on its own, judged by one scale, never mixed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from answer.question import parse
from answer.records import NO_FILTERS, Answer, Filters, Lane, Standing
from answer.scope import Scope, scopes
from answer.standing import JUDGED_HITS, standing
from answer.summary import summarise
from errors import OtherModelError, QuestionError
from index.encoding.encoder import Encoder
from index.encoding.reranker import Reranker
from index.library import Library
from index.records import Hit
from index.searching.query import prepare
from index.searching.search import search_lane

DEFAULT_HITS = 5
MOST_HITS = 100


def ask(
    library: Library,
    encoder: Encoder,
    question: str,
    *,
    k: int = DEFAULT_HITS,
    filters: Filters = NO_FILTERS,
    reranker: Reranker | None = None,
) -> Answer:
    """What each kind of source in the library has on the question.

    Args:
        library: the generation to search.
        encoder: the model that built it.
        question: in any words, with operators (`answer/question.py`).
        k: at most so many passages in each lane.
        filters: what to search, beside the filters in the question.
        reranker: the optional second stage; it decides the order of the first passages only.

    Raises:
        QuestionError: the question is empty or too long, or a filter allows nothing.
        OtherModelError: another model built the library.
    """
    if not 1 <= k <= MOST_HITS:
        raise QuestionError(f"{k} passages cannot be shown: ask for 1 to {MOST_HITS}")
    asked = parse(question, filters)
    check_model(library, encoder)
    within = scopes(library, asked)
    query = replace(prepare(library, encoder, asked.text), voices=frozenset(asked.filters.voices))
    search = partial(search_lane, library, query, reranker=reranker)
    lanes = tuple(_lane(search, kind, k=k, scope=within[kind]) for kind in library.kinds)
    return Answer(
        question=asked.typed,
        filters=replace(asked.filters, documents=(*asked.filters.documents, *asked.files)),
        summary=summarise(lanes),
        lanes=lanes,
        generation=library.build.generation,
        model=library.build.model,
        built_at=library.build.built_at,
        skipped=library.skipped,
    )


def check_model(library: Library, encoder: Encoder) -> None:
    """Refuse to search one model's vectors with another's.

    Raises:
        OtherModelError: another model built the library.
    """
    built, now = library.build, encoder.model
    if built.model_fingerprint != now.fingerprint:
        raise OtherModelError(
            f"the library was built with model {built.model}, not {now.name}: "
            "build again, or set BYLINE_MODEL to the one that built it"
        )


def _lane(search: Callable[..., tuple[Hit, ...]], kind: str, *, k: int, scope: Scope) -> Lane:
    hits = search(kind, k=max(k, JUDGED_HITS), within=scope.passages)
    judged = standing(hits)
    if judged is Standing.NOTHING:
        return Lane(kind, judged, scope.searched, (), nearest_miss=hits[0] if hits else None)
    return Lane(kind, judged, scope.searched, hits[:k], nearest_miss=None)
