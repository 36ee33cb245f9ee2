"""How much a person may keep: a word before it is reached, one line when it is, and nothing dropped."""

from __future__ import annotations

from types import MappingProxyType

import pytest

from desk import accounts, conversations, desk_file, notebook, sqlite_rows
from desk.opening import opened_to_read
from desk.records import Desk, KeptTurn
from errors import DeskError
from tests.desk.conftest import minutes_later
from tests.desk.test_notebook import LABEL, pinned, quote


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A desk that holds ten of each."""
    monkeypatch.setattr(accounts, "MOST", MappingProxyType({"conversations": 10, "turns": 10, "pins": 10}))


@pytest.mark.usefixtures("small")
def test_a_notebook_says_that_it_is_nearly_full_and_at_last_takes_no_more(desk: Desk, turn: KeptTurn) -> None:
    pinned(desk, 8)
    assert notebook.pins(desk).soon == ()
    notebook.pin(desk, LABEL, quote(8), at=turn.asked_at)
    assert notebook.pins(desk).soon == ("9 quotes are kept, of at most 10: delete old ones soon, or export them first",)

    notebook.pin(desk, LABEL, quote(9), at=turn.asked_at)
    with pytest.raises(DeskError, match=r"nothing more is kept: 10 quotes are kept, of at most 10; delete old ones"):
        notebook.pin(desk, LABEL, quote(10), at=turn.asked_at)
    assert len(notebook.pins(desk)) == 10

    notebook.remove(desk, 1)
    assert notebook.pin(desk, LABEL, quote(10), at=turn.asked_at)


@pytest.mark.usefixtures("small")
def test_questions_are_counted_over_all_conversations(desk: Desk, turn: KeptTurn) -> None:
    for _ in range(2):
        number = conversations.begin(desk, turn)
        for minute in range(4):
            conversations.go_on(desk, number, minutes_later(turn, minute))
    with pytest.raises(DeskError, match="10 questions are kept"):
        conversations.begin(desk, turn)
    assert [line[:21] for line in conversations.listed(desk).soon] == ["10 questions are kept"]

    conversations.delete(desk, number)
    assert conversations.listed(desk).soon == ()
    assert conversations.begin(desk, turn)


@pytest.mark.usefixtures("small")
def test_what_one_person_keeps_takes_no_room_from_another(desk: Desk) -> None:
    pinned(desk, 10)
    pinned(Desk(desk.data, "bob"), 10)


def test_a_conversation_ends_at_the_most_turns_it_may_have(
    desk: Desk, turn: KeptTurn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversations, "MOST_TURNS", 2)
    number = conversations.begin(desk, turn)
    assert conversations.nearly_full(1) == ()
    conversations.go_on(desk, number, turn)
    assert conversations.nearly_full(2) == ("this conversation has 2 questions, of at most 2: begin a new one soon",)

    with pytest.raises(DeskError, match="this conversation has 2 questions, the most it may have: begin a new one"):
        conversations.go_on(desk, number, turn)


def test_a_note_is_measured_before_it_is_written(desk: Desk) -> None:
    [number] = pinned(desk, 1)
    notebook.write_note(desk, number, "x" * notebook.LONGEST_NOTE)

    with pytest.raises(DeskError, match="the note is too long: 10,001 characters, at most 10,000; shorten it"):
        notebook.write_note(desk, number, "y" * (notebook.LONGEST_NOTE + 1))
    assert notebook.pins(desk)[0].note == "x" * notebook.LONGEST_NOTE


def test_a_file_of_the_most_megabytes_takes_no_more_and_lets_go(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    [number] = pinned(desk, 1)
    monkeypatch.setattr(accounts, "MOST_MEGABYTES", 0)

    assert [line.partition(" has ")[2] for line in notebook.pins(desk).soon] == [
        "0 MB, of at most 0: delete old conversations soon"
    ]
    with pytest.raises(DeskError, match=r"desk\.db has 0 MB, the most it may have"):
        notebook.pin(desk, LABEL, quote(5), at=notebook.pins(desk)[0].pinned_at)
    notebook.remove(desk, number)
    assert list(notebook.pins(desk)) == []


def test_room_that_deleted_things_left_in_the_file_is_free_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_rows, "MEGABYTE", 1)
    monkeypatch.setattr(accounts, "MOST_MEGABYTES", 10**9)
    numbers = pinned(desk, 40)
    for number in numbers:
        notebook.write_note(desk, number, "x" * 9_000)
    with opened_to_read(desk) as store:
        full = store.megabytes()
    for number in numbers:
        notebook.remove(desk, number)

    with opened_to_read(desk) as store:
        assert store.megabytes() < full / 2


def test_an_answer_that_is_too_large_is_not_kept_and_said_so(
    desk: Desk, turn: KeptTurn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversations, "LARGEST_ANSWER", 10)
    with pytest.raises(DeskError, match="this answer is not kept: it has more than 10 characters; export it instead"):
        conversations.begin(desk, turn)
    assert list(conversations.listed(desk)) == []


def test_nothing_is_kept_for_a_browser_that_could_never_come_back_to_it(desk: Desk, turn: KeptTurn) -> None:
    nobody = Desk(desk.data, "")
    with pytest.raises(DeskError, match="nothing is kept for this browser"):
        conversations.begin(nobody, turn)
    assert list(conversations.listed(nobody)) == []
    assert not (desk.data / desk_file.DESK_FILE).exists()
