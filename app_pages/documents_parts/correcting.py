"""Correct the labels of documents in a table, set those of several at once, and remove documents."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from answer.wording import counted
from app_pages.documents_parts.adding import OF_SEVERAL, field_inputs, known_kinds
from app_pages.documents_parts.listing import EARLIEST, NONE_LIKE_THIS
from app_pages.documents_parts.notices import say_done
from app_pages.documents_parts.table_edits import ByRow, TableEdits
from app_pages.drawing.kinds import kind_word
from app_pages.drawing.many import MOST_OFFERED
from app_pages.drawing.markup import element, show
from app_pages.frame.editing import correct_labels, remove_documents
from app_pages.frame.library_state import start_update
from index.curating import Correction, Holding, bulk_correction, corrections_of, holdings
from index.library import Library
from index.records import DocumentLabel, Plan
from ingest.labels.fields import DATE_FIELDS, LABEL_FIELDS
from settings import Settings

ROUND = "documents.table_round"
"""Every action gives the table a new name, under which Streamlit knows of no edits."""

EDITS = "documents.table_edits"

TICK = "selected"

TITLE_PIXELS = 420
"""Some sixty characters: most titles are read whole."""

FIXED = ("document", "kind by", "size in KB", "state", "not read", "hint")

HOW_IT_WORKS = "Type into the table to correct it, or tick documents to set a field of all of them or to remove them."


def correct_documents(settings: Settings, library: Library, labels: Sequence[DocumentLabel], plan: Plan | None) -> None:
    """Show the table and the actions under it.

    Raises:
        BylineError: what was asked cannot be done; nothing was changed.
    """
    if not labels:
        show(element("p", NONE_LIKE_THIS, "byline-nothing"))
        return
    if len(labels) > MOST_OFFERED:
        show(element("p", f"The first {MOST_OFFERED:,} are listed: search for the others.", "byline-only"))
    show(element("p", HOW_IT_WORKS, "byline-only"))
    st.session_state.setdefault(ROUND, 0)
    kept = st.session_state.setdefault(EDITS, TableEdits())
    rows = holdings(labels[:MOST_OFFERED], settings.corpus, plan)
    edits = edited_rows(library, rows, edits=kept, hints=settings.hints)
    corrections = corrections_of(rows, edits)
    ticked = [rows[at].id for at, fields in edits.items() if fields.get(TICK) and at < len(rows)]
    count = counted(len(ticked), "document") if ticked else "the ticked documents"
    if hidden := kept.hidden():
        show(element("p", f"What you changed of {counted(hidden, 'document')} not listed here is kept.", "byline-only"))
    with st.container(horizontal=True, key="byline-correcting"):
        if st.button("Save corrections", key="documents.save", icon=":material/save:", disabled=not corrections):
            _correct(settings, corrections, LABEL_FIELDS)
        if st.button(f"Remove {count}", key="documents.remove", icon=":material/delete:", disabled=not ticked):
            _remove(settings, ticked)
    with st.expander("Set a field of all ticked documents"):
        correction = _correction(library)
        if st.button(f"Set for {count}", key="documents.set", disabled=not (ticked and correction)):
            _correct(settings, dict.fromkeys(ticked, correction), (TICK, *correction))


def edited_rows(
    library: Library, rows: Sequence[Holding], *, edits: TableEdits, hints: bool
) -> dict[int, dict[str, Any]]:
    """Show the table, and return what was typed and ticked in it, now and before: new values by row and column."""
    ids = tuple(row.id for row in rows)
    key = f"documents.table.{library.build.generation}.{st.session_state[ROUND]}.{hash(ids)}"
    if edits.key and edits.key in st.session_state:
        edits.shown = _edited(edits.key)
    if edits.key != key or key not in st.session_state:
        edits.begin(key, ids)
    st.data_editor(
        [_row(row) | ({"hint": row.hint} if hints else {}) | edits.kept.get(row.id, {}) for row in rows],
        key=key,
        hide_index=True,
        num_rows="fixed",
        placeholder="–",
        disabled=FIXED,
        column_config={
            **{name: st.column_config.DateColumn(format="YYYY-MM-DD", min_value=EARLIEST) for name in DATE_FIELDS},
            TICK: st.column_config.CheckboxColumn("", width=40, help="Tick to remove it or set a field"),
            "kind": st.column_config.SelectboxColumn(
                options=known_kinds(library), required=True, format_func=lambda kind: kind_word(str(kind))
            ),
            "url": st.column_config.TextColumn(width="small"),
            "title": st.column_config.TextColumn(width=TITLE_PIXELS),
        },
        alt="Documents and their labels, to correct",
    )
    edits.shown = _edited(key)
    return edits.by_row()


def _edited(key: str) -> ByRow:
    """Return what was typed and ticked in the table of this name; nothing if Streamlit does not know it."""
    edited: ByRow = st.session_state[key]["edited_rows"] if key and key in st.session_state else {}
    return edited


def _row(row: Holding) -> dict[str, object]:
    size = None if row.size is None else round(row.size / 1_000, 1)
    label = {field: getattr(row.source, field) for field in LABEL_FIELDS}
    unread = "; ".join(row.partly) or None
    fixed = {
        "state": row.state,
        "not read": unread,
        "kind by": row.source.rules.get("kind"),
        "size in KB": size,
        "document": row.id,
    }
    return {TICK: False, "title": row.source.title} | label | fixed


def _correct(settings: Settings, corrections: Mapping[str, Correction], fields: Collection[str]) -> None:
    """Write the labels, and update; of what was typed and ticked in them, these fields are done with."""
    correct_labels(settings.corpus, settings.data, corrections)
    st.session_state[EDITS].forget(corrections, fields)
    _finish(settings, f"{counted(len(corrections), 'document')} corrected")


def _remove(settings: Settings, ids: Collection[str]) -> None:
    """Move the documents away, and update; what was removed says the line that undoes it."""
    remove_documents(settings.corpus, settings.data, tuple(ids))
    st.session_state[EDITS].forget(ids)
    _finish(settings, "", removed=ids)


def _finish(settings: Settings, said: str, *, removed: Collection[str] = ()) -> None:
    say_done(said)
    st.session_state[ROUND] += 1
    start_update(settings, removed=removed)
    st.rerun()


def _correction(library: Library) -> Correction:
    """Ask for the label fields to set on several documents."""
    at = st.session_state[ROUND]
    left, right = st.columns(2)
    stated: dict[str, str | date | None] = {
        "kind": left.selectbox(
            "Kind",
            known_kinds(library),
            index=None,
            accept_new_options=True,
            format_func=kind_word,
            key=f"documents.set_kind.{at}",
        ),
    }
    stated |= field_inputs(OF_SEVERAL, "documents.set_{name}." + str(at), right, left)
    back = st.multiselect("Clear these fields", LABEL_FIELDS, key=f"documents.set_back.{at}")
    return bulk_correction(stated, back)
