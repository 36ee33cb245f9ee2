"""The filters beside the page: which kinds, documents, dates and voices are searched."""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, Mapping
from datetime import date

import streamlit as st

from answer.records import NO_FILTERS, Filters
from answer.wording import voice_word
from app_pages.documents_parts.listing import EARLIEST
from app_pages.drawing.kinds import kind_word
from app_pages.drawing.many import choose_some
from index.library import Library
from index.records import DocumentLabel
from ingest.records import VoiceKind

FOLD = "byline-search-only"
KINDS = "ask.kinds"
DOCUMENTS = "ask.documents"
VOICES = "ask.voices"
AFTER = "ask.after"
BEFORE = "ask.before"


class Titles(Mapping[str, str]):
    """What documents are called in a choice, by id; of many, only the labels of those that are looked at are read."""

    def __init__(self, labels: Mapping[int, DocumentLabel]) -> None:
        self._labels = labels
        self._known: dict[str, str] = {}

    def __len__(self) -> int:
        return len(self._labels)

    def __iter__(self) -> Iterator[str]:
        for number in self._labels:
            yield self._note(self._labels[number])

    def __getitem__(self, name: str) -> str:
        if name not in self._known and len(self._known) < len(self._labels):
            for label in self._labels.values():
                self._note(label)
        return self._known[name]

    def items(self) -> ItemsView[str, str]:
        """Return all ids and titles, after reading all labels together."""
        _ = self._labels.values()
        return super().items()

    def _note(self, label: DocumentLabel) -> str:
        self._known[label.id] = f"{label.source.title} ({label.id})"
        return label.id


def choose_filters(library: Library) -> Filters:
    """Return the filters that the person chose in a fold of the page; a choice left empty allows everything.

    What is in the fold is drawn once it is opened: the browser has less to fetch for the first page, and less to draw
    for each answer.
    """
    is_narrowed = any(st.session_state.get(key) for key in (KINDS, DOCUMENTS, VOICES, AFTER, BEFORE))
    fold = st.expander("Search only in…", expanded=is_narrowed, key=FOLD, on_change="rerun")
    if not (fold.open or is_narrowed):
        return NO_FILTERS
    with fold:
        return _chosen(library)


def _chosen(library: Library) -> Filters:
    titles = Titles(library.labels)
    kinds = st.multiselect("Kinds", library.kinds, key=KINDS, format_func=kind_word, placeholder="All kinds")
    documents = choose_some("Documents", titles, key=DOCUMENTS, placeholder="All documents")
    voices = st.multiselect("Whose words", VoiceKind, key=VOICES, format_func=voice_word, placeholder="Anybody's")
    after, before = (
        st.date_input(said, None, key=key, min_value=EARLIEST, max_value=date.max, format="YYYY-MM-DD")
        for said, key in (("Published from", AFTER), ("Published until", BEFORE))
    )
    return Filters(tuple(kinds), tuple(documents), after, before, tuple(map(VoiceKind, voices)))


def preset(filters: Filters, library: Library) -> None:
    """Preset these filters as far as the library has what they name. Call before `choose_filters`."""
    known = Titles(library.labels)
    st.session_state[KINDS] = [kind for kind in filters.kinds if kind in library.kinds]
    st.session_state[DOCUMENTS] = [name for name in filters.documents if name in known]
    st.session_state[VOICES] = list(filters.voices)
    st.session_state[AFTER], st.session_state[BEFORE] = (
        max(day, EARLIEST) if day else None for day in (filters.after, filters.before)
    )
