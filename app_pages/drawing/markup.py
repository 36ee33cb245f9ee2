"""Markup that is safe to show, as a type of its own, and the one way onto a page.

What is not a constant of this product (document text, titles, file names, questions, error messages) is escaped when it
becomes `Markup`: `element` and `wrapped` do so, and so do `Markup.format`, `Markup.join` and `+`. Nothing else can be
shown, for no other module calls `st.html`, so no document can bring markup of its own.
"""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st
from markupsafe import Markup, escape
from streamlit.delta_generator import DeltaGenerator


def show(markup: Markup, into: DeltaGenerator | None = None) -> None:
    """Put the markup on the page at the place being drawn, or into this part of it.

    Line breaks become references, since `st.html` trims and dedents what it is given. Text that no type checker sees
    coming (session state has no types) is escaped like any other.
    """
    place = st if into is None else into
    place.html(str(escape(markup)).replace("\r", "&#13;").replace("\n", "&#10;"))


def run_script(script: Markup) -> None:
    """Run a script of this product on the page, once."""
    st.html(str(script), unsafe_allow_javascript=True)


def set_style(rules: Markup) -> None:
    """Give the page these style rules of this product."""
    st.html(str(Markup("<style>{}</style>").format(rules)))


def element(tag: str, text: str, css_class: str, **attributes: str) -> Markup:
    """One element around text, its direction taken from the text."""
    return wrapped(tag, text, css_class, dir="auto", **attributes)


def wrapped(tag: str, inside: str, css_class: str, **attributes: str) -> Markup:
    """One element around what is inside, which is escaped unless it is markup already.

    Tags and the names of attributes are constants, the values of attributes any text.
    """
    named = "".join(f' {name.replace("_", "-")}="{escape(value)}"' for name, value in attributes.items())
    # Every part is escaped here; `Markup.format` does the same in seven times the time, and tables have 30,000 cells.
    return Markup(f'<{tag} class="{escape(css_class)}"{named}>{escape(inside)}</{tag}>')  # noqa: S704


def details(summary: str, inside: Markup, *, is_open: bool = False) -> Markup:
    """Draw a summary that unfolds its body."""
    made = Markup('<details class="byline-details"{}><summary>{}</summary>{}</details>')
    return made.format(" open" if is_open else "", summary, inside)


def head_cells(names: Iterable[str]) -> Markup:
    """Draw the heading cells of a table's columns."""
    return Markup().join(Markup('<th scope="col">{}</th>').format(name) for name in names)
