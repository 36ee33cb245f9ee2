"""A browser for each test that asks for one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, sync_playwright

from tests.browser.visits import Open, visiting


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture
def visit(playwright: Playwright, tmp_path: Path) -> Iterator[Open]:
    """Opens an address in a fresh Chromium; at the end nothing may have left the machine or complained."""
    with visiting(playwright, tmp_path) as opened:
        yield opened
