"""A desk that an earlier version wrote: brought up to date, with nothing left out and its damage still known."""

from __future__ import annotations

import json
import sqlite3
import tracemalloc
from contextlib import closing

import pytest

from answer.exports.as_json import answer_as_json, quote_as_json
from desk import checks, conversations, notebook
from desk.desk_file import DESK_FILE
from desk.layouts import FIRST, OWNERS_IN_2, PINS_IN_2, STEPS
from desk.records import Desk, KeptTurn
from desk.sealed_rows import add
from desk.sqlite_rows import SqliteRows
from index.storage.row_digests import row_digest
from index.storage.sqlite import take_steps
from tests.answer.test_check_exports import CHECK
from tests.desk.conftest import NOON, QUESTION

LATER, EARLIER = "2026-03-01T12:45:00+00:00", "2026-03-01T12:20:00+00:00"


@pytest.fixture
def old(desk: Desk, turn: KeptTurn) -> Desk:
    """A desk of layout 1: three conversations of Ann, one of them with two turns, one of Bob, and two quotes."""
    answer = json.dumps(answer_as_json(turn.answer))
    hit = turn.answer.lanes[0].hits[0]
    quote = json.dumps(quote_as_json(hit.document, hit.evidence))
    at = NOON.isoformat()
    talks = [(1, "ann", "First", LATER), (2, "ann", "Second", at), (3, "bob", "His", at), (7, "ann", "Third", EARLIER)]
    desk.data.mkdir(exist_ok=True)
    with closing(sqlite3.connect(desk.data / DESK_FILE)) as connection:
        connection.executescript(f"{FIRST}; PRAGMA user_version = 1; PRAGMA journal_mode = WAL;")
        for number, owner, name, changed in talks:
            connection.execute("INSERT INTO conversations VALUES (?, ?, ?, ?, ?)", (number, owner, name, at, changed))
            turns = [(number, place, QUESTION, at, answer, row_digest(answer)) for place in range(1 + (number == 1))]
            connection.executemany("INSERT INTO turns VALUES (?, ?, ?, ?, ?, ?)", turns)
        for number, place in ((1, 1), (2, 0)):
            where = hit.document.id, hit.document.sha256, number, number + 5
            values = (number, "ann", place, *where, quote, row_digest(quote), f"note {number}", at)
            connection.execute("INSERT INTO pins VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
        connection.commit()
    return desk


def run(desk: Desk, statement: str) -> None:
    with closing(sqlite3.connect(desk.data / DESK_FILE)) as connection:
        connection.execute(statement)
        connection.commit()


def test_everything_is_there_in_its_order_and_to_its_owner(old: Desk) -> None:
    found = conversations.listed(old)
    assert ([one.name for one in found], found.told) == (["First", "Second", "Third"], ())
    assert [len(conversations.read(old, one.number).turns) for one in found] == [2, 1, 1]
    assert conversations.read(old, 7).begun_at == NOON

    pins = notebook.pins(old)
    assert ([(pin.number, pin.note) for pin in pins], pins.told) == ([(2, "note 2"), (1, "note 1")], ())
    assert [one.name for one in conversations.listed(Desk(old.data, "bob"))] == ["His"]


def test_a_number_that_was_given_is_not_given_again(old: Desk, turn: KeptTurn) -> None:
    run(old, "DELETE FROM conversations WHERE number = 7")

    assert conversations.begin(old, turn) == 8


@pytest.mark.parametrize(
    ("harm", "shown"),
    [
        ("UPDATE pins SET quote = replace(quote, 'lower', 'upper') WHERE number = 2", ["note 1"]),
        ("UPDATE pins SET note = CAST(x'ff6e' AS TEXT) WHERE number = 2", ["", "note 1"]),
        ("UPDATE pins SET pinned_at = 'yesterday' WHERE number = 2", ["note 1"]),
    ],
)
def test_what_was_damaged_before_is_told_and_the_rest_stands(old: Desk, harm: str, shown: list[str]) -> None:
    run(old, harm)

    found = notebook.pins(old)
    assert [pin.note for pin in found] == shown
    assert len(found.told) == 1


def test_a_large_desk_is_brought_up_to_date_an_answer_at_a_time(old: Desk) -> None:
    answer, most = "a" * 1_000_000, 5
    for place in range(2, 42):
        with closing(sqlite3.connect(old.data / DESK_FILE)) as connection:
            turn = (1, place, QUESTION, LATER, answer, row_digest(answer))
            connection.execute("INSERT INTO turns VALUES (?, ?, ?, ?, ?, ?)", turn)
            connection.commit()

    tracemalloc.start()
    found = conversations.listed(old)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert [one.name for one in found] == ["First", "Second", "Third"]
    assert peak < most * len(answer)


def test_it_is_brought_up_to_date_once(old: Desk) -> None:
    conversations.listed(old)
    before = notebook.pins(old)

    assert notebook.pins(old) == before


def test_a_desk_of_the_layout_before_keeps_checks_and_headings_and_its_damage_stays_known(
    desk: Desk, turn: KeptTurn
) -> None:
    hit = turn.answer.lanes[0].hits[0]
    desk.data.mkdir(exist_ok=True)
    with closing(sqlite3.connect(desk.data / DESK_FILE, isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        take_steps(connection, STEPS[:2])
        quote = json.dumps(quote_as_json(hit.document, hit.evidence))
        for number in (1, 2):
            values = {"number": number, "owner": "ann", "place": number, "document": hit.document.id}
            values |= {"sha256": hit.document.sha256, "start": number, "end": 9, "quote": quote, "note": "mine"}
            add(SqliteRows(connection), PINS_IN_2, values | {"pinned_at": NOON.isoformat()})
        add(SqliteRows(connection), OWNERS_IN_2, {"owner": "ann", "step": 2, "conversations": 0, "turns": 0, "pins": 2})
        connection.execute("UPDATE pins SET note = 'not mine' WHERE number = 2")

    assert [(pin.note, pin.part) for pin in notebook.pins(desk)] == [("mine", ""), ("", "")]
    assert len(notebook.pins(desk).told) == 1
    notebook.put_into(desk, 1, "Who knew")
    assert [pin.part for pin in notebook.pins(desk)] == ["", "Who knew"]
    assert checks.keep(desk, CHECK, at=NOON) == 1
    assert [len(checks.listed(desk)), checks.listed(desk).told] == [1, ()]
