"""What a page shows, as a reader sees it."""

from __future__ import annotations

import html
import re

from streamlit.testing.v1 import AppTest

from app_pages.ask_parts.filters import FOLD


def words(markup: str) -> str:
    """The text of this markup, with one space for each run of white space."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", markup)).split())


def markup(app: AppTest) -> str:
    """Everything that the page shows as HTML of its own."""
    return "\n".join(block.value for block in app.html if "<style>" not in block.value)


def shown(app: AppTest) -> str:
    """The same as text."""
    return words(markup(app))


def generation(app: AppTest) -> int:
    """The generation of the library that the page shows."""
    found = re.search(r'data-generation="(\d+)"', markup(app))
    return int(found[1]) if found else 0


def refusals(app: AppTest) -> list[str]:
    """What the page refuses, in its own words."""
    return [words(block.value) for block in app.html if 'class="byline-refusal"' in block.value]


def with_filters(app: AppTest) -> AppTest:
    """The page with the fold of its filters open."""
    app.session_state[FOLD] = True
    return app.run()
