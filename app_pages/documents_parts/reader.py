"""Show one document part by part, with the pages of a PDF as they look and a chosen place marked."""

from __future__ import annotations

import base64
from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from app_pages.documents_parts.document_text import document_html, part_of, parts, place_in, target
from app_pages.documents_parts.listing import close_document
from app_pages.documents_parts.places import offer_way_back
from app_pages.drawing.markup import element, run_script, show, wrapped
from app_pages.drawing.scripts import TO_PLACE
from app_pages.drawing.source_line import partly_line, recognised_line, rules_line, source_line
from app_pages.frame import engine
from app_pages.frame.faults import refusals_shown
from index.library import Library
from index.originals import has_pages, page_word
from ingest.names import spelled_out
from ingest.records import Document, PageBox, Span
from settings import Settings

SCROLLED = "documents.scrolled"

LEGEND = "Quotes and paraphrases are labelled where they begin. Small grey text (menus, adverts) is not searched."


def show_reader(settings: Settings, library: Library) -> None:
    """Show the document that the address names.

    Raises:
        NoLibraryError: the library has no such document.
    """
    _ways_back()
    query = st.query_params
    document = library.document(query["document"])
    place = place_in(document, (query.get("start", ""), query.get("end", "")))
    show(_head(document))
    spans = parts(document)
    part = _choose_part(document, spans, place)
    if has_pages(document):
        with refusals_shown():
            show(page_html(settings, document, part + 1, place))
    show(document_html(document, spans[part], [target(place)] if place else []))
    _scroll_once(document, place)


def _ways_back() -> None:
    with st.container(horizontal=True, key="byline-back"):
        offer_way_back()
        st.button("All documents", key="documents.close", on_click=close_document, icon=":material/list:")


def _head(document: Document) -> Markup:
    source = document.source
    lines = (
        element("h2", source.title, "byline-document-title"),
        source_line(source),
        rules_line(source),
        element("p", " · ".join(filter(None, (spelled_out(document.id), source.url))), "byline-place"),
        partly_line(document.partly),
        recognised_line(document),
        element("p", LEGEND, "byline-rules"),
    )
    return wrapped("header", Markup().join(lines), "byline-document-head")


def _choose_part(document: Document, spans: Sequence[Span], place: Span | None) -> int:
    """Return the number, from 0, of the part to show: that of the chosen place until the person picks another."""
    if len(spans) == 1:
        return 0
    word = page_word(document.id).capitalize() if document.page_starts else "Part"
    first = part_of(tuple(spans), place[0]) + 1 if place else 1
    key = f"documents.part.{document.id}.{place}"
    return int(st.number_input(f"{word} (of {len(spans):,})", 1, len(spans), first, key=key, width=200)) - 1


def page_html(settings: Settings, document: Document, page: int, place: Span | None) -> Markup:
    """Draw a page as it looks, with the lines of the place boxed.

    Raises:
        BylineError: the file cannot be drawn.
    """
    image = base64.b64encode(engine.page_image(settings, document, page)).decode("ascii")
    boxes = engine.quote_boxes(settings, document, place) if place else ()
    name = f"Page {page} of {document.source.title} as it looks"
    picture = Markup('<img alt="{}" src="data:image/png;base64,{}">').format(name, image)
    marks = Markup().join(_box(box) for box in boxes if box.page == page)
    return wrapped("figure", picture + marks, "byline-page")


def _box(box: PageBox) -> Markup:
    style = f"left:{box.left:.3%};top:{box.top:.3%};width:{box.right - box.left:.3%};height:{box.bottom - box.top:.3%}"
    return wrapped("span", "", "byline-box", style=style)


def _scroll_once(document: Document, place: Span | None) -> None:
    target = (document.id, place)
    if place and st.session_state.get(SCROLLED) != target:
        run_script(TO_PLACE)
    st.session_state[SCROLLED] = target
