"""Add documents: ask for the files, their kind, and what is known of them, before anything is filed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import cycle

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from answer.wording import counted
from app_pages.documents_parts.browsing import EARLIEST
from app_pages.documents_parts.notices import filed_notice, say
from app_pages.drawing.kinds import kind_word
from app_pages.drawing.markup import element, show
from app_pages.frame.editing import file_documents
from errors import CorpusError
from index.curating import Limits, Upload, stated_fields
from index.library import FIRST_KINDS, Library
from ingest.labels.fields import DATE_FIELDS, LABEL_FIELDS
from settings import Settings

ROUND = "library.add_round"
"""Every filing empties the form by giving its fields new names."""

FILES, FOLDER = "Files", "A folder"

OF_ONE = ("title", "url")
"""Fields of a label that two documents rarely share: last in the form, and never set for several at once."""

OF_SEVERAL = tuple(name for name in LABEL_FIELDS if name not in {"kind", *OF_ONE})

FIELD_WORDS = {
    "title": "Title (of a single file)",
    "published": "Published on",
    "url": "Address on the web",
    "language": "Language (a code such as en)",
}
"""What a field of a label is called where its name is not enough."""


def known_kinds(library: Library | None) -> list[str]:
    """The kinds that can be chosen without typing one."""
    return [*FIRST_KINDS, *(kind for kind in (library.kinds if library else ()) if kind not in FIRST_KINDS)]


def add_documents(settings: Settings, library: Library | None) -> None:
    """Show the form, and file what was chosen when it is sent.

    Raises:
        CorpusError: nothing can be filed, and why.
    """
    at = st.session_state.setdefault(ROUND, 0)
    what = st.radio("What to add", [FILES, FOLDER], horizontal=True, key="library.add_what")
    with st.form(f"library.add.{at}", enter_to_submit=False):
        uploads = _uploads(settings, f"library.files.{at}.{what}", folder=what == FOLDER)
        left, right = st.columns(2)
        kind = left.selectbox(
            "Kind (what sort of source they are)",
            known_kinds(library),
            index=None,
            accept_new_options=True,
            format_func=kind_word,
            placeholder="Choose one, or type another",
            key=f"library.kind.{at}",
        )
        stated = field_inputs((*OF_SEVERAL, *OF_ONE), "library.{name}." + str(at), right, left)
        show(element("p", "What stays empty is taken from each document itself, where it says so.", "byline-only"))
        sent = st.form_submit_button("Add to the corpus", icon=":material/add:", key=f"library.send.{at}")
    if sent:
        _file(settings, kind or "", uploads, stated)


def field_inputs(
    names: Sequence[str], key: str, first: DeltaGenerator, second: DeltaGenerator
) -> dict[str, str | date | None]:
    """Draw an input for each of these label fields, in two columns by turns; `{name}` in the key is its name."""
    stated: dict[str, str | date | None] = {}
    for name, column in zip(names, cycle((first, second)), strict=False):
        words, at = FIELD_WORDS.get(name, name.capitalize()), key.format(name=name)
        if name in DATE_FIELDS:
            stated[name] = column.date_input(words, None, key=at, min_value=EARLIEST, format="YYYY-MM-DD")
        else:
            stated[name] = column.text_input(words, key=at)
    return stated


def _uploads(settings: Settings, key: str, *, folder: bool) -> list[Upload]:
    label = f"Up to {counted(settings.upload_files, 'file')} of {settings.upload_mb:,} MB each"
    most = settings.upload_mb
    if folder:
        files = st.file_uploader(label, accept_multiple_files="directory", max_upload_size=most, key=key)
    else:
        files = st.file_uploader(label, accept_multiple_files=True, max_upload_size=most, key=key)
    return [Upload(file.name, file.getvalue()) for file in files]


def _file(settings: Settings, kind: str, uploads: list[Upload], stated: Mapping[str, str | date | None]) -> None:
    if not kind:
        raise CorpusError("no kind is chosen: say what sort of source they are, such as reporting")
    limits = Limits(settings.upload_files, settings.upload_mb, settings.upload_total_mb)
    metadata = stated_fields(stated)
    say(filed_notice(file_documents(settings.corpus, settings.data, kind, uploads, limits=limits, metadata=metadata)))
    st.session_state[ROUND] += 1
    st.rerun()
