"""The app as AppTest runs it: two documents, a data folder of its own, no model."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from app_pages import engine

APP = Path(__file__).parents[2] / "app.py"


@pytest.fixture
def app(corpus: Path, data: Path, encoder: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    """The app on the small corpus, not yet run; every cache is empty before and after."""
    monkeypatch.setenv("BYLINE_CORPUS", str(corpus))
    monkeypatch.setenv("BYLINE_DATA", str(data))
    monkeypatch.setattr(engine, "find_model", lambda name: name)
    monkeypatch.setattr(engine, "SentenceEncoder", lambda _model: encoder)
    st.cache_resource.clear()
    yield AppTest.from_file(APP, default_timeout=20)
    st.cache_resource.clear()
