"""A build in the background, as the pages show it."""

from __future__ import annotations

from concurrent.futures import wait
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from app_pages.ask_parts.conversation import TURNS
from app_pages.frame import library_state
from app_pages.frame.library_state import time_words
from errors import StorageError
from tests.app.shown import generation, refusals, shown
from tests.conftest import FakeEncoder, write

PATIENCE_S = 120


def test_a_question_is_answered_while_a_build_goes_on(
    app: AppTest, corpus: Path, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.run()
    write(corpus, "official/order.txt", "The gate is to be closed.\n")
    go_on, answered = Event(), []
    embed = encoder.encode_passages

    def embed_late(*passages: object, **options: object) -> object:
        assert go_on.wait(PATIENCE_S)
        return embed(*passages, **options)

    def look(*running: Any, **options: Any) -> Any:
        """What a page that follows the build has on it by then."""
        answered.append(len(app.session_state[TURNS]) if TURNS in app.session_state else 0)
        go_on.set()
        return wait(*running, **options)

    monkeypatch.setattr(encoder, "encode_passages", embed_late)
    monkeypatch.setattr(library_state, "wait", look)
    app.run()
    app.button("library.rebuild").click()
    app.chat_input[0].set_value("Who closed the lower gate?").run()

    assert not app.exception
    assert answered[0] == 1
    assert generation(app) == 2
    assert "Who closed the lower gate?" in shown(app)


def test_a_build_that_fails_is_told_and_the_library_stays(
    app: AppTest, corpus: Path, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_passages: object, **_options: object) -> None:
        raise StorageError("the disk is full: free some space")

    app.run()
    write(corpus, "official/order.txt", "The gate is to be closed.\n")
    monkeypatch.setattr(encoder, "encode_passages", refuse)
    app.run().button("library.rebuild").click().run()

    assert refusals(app) == ["the disk is full: free some space"]
    assert generation(app) == 1


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(3, "a few seconds"), (31, "about 30 seconds"), (64, "about 1 minute"), (600, "about 10 minutes")],
)
def test_the_time_left_is_said_roughly(seconds: float, words: str) -> None:
    assert time_words(seconds) == words
