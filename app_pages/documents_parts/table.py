"""Show the library's documents as a table to correct, and what can be done with several at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from answer.wording import counted
from app_pages.documents_parts.adding import OF_SEVERAL, field_inputs, known_kinds
from app_pages.documents_parts.browsing import EARLIEST
from app_pages.documents_parts.notices import Notice, removed_notice, say
from app_pages.drawing.many import choose_found, find_some
from app_pages.drawing.markup import element, show
from app_pages.frame import engine
from app_pages.frame.editing import correct_labels, remove_documents
from app_pages.frame.library_state import start_build
from index.curating import Correction, Holding, bulk_correction, corrections_of, holdings
from index.library import Library
from ingest.labels.fields import DATE_FIELDS, LABEL_FIELDS
from settings import Settings

FOUND_BY = "library.words"
SAVE_FIRST = "Save the labels before you look for others: the table is another one then, without what was edited."

ROUND = "library.table_round"
"""Every saving empties the table's edits by giving it a new name."""

TITLE_PIXELS = 520
"""Some seventy-five characters: most titles are read whole."""

FIXED = ("document", "kind by", "size in KB", "state", "not read", "hint")


def show_documents(settings: Settings, library: Library | None) -> None:
    """Show the table and the forms under it.

    Raises:
        BylineError: what was asked cannot be done; nothing was changed.
    """
    if library is None:
        show(element("p", "The library is empty. Add documents to begin with.", "byline-nothing"))
        return
    names = {label.id: f"{label.source.title} ({label.id})" for label in library.labels.values()}
    found = dict.fromkeys(find_some(names, key=FOUND_BY, hint=SAVE_FIRST))
    labels = [label for label in library.labels.values() if label.id in found]
    rows = holdings(labels, settings.corpus, engine.differences(settings, library))
    edits = _edited(library, rows, hints=settings.hints)
    if st.button("Save the labels", key="library.save", icon=":material/save:", disabled=not edits):
        _correct(settings, library, edits)
    _several(settings, library, names, list(found))


def _edited(library: Library, rows: Sequence[Holding], *, hints: bool) -> dict[str, Correction]:
    """Return the table's edits; the table has a key of its own for each set of rows."""
    shown = hash(tuple(row.id for row in rows))
    key = f"library.table.{library.build.generation}.{st.session_state.setdefault(ROUND, 0)}.{shown}"
    st.data_editor(
        [_row(row) | ({"hint": row.hint} if hints else {}) for row in rows],
        key=key,
        hide_index=True,
        num_rows="fixed",
        placeholder="–",
        disabled=FIXED,
        column_config={
            **{name: st.column_config.DateColumn(format="YYYY-MM-DD", min_value=EARLIEST) for name in DATE_FIELDS},
            "kind": st.column_config.SelectboxColumn(options=known_kinds(library), required=True),
            "url": st.column_config.TextColumn(width="small"),
            "title": st.column_config.TextColumn(width=TITLE_PIXELS),
        },
    )
    return corrections_of(rows, st.session_state[key]["edited_rows"])


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
    return {"title": row.source.title} | label | fixed


def _correct(settings: Settings, library: Library, corrections: Mapping[str, Correction]) -> None:
    """Write the labels, then build unless another change still waits for somebody's agreement."""
    waiting = not engine.differences(settings, library).is_empty
    correct_labels(settings.corpus, settings.data, corrections)
    say(Notice(f"Labels of {counted(len(corrections), 'document')} written to sources.toml.", tuple(corrections)))
    st.session_state[ROUND] += 1
    if not waiting:
        start_build(settings)
    st.rerun()


def _several(settings: Settings, library: Library, names: Mapping[str, str], found: Sequence[str]) -> None:
    said = "Documents to label or remove together"
    chosen = choose_found(said, names, found, key="library.chosen", placeholder="Choose some")
    with st.expander("Label them together"):
        correction = _correction(library)
        if st.button("Set for the chosen", key="library.set", disabled=not (chosen and correction)):
            _correct(settings, library, dict.fromkeys(chosen, correction))
    if st.button("Remove the chosen", key="library.remove", icon=":material/delete:", disabled=not chosen):
        say(removed_notice(remove_documents(settings.corpus, settings.data, chosen)))
        st.rerun()


def _correction(library: Library) -> Correction:
    """Ask for the label fields to set on several documents."""
    at = st.session_state[ROUND]
    left, right = st.columns(2)
    stated: dict[str, str | date | None] = {
        "kind": left.selectbox(
            "Kind", known_kinds(library), index=None, accept_new_options=True, key=f"library.set_kind.{at}"
        ),
    }
    stated |= field_inputs(OF_SEVERAL, "library.set_{name}." + str(at), right, left)
    back = st.multiselect("Take back what was stated of", LABEL_FIELDS, key=f"library.set_back.{at}")
    return bulk_correction(stated, back)
