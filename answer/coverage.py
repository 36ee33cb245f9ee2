"""Which documents an answer's passages are from, kind by kind, and how many it has none of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from answer.records import Answer, Lane, Standing
from index.records import DocumentLabel, Hit


@dataclass(frozen=True, slots=True)
class Covered:
    """A document with passages in its lane: how many, and the rank of the best of them."""

    document: DocumentLabel
    passages: int
    best_rank: int


@dataclass(frozen=True, slots=True)
class LaneCoverage:
    """A kind's documents: those with passages in the answer, the best first, and how many were searched besides."""

    kind: str
    standing: Standing
    documents: tuple[Covered, ...]
    others: int


def coverage(answer: Answer) -> tuple[LaneCoverage, ...]:
    """The coverage of every lane, in the answer's order; a nearest miss covers nothing."""
    return tuple(_of(lane) for lane in answer.lanes)


def _of(lane: Lane) -> LaneCoverage:
    ranks: dict[str, list[int]] = {}
    for rank, hit in enumerate(lane.hits, start=1):
        ranks.setdefault(hit.document.id, []).append(rank)
    labels = _labels(lane.hits)
    documents = tuple(Covered(labels[name], len(found), found[0]) for name, found in ranks.items())
    return LaneCoverage(lane.kind, lane.standing, documents, max(lane.searched.documents - len(documents), 0))


def _labels(hits: Sequence[Hit]) -> dict[str, DocumentLabel]:
    return {hit.document.id: hit.document for hit in hits}
