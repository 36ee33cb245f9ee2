from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from errors import BylineError
from index.building.build import build, plan
from index.library import current_build, open_library
from index.status import read_status
from index.storage.builds import past_builds
from index.storage.database import open_for_writing
from index.storage.sqlite import connect
from tests.conftest import FakeEncoder, FakeModel

VERBS: dict[str, Callable[[Path, Path], object]] = {
    "open": lambda _corpus, data: open_library(data),
    "current": lambda _corpus, data: current_build(data),
    "status": lambda _corpus, data: read_status(data, cache=data),
    "history": lambda _corpus, data: past_builds(data),
    "plan": lambda corpus, data: plan(corpus, data, FakeModel()),
    "build": lambda corpus, data: build(corpus, data, FakeEncoder()),
    "write": lambda _corpus, data: open_for_writing(data),
}
HARMS = {
    "no database": lambda file: file.write_bytes(b"no database" * 1000),
    "a later layout": lambda file: changed(file, "PRAGMA user_version = 99"),
    "an earlier layout": lambda file: changed(file, "PRAGMA user_version = 1"),
    "a build of no time": lambda file: changed(file, "UPDATE builds SET built_at = 'noon'"),
}


def changed(file: Path, statement: str) -> None:
    with closing(connect(file)) as connection:
        connection.execute(statement)


@pytest.fixture
def left_open(monkeypatch: pytest.MonkeyPatch) -> set[int]:
    """The connections of the library's file that nobody closed."""
    found: set[int] = set()

    class Watched(sqlite3.Connection):
        def __init__(self, *arguments: Any, **named: Any) -> None:
            super().__init__(*arguments, **named)
            found.add(id(self))

        def close(self) -> None:
            found.discard(id(self))
            super().close()

    monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=Watched))
    return found


@pytest.mark.parametrize("harm", HARMS)
@pytest.mark.parametrize("verb", VERBS)
def test_no_failure_leaves_a_connection_open(
    corpus: Path, data: Path, encoder: FakeEncoder, left_open: set[int], harm: str, verb: str
) -> None:
    build(corpus, data, encoder)
    HARMS[harm](data / "library.db")
    assert left_open == set()

    try:
        done = VERBS[verb](corpus, data)
    except BylineError:
        done = None

    if isinstance(done, sqlite3.Connection):
        done.close()
    assert left_open == set()


def test_an_open_library_is_one_connection_until_it_is_closed(
    corpus: Path, data: Path, encoder: FakeEncoder, left_open: set[int]
) -> None:
    build(corpus, data, encoder)

    with closing(open_library(data)):
        assert len(left_open) == 1
    assert left_open == set()
