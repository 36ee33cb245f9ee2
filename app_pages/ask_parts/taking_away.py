"""Offer an answer to take away: files, a link, and a copy for a language model."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st
from markupsafe import Markup

from answer.exports.copies import copy_for_model
from app_pages.ask_parts import conversation
from app_pages.ask_parts.conversation import Turn
from app_pages.drawing.clicks import Press, copy_button, press_button
from app_pages.drawing.downloads import offer_downloads
from app_pages.drawing.kinds import kind_word
from app_pages.drawing.markup import element, show, wrapped
from app_pages.drawing.overviews import show_coverage, show_timeline
from app_pages.frame.stories import of_link
from index.records import Hit

PICTURES, FILES = "pictures", "files"
PARTS = {PICTURES: "Coverage and timeline", FILES: "Export"}
"""What a turn has that unfolds → what its button says."""

LEAST_TOKENS, MOST_TOKENS, STEP = 100, 200_000, 100
USUAL_TOKENS = 2_000
"""Some ten passages: what a small model on a laptop still reads with care."""

TOKENS_IN_A_SENTENCE = "Counted with tiktoken. Whole passages only, in the order of the answer."


def export_button(number: int) -> Markup:
    """Draw the button at a question that unfolds its answer's exports."""
    return _unfolding(FILES, number)


def pictures_button(number: int) -> Markup:
    """Draw the button that unfolds an answer's charts."""
    return _unfolding(PICTURES, number)


def _unfolding(part: str, number: int) -> Markup:
    return press_button(PARTS[part], Press(part, str(number)), "byline-unfold", aria_expanded="false")


def unfold_pressed(press: Press) -> None:
    """Unfold or fold a turn's part, if that was pressed and the page shows the turn."""
    if press.what in PARTS and press.place in map(str, range(len(conversation.turns()))):
        conversation.unfolded().symmetric_difference_update({(int(press.place), press.what)})


def unfolded() -> list[Press]:
    """The unfolded parts, as presses."""
    return [Press(part, str(number)) for number, part in conversation.unfolded()]


def exports_are_unfolded(number: int) -> bool:
    """Return whether the exports of a turn's answer are unfolded."""
    return (number, FILES) in conversation.unfolded()


def show_pictures(turn: Turn, number: int) -> None:
    """Show the charts of a turn's answer if they are unfolded."""
    if (number, PICTURES) in conversation.unfolded():
        with st.container(border=True, key=f"byline-pictures-{number}"):
            show(element("h3", "Which documents address the question", "byline-part"))
            show_coverage(turn.answer)
            show(element("h3", "The quotes by date", "byline-part"))
            show_timeline(turn.answer)


def show_exports(turn: Turn, number: int) -> None:
    """Offer the answer as files and as a copy for a language model if its exports are unfolded."""
    if exports_are_unfolded(number):
        _show_exports(turn, number)


@st.fragment
def _show_exports(turn: Turn, number: int) -> None:
    """Nothing is made again outside for a click inside."""
    with st.container(border=True, key=f"byline-files-{number}"):
        key = f"ask.keep.{number}"
        _offer_files(turn, key)
        _offer_model_copy(turn, key)


def _offer_files(turn: Turn, key: str) -> None:
    said = "As a file, every quote with its receipt. A link asks the question again with its filters."
    show(element("p", said, "byline-only"))
    offer_downloads(turn.answer, "answer", at=turn.asked_at, key=key)
    show(wrapped("p", copy_button("Copy link to this question", query=f"?{turn.link}{of_link()}"), "byline-actions"))


def _offer_model_copy(turn: Turn, key: str) -> None:
    """Offer a copy of the chosen passages within the chosen budget of tokens."""
    hits = _hits(turn)
    if not hits:
        return
    with st.expander("Copy for a language model", key=f"{key}.model"):
        _choose_copy(turn, hits, key)


def _choose_copy(turn: Turn, hits: Mapping[str, Hit], key: str) -> None:
    passages, budget = st.columns([3, 1], vertical_alignment="bottom")
    chosen = passages.multiselect("Passages", hits, list(hits), key=f"{key}.chosen", placeholder="Choose passages")
    most = budget.number_input(
        "Tokens at most", LEAST_TOKENS, MOST_TOKENS, USUAL_TOKENS, STEP, key=f"{key}.tokens", help=TOKENS_IN_A_SENTENCE
    )
    made = copy_for_model(turn.answer.question, [hits[name] for name in chosen], max_tokens=int(most))
    left_out = len(chosen) - made.passages
    counted = f"{made.passages:,} of {len(chosen):,} chosen passages, {made.tokens:,} tokens."
    show(element("p", counted + (" Raise the limit for the rest." if left_out else ""), "byline-only"))
    if made.text:
        copy = wrapped("p", copy_button("Copy for a language model", copy=made.text), "byline-actions")
        show(copy + element("pre", made.text, "byline-plain", tabindex="0", aria_label="What is copied"))


def _hits(turn: Turn) -> dict[str, Hit]:
    """Map each passage's name in the choice to the passage; a choice shows names as text, never as markup."""
    ranked = ((lane.kind, rank, hit) for lane in turn.answer.lanes for rank, hit in enumerate(lane.hits, start=1))
    return {f"{kind_word(kind)} {rank}: {hit.document.source.title}": hit for kind, rank, hit in ranked}
