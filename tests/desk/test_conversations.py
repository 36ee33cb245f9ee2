from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.exports.as_json import answer_as_json
from answer.records import NO_FILTERS, Answer
from desk import conversations
from desk.desk_file import DESK_FILE
from desk.records import Desk, KeptTurn
from errors import DeskError
from tests.desk.conftest import NOON, QUESTION, minutes_later

EMPTY = Answer("q", NO_FILTERS, "s", (), 1, "m", datetime(2026, 1, 1, tzinfo=UTC))


def as_text(turn: KeptTurn) -> str:
    return json.dumps(answer_as_json(turn.answer))


def test_looking_at_an_empty_desk_writes_nothing(desk: Desk) -> None:
    assert list(conversations.listed(desk)) == []
    assert not desk.data.exists()


def test_a_conversation_is_named_after_its_first_question(desk_anywhere: Desk, turn: KeptTurn) -> None:
    number = conversations.begin(desk_anywhere, turn)
    conversations.go_on(desk_anywhere, number, minutes_later(turn, 1, "and why?"))

    [listed] = conversations.listed(desk_anywhere)
    assert (listed.number, listed.name, conversations.read(desk_anywhere, number).begun_at) == (number, QUESTION, NOON)


def test_turns_come_back_in_order_as_they_were_said(desk_anywhere: Desk, turn: KeptTurn) -> None:
    second = minutes_later(turn, 1, "and why?")
    number = conversations.begin(desk_anywhere, turn)
    conversations.go_on(desk_anywhere, number, second)

    turns = conversations.read(desk_anywhere, number).turns
    assert [(one.asked, one.asked_at) for one in turns] == [(QUESTION, NOON), ("and why?", second.asked_at)]
    assert [as_text(one) for one in turns] == [as_text(turn)] * 2


def test_the_conversation_last_gone_on_with_stands_first(desk_anywhere: Desk, turn: KeptTurn) -> None:
    first, second = (conversations.begin(desk_anywhere, minutes_later(turn, minute)) for minute in (0, 1))
    assert [one.number for one in conversations.listed(desk_anywhere)] == [second, first]

    conversations.go_on(desk_anywhere, first, minutes_later(turn, 2))
    assert [one.number for one in conversations.listed(desk_anywhere)] == [first, second]


def test_a_clock_that_is_set_back_changes_no_order(desk_anywhere: Desk, turn: KeptTurn) -> None:
    first = conversations.begin(desk_anywhere, turn)
    second = conversations.begin(desk_anywhere, minutes_later(turn, -463 * 24 * 60))
    assert [one.number for one in conversations.listed(desk_anywhere)] == [second, first]

    conversations.go_on(desk_anywhere, first, minutes_later(turn, -463 * 24 * 60, "and then?"))
    assert [one.number for one in conversations.listed(desk_anywhere)] == [first, second]
    assert [one.asked for one in conversations.read(desk_anywhere, first).turns] == [QUESTION, "and then?"]


def test_a_name_is_one_line_and_no_name_leaves_the_old_one(desk_anywhere: Desk, turn: KeptTurn) -> None:
    number = conversations.begin(desk_anywhere, turn)
    conversations.rename(desk_anywhere, number, "The\n gate " + "x" * 100)
    [renamed] = conversations.listed(desk_anywhere)
    assert renamed.name == "The gate " + "x" * 70 + "…"

    conversations.rename(desk_anywhere, number, " \n")
    assert conversations.listed(desk_anywhere)[0].name == renamed.name


def test_a_deleted_conversation_leaves_the_disk_and_can_be_brought_back(desk: Desk, turn: KeptTurn) -> None:
    number = conversations.begin(desk, turn)
    conversations.rename(desk, number, "unmistakable")
    before = conversations.read(desk, number)

    deleted = conversations.delete(desk, number)
    assert list(conversations.listed(desk)) == []
    assert b"unmistakable" not in (desk.data / DESK_FILE).read_bytes()
    assert b"lower gate" not in (desk.data / DESK_FILE).read_bytes()

    conversations.bring_back(desk, deleted)
    assert conversations.read(desk, number) == before


def test_a_number_is_never_given_twice(desk_anywhere: Desk, turn: KeptTurn) -> None:
    first = conversations.begin(desk_anywhere, turn)
    conversations.delete(desk_anywhere, first)

    assert conversations.begin(desk_anywhere, turn) > first


Doing = Callable[[Desk, int, KeptTurn], object]
REACHES: dict[str, Doing] = {
    "read": lambda desk, number, _: conversations.read(desk, number),
    "go on with": lambda desk, number, turn: conversations.go_on(desk, number, turn),
    "rename": lambda desk, number, _: conversations.rename(desk, number, "mine"),
    "delete": lambda desk, number, _: conversations.delete(desk, number),
}


@pytest.mark.parametrize("reach", REACHES)
def test_nobody_reaches_the_conversation_of_another(desk_anywhere: Desk, turn: KeptTurn, reach: str) -> None:
    number = conversations.begin(desk_anywhere, turn)
    before = conversations.read(desk_anywhere, number), conversations.listed(desk_anywhere)
    other = replace(desk_anywhere, owner="bob")

    assert list(conversations.listed(other)) == []
    with pytest.raises(DeskError, match="on this desk: it was deleted, so begin a new one"):
        REACHES[reach](other, number, turn)
    assert (conversations.read(desk_anywhere, number), conversations.listed(desk_anywhere)) == before


def test_writers_at_once_all_keep_their_turns(desk_anywhere: Desk, turn: KeptTurn) -> None:
    number = conversations.begin(desk_anywhere, turn)

    def write(writer: int) -> None:
        for line in range(5):
            conversations.go_on(desk_anywhere, number, replace(turn, asked=f"{writer} {line}"))

    with ThreadPoolExecutor(4) as writers:
        list(writers.map(write, range(4)))

    asked = [one.asked for one in conversations.read(desk_anywhere, number).turns]
    assert asked[0] == QUESTION
    for writer in range(4):
        assert [one for one in asked if one.startswith(f"{writer} ")] == [f"{writer} {line}" for line in range(5)]


@pytest.mark.slow
@given(asked=st.text(), searched=st.text(st.characters()), name=st.text(), owner=st.text(min_size=1))
def test_any_words_come_back(asked: str, searched: str, name: str, owner: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder), owner)
        number = conversations.begin(desk, KeptTurn(asked, NOON, replace(EMPTY, question=searched)))
        conversations.rename(desk, number, name)

        talk = conversations.read(desk, number)
        assert [(one.asked, one.answer.question) for one in talk.turns] == [(asked, searched)]
        assert talk.conversation.name == conversations.as_name(name if name.strip() else asked)
