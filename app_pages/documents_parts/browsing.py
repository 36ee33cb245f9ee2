"""Browse the documents: search them, and list what was found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st
from markupsafe import Markup

from answer.wording import counted
from app_pages.drawing.kinds import kind_word
from app_pages.drawing.markup import element, show
from app_pages.drawing.source_line import source_line
from index.catalogue import LONGEST_WORDS, Wanted, chosen, publishers
from index.library import Library
from index.records import DocumentLabel
from ingest.names import spelled_out

SHOWN_AT_ONCE = 50
EARLIEST = date(1000, 1, 1)


def choose_documents(library: Library) -> list[DocumentLabel]:
    """Return the documents that match the person's search; all of them if there is none."""
    labels = list(library.labels.values())
    with st.container(key="byline-browse"):
        words, kinds, by = st.columns(3)
        since, until, _ = st.columns(3)
        wanted = Wanted(
            words=words.text_input("Words in title, author or path", key="sources.words", max_chars=LONGEST_WORDS),
            kinds=tuple(
                kinds.multiselect(
                    "Kinds", library.kinds, key="sources.kinds", format_func=kind_word, placeholder="All kinds"
                )
            ),
            publishers=tuple(
                by.multiselect("Publishers", publishers(labels), key="sources.publishers", placeholder="All publishers")
            ),
            after=since.date_input(
                "Published from", None, key="sources.after", min_value=EARLIEST, format="YYYY-MM-DD"
            ),
            before=until.date_input(
                "Published until", None, key="sources.before", min_value=EARLIEST, format="YYYY-MM-DD"
            ),
        )
    return chosen(labels, wanted)


def list_documents(labels: Sequence[DocumentLabel]) -> None:
    """List the documents found, each with a button that opens it."""
    if not labels:
        show(element("p", "No document of the library is like that. Ask for less.", "byline-nothing"))
        return
    show(element("p", f"{counted(len(labels), 'document')} found, the newest first.", "byline-only"))
    pages = -(-len(labels) // SHOWN_AT_ONCE)
    page = st.number_input("Page of the list", 1, pages, key="sources.list") if pages > 1 else 1
    shown = labels[(int(page) - 1) * SHOWN_AT_ONCE : int(page) * SHOWN_AT_ONCE]
    for number, label in enumerate(shown):
        with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"byline-source-{number}"):
            show(_entry(label))
            st.button("Open", key=f"sources.open.{number}", on_click=open_document, args=(label.id,))


def open_document(document_id: str) -> None:
    """Show this document in the reader."""
    st.query_params.from_dict({"document": document_id})


def close_document() -> None:
    """Show the list again."""
    st.query_params.clear()


def _entry(label: DocumentLabel) -> Markup:
    source = label.source
    copied = Markup()
    if label.origin not in {"", label.id}:
        copied = element("p", f"the same text as {label.origin}", "byline-place")
    title = element("h2", source.title, "byline-heading")
    place = element("p", spelled_out(label.id), "byline-place")
    return title + source_line(source) + place + copied
