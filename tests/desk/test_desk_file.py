"""What becomes of the desk when the disk or another version has been at its file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from desk import conversations, notebook
from desk.desk_file import DESK_FILE
from desk.records import Desk, KeptTurn
from errors import SchemaError, StorageError
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


def test_a_letter_that_changed_in_a_kept_answer_is_never_shown(kept: Desk) -> None:
    run(kept, "UPDATE turns SET answer = replace(answer, 'lower gate', 'upper gate')")

    assert "a row is not what was written" in refusal(kept, lambda desk: conversations.read(desk, 1))


def test_a_letter_that_changed_in_a_pinned_quote_is_never_shown(kept: Desk) -> None:
    run(kept, "UPDATE pins SET quote = replace(quote, 'lower gate', 'upper gate')")

    assert "a row is not what was written" in refusal(kept, notebook.pins)


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
