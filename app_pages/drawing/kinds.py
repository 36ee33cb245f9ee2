"""How a kind of source looks: a word, a colour and an icon, never a colour alone."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KindLook:
    """A kind's colour in the light and the dark theme, its shape in a chart, and its icon: lines of an SVG 24 wide."""

    light: str
    dark: str
    shape: str
    icon: str


OTHER_LOOK = KindLook("#7a5608", "#deb964", "cross", '<path d="M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6"/>')
LOOKS = {
    "reporting": KindLook(
        "#1d5680",
        "#8fc2ea",
        "circle",
        '<path d="M4 4h13v14a2 2 0 0 0 2 2H6a2 2 0 0 1-2-2zM19 8h1.5v10a1 1 0 0 1-2 0M7 8h7M7 11.5h7M7 15h4"/>',
    ),
    "commentary": KindLook("#86296a", "#e6a3d3", "diamond", '<path d="M4 5h16v11H11l-5 4v-4H4zM8 9h8M8 12h5"/>'),
    "official": KindLook(
        "#24613a", "#8fd0a5", "square", '<path d="M4 9l8-5 8 5zM4 20h16M6 10v7M10 10v7M14 10v7M18 10v7"/>'
    ),
    "unlabelled": KindLook(
        "#5c564b",
        "#bcb6a9",
        "triangle-up",
        '<circle cx="12" cy="12" r="8"/><path d="M9.7 9.6a2.4 2.4 0 1 1 3.6 2.1c-.9.5-1.3 1-1.3 1.9M12 16.4v.1"/>',
    ),
}
"""Kind → how it looks on every page and in every chart; any other kind has the neutral look. Each colour passes WCAG AA
(4.5 to 1) as text on the page and on the cards."""


def kind_look(kind: str) -> KindLook:
    """The look of this kind; its word always stands beside it."""
    return LOOKS.get(kind, OTHER_LOOK)


def kind_class(kind: str) -> str:
    """The class that carries the kind's colours and icon; never made from the kind's own name."""
    return f"byline-kind-{kind if kind in LOOKS else 'other'}"


def kind_word(kind: str) -> str:
    """The kind as a heading."""
    return kind[:1].upper() + kind[1:]
