"""What becomes of the desk when the disk or another version has been at its file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from desk import conversations, mending, notebook
from desk.desk_file import DESK_FILE
from desk.records import Desk, KeptTurn
from errors import DeskError, SchemaError, StorageError
from tests.desk.conftest import NOON


@pytest.fixture
def kept(desk: Desk, turn: KeptTurn) -> Desk:
    """A desk with a conversation and a quote on it."""
    conversations.begin(desk, turn)
    hit = turn.answer.lanes[0].hits[0]
    notebook.pin(desk, hit.document, hit.evidence, at=NOON)
    return desk


def run(desk: Desk, statement: str) -> None:
    with closing(sqlite3.connect(desk.data / DESK_FILE)) as connection:
        connection.execute(statement)
        connection.commit()


def refusal(desk: Desk, doing: object) -> str:
    with pytest.raises((StorageError, SchemaError)) as refused:
        doing(desk)
    message = str(refused.value)
    assert "\n" not in message
    assert str(desk.data / DESK_FILE) in message
    return message


def test_a_file_that_is_no_database_is_refused_with_the_next_step_and_left_alone(kept: Desk) -> None:
    file = kept.data / DESK_FILE
    file.write_bytes(b"no database " * 500)

    assert "is damaged" in refusal(kept, conversations.listed)
    assert "move it and desk.db-wal to another folder" in refusal(kept, notebook.pins)
    assert file.read_bytes() == b"no database " * 500


HARMS = {
    "a note": ("UPDATE pins SET note = 'I never wrote this'", "the note or the place of 1 quote is not shown"),
    "a place": ("UPDATE pins SET place = 99", "the note or the place of 1 quote is not shown"),
    "where a quote stands": ("UPDATE pins SET start = start + 1", "the note or the place of 1 quote is not shown"),
    "a quote": ("UPDATE pins SET quote = replace(quote, 'lower gate', 'upper gate')", "1 of 1 quote cannot be shown"),
    "when it was pinned": ("UPDATE pins SET pinned_at = '2020-01-01T00:00:00+00:00'", "1 of 1 quote cannot be shown"),
    "whose quote it is": ("UPDATE pins SET owner = 'bob'", "1 of 1 quote cannot be shown"),
    "a quote's seal": ("UPDATE pins SET seal = x'00'", "1 of 1 quote cannot be shown"),
    "a name": ("UPDATE conversations SET name = 'Another'", "the name of 1 conversation is not shown"),
    "an order": ("UPDATE conversations SET changed = 99", "the name of 1 conversation is not shown"),
    "whose conversation it is": ("UPDATE conversations SET owner = 'bob'", "1 of 1 conversation cannot be shown"),
    "a number": ("UPDATE conversations SET number = 7", "1 of 1 conversation cannot be shown"),
    "a count of conversations": ("UPDATE owners SET conversations = 0", "whether 1 conversation is all there was"),
    "a count of quotes": ("UPDATE owners SET pins = 2", "whether 1 quote is all there was"),
    "whose account it is": ("UPDATE owners SET owner = 'bob'", "is all there was cannot be told"),
    "what was typed": ("UPDATE turns SET asked = 'Why?'", "the question as it was typed of 1 question is not shown"),
    "when it was asked": ("UPDATE turns SET asked_at = '2020-01-01T00:00:00+00:00'", "1 of 1 question cannot be shown"),
    "an answer": (
        "UPDATE turns SET answer = replace(answer, 'lower gate', 'upper gate')",
        "1 of 1 question cannot be shown",
    ),
    "a turn's place": ("UPDATE turns SET place = 3", "1 of 1 question cannot be shown"),
}
"""What is damaged → how, and what is told of it."""


def everything(desk: Desk) -> tuple[list[str], str]:
    """What is told of the desk, and all that is shown of it as text."""
    pins, listed = notebook.pins(desk), conversations.listed(desk)
    told, shown = [*pins.told, *listed.told], [repr(pins.shown), repr(listed.shown)]
    for one in listed:
        try:
            talk = conversations.read(desk, one.number)
        except DeskError as nothing:
            told.append(str(nothing))
        else:
            told += talk.told
            shown.append(repr(talk.turns))
    return told, " ".join(shown)


@pytest.mark.slow
@pytest.mark.parametrize("harmed", HARMS)
def test_what_is_damaged_is_told_in_one_line_with_the_next_step_and_never_shown(kept: Desk, harmed: str) -> None:
    harm, said = HARMS[harmed]
    run(kept, harm)

    told, shown = everything(kept)
    assert any(f"{kept.data / DESK_FILE} is damaged: " in line and said in line for line in told)
    assert all("\n" not in line and "put back an earlier copy of it, or press" in line for line in told)
    for wrong in ("I never wrote this", "upper gate", "Another", "Why?", "2020, 1, 1"):
        assert wrong not in shown


@pytest.mark.slow
@pytest.mark.parametrize("harmed", HARMS)
def test_a_person_goes_on_without_what_is_damaged(kept: Desk, turn: KeptTurn, harmed: str) -> None:
    run(kept, HARMS[harmed][0])
    mending.let_go(kept)

    assert everything(kept)[0] == []
    number = conversations.begin(kept, turn)
    assert len(conversations.read(kept, number).turns) == 1


def test_a_row_that_is_gone_is_told_and_the_rest_stands(kept: Desk, turn: KeptTurn) -> None:
    miss = turn.answer.lanes[1].nearest_miss or turn.answer.lanes[1].hits[0]
    notebook.pin(kept, miss.document, miss.evidence, at=NOON)
    run(kept, "DELETE FROM pins WHERE number = 1")

    found = notebook.pins(kept)
    assert [pin.number for pin in found] == [2]
    assert "1 of 2 quotes cannot be shown" in found.told[0]


def test_a_damaged_note_stays_damaged_when_its_quote_is_moved_and_is_mended_by_writing_it(
    kept: Desk, turn: KeptTurn
) -> None:
    miss = turn.answer.lanes[1].nearest_miss or turn.answer.lanes[1].hits[0]
    notebook.pin(kept, miss.document, miss.evidence, at=NOON)
    run(kept, "UPDATE pins SET note = 'I never wrote this' WHERE number = 1")
    notebook.move(kept, 1, by=1)

    assert [(pin.number, pin.note) for pin in notebook.pins(kept)] == [(2, ""), (1, "")]
    assert notebook.pins(kept).told
    notebook.write_note(kept, 1, "mine")
    assert (notebook.pins(kept)[1].note, notebook.pins(kept).told) == ("mine", ())


def test_nothing_is_added_to_an_account_that_is_damaged(kept: Desk, turn: KeptTurn) -> None:
    run(kept, "UPDATE owners SET step = 0")

    assert "so nothing is added" in refusal(kept, lambda desk: conversations.begin(desk, turn))
    assert len(conversations.listed(kept)) == 1


def test_a_table_that_is_gone_is_damage(kept: Desk) -> None:
    run(kept, "DROP TABLE pins")

    assert "is damaged" in refusal(kept, notebook.pins)


def test_every_file_cut_short_is_refused_or_read_as_it_was(kept: Desk) -> None:
    file = kept.data / DESK_FILE
    whole, before = file.read_bytes(), conversations.listed(kept)
    for length in range(100, len(whole), 997):
        file.write_bytes(whole[:length])
        try:
            found = conversations.listed(kept)
        except StorageError as error:
            assert "is damaged" in str(error)  # noqa: PT017 (either is right)
        else:
            assert found == before


def test_the_desk_of_a_later_version_is_left_alone(kept: Desk) -> None:
    run(kept, "PRAGMA user_version = 99")

    assert "has layout 99" in refusal(kept, conversations.listed)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path, turn: KeptTurn) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="free some space or make the folder writable"):
        conversations.begin(Desk(tmp_path / "file" / "data", "ann"), turn)


def test_the_desk_is_in_wal_mode_so_that_readers_do_not_wait_for_writers(kept: Desk) -> None:
    with closing(sqlite3.connect(kept.data / DESK_FILE)) as connection:
        connection.execute("PRAGMA journal_mode").fetchone()
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        connection.execute("BEGIN IMMEDIATE")
        assert len(conversations.listed(kept)) == 1
