"""How long the app's first page takes, from `streamlit run` until a question can be typed, in a Chromium that runs."""

from __future__ import annotations

import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.serving import serving
from tests.browser.visits import until, visiting

SEEN = """(() => {
  const field = document.querySelector('[data-testid="stChatInputTextArea"]');
  return Boolean(field && field.checkVisibility() && !field.disabled);
})()"""
"""Looked at every 20 ms: what waits for an element in Playwright looks again after half a second."""


def first_page(corpus: Path, folder: Path) -> float:
    """Seconds, for the library in `folder`/data."""
    with sync_playwright() as playwright, visiting(playwright, folder) as visit:
        page = visit("about:blank").page
        start = time.perf_counter()
        with serving(corpus, folder) as url:
            page.goto(url)
            until(page, SEEN)
            took = time.perf_counter() - start
            page.goto("about:blank")  # a page whose server ends complains
            return took
