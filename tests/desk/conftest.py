"""A desk, and an answer and its quotes to keep on it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from answer.ask import ask
from desk.records import Desk, DeskServer, KeptTurn
from index.library import Library
from tests.conftest import FakeEncoder

NOON = datetime(2026, 3, 1, 12, 30, 15, tzinfo=UTC)
QUESTION = "Who closed the lower gate at noon?"


@pytest.fixture
def desk(data: Path) -> Desk:
    return Desk(data, "ann")


@pytest.fixture(params=["file", "postgres"])
def desk_anywhere(request: pytest.FixtureRequest, desk: Desk) -> Desk:
    """A desk in the data folder, and one in a database."""
    return desk if request.param == "file" else Desk.at(DeskServer(request.getfixturevalue("postgres")), "ann")


@pytest.fixture
def turn(library: Library, encoder: FakeEncoder) -> KeptTurn:
    return KeptTurn(QUESTION, NOON, ask(library, encoder, QUESTION))


def minutes_later(turn: KeptTurn, minutes: int, asked: str | None = None) -> KeptTurn:
    """The same answer, asked later."""
    return KeptTurn(asked or turn.asked, turn.asked_at + timedelta(minutes=minutes), turn.answer)
