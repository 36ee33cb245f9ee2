"""Text → HTML that shows exactly these characters.

Everything that is not a constant of this product (document text, titles, file names, questions, error messages)
reaches the screen through `escaped`, so no document can bring markup of its own.
"""

from __future__ import annotations

import html


def escaped(text: str) -> str:
    """The text as HTML that shows it character by character.

    Line breaks become references, since `st.html` trims and dedents what it is given.
    """
    return html.escape(text).replace("\r", "&#13;").replace("\n", "&#10;")


def element(tag: str, text: str, css_class: str, **attributes: str) -> str:
    """One element around escaped text, its direction taken from the text."""
    return wrapped(tag, escaped(text), css_class, dir="auto", **attributes)


def wrapped(tag: str, markup: str, css_class: str, **attributes: str) -> str:
    """One element around markup that is escaped already. Attribute names are constants, their values any text."""
    named = "".join(f' {name.replace("_", "-")}="{escaped(value)}"' for name, value in attributes.items())
    return f'<{tag} class="{css_class}"{named}>{markup}</{tag}>'
