"""Add documents: a drop area, the kind and date of each file, and one button that files and updates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import cycle

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from answer.wording import counted, listed
from app_pages.documents_parts.listing import EARLIEST
from app_pages.documents_parts.notices import say_filed
from app_pages.drawing.kinds import kind_word
from app_pages.drawing.markup import element, show
from app_pages.frame.editing import file_arrivals
from app_pages.frame.faults import refusals_shown
from app_pages.frame.library_state import start_update
from errors import CorpusError
from index.curating import Arrival, Limits, Upload, stated_fields
from index.library import FIRST_KINDS, Library
from ingest.labels.fields import DATE_FIELDS, LABEL_FIELDS
from settings import Settings

ROUND = "documents.add_round"
"""Every filing empties the form by giving its fields new names."""

FILES, FOLDER = "Files", "A folder"

MOST_ROWS = 40
"""Files that have a row of their own; further ones take what is chosen for all. Raised, the page is slow to draw."""

OF_ONE = ("title", "url")
"""Fields of a label that two documents rarely share: last in the form, and never set for several at once."""

OF_EACH = ("kind", "published")
"""Fields of a label that each file has a field for, in its row."""

OF_SEVERAL = tuple(name for name in LABEL_FIELDS if name not in {"kind", *OF_ONE})

FIELD_WORDS = {
    "title": "Title (of a single file)",
    "published": "Published on",
    "url": "Address on the web",
    "language": "Language (a code such as en)",
}
"""What a field of a label is called where its name is not enough."""

HOW_KINDS_WORK = "Choose the kind of source, for all files or for each. A kind that is not in the list can be typed."
FILLED = "Empty fields are filled from the document where possible."


def known_kinds(library: Library | None) -> list[str]:
    """The kinds that can be chosen without typing one."""
    return [*FIRST_KINDS, *(kind for kind in (library.kinds if library else ()) if kind not in FIRST_KINDS)]


@st.fragment
def add_documents(settings: Settings, library: Library | None) -> None:
    """Show the drop area; once it holds files, ask their kinds and dates; file them when the button is pressed."""
    at = st.session_state.setdefault(ROUND, 0)
    with st.container(key="byline-add"):
        show(element("h2", "Add documents", "byline-part"))
        uploads = _uploads(settings, at)
        if not uploads:
            return
        with st.form(f"documents.add.{at}", enter_to_submit=False):
            arrivals = _rows(uploads, known_kinds(library), at)
            with st.expander("More about these files"):
                left, right = st.columns(2)
                names = [name for name in (*OF_SEVERAL, *OF_ONE) if name not in OF_EACH]
                stated = field_inputs(names, "documents.{name}." + str(at), left, right)
            show(element("p", FILLED, "byline-only"))
            sent = st.form_submit_button("Add and update", icon=":material/add:", key=f"documents.send.{at}")
        if sent:
            with refusals_shown():
                _file(settings, arrivals, stated)


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


def _uploads(settings: Settings, at: int) -> list[Upload]:
    what = st.radio(
        "What to add", [FILES, FOLDER], horizontal=True, key="documents.add_what", label_visibility="collapsed"
    )
    label = f"Drop files here: up to {counted(settings.upload_files, 'file')} of {settings.upload_mb:,} MB each"
    most, key = settings.upload_mb, f"documents.files.{at}.{what}"
    if what == FOLDER:
        files = st.file_uploader(label, accept_multiple_files="directory", max_upload_size=most, key=key)
    else:
        files = st.file_uploader(label, accept_multiple_files=True, max_upload_size=most, key=key)
    return [Upload(file.name, file.getvalue()) for file in files]


def _rows(uploads: Sequence[Upload], kinds: Sequence[str], at: int) -> list[Arrival]:
    """Ask for the kind of all files, and for the kind and date of each of the first ones."""
    several = len(uploads) > 1
    show(element("p", HOW_KINDS_WORK, "byline-only"))
    common = _kind("Kind of all files" if several else "Kind", kinds, f"documents.kind.{at}", "Choose or type")
    arrivals = []
    for number, upload in enumerate(uploads[:MOST_ROWS]):
        with st.container(key=f"byline-arrival-{number}"):
            name, kind, day = st.columns([3, 2, 2], vertical_alignment="bottom")
            show(element("p", upload.name, "byline-file"), name)
            own = _kind(f"Kind of {upload.name}", kinds, f"documents.kind.{at}.{number}", "As above", kind, hidden=True)
            published = day.date_input(
                f"Date of {upload.name}",
                None,
                key=f"documents.published.{at}.{number}",
                min_value=EARLIEST,
                format="YYYY-MM-DD",
                label_visibility="collapsed",
                help="The day it was published, if the file does not say it.",
            )
            arrivals.append(Arrival(upload, own or common, published))
    further = uploads[MOST_ROWS:]
    if further:
        show(element("p", f"{counted(len(further), 'further file')}: of the kind of all files.", "byline-only"))
    return arrivals + [Arrival(upload, common) for upload in further]


def _kind(
    said: str,
    kinds: Sequence[str],
    key: str,
    placeholder: str,
    into: DeltaGenerator | None = None,
    *,
    hidden: bool = False,
) -> str:
    chosen: str | None = (into or st).selectbox(
        said,
        kinds,
        index=None,
        accept_new_options=True,
        format_func=kind_word,
        placeholder=placeholder,
        key=key,
        label_visibility="collapsed" if hidden else "visible",
    )
    return chosen or ""


def _file(settings: Settings, arrivals: Sequence[Arrival], stated: Mapping[str, str | date | None]) -> None:
    without = [one.upload.name for one in arrivals if not one.kind]
    if without:
        of = "these files" if len(without) > 1 and len(without) == len(arrivals) else listed(without[:3])
        raise CorpusError(f"Choose a kind for {of}, for example Reporting.")
    limits = Limits(settings.upload_files, settings.upload_mb, settings.upload_total_mb)
    say_filed(file_arrivals(settings.corpus, settings.data, arrivals, limits=limits, metadata=stated_fields(stated)))
    st.session_state[ROUND] += 1
    start_update(settings)
    st.rerun()
