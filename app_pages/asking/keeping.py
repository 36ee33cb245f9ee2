"""What a person keeps of an answer: files, a link, and a copy for a language model."""

from __future__ import annotations

import streamlit as st

from answer.exports.model_copy import copy_for_model
from app_pages.asking.conversation import Turn
from app_pages.clicks import copy_button
from app_pages.coverage_view import show_coverage
from app_pages.downloads import offer_downloads
from app_pages.kinds import kind_word
from app_pages.markup import element, wrapped
from app_pages.timeline_view import show_timeline
from index.records import Hit

PICTURES = "Coverage and timeline"
LEAST_TOKENS, MOST_TOKENS, STEP = 100, 200_000, 100
USUAL_TOKENS = 2_000
"""Some ten passages: what a small model on a laptop still reads with care."""

TOKENS_IN_A_SENTENCE = "Counted with tiktoken. Whole passages only, in the order of the answer."


@st.fragment
def offer_keeping(turn: Turn, number: int) -> None:
    """The turn's pictures and what can be taken away; nothing is made before it is opened, or again for a click."""
    key = f"ask.keep.{number}"
    with st.container(key=f"byline-keep-{number}", gap="xsmall"):
        pictures = st.expander(PICTURES, key=f"{key}.pictures", icon=":material/timeline:", on_change="rerun")
        keep = st.expander("Keep this answer", key=f"{key}.files", icon=":material/bookmark:", on_change="rerun")
    if pictures.open:
        with pictures:
            st.html(element("h3", "Which documents address the question", "byline-part"))
            show_coverage(turn.answer)
            st.html(element("h3", "The quotes by date", "byline-part"))
            show_timeline(turn.answer)
    if keep.open:
        with keep:
            _offer_files(turn, key)
            _offer_model_copy(turn, key)


def _offer_files(turn: Turn, key: str) -> None:
    said = "As a file, every quote with its receipt. A link asks the question again with its filters."
    st.html(element("p", said, "byline-only"))
    offer_downloads(turn.answer, "answer", at=turn.asked_at, key=key)
    st.html(wrapped("p", copy_button("Copy link to this question", query=f"?{turn.link}"), "byline-actions"))


def _offer_model_copy(turn: Turn, key: str) -> None:
    """The chosen passages under the chosen budget."""
    hits = _hits(turn)
    if not hits:
        return
    st.html(element("h3", "For a language model", "byline-part"))
    passages, budget = st.columns([3, 1], vertical_alignment="bottom")
    chosen = passages.multiselect("Passages", hits, list(hits), key=f"{key}.chosen", placeholder="Choose passages")
    most = budget.number_input(
        "Tokens at most", LEAST_TOKENS, MOST_TOKENS, USUAL_TOKENS, STEP, key=f"{key}.tokens", help=TOKENS_IN_A_SENTENCE
    )
    made = copy_for_model(turn.answer.question, [hits[name] for name in chosen], max_tokens=int(most))
    left_out = len(chosen) - made.passages
    counted = f"{made.passages:,} of {len(chosen):,} chosen passages, {made.tokens:,} tokens."
    st.html(element("p", counted + (" Raise the limit for the rest." if left_out else ""), "byline-only"))
    if made.text:
        copy = wrapped("p", copy_button("Copy for a language model", copy=made.text), "byline-actions")
        st.html(copy + element("pre", made.text, "byline-plain", tabindex="0", aria_label="What is copied"))


def _hits(turn: Turn) -> dict[str, Hit]:
    """What a passage is called in the choice → the passage. A choice shows its words as they are, never as markup."""
    ranked = ((lane.kind, rank, hit) for lane in turn.answer.lanes for rank, hit in enumerate(lane.hits, start=1))
    return {f"{kind_word(kind)} {rank}: {hit.document.source.title}": hit for kind, rank, hit in ranked}
