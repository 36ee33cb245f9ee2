from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event

import numpy as np
import pytest

from errors import BylineError, CorpusError
from index.building.background import Builder, seconds_left
from index.library_check import last_check
from index.records import Plan
from tests.conftest import FakeEncoder, generation, write

PATIENCE_S = 120


class SlowEncoder(FakeEncoder):
    """Waits until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.go_on = Event(), Event()

    def encode_passages(
        self, passages: Sequence[Sequence[str]], *, progress: Callable[[int], None] = lambda _: None
    ) -> list[np.ndarray]:
        self.begun.set()
        assert self.go_on.wait(PATIENCE_S)
        return super().encode_passages(passages, progress=progress)


def test_a_build_goes_on_in_the_background_and_says_how_far_it_is(corpus: Path, data: Path) -> None:
    builder, encoder = Builder(corpus, data), SlowEncoder()

    build = builder.start(encoder, confirmed=False)
    assert encoder.begun.wait(PATIENCE_S)
    assert builder.running is build
    assert builder.stage.at.stage == "Embedding"
    encoder.go_on.set()

    assert len(build.result(PATIENCE_S).added) == 2
    assert builder.running is None


def test_whoever_starts_a_build_that_goes_on_joins_it(corpus: Path, data: Path) -> None:
    builder, encoder = Builder(corpus, data), SlowEncoder()

    first = builder.start(encoder, confirmed=False)
    second = builder.start(encoder, confirmed=True)
    encoder.go_on.set()

    assert first is second
    first.result(PATIENCE_S)
    assert generation(data) == 1


def test_a_failure_comes_with_the_result_and_the_next_build_may_begin(tmp_path: Path, data: Path) -> None:
    builder = Builder(tmp_path / "corpus", data)
    with pytest.raises(CorpusError):
        builder.start(FakeEncoder(), confirmed=False).result(PATIENCE_S)

    write(tmp_path / "corpus", "reporting/a.txt", "The dam broke.")

    assert builder.start(FakeEncoder(), confirmed=False).result(PATIENCE_S).added == ("reporting/a.txt",)


def test_a_library_is_checked_as_a_whole_after_the_build(corpus: Path, data: Path) -> None:
    builder = Builder(corpus, data)

    builder.start(FakeEncoder(), confirmed=False).result(PATIENCE_S)
    until = time.monotonic() + PATIENCE_S
    while not (found := last_check(data)) and time.monotonic() < until:
        time.sleep(0.01)

    assert found is not None
    assert (found.mended, found.failed) == ((), "")


class ReleasedEncoder(FakeEncoder):
    """Notes how much it had embedded whenever it was released."""

    def __init__(self) -> None:
        super().__init__()
        self.released: list[int] = []

    def release(self) -> None:
        self.released.append(self.embedded)


def test_what_only_a_build_needs_is_let_go_of_when_it_is_done(corpus: Path, data: Path) -> None:
    builder, encoder = Builder(corpus, data), ReleasedEncoder()

    builder.start(encoder, confirmed=False).result(PATIENCE_S)

    assert encoder.released == [2]


def test_what_a_build_needs_is_let_go_of_when_it_fails(tmp_path: Path, data: Path) -> None:
    encoder = ReleasedEncoder()

    with pytest.raises(CorpusError):
        Builder(tmp_path / "corpus", data).start(encoder, confirmed=False).result(PATIENCE_S)

    assert encoder.released == [0]


def test_the_time_left_is_what_the_rest_takes_at_the_pace_so_far() -> None:
    assert seconds_left(25, 100, 10.0) == 30.0
    assert seconds_left(100, 100, 10.0) == 0.0


@pytest.mark.parametrize("done", [0, 1])
def test_nothing_is_said_of_the_time_left_before_a_pace_is_known(done: int) -> None:
    assert seconds_left(done, 1_000, 10.0) is None


@pytest.mark.slow
def test_watching_builds_until_it_is_stopped(corpus: Path, data: Path) -> None:
    told = Event()

    class Telling(Builder):
        def _say(self, said: Plan | BylineError) -> None:
            super()._say(said)
            told.set()

    builder = Telling(corpus, data)

    builder.watch(FakeEncoder())
    assert told.wait(PATIENCE_S)
    assert builder.watching
    assert builder.said.added == ("commentary/gate.md", "reporting/river.txt")

    builder.stop_watching()
    assert not builder.watching
