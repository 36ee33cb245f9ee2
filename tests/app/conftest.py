"""The app as AppTest runs it: two documents, a data folder of its own, no model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from unittest import mock

import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from app_pages.frame import engine, person

APP = Path(__file__).parents[2] / "app.py"
CHECK_PAGE = APP.with_name("app_pages") / "check.py"


PATIENCE_S = 120

BROWSER = "test.browser"
"""The key under which a test says which browser a session is of."""


@pytest.fixture(scope="session", autouse=True)
def scanned_once() -> Iterator[None]:
    """Look once for components in what is installed: a server does so at its start, `AppTest` for every test."""
    with mock.patch.object(
        manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests)
    ):
        yield


@pytest.fixture
def app(opening: Callable[[Path], AppTest]) -> AppTest:
    """The app on the small corpus, not yet run."""
    return opening(APP)


@pytest.fixture
def check_page(opening: Callable[[Path], AppTest]) -> AppTest:
    """The Check page by itself on the small corpus, not yet run."""
    return opening(CHECK_PAGE)


@pytest.fixture
def opening(
    corpus: Path, data: Path, encoder: object, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[Path], AppTest]]:
    """Opens a script on the small corpus, without a model, as a browser that is known again.

    Every cache is empty before and after.
    """
    monkeypatch.setattr(person, "browser_owner", lambda: f"browser {st.session_state.get(BROWSER, 'somebody')}")
    monkeypatch.setenv("BYLINE_CORPUS", str(corpus))
    monkeypatch.setenv("BYLINE_DATA", str(data))
    monkeypatch.setattr(engine, "find_model", lambda name: name)
    monkeypatch.setattr(engine, "encoder_for", lambda _model, _data: encoder)
    st.cache_resource.clear()
    yield lambda script: AppTest.from_file(script, default_timeout=PATIENCE_S)
    st.cache_resource.clear()
