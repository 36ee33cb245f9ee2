from __future__ import annotations

import os
from pathlib import Path

import pytest

from index.building.build import build
from index.library import open_library
from index.storage import checked_files, checksums
from index.storage.checked_files import CHECKED_FILE, note_whole, still_whole
from tests.conftest import FakeEncoder, answers, write

AN_HOUR_NS = 3_600 * 10**9


@pytest.fixture
def built(corpus: Path, data: Path, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library that was written some time ago and opened once since."""
    build(corpus, data, encoder)
    monkeypatch.setattr(checked_files, "SETTLED_NS", 0)
    monkeypatch.setattr(checked_files, "REMEMBERED_FROM", 0)
    open_library(data).close()
    return data


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files of which everything is read to check it."""
    found: list[str] = []
    whole = checksums._sum
    monkeypatch.setattr(checksums, "_sum", lambda path, *rest: found.append(path.name) or whole(path, *rest))
    return found


def lasting(read: list[str]) -> list[str]:
    return [name for name in read if not name.endswith(".json")]


def test_a_lane_or_words_that_were_found_whole_are_not_read_again_to_open_them(built: Path, read: list[str]) -> None:
    open_library(built).close()

    assert lasting(read) == []


@pytest.mark.parametrize("files", ["lanes/*.faiss", "words/*/*.term", "words/*/*.pos", "words/*/*.fast"])
def test_a_file_that_was_written_to_since_is_read_again_and_mended(built: Path, read: list[str], files: str) -> None:
    before = answers(built)
    read.clear()
    harmed = next(iter(sorted(built.glob(files))))
    content = harmed.read_bytes()
    with harmed.open("r+b") as file:  # in place, and of the same size
        file.seek(len(content) // 2)
        file.write(bytes([content[len(content) // 2] ^ 1]))

    after = answers(built)

    assert (harmed.name in read, after) == (True, before)


@pytest.mark.parametrize("files", ["lanes/*.faiss", "words/*/*.term"])
def test_a_small_file_is_checked_whenever_it_is_opened(
    corpus: Path, data: Path, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch, files: str
) -> None:
    monkeypatch.setattr(checked_files, "SETTLED_NS", 0)
    build(corpus, data, encoder)
    before = answers(data)
    harmed = next(iter(sorted(data.glob(files))))
    state, content = harmed.stat(), harmed.read_bytes()
    with harmed.open("r+b") as file:
        file.write(bytes([content[0] ^ 1]))
    os.utime(harmed, ns=(state.st_atime_ns, state.st_mtime_ns))  # as a disk that decays leaves it

    assert answers(data) == before
    assert not harmed.exists() or harmed.read_bytes()[0] == content[0]


def test_another_file_of_the_same_size_and_time_is_read_again(built: Path, read: list[str]) -> None:
    lane = next(iter(sorted(built.glob("lanes/*.faiss"))))
    state, content = lane.stat(), lane.read_bytes()
    other = lane.with_name("other")
    other.write_bytes(content)
    os.utime(other, ns=(state.st_atime_ns, state.st_mtime_ns))
    other.replace(lane)

    open_library(built).close()

    assert lasting(read) == [lane.name]


def test_after_an_update_only_new_files_are_read(
    corpus: Path, built: Path, encoder: FakeEncoder, read: list[str]
) -> None:
    before = {path.name for path in built.glob("words/*/*")}
    write(corpus, "reporting/new.txt", "The river fell.")
    build(corpus, built, encoder, only={"reporting/new.txt"})
    read.clear()

    open_library(built).close()

    assert not before & set(lasting(read))


def test_what_was_written_a_moment_ago_is_not_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "lanes" / "a.1.faiss"
    path.parent.mkdir()
    path.write_bytes(b"one")
    monkeypatch.setattr(checked_files, "SETTLED_NS", AN_HOUR_NS)
    monkeypatch.setattr(checked_files, "REMEMBERED_FROM", 0)

    note_whole(tmp_path, [path])

    assert still_whole(tmp_path, [path]) == set()


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff", b'{"a.1.faiss": 3}'])
def test_a_damaged_record_only_means_that_files_are_read(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "lanes" / "a.1.faiss"
    path.parent.mkdir()
    path.write_bytes(b"one")
    (tmp_path / CHECKED_FILE).write_bytes(content)

    assert still_whole(tmp_path, [path]) == set()


def test_files_that_are_gone_are_forgotten(built: Path) -> None:
    path = built / "lanes" / "more.1.faiss"
    path.write_bytes(b"one")
    note_whole(built, [path])
    path.unlink()
    other = built / "lanes" / "other.1.faiss"
    other.write_bytes(b"one")

    note_whole(built, [other])

    assert b"more.1.faiss" not in (built / CHECKED_FILE).read_bytes()
    assert still_whole(built, [other]) == {other}
