"""Documents by their origin: copies of one text are one source, not several."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.records import DocumentLabel, Hit, Searched


@dataclass(frozen=True, slots=True)
class RankedHit:
    """A passage with its rank in the lane, from 1, and those of its document's copies that stand behind it."""

    rank: int
    hit: Hit
    copies: tuple[RankedHit, ...] = ()


def origins(documents: Iterable[DocumentLabel]) -> int:
    """How many origins these documents have, as the build found them; a copy is no second source."""
    return len({document.origin for document in documents})


def origin_words(searched: Searched) -> str:
    """From how many origins the documents come at least, to be said after their number; "" where from as many."""
    count = searched.origins
    if not 0 < count < searched.documents:
        return ""
    return f" of at least {count:,} independent origin{'' if count == 1 else 's'}"


def with_copies(hits: Sequence[Hit]) -> list[RankedHit]:
    """The passages in their order; those of other documents of one origin stand behind the best of them."""
    leaders: dict[str, str] = {}
    copies: dict[str, list[RankedHit]] = defaultdict(list)
    leading: list[RankedHit] = []
    for rank, hit in enumerate(hits, start=1):
        leads = leaders.setdefault(_origin(hit), hit.document.id) == hit.document.id
        (leading if leads else copies[_origin(hit)]).append(RankedHit(rank, hit))
    return [RankedHit(one.rank, one.hit, tuple(copies.pop(_origin(one.hit), ()))) for one in leading]


def _origin(hit: Hit) -> str:
    return hit.document.origin or hit.document.id
