"""A build in the background, as the pages show it."""

from __future__ import annotations

from concurrent.futures import wait
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from app_pages.ask_parts.conversation import TURNS
from app_pages.frame import engine, progress
from app_pages.frame.progress import time_words
from errors import StorageError
from index import opening
from index.building.background import Stage
from index.building.build import build
from index.library import Library
from index.records import Progress, Report
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
    monkeypatch.setattr(progress, "wait", look)
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


def test_what_takes_long_as_documents_are_opened_is_said_until_they_are(
    app: AppTest, corpus: Path, data: Path, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(corpus, data, encoder)
    said: list[str] = []
    go_on, is_open, open_it = Event(), Event(), opening.open_library

    def open_late(data: Path, before: Library | None, report: Report) -> Library:
        report(Progress("Making words anew", 512, 2_000))
        assert go_on.wait(PATIENCE_S)
        return open_it(data, before, report)

    def look(*running: Any, **options: Any) -> Any:
        go_on.set() if said else None
        is_open.wait(0.05)
        return wait(*running, **options)

    words = progress.stage_words

    def say(stage: Stage, taken_s: float) -> str:
        said.append(words(stage, taken_s))
        return said[-1]

    monkeypatch.setattr(opening, "open_library", open_late)
    monkeypatch.setattr(engine, "SHOWN_AFTER_S", 0.0)
    monkeypatch.setattr(progress, "wait", look)
    monkeypatch.setattr(progress, "stage_words", say)
    app.run()

    assert not app.exception
    assert "Making what is searched by words again: 512 of 2,000 passages" in said
    assert not app.get("progress")
    assert generation(app) == 1


def test_a_library_that_cannot_be_opened_is_tried_again(
    app: AppTest, corpus: Path, data: Path, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(corpus, data, encoder)

    def refuse(*_: object) -> None:
        raise StorageError("the disk does not answer: look at its cable")

    with monkeypatch.context() as broken:
        broken.setattr(opening, "open_library", refuse)
        app.run()
        assert "the disk does not answer: look at its cable" in refusals(app)
    app.run()

    assert refusals(app) == []
    assert generation(app) == 1
