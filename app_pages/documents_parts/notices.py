"""Say what the last action on the Library page did, until the next one, and undo a removal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st
from markupsafe import Markup

from answer.wording import counted
from app_pages.drawing.many import listed
from app_pages.drawing.markup import element, show, wrapped
from app_pages.frame.editing import restore_documents
from app_pages.frame.faults import refusals_shown
from index.curating import Filing, Removed
from settings import Settings

NOTICE = "library.notice"


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence, the lines under it, and the trash entries that can be brought back from here."""

    words: str
    lines: tuple[str, ...] = ()
    undo: tuple[str, ...] = ()


def say(notice: Notice) -> None:
    """Show this notice on the page until another replaces it."""
    st.session_state[NOTICE] = notice


def filed_notice(filing: Filing) -> Notice:
    """Say what was filed, and what was refused and why."""
    refused = tuple(f"{file.path}: {file.reason}" for file in filing.refused)
    completed = tuple(f"{name}: its label was completed with what is stated now" for name in filing.completed)
    words = f"{counted(len(filing.filed), 'document')} filed"
    return Notice(
        f"{words}, {len(refused):,} refused." if refused else f"{words}.", (*filing.filed, *refused, *completed)
    )


def removed_notice(removed: Sequence[Removed]) -> Notice:
    """Say what was removed, with the way back."""
    ids = tuple(found.id for found in removed)
    return Notice(f"{counted(len(ids), 'document')} removed.", ids, tuple(found.entry for found in removed))


def show_notice(settings: Settings) -> None:
    """Show the notice, with a button that undoes a removal."""
    notice: Notice | None = st.session_state.get(NOTICE)
    if notice is None:
        return
    said = element("p", notice.words, "") + (listed(notice.lines) if notice.lines else Markup())
    with st.container(key="byline-notice"):
        show(wrapped("div", said, "byline-notice", role="status"))
        if notice.undo and st.button("Undo the removal", key="library.undo", icon=":material/undo:"):
            with refusals_shown():
                bring_back(settings, notice.undo)


def bring_back(settings: Settings, entries: Sequence[str]) -> None:
    """Bring these entries back from the trash, and say so.

    Raises:
        CorpusError: one cannot be brought back; it stays in the trash.
    """
    ids = restore_documents(settings.corpus, settings.data, entries)
    say(Notice(f"{counted(len(ids), 'document')} brought back.", ids))
    st.rerun()
