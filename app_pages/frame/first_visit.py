"""Show a newcomer what Byline is and what an answer looks like, how to begin, and the first build."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from app_pages.ask_parts import conversation
from app_pages.drawing.kinds import kind_class, kind_word
from app_pages.drawing.markup import details, element, show, wrapped
from app_pages.frame import editing, engine
from app_pages.frame.library_state import DOCUMENTS, follow_build, start_build
from index.curating import has_document
from settings import SHIPPED, Settings

IN_A_SENTENCE = (
    "Ask your own documents, and see who says so: reporting, comment and official papers are kept apart, "
    "and every answer is a quotation."
)
NOBODY_HAS = "There are no documents yet: ask an editor to add some."

PICTURE_OF = "What an answer looks like"
PICTURE_ASKS = "When did the siren sound?"
PICTURE = (
    ("reporting", "The siren sounded at 22:15, according to the fire brigade’s log.", "Tribune, 19 March"),
    ("official", "The outside siren was switched on at 22:14.", "Inspectorate, page 26"),
    ("commentary", "The siren sounded at 21:40, as it should.", "Courier, letters"),
)
"""An invented answer: kind, sentence, and where it stands."""

OPERATORS_IN_A_SENTENCE = "Narrow your search"
OPERATORS = {
    '"exact words"': "must contain these exact words",
    "-word": "must not contain this word",
    "kind:reporting, file:name": "only this kind of source, or this file",
    "after:2019-02, before:2020": "from this period",
    "voice:quote, attributed, own": "quotes, paraphrases or own text only",
}


def show_welcome() -> None:
    """Say in one sentence what Byline is, with a picture of an answer."""
    show(wrapped("p", IN_A_SENTENCE, "byline-welcome"))
    show(_picture())


def _picture() -> Markup:
    """Draw an example of an answer: a row for each kind, with its sentence and where that stands."""
    rows = Markup().join(
        wrapped(
            "div",
            element("span", kind_word(kind), f"byline-kind {kind_class(kind)}")
            + wrapped("span", element("q", said, "") + element("span", place, "byline-fact"), "byline-picture-said"),
            f"byline-picture-row {kind_class(kind)}",
        )
        for kind, said, place in PICTURE
    )
    caption = element("figcaption", PICTURE_OF, "byline-only")
    return wrapped("figure", caption + element("p", PICTURE_ASKS, "byline-picture-asks") + rows, "byline-picture")


def show_examples(questions: Sequence[str]) -> None:
    """Show questions to begin with, each a button, and the way to add documents."""
    if questions:
        show(wrapped("p", "Try one of these, or type your own below.", "byline-examples"))
        with st.container(horizontal=True, key="byline-examples"):
            for number, question in enumerate(questions):
                st.button(question, key=f"ask.example.{number}", on_click=conversation.suggest, args=(question,))
    if editing.may_edit():
        st.page_link(DOCUMENTS, label="Add documents", icon=":material/add:")
    show(details(OPERATORS_IN_A_SENTENCE, _operators()))


def _operators() -> Markup:
    """Explain what can be written into a question to narrow it."""
    rows = Markup().join(
        wrapped("div", element("dt", written, "") + element("dd", meant, ""), "byline-operator")
        for written, meant in OPERATORS.items()
    )
    return wrapped("dl", rows, "byline-operators", aria_label="What a question may contain")


# The first visit where nothing has been built yet: with documents in the folder the build, without any how to begin.


def is_empty(settings: Settings) -> bool:
    """Return whether there is neither a library nor a document to build one of.

    Raises:
        CorpusError: the folder of documents is missing.
    """
    return not settings.index and not engine.has_library(settings) and not has_document(settings.corpus)


def show_empty(settings: Settings, *, on_documents: bool = False) -> None:
    """Show how to begin.

    Args:
        settings: those in force.
        on_documents: whether documents are added on this very page.
    """
    show(wrapped("p", IN_A_SENTENCE, "byline-welcome"))
    if not editing.may_edit():
        show(element("p", NOBODY_HAS, "byline-nothing"))
    else:
        _offer_beginning(settings, on_documents=on_documents)
    if not on_documents:
        show(_picture())


def _offer_beginning(settings: Settings, *, on_documents: bool) -> None:
    has_sample = SHIPPED.is_dir() and SHIPPED.resolve() != settings.corpus.resolve()
    with st.container(horizontal=True, key="byline-begin"):
        adds = not on_documents and st.button("Add documents", key="first.add", icon=":material/add:", type="primary")
        tries = has_sample and st.button("Try the sample: two articles on Syria", key="first.sample")
    if adds:
        st.switch_page(DOCUMENTS)
    if tries:
        editing.file_sample(settings.corpus, settings.data, SHIPPED)
        start_build(settings)
        follow_build(settings)


def build_first(settings: Settings) -> None:
    """Build if nothing has been built yet, or show how to begin; the page goes on once there is a library.

    Raises:
        BylineError: it cannot be built.
    """
    if settings.index or engine.has_library(settings):
        return
    if is_empty(settings):
        show_empty(settings)
        st.stop()
    show_welcome()
    start_build(settings)
    with st.container():
        follow_build(settings)
