"""List the documents, each kind by itself: search them, filter them, and open one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup

from answer.wording import counted, partly_words, published_words
from app_pages.drawing.clicks import link
from app_pages.drawing.kinds import kind_class, kind_word
from app_pages.drawing.markup import element, head_cells, show, wrapped
from app_pages.frame import engine
from index.catalogue import LONGEST_WORDS, Order, Wanted, chosen, publishers
from index.library import Library
from index.originals import page_word
from index.records import DocumentLabel
from ingest.names import spelled_out

SHOWN_AT_ONCE = 50
EARLIEST = date(1000, 1, 1)
COLUMNS = ("Document", "Published by", "Author", "Date", "Length")
NONE_LIKE_THIS = "No document matches. Use fewer words, or take a filter away."


def choose_documents(library: Library) -> list[DocumentLabel]:
    """Return the documents that match the person's search, each kind by itself; all of them if there is none.

    Raises:
        QuestionError: the words looked for are too long.
    """
    labels = list(library.labels.values())
    with st.container(key="byline-browse"):
        words = st.text_input(
            "Search titles, authors and file names",
            key="documents.words",
            max_chars=LONGEST_WORDS,
            persist_state="session",
        )
        kinds = st.pills(
            "Kinds",
            library.kinds,
            selection_mode="multi",
            format_func=lambda kind: f"{kind_word(kind)} {len(library.inventory.numbers(kind)):,}",
            key="documents.kinds",
            label_visibility="collapsed",
            persist_state="session",
        )
        with st.expander("More filters"):
            by, since, until, order = st.columns(4)
            wanted = Wanted(
                words=words,
                kinds=tuple(kinds),
                publishers=tuple(
                    by.multiselect(
                        "Published by",
                        publishers(labels),
                        key="documents.publishers",
                        placeholder="Anybody",
                        persist_state="session",
                    )
                ),
                after=_day(since, "From", "documents.after"),
                before=_day(until, "Until", "documents.before"),
                only_partly=st.checkbox("Only those read in part", key="documents.partly", persist_state="session"),
                order=order.selectbox("Order", Order, key="documents.order", persist_state="session"),
            )
    found = chosen(labels, wanted)
    return [label for kind in library.kinds for label in found if label.source.kind == kind]


def _day(column: st.delta_generator.DeltaGenerator, label: str, key: str) -> date | None:
    return column.date_input(label, None, key=key, min_value=EARLIEST, format="YYYY-MM-DD", persist_state="session")


def list_documents(library: Library, labels: Sequence[DocumentLabel]) -> None:
    """Show the documents found as a table with a part for each kind; a title opens its document."""
    if not labels:
        show(element("p", NONE_LIKE_THIS, "byline-nothing"))
        return
    pages = -(-len(labels) // SHOWN_AT_ONCE)
    page = st.number_input(f"Page (of {pages:,})", 1, pages, key="documents.page", width=200) if pages > 1 else 1
    shown = labels[(int(page) - 1) * SHOWN_AT_ONCE : int(page) * SHOWN_AT_ONCE]
    show(element("p", f"{counted(len(labels), 'document')}.", "byline-only"))
    show(_table(library, shown))


def _table(library: Library, shown: Sequence[DocumentLabel]) -> Markup:
    bodies = Markup().join(
        _body(library, kind, list(group)) for kind, group in groupby(shown, key=lambda label: label.source.kind)
    )
    inside = Markup("<thead><tr>{}</tr></thead>{}").format(head_cells(COLUMNS), bodies)
    table = wrapped("table", inside, "byline-table byline-documents")
    return wrapped("div", table, "byline-listing", role="region", tabindex="0", aria_label="Documents")


def _body(library: Library, kind: str, labels: Sequence[DocumentLabel]) -> Markup:
    name = element("span", kind_word(kind), f"byline-kind {kind_class(kind)}")
    head = Markup('<tr><th colspan="{}" scope="rowgroup" class="byline-group">{}</th></tr>').format(len(COLUMNS), name)
    rows = Markup().join(_row(label, _length(library, label), _story(library, label)) for label in labels)
    return wrapped("tbody", head + rows, kind_class(kind), data_byline="kind", data_kind=kind)


def _row(label: DocumentLabel, length: str, story: str) -> Markup:
    """Draw a document's row; `story` is the title of another document that has the same story, if there is one."""
    source = label.source
    opening = link(source.title, f"documents?{urlencode({'document': label.id})}", f"Open {source.title}")
    below = [element("p", spelled_out(label.id), "byline-place")]
    if story:
        below.append(element("p", f"Same story also in: {story}", "byline-place"))
    if label.partly:
        below.append(element("p", partly_words(label.partly), "byline-partly"))
    title = wrapped("th", opening + Markup().join(below), "", scope="row")
    facts = (source.publisher, source.author, published_words(source), length)
    cells = zip(COLUMNS[1:], facts, strict=True)
    return wrapped(
        "tr", title + Markup().join(element("td", fact or "", "", data_column=name) for name, fact in cells), ""
    )


def _length(library: Library, label: DocumentLabel) -> str:
    words, pages = engine.length_of(library, label)
    said = counted(words, "word")
    return f"{counted(pages, page_word(label.id))}, {said}" if pages else said


def _story(library: Library, label: DocumentLabel) -> str:
    if label.origin in {"", label.id}:
        return ""
    titles = (other.source.title for other in library.labels.values() if other.id == label.origin)
    return next(titles, label.origin)


def close_document() -> None:
    """Show the list again."""
    st.query_params.clear()
