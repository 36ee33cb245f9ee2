"""How a kind of source looks: a word, a colour and an icon, never a colour alone."""

from __future__ import annotations

from dataclasses import dataclass

KNOWN = frozenset({"reporting", "commentary", "official", "unlabelled"})
"""Kinds with a colour and an icon of their own in style.css; any other has the neutral ones."""


@dataclass(frozen=True, slots=True)
class KindLook:
    """A kind in a chart, which cannot use style.css: its colour there in the light and the dark theme, and a shape."""

    light: str
    dark: str
    shape: str


OTHER_LOOK = KindLook("#7a5608", "#deb964", "cross")
LOOKS = {
    "reporting": KindLook("#1d5680", "#8fc2ea", "circle"),
    "commentary": KindLook("#86296a", "#e6a3d3", "diamond"),
    "official": KindLook("#24613a", "#8fd0a5", "square"),
    "unlabelled": KindLook("#5c564b", "#bcb6a9", "triangle-up"),
}


def kind_look(kind: str) -> KindLook:
    """The kind's colours and shape in a chart; its word always stands beside them."""
    return LOOKS.get(kind, OTHER_LOOK)


def kind_class(kind: str) -> str:
    """The name of the kind's colours and icon in style.css; never made of the kind itself."""
    return f"byline-kind-{kind if kind in KNOWN else 'other'}"


def kind_word(kind: str) -> str:
    """The kind as a heading."""
    return kind[:1].upper() + kind[1:]


def documents_of(count: int, kind: str = "") -> str:
    """A number of documents, in words."""
    return " ".join(filter(None, (f"{count:,}", kind, "document" if count == 1 else "documents")))
