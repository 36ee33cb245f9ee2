"""Handle more documents than a page can hold: list and offer a bounded number, count the rest, search for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice

import streamlit as st
from markupsafe import Markup

from answer.wording import counted
from app_pages.drawing.markup import element, show
from index.catalogue import LONGEST_WORDS, words_of

MOST_LISTED = 500
"""Lines of a list; more make a browser slow, and nobody reads them."""

MOST_OFFERED = 1_000
"""Of a choice, or rows of a table; some hundred thousand make a browser fail."""

FIND = "Find documents by title or path"


def listed(lines: Sequence[str], rest: str = "") -> Markup:
    """Draw the lines as a list; of many, the first, how many more there are, and where to see them."""
    items = Markup().join(element("li", line, "") for line in lines[:MOST_LISTED])
    more = len(lines) - MOST_LISTED
    said = f"And {more:,} more{f': {rest}' if rest else ''}." if more > 0 else ""
    return Markup("<ul>{}</ul>{}").format(items, element("p", said, "byline-only") if said else "")


def choose_some(said: str, names: Mapping[str, str], *, key: str, placeholder: str) -> list[str]:
    """Let the person choose some; many are searched first.

    Args:
        said: the label: what they are chosen for.
        names: the documents that may be chosen, and how each is shown.
        key: of the choice in the session.
        placeholder: what choosing nothing means.
    """
    return choose_found(said, names, find_some(names, key=f"{key}.words"), key=key, placeholder=placeholder)


def find_some(names: Mapping[str, str], *, key: str, hint: str | None = None) -> list[str]:
    """Return all of them; of many, the first whose names have the words that the person types."""
    if len(names) <= MOST_OFFERED:
        return list(names)
    words = st.text_input(FIND, key=key, help=hint, max_chars=LONGEST_WORDS)
    found = having(names, words) if words_of(words) else list(islice(names, MOST_OFFERED))
    many = len(found) if words_of(words) else len(names)
    said = f"{many:,} of {counted(len(names), 'document')}."
    if many > MOST_OFFERED:
        said = f"{counted(many, 'document')}; the first {MOST_OFFERED:,} are listed."
    show(element("p", said, "byline-only"))
    return found[:MOST_OFFERED]


def choose_found(said: str, names: Mapping[str, str], found: Sequence[str], *, key: str, placeholder: str) -> list[str]:
    """Let the person choose among what was found; earlier choices stay, found or not."""
    chosen = st.session_state.get(key, ())
    offered = dict.fromkeys([*found, *(name for name in chosen if name in names)])
    if len(offered) < len(names):
        st.session_state[key] = [name for name in chosen if name in names]  # other offers would forget it
    return st.multiselect(said, offered, key=key, format_func=names.__getitem__, placeholder=placeholder)


def having(names: Mapping[str, str], words: str) -> list[str]:
    """Those in whose shown names all of these words stand; all of them for no words.

    Raises:
        QuestionError: the words are too long.
    """
    wanted = words_of(words)
    return [name for name, shown in names.items() if all(word in shown.casefold() for word in wanted)]
