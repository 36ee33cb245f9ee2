"""Show the files that could not be read, those read only in part, and labels that look wrong, with the next step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup

from answer.wording import counted
from app_pages.drawing.clicks import link
from app_pages.drawing.many import MOST_LISTED
from app_pages.drawing.markup import details, element, show, wrapped
from errors import PROGRAM
from index.library import Library
from index.records import Plan
from ingest.names import spelled_out

OPENED_UP_TO = 6
"""Files that are listed in sight; more are folded under their number."""

NEXT_STEP = "The rest is searched. Add a version whose text can be copied, or a text file with what is missing."


def show_unread(library: Library, plan: Plan | None) -> None:
    """Show what is not searchable, each with its reason; nothing where all was read.

    Args:
        library: the documents as they are searched.
        plan: the state of the folder now; None where it cannot be told.
    """
    skipped = plan.skipped if plan else library.skipped
    partly = plan.partly if plan else {label.id: label.partly for label in library.partly.values()}
    doubts = plan.doubts if plan else {}
    known = {label.id for label in library.labels.values()}
    parts = (
        ("could not be read", [_line(file.path, file.reason) for file in skipped]),
        ("read only in part", [_line(name, "; ".join(what), opens=name in known) for name, what in partly.items()]),
        ("labelled in a way that looks wrong", [_line(name, why, opens=name in known) for name, why in doubts.items()]),
    )
    lists = [(f"{counted(len(lines), 'file')} {what}", lines) for what, lines in parts if lines]
    if lists:
        with st.container(key="byline-unread"):
            show(Markup().join(_list(said, lines, partly and "in part" in said) for said, lines in lists))


def _list(said: str, lines: Sequence[Markup], in_part: object) -> Markup:
    more = len(lines) - MOST_LISTED
    rest = element("p", f"And {more:,} more: {PROGRAM} plan names every one.", "byline-only") if more > 0 else Markup()
    step = element("p", NEXT_STEP, "byline-only") if in_part else Markup()
    body = _items(lines[:MOST_LISTED]) + rest + step
    if len(lines) > OPENED_UP_TO:
        return details(f"{said}.", body)
    return element("h2", f"{said}.", "byline-part") + body


def _items(lines: Iterable[Markup]) -> Markup:
    return wrapped("ul", Markup().join(lines), "byline-unread-files")


def _line(name: str, reason: str, *, opens: bool = False) -> Markup:
    shown = spelled_out(name)
    path = (
        link(shown, f"documents?{urlencode({'document': name})}", f"Open {shown}")
        if opens
        else element("strong", shown, "")
    )
    return wrapped("li", path + element("span", f": {reason}", ""), "")
