"""The one line above an answer: who addresses the question, and who does not."""

from __future__ import annotations

from collections.abc import Sequence

from answer.origins import origin_words
from answer.records import Lane, Standing


def summarise(lanes: Sequence[Lane]) -> str:
    """Which kinds address the question, which only touch it, and where nothing was found."""
    searched = [lane for lane in lanes if lane.searched.documents]
    answering = [lane for lane in searched if lane.standing is Standing.ANSWERS]
    related = [lane for lane in searched if lane.standing is Standing.RELATED]
    silent = [lane for lane in searched if lane.standing is Standing.NOTHING]
    sentences = [
        _addressed(answering, alone=len(searched) > 1 and not related),
        *(_copies(lane) for lane in (*answering, *related)),
        _related(related, first=not answering),
        _nothing(silent, first=not answering and not related),
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def _addressed(lanes: Sequence[Lane], *, alone: bool) -> str:
    if not lanes:
        return ""
    verb = "addresses" if len(lanes) == 1 else "address"
    names = _listed([lane.kind for lane in lanes])
    if len(lanes) == 1 and alone:
        return f"Only {names} {verb} this."
    return f"{_capital(names)} {verb} this."


def _copies(lane: Lane) -> str:
    """Where several documents say the same because they come from one origin: witnesses are not counted twice."""
    shown = {hit.document.id for hit in lane.hits}
    origins = {hit.document.origin or hit.document.id for hit in lane.hits}
    if len(origins) == len(shown):
        return ""
    apart = f"{len(origins):,} independent origin{'' if len(origins) == 1 else 's'}"
    return f"The {len(shown):,} {lane.kind} documents shown come from at least {apart}."


def _related(lanes: Sequence[Lane], *, first: bool) -> str:
    if not lanes:
        return ""
    verb = "has" if len(lanes) == 1 else "have"
    also = "" if first else " only"
    return f"{_capital(_listed([lane.kind for lane in lanes]))}{also} {verb} related passages."


def _nothing(lanes: Sequence[Lane], *, first: bool) -> str:
    if not lanes:
        return ""
    places = _listed([_documents(lane) for lane in lanes])
    found = f"Nothing on this in {places}" if first else f"Nothing in {places}"
    nearest = _nearest(lanes)
    return f"{found}; nearest miss: {nearest}." if nearest else f"{found}."


def _nearest(lanes: Sequence[Lane]) -> str | None:
    misses = [lane.nearest_miss for lane in lanes if lane.nearest_miss]
    best = max(misses, key=lambda hit: hit.signals.cosine, default=None)
    return f"“{best.document.source.title}”" if best else None


def _documents(lane: Lane) -> str:
    count = lane.searched.documents
    return f"{count:,} {lane.kind} document{'' if count == 1 else 's'}{origin_words(lane.searched)}"


def _listed(names: Sequence[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
