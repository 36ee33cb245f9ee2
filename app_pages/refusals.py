"""The one place where a page shows the product's own errors."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from app_pages.markup import element, show
from errors import BylineError


@contextmanager
def refusals_shown() -> Iterator[None]:
    """Show what is refused inside as one clear line; the page goes on after it."""
    try:
        yield
    except BylineError as error:
        show(element("p", str(error), "byline-refusal", role="alert"))
