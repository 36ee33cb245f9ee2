"""From a passage to its document: the reader's address, and going there without losing the conversation."""

from __future__ import annotations

import streamlit as st

from app_pages.asking.conversation import Turn
from app_pages.kinds import kind_word
from index.records import Hit

READER = "app_pages/sources.py"


def place_of(hit: Hit) -> dict[str, str]:
    """The reader's query parameters for the evidence of a passage."""
    return {"document": hit.document.id, "start": str(hit.evidence.start), "end": str(hit.evidence.end)}


def offer_opening(turn: Turn, number: int) -> None:
    """A choice of the turn's passages; the chosen one opens in its document."""
    hits = _hits(turn)
    if not hits:
        return
    with st.container(key=f"byline-opening-{number}"):
        chosen = st.selectbox(
            "Open a passage in its document",
            hits,
            index=None,
            key=f"ask.open.{number}",
            placeholder="Choose a passage",
        )
    if chosen:
        st.switch_page(READER, query_params=place_of(hits[chosen]))


def _hits(turn: Turn) -> dict[str, Hit]:
    """What a passage is called in the choice → the passage. A choice shows its words as they are, never as markup."""
    ranked = ((lane.kind, str(rank), hit) for lane in turn.answer.lanes for rank, hit in enumerate(lane.hits, start=1))
    missed = ((lane.kind, "nearest miss", lane.nearest_miss) for lane in turn.answer.lanes if lane.nearest_miss)
    return {f"{kind_word(kind)} {rank}: {hit.document.source.title}": hit for kind, rank, hit in (*ranked, *missed)}
