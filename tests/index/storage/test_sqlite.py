from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from threading import Timer

import pytest

from index.storage import sqlite
from index.storage.sqlite import connect, connect_to_write

RELEASED_S = 0.1


def test_a_file_that_a_neighbour_is_just_making_is_waited_for(tmp_path: Path) -> None:
    file = tmp_path / "desk.db"
    with closing(connect(file)) as neighbour:
        neighbour.execute("BEGIN IMMEDIATE")
        Timer(RELEASED_S, neighbour.execute, ["ROLLBACK"]).start()

        with closing(connect_to_write(file)) as connection:
            assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"


def test_a_neighbour_that_never_lets_go_is_not_waited_for_forever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "desk.db"
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT_S", 2 * RELEASED_S)
    with closing(connect(file)) as neighbour:
        neighbour.execute("BEGIN IMMEDIATE")

        with pytest.raises(sqlite3.OperationalError, match="locked"):
            connect_to_write(file)
