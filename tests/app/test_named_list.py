"""The names of what is kept, in the list beside a page."""

from __future__ import annotations

import pytest

from app_pages.frame import named_list
from app_pages.frame.named_list import NamedList


def test_a_field_that_a_broken_off_run_has_dropped_renames_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Streamlit calls that a change of the field, and its value is gone."""
    state: dict[str, str] = {"ask.name.2": "Siren"}
    monkeypatch.setattr(named_list.st, "session_state", state)
    renamed: list[tuple[int, str]] = []
    kept = NamedList("ask", "conversation", lambda *one: renamed.append(one), lambda _: None, lambda _: None)

    kept._rename(1, "ask.name.1")
    kept._rename(2, "ask.name.2")

    assert renamed == [(2, "Siren")]
    assert state == {}
