"""The colours of a chart that are no kind's and no verdict's: a chart is drawn outside style.css."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import altair as alt

Drawn: TypeAlias = "alt.LayerChart | alt.FacetChart"
"""What altair makes of layers."""


@dataclass(frozen=True, slots=True)
class Ink:
    """Text, lines and empty cells on the page, in one theme."""

    text: str
    rule: str
    empty: str


LIGHT = Ink("#1f1d1a", "#8f887a", "#f3f0e8")
DARK = Ink("#ece8df", "#7d776b", "#2e2b25")


def ink(*, dark: bool) -> Ink:
    """The ink of the theme."""
    return DARK if dark else LIGHT


def warm_up() -> None:
    """Load what draws, so that the first chart does not wait for it."""
    import altair  # noqa: F401
