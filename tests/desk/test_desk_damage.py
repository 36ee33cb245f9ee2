"""Bits and bytes of `desk.db` that change, wherever: what is shown is true, and what is not shown is told."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from desk import checks, conversations, mending, notebook
from desk.desk_file import DESK_FILE
from desk.records import Desk, KeptTurn
from errors import BylineError, DeskError, SchemaError, StorageError
from tests.answer.test_check_exports import CHECK
from tests.desk.conftest import NOON, minutes_later
from tests.desk.damage import ROUNDS, damages
from tests.desk.test_notebook import LABEL, quote

pytestmark = pytest.mark.slow

ASKED = ("Which countries closed the gate?", "Who withdrew the engineers?", "What did the council say?")
WORDS = (
    b"browser abc",
    b"note ",
    b"what the council knew",
    b"Nobody says it",
    b"2026-03-01T12",
    b"Which countries",
    b"compare the two",
    b"reporting/a.txt",
    b"quote ",
)


@dataclass(frozen=True)
class Shown:
    """What a person sees of a desk, and all that is told of it."""

    pins: list[tuple[int, tuple[str, str], Any]]
    names: list[tuple[int, str]]
    turns: dict[int, list[tuple[str, Any]]]
    checks: dict[int, tuple[str, Any]]
    where: set[notebook.Whereabouts]
    told: list[str]


def look(desk: Desk) -> Shown:
    """Everything that the pages read of a desk, each part by itself as they do."""
    told: list[str] = []
    turns: dict[int, list[tuple[str, Any]]] = {}

    def trying(read: Any, nothing: Any) -> Any:
        try:
            return read()
        except (StorageError, SchemaError, DeskError) as error:
            told.append(str(error))
            return nothing

    pins = trying(lambda: notebook.pins(desk), None)
    listed = trying(lambda: conversations.listed(desk), None)
    for one in listed or ():
        talk = trying(lambda number=one.number: conversations.read(desk, number), None)
        turns[one.number] = [(turn.asked, (turn.asked_at, turn.answer)) for turn in talk.turns] if talk else []
        told += talk.told if talk else ()
    kept = trying(lambda: checks.listed(desk), None)
    whole = {one.number: trying(lambda number=one.number: checks.read(desk, number), None) for one in kept or ()}
    for found in (pins, listed, kept):
        told += found.told if found is not None else ()
    return Shown(
        pins=[(pin.number, (pin.note, pin.part), (pin.document, pin.evidence, pin.pinned_at)) for pin in pins or ()],
        names=[(one.number, one.name) for one in listed or ()],
        turns=turns,
        checks={number: (one.entry.name, (one.checked_at, one.check)) for number, one in whole.items() if one},
        where=set(trying(lambda: notebook.whereabouts(desk), ())),
        told=told,
    )


def check_nothing_wrong(truth: Shown, found: Shown) -> None:
    """Whatever is shown is what was written."""
    beside, quotes = ({number: part[at] for number, *part in truth.pins} for at in (0, 1))
    for number, said, kept in found.pins:
        assert kept == quotes[number]
        assert all(words in {written, ""} for words, written in zip(said, beside[number], strict=True))
    for number, (name, made) in found.checks.items():
        assert made == truth.checks[number][1]
        assert name in {truth.checks[number][0], conversations.UNNAMED}
    names = dict(truth.names)
    for number, name in found.names:
        assert name in {names[number], conversations.UNNAMED}
        for asked, kept in found.turns[number]:
            [said] = [words for words, written in truth.turns[number] if written == kept]
            assert asked in {said, kept[1].question}
    assert found.where <= truth.where


def check_told(truth: Shown, found: Shown) -> None:
    """Where anything is missing or in another order, lines say so."""
    assert all("\n" not in line and DESK_FILE in line for line in found.told), found.told
    if not found.told:
        assert found == truth


@pytest.fixture
def whole(data: Path, turn: KeptTurn) -> bytes:
    """The file of a desk with three conversations, two checks, nineteen quotes in parts, and two of somebody else."""
    desk = Desk(data, "browser abc")
    for at, asked in enumerate(ASKED):
        number = conversations.begin(desk, minutes_later(turn, at, asked))
        conversations.go_on(desk, number, minutes_later(turn, at + 10, f"and {asked}"))
    for number in range(19):
        notebook.pin(desk, LABEL, quote(number), at=NOON)
        notebook.write_note(desk, number + 1, f"note {number}: compare the two dates with care")
        notebook.put_into(desk, number + 1, "what the council knew" if number % 3 else "")
    for number in range(2):
        checks.keep(desk, CHECK, at=NOON)
        notebook.pin(replace(desk, owner="browser other"), LABEL, quote(number), at=NOON)
    with closing(sqlite3.connect(data / DESK_FILE)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return (data / DESK_FILE).read_bytes()


@pytest.fixture
def damaged(whole: bytes, tmp_path: Path) -> Iterator[tuple[str, Desk]]:
    """Damaged desks, one after the other, each with what was done to it."""

    def desks() -> Iterator[tuple[str, Desk]]:
        for at, (done, harmed) in enumerate(islice(damages(whole, WORDS, "the desk"), ROUNDS)):
            folder = tmp_path / f"round {at}"
            folder.mkdir()
            (folder / DESK_FILE).write_bytes(harmed)
            yield done, Desk(folder, "browser abc")

    return desks()


@pytest.fixture
def truth(whole: bytes, data: Path) -> Shown:
    assert (data / DESK_FILE).read_bytes() == whole
    return look(Desk(data, "browser abc"))


def test_nothing_wrong_is_shown_of_a_damaged_desk_and_what_is_missing_is_told(
    damaged: Iterator[tuple[str, Desk]], truth: Shown
) -> None:
    assert (len(truth.pins), len(truth.names), truth.told) == (19, 3, [])
    for done, desk in damaged:
        try:
            check_nothing_wrong(truth, look(desk))
            check_told(truth, look(desk))
        except BaseException as wrong:
            wrong.add_note(done)
            raise


def test_whatever_is_done_on_a_damaged_desk_makes_nothing_wrong(
    damaged: Iterator[tuple[str, Desk]], truth: Shown
) -> None:
    doings = (
        lambda desk: notebook.move(desk, 3, by=1),
        lambda desk: notebook.move(desk, 3, by=-1),
        lambda desk: conversations.rename(desk, 2, ""),
        lambda desk: notebook.bring_back(desk, *notebook.remove(desk, 7)),
        lambda desk: conversations.bring_back(desk, conversations.delete(desk, 3)),
        lambda desk: notebook.move_to(desk, 5, 0),
        lambda desk: checks.bring_back(desk, checks.delete(desk, 1)),
    )
    for done, desk in damaged:
        try:
            for doing in doings:
                with suppress(BylineError):
                    doing(desk)
                check_nothing_wrong(truth, look(desk))
            check_let_go(desk)
            check_nothing_wrong(truth, look(desk))
        except BaseException as wrong:
            wrong.add_note(done)
            raise


def check_let_go(desk: Desk) -> None:
    """A person goes on without what is damaged; or is told, where the file itself cannot be mended, to move it."""
    try:
        mending.let_go(desk)
    except (StorageError, SchemaError) as refused:
        assert "\n" not in str(refused)  # noqa: PT017 (either is right)
        assert "move it" in str(refused) or "use the version" in str(refused)  # noqa: PT017
    else:
        assert look(desk).told == []
