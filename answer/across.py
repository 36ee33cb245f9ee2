"""A question put to several libraries: kind by kind, what all of them have in one order, each row with its library.

A score means the same in every lane of every library that the same model built, so strong matches and then weak ones
stand by their scores. Kinds stay apart, as in every answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from heapq import merge

from answer.records import Answer, Lane, Standing
from answer.wording import summarise
from index.library import kind_order
from index.records import Hit, Searched, Strength


@dataclass(frozen=True, slots=True)
class SharedLane:
    """One kind of source in several libraries.

    `of` has for each hit the name of its library, and its rank in the lane of that library, from 1; `nearest_of` names
    the library of the nearest miss.
    """

    lane: Lane
    of: tuple[tuple[str, int], ...]
    nearest_of: str = ""


@dataclass(frozen=True, slots=True)
class Across:
    """What several libraries say: their answers by name, these put together, and why others did not answer."""

    question: str
    summary: str
    lanes: tuple[SharedLane, ...]
    answers: Mapping[str, Answer]
    faults: Mapping[str, str] = field(default_factory=dict)


def together(
    question: str, answers: Mapping[str, Answer], faults: Mapping[str, str], *, k: int, offset: int = 0
) -> Across:
    """Put the answers of several libraries together.

    Args:
        question: what was asked.
        answers: by the names of their libraries, each with its first `offset` and `k` hits of each kind.
        faults: why others did not answer, by their names.
        k: the most rows of each kind.
        offset: how many of the first rows to leave out.
    """
    kinds = sorted({lane.kind for answer in answers.values() for lane in answer.lanes}, key=kind_order)
    by_kind = {
        kind: {name: lane for name, answer in answers.items() for lane in answer.lanes if lane.kind == kind}
        for kind in kinds
    }
    lanes = tuple(_shared(kind, lanes, slice(offset, offset + k)) for kind, lanes in by_kind.items())
    return Across(question, summarise([one.lane for one in lanes]), lanes, answers, faults)


def _shared(kind: str, lanes: Mapping[str, Lane], chosen: slice) -> SharedLane:
    ranked = [[(hit, (name, rank)) for rank, hit in enumerate(lane.hits, start=1)] for name, lane in lanes.items()]
    found = list(merge(*ranked, key=_order))  # hits of one library stay in its order
    misses = [(lane.nearest_miss, name) for name, lane in lanes.items() if lane.nearest_miss and not found]
    nearest, nearest_of = max(misses, key=lambda one: one[0].signals.cosine) if misses else (None, "")
    shown = found[chosen]
    lane = Lane(
        kind=kind,
        standing=min((lane.standing for lane in lanes.values()), key=list(Standing).index),
        searched=_searched([lane.searched for lane in lanes.values()]),
        hits=tuple(hit for hit, _ in shown),
        nearest_miss=nearest,
        more=sum(lane.more for lane in lanes.values()) + len(found[chosen.stop :]),
        at_least=any(lane.at_least for lane in lanes.values()),
    )
    return SharedLane(lane, tuple(place for _, place in shown), nearest_of)


def _order(found: tuple[Hit, tuple[str, int]]) -> tuple[bool, float]:
    hit, _ = found
    return hit.strength is Strength.WEAK, -hit.score


def _searched(parts: Sequence[Searched]) -> Searched:
    """How much was searched; libraries may have the same story, so nothing is said of independent origins."""
    return Searched(
        documents=sum(one.documents for one in parts),
        passages=sum(one.passages for one in parts),
        partly=sum(one.partly for one in parts),
    )
