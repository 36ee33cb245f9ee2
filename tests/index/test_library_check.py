from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from errors import LibraryError, NoLibraryError
from index.building.build import build
from index.library import open_library
from index.library_check import check_library, check_when_due, last_check
from index.records import Progress
from index.storage import checked_files
from index.storage.lock import build_lock
from tests.conftest import FakeEncoder, answers, write

ROTTEN = ["lanes/reporting.1.faiss", "words/1/*.term", "words/1/*.pos", "words/1/meta.json", "inventory.rows"]


@pytest.fixture
def built(corpus: Path, data: Path, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library of three kinds whose files were found whole."""
    write(corpus, "official/order.txt", "The ministry ordered the gate to be closed.")
    build(corpus, data, encoder)
    monkeypatch.setattr(checked_files, "SETTLED_NS", 0)
    open_library(data).close()
    return data


def rot(path: Path) -> None:
    """Change a byte as a disk does that loses it: no time of writing tells."""
    state, content = path.stat(), path.read_bytes()
    with path.open("r+b") as file:
        file.seek(len(content) // 2)
        file.write(bytes([content[len(content) // 2] ^ 1]))
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))


def test_a_whole_library_is_said_to_be_whole(built: Path) -> None:
    told: list[Progress] = []

    found = check_library(built, told.append)

    assert (found.generation, found.documents, found.passages, found.mended) == (1, 3, 3, ())
    assert {one.stage for one in told} == {"Checking rows", "Checking lanes and words"}
    assert told[-1].done == told[-1].total


@pytest.mark.parametrize("files", ROTTEN)
def test_what_rots_in_a_file_that_was_found_whole_is_found_and_made_again(built: Path, files: str) -> None:
    truth = answers(built)
    path = next(iter(sorted(built.glob(files))))
    rot(path)

    found = check_library(built)

    named = "words/1" if files.startswith("words") else path.relative_to(built).as_posix()
    assert (found.mended, check_library(built).mended, answers(built)) == ((named,), (), truth)


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE documents SET text = replace(text, 'gate', 'gaté')",
        "UPDATE documents SET source = replace(source, 'order', 'ardor')",
        "UPDATE passages SET tokens = tokens + 1",
        "UPDATE sentences SET voice = 'quote'",
        "UPDATE embeddings SET vectors = zeroblob(768)",
        "DELETE FROM embeddings",
        "UPDATE files SET size = size + 1",
        "UPDATE traces SET hashes = x'00'",
        "INSERT INTO skipped VALUES ('a', 'b')",
    ],
)
def test_a_damaged_row_is_one_clear_line(built: Path, harm: str) -> None:
    with closing(sqlite3.connect(built / "library.db")) as connection, connection:
        assert connection.execute(harm).rowcount > 0

    with pytest.raises(LibraryError, match=r"library\.db is damaged"):
        check_library(built)


def test_without_a_library_it_says_so(data: Path) -> None:
    with pytest.raises(NoLibraryError):
        check_library(data)


def test_a_check_is_due_once_a_week_and_again_while_damage_is_there(built: Path) -> None:
    now = datetime.now(UTC)
    assert last_check(built) is None

    first = check_when_due(built, now)
    assert first is not None
    assert (first.mended, first.failed) == ((), "")
    rot(built / "lanes/reporting.1.faiss")
    assert check_when_due(built, now + timedelta(days=6)) == first
    later = check_when_due(built, now + timedelta(days=8))
    assert later is not None
    assert later.mended == ("lanes/reporting.1.faiss",)

    with closing(sqlite3.connect(built / "library.db")) as connection, connection:
        connection.execute("UPDATE documents SET text = replace(text, 'gate', 'gaté')")
    with pytest.raises(LibraryError):
        check_library(built)
    for _ in range(2):
        found = check_when_due(built, datetime.now(UTC))
        assert found is not None
        assert "library.db is damaged" in found.failed


@pytest.mark.parametrize("record", ["", "[]", "{}", '{"at": "soon", "mended": [], "failed": ""}', "\udc80"])
def test_a_record_of_a_check_that_cannot_be_read_is_none(built: Path, record: str) -> None:
    check_library(built)
    [kept] = [path for path in built.iterdir() if path.is_file() and b'"mended"' in path.read_bytes()[:200]]
    kept.write_text(record, encoding="utf-8", errors="surrogateescape")

    assert last_check(built) is None
    assert check_when_due(built, datetime.now(UTC)) == last_check(built) is not None


def test_what_a_running_build_keeps_from_being_mended_is_checked_again(built: Path) -> None:
    rot(built / "lanes/reporting.1.faiss")

    with build_lock(built):
        refused = check_when_due(built, datetime.now(UTC))
        assert refused is not None
        assert "build" in refused.failed
        assert last_check(built) is None
    found = check_when_due(built, datetime.now(UTC))

    assert found is not None
    assert found.mended == ("lanes/reporting.1.faiss",)
