"""Question → `Answer`: every lane searched on its own, judged by one scale, never mixed.

A lane's standing comes from signals of its first passages that do not depend on the corpus's size.
The numbers come from `python -m benchmarks.standing` on public questions (docs/research/retrieval.md): the log-odds
that a passage with these signals belongs to a lane that answers the question, rather than to one on the same topic
that does not. They hold for the packaged model; another model's cosines are on another scale.
The same scale judges every lane, and no bound is ever lowered to have something to show.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from answer.question import parse
from answer.records import NO_FILTERS, Answer, Filters, Lane, Standing
from answer.scope import Scope, scopes
from answer.wording import summarise
from errors import OtherModelError, QuestionError
from index.encoding.encoder import Encoder
from index.encoding.reranker import Reranker
from index.library import Library
from index.records import Hit, Signals
from index.searching.query import prepare
from index.searching.search import search_lane

WEIGHTS = {"cosine": 12.70, "whole": -3.54, "coverage": 2.36, "missing": -1.07, "pairs": 0.52}
"""What each signal adds to the log-odds that a lane answers. Raised, a lane that is strong in this signal is sooner
said to answer. `whole` counts against, since a sentence that stands out of its passage answers rather than one
among its likes."""

CONSTANT = -6.10

NOTHING_BELOW = -1.35
ANSWERS_FROM = 0.2
"""Log-odds from which a lane is `related`, and from which it `answers`. Raised, more lanes that have an answer say
`nothing` (at this bound about one in twenty), and fewer are said to answer."""

JUDGED_HITS = 3
"""First passages of a lane, by whose strongest it is judged. Raised, a lane is sooner said to answer, by a passage that
ranks further down."""


def standing(hits: Sequence[Hit]) -> Standing:
    """The lane's standing by the strongest of its first passages; `nothing` for a lane without one."""
    strongest = max((log_odds(hit.signals) for hit in hits[:JUDGED_HITS]), default=NOTHING_BELOW - 1)
    if strongest < NOTHING_BELOW:
        return Standing.NOTHING
    return Standing.ANSWERS if strongest >= ANSWERS_FROM else Standing.RELATED


def log_odds(signals: Signals) -> float:
    """The log-odds that a lane with this passage answers the question; 0 is even."""
    return CONSTANT + sum(weight * float(getattr(signals, name)) for name, weight in WEIGHTS.items())


# Question → `Answer`: every lane searched on its own, judged by one scale, never mixed.

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
        k: the most passages of each lane.
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
        partly={name: what for scope in within.values() for name, what in scope.partly.items()},
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
