"""The style of every page: style.css."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from markupsafe import Markup

SHEET = Path(__file__).with_name("style.css")


@cache
def style_sheet() -> Markup:
    """The rules for every page."""
    return Markup(SHEET.read_text(encoding="utf-8"))  # noqa: S704 (a file of this product, and style, which has no escapes)
