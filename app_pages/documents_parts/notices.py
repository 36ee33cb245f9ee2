"""Say at its place what the last action on documents did, and undo a removal, also after the page was loaded again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import streamlit as st
from markupsafe import Markup

from answer.wording import counted, listed
from app_pages.drawing import many
from app_pages.drawing.markup import details, element, show, wrapped
from app_pages.drawing.times import moment
from app_pages.frame.editing import restore_documents
from app_pages.frame.faults import refusals_shown
from app_pages.frame.library_state import start_update
from index.curating import Filing, Removed, in_trash
from index.library import Library
from index.records import Plan
from ingest.names import spelled_out
from settings import Settings

FILED, DONE = "documents.filed", "documents.done"

UNDO_FOR = timedelta(hours=1)
"""How long a removal can be undone where it was made; after that it is in the list of removed documents."""

MOST_NAMED = 3


def say_filed(filing: Filing) -> None:
    """Show under the drop area what became of these files, until others are added."""
    st.session_state[FILED] = filing


def show_filed(library: Library | None, plan: Plan | None) -> None:
    """Say which of the files added last can be searched, and which could not be read or filed, and why."""
    filing: Filing | None = st.session_state.get(FILED)
    if filing is None:
        return
    known = {label.id for label in library.labels.values()} if library else set()
    unread = {file.path: file.reason for file in (plan.skipped if plan else ())}
    searched = [name for name in filing.filed if name in known]
    failed = [f"{spelled_out(name)}: {unread[name]}" for name in filing.filed if name in unread and name not in known]
    refused = [f"{file.path}: {file.reason}" for file in filing.refused]
    waiting = len(filing.filed) - len(searched) - len(failed)
    counts = (
        (len(searched), "{} added"),
        (waiting, "{} being added"),
        (len(failed), "{} could not be read"),
        (len(refused), "{} not taken"),
    )
    said = ", ".join(words.format(counted(count, "document")) for count, words in counts if count)
    completed = [f"{name}: completed with what you state now" for name in filing.completed]
    _show_done(said or "Nothing added", [*failed, *refused, *completed], folded=searched)


def say_done(words: str) -> None:
    """Show this above the list until the next action."""
    st.session_state[DONE] = words


def show_done() -> None:
    """Show what the last action on the list did."""
    words: str | None = st.session_state.get(DONE)
    if words:
        _show_done(words)


def _show_done(words: str, lines: Sequence[str] = (), folded: Sequence[str] = ()) -> None:
    said = element("p", f"{words.rstrip('.')}.", "") + (many.listed(lines) if lines else Markup())
    if folded:
        said += details("Which", many.listed(folded))
    show(wrapped("div", said, "byline-notice", role="status"))


def offer_undo(settings: Settings) -> None:
    """Say which documents were removed last, with a button that brings them back; nothing if that is long ago.

    Raises:
        CorpusError: one cannot be brought back; it stays removed.
    """
    last = last_removed(in_trash(settings.corpus), datetime.now(UTC))
    if not last:
        return
    names = [spelled_out(one.id) for one in last[:MOST_NAMED]]
    rest = len(last) - len(names)
    named = listed([*names, f"{rest:,} more"] if rest else names)
    with st.container(horizontal=True, vertical_alignment="center", key="byline-undo"):
        removed = moment(last[0].removed_at, f"{counted(len(last), 'document')} removed")
        show(wrapped("p", removed + element("span", f": {named}.", ""), "byline-notice", role="status"))
        if st.button("Undo", key="documents.undo", icon=":material/undo:"):
            with refusals_shown():
                bring_back(settings, [one.entry for one in last])


def last_removed(removed: Sequence[Removed], now: datetime) -> list[Removed]:
    """Return the documents that were removed together last, if that was within `UNDO_FOR`.

    Args:
        removed: what can be restored, the latest removal first.
        now: the time.
    """
    last = [one for one in removed if one.removed_at == removed[0].removed_at]
    return last if last and now - last[0].removed_at <= UNDO_FOR else []


def bring_back(settings: Settings, entries: Sequence[str]) -> None:
    """Bring these entries back, make them searchable again, and say so.

    Raises:
        CorpusError: one cannot be brought back; it stays removed.
    """
    ids = restore_documents(settings.corpus, settings.data, entries)
    say_done(f"{counted(len(ids), 'document')} brought back: {listed([spelled_out(name) for name in ids])}")
    start_update(settings)
    st.rerun()
