from __future__ import annotations

import os
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desk.desk_file import DESK_FILE, keep_private, opened
from desk.feedback import FEEDBACK_FILE, give
from desk.records import Desk, Feedback, Use

pytestmark = pytest.mark.skipif(os.name != "posix", reason="rights of this form are POSIX's")


def rights(file: Path) -> str:
    return stat.filemode(file.stat().st_mode)


def test_the_desk_and_its_log_are_read_by_their_owner_alone(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "data", "somebody")
    with opened(desk) as connection:
        connection.execute("INSERT INTO owners VALUES ('somebody', 1, 0, 0, 0, x'', 0)")
        connection.commit()

        files = sorted(file.name for file in desk.data.glob(f"{DESK_FILE}*"))
        assert [(name, rights(desk.data / name)) for name in files] == [
            (DESK_FILE, "-rw-------"),
            (f"{DESK_FILE}-shm", "-rw-------"),
            (f"{DESK_FILE}-wal", "-rw-------"),
        ]


def test_feedback_is_read_by_its_owner_alone(tmp_path: Path) -> None:
    at = datetime(2026, 11, 28, 12, tzinfo=UTC)
    give(tmp_path, Feedback("Who?", "reporting", "reporting/a.txt", 0, 5, "0" * 64, Use.USEFUL, 1, at))

    assert rights(tmp_path / FEEDBACK_FILE) == "-rw-------"


def test_a_file_that_others_could_read_is_theirs_no_more_and_keeps_its_words(tmp_path: Path) -> None:
    file = tmp_path / "kept"
    file.write_text("words")
    file.chmod(0o664)

    keep_private(file)

    assert (rights(file), file.read_text()) == ("-rw-------", "words")


def test_a_place_where_no_file_can_be_is_left_to_whoever_writes(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    keep_private(tmp_path / "file" / "kept")

    assert not (tmp_path / "file" / "kept").exists()
