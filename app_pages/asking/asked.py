"""What is asked in this run: typed, suggested, to be asked again, or named by the page's address."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from answer.records import Filters
from app_pages.asking import address, conversation, kept
from app_pages.refusals import refusals_shown
from index.library import Library


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, empty where nothing is asked; and its filters, None where those beside the page are meant."""

    question: str = ""
    filters: Filters | None = None

    @property
    def is_typed(self) -> bool:
        """Whether it may lean on the turns before; what came with its filters was understood once and is whole."""
        return self.filters is None


def asked(library: Library) -> Asked:
    """The question of this run; the field to type the next one stands at the bottom of the page."""
    with st.bottom:
        typed = st.chat_input("Ask your documents") or conversation.suggested()
    linked = kept.again()
    if not (typed or linked):
        with refusals_shown():
            linked = address.linked(library)
    return Asked(*linked) if linked else Asked(typed or "")
