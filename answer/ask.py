"""Question → `Answer`: every lane searched on its own, judged by one scale, never mixed."""

from __future__ import annotations

from dataclasses import replace

from answer.filters import allowed_documents
from answer.records import Answer, Filters, Lane, Standing
from answer.standing import standing
from answer.summary import summarise
from errors import OtherModelError, QuestionError
from index.encoder import Encoder
from index.library import Library
from index.ranking import Query, prepare
from index.search import search_lane

DEFAULT_HITS = 5
MOST_HITS = 100
LONGEST_QUESTION = 2_000
"""Characters; anything longer is a document, not a question."""


def ask(
    library: Library, encoder: Encoder, question: str, *, k: int = DEFAULT_HITS, filters: Filters | None = None
) -> Answer:
    """What each kind of source in the library has on the question.

    Args:
        library: the generation to search.
        encoder: the model that built it.
        question: in any words.
        k: at most so many passages in each lane.
        filters: which documents to search.

    Raises:
        QuestionError: the question is empty or too long, or a filter allows nothing.
        OtherModelError: another model built the library.
    """
    filters = filters or Filters()
    text = _checked(question, k)
    check_model(library, encoder)
    allowed = allowed_documents(library, filters)
    query = prepare(library, text, encoder.encode_question(text))
    lanes = tuple(_lane(library, query, kind, k=k, allowed=allowed.get(kind)) for kind in library.kinds)
    return Answer(
        question=text,
        filters=filters,
        summary=summarise(lanes),
        lanes=lanes,
        generation=library.build.generation,
        model=library.build.model,
        built_at=library.build.built_at,
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


def _checked(question: str, k: int) -> str:
    text = " ".join(question.split())
    if not text:
        raise QuestionError("the question is empty: type one")
    if len(text) > LONGEST_QUESTION:
        raise QuestionError(
            f"the question is too long: {len(text):,} characters, at most {LONGEST_QUESTION:,}; shorten it"
        )
    if not 1 <= k <= MOST_HITS:
        raise QuestionError(f"{k} passages cannot be shown: ask for 1 to {MOST_HITS}")
    return text


def _lane(library: Library, query: Query, kind: str, *, k: int, allowed: list[int] | None) -> Lane:
    found = search_lane(library, query, kind, k=k, allowed=allowed)
    judged = standing(found.hits)
    lane = Lane(kind, judged, found.searched, found.hits, nearest_miss=None)
    if judged is Standing.NOTHING:
        return replace(lane, hits=(), nearest_miss=found.hits[0] if found.hits else None)
    return lane
