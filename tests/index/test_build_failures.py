from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from filelock import FileLock

from errors import (
    CorpusError,
    LockedError,
    NoLibraryError,
    SourcesError,
    StorageError,
)
from index.building import build as builder
from index.building import embedding
from index.building.build import build, plan
from index.library import open_library
from index.records import Progress
from index.storage.lock import BUILD_LOCK
from tests.conftest import (
    GATE,
    FakeEncoder,
    answers,
    generation,
    write,
)
from tests.index.steps import Work, replaced


def no_space(*_: object, **__: object) -> None:
    raise OSError(28, "No space left on device")


class Stopped(Exception):  # noqa: N818 (nothing went wrong: somebody pulled the plug)
    """A build that ends in the middle."""


def stopped(*_: object, **__: object) -> None:
    raise Stopped


def stopped_after(work: Work) -> Work:
    """Raise once the work is done."""

    def done(*arguments: object, **named: object) -> None:
        work(*arguments, **named)
        raise Stopped

    return done


def before(step: str) -> Callable[[], AbstractContextManager[None]]:
    return lambda: replaced(step, lambda _: stopped)


def after(step: str) -> Callable[[], AbstractContextManager[None]]:
    return lambda: replaced(step, stopped_after)


def while_embedding() -> AbstractContextManager[object]:
    return mock.patch.object(FakeEncoder, "encode_passages", stopped)


DEATHS: dict[str, Callable[[], AbstractContextManager[object]]] = {
    "while embedding": while_embedding,
    "before the vectors are kept": before("vectors are kept"),
    "after the vectors are kept": after("vectors are kept"),
    "before the skipped files are written": before("the skipped files are written"),
    "before the old documents go": before("old documents go"),
    "after the old documents went": after("old documents go"),
    "before a document is stored": before("a document is stored"),
    "after a document is stored": after("a document is stored"),
    "after a passage is stored": after("a passage is stored"),
    "before a lane is written": before("a lane is written"),
    "after a lane is written": after("a lane is written"),
    "before the words are written": before("the words are written"),
    "after the words are written": after("the words are written"),
    "before the lanes are named": before("the lanes are named"),
    "after unused vectors are dropped": after("unused vectors are dropped"),
    "before the build is recorded": before("the build is recorded"),
    "after the build is recorded, before the commit": after("the build is recorded"),
}


@pytest.fixture(scope="module")
def as_built_at_once(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """What a library answers that was built from the last corpus of the test below, and never from another."""
    folder = tmp_path_factory.mktemp("fresh")
    write(folder / "corpus", "commentary/gate.md", GATE)
    write(folder / "corpus", "reporting/river.txt", "Nothing happened at the river.\n")
    write(folder / "corpus", "official/new.txt", "The council closed the gate by mistake.\n")
    build(folder / "corpus", folder / "data", FakeEncoder())
    return answers(folder / "data")


@pytest.mark.slow
@pytest.mark.parametrize("death", DEATHS)
def test_a_build_that_dies_leaves_the_last_good_index_and_the_next_build_is_as_good_as_a_first(
    corpus: Path, data: Path, encoder: FakeEncoder, death: str, as_built_at_once: list[dict[str, Any]]
) -> None:
    build(corpus, data, encoder)
    answered = answers(data)
    write(corpus, "reporting/river.txt", "The gate broke. The river took the council away.")
    with DEATHS[death](), pytest.raises(Stopped):
        build(corpus, data, encoder)
    assert (answers(data), generation(data)) == (answered, 1)

    write(corpus, "reporting/river.txt", "Nothing happened at the river.\n")
    write(corpus, "official/new.txt", "The council closed the gate by mistake.\n")
    build(corpus, data, encoder)

    assert answers(data) == as_built_at_once


@pytest.mark.parametrize(
    "death",
    ["while embedding", "after a lane is written", "after the words are written", "before the build is recorded"],
)
def test_a_first_build_that_dies_leaves_no_library_and_the_next_one_makes_it(
    corpus: Path, data: Path, encoder: FakeEncoder, death: str
) -> None:
    with DEATHS[death](), pytest.raises(Stopped):
        build(corpus, data, encoder)
    with pytest.raises(NoLibraryError):
        open_library(data)

    assert build(corpus, data, encoder).generation == 1
    assert [lane["kind"] for lane in answers(data)[0]["lanes"]] == ["reporting", "commentary"]


@pytest.mark.parametrize("step", ["the files are mended", "old files are removed"])
def test_a_build_that_dies_after_its_commit_has_made_a_whole_generation(
    corpus: Path, data: Path, tmp_path: Path, encoder: FakeEncoder, step: str
) -> None:
    build(corpus, data, encoder)
    write(corpus, "official/new.txt", "The council closed the gate by mistake.")
    with before(step)(), pytest.raises(Stopped):
        build(corpus, data, encoder)

    build(corpus, tmp_path / "fresh", encoder)
    assert (answers(data), generation(data)) == (answers(tmp_path / "fresh"), 2)


def test_a_build_that_was_stopped_goes_on_where_it_was(
    corpus: Path, data: Path, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedding, "EMBEDDING_ROUND", 1)
    with after("vectors are kept")(), pytest.raises(Stopped):
        build(corpus, data, encoder)
    # The vectors of a round are kept with it, or not at all: this round's transaction was undone.
    assert plan(corpus, data, encoder.model).embedded_passages == 2

    rounds: list[object] = []

    def once(work: Work) -> Work:
        def add_once(*arguments: object) -> None:
            rounds.append(arguments)
            if len(rounds) == 2:
                raise Stopped
            work(*arguments)

        return add_once

    with replaced("vectors are kept", once), pytest.raises(Stopped):
        build(corpus, data, encoder)

    assert plan(corpus, data, encoder.model).embedded_passages == 1


REFUSALS = (
    "a lane is written",
    "the words are written",
    "a document is stored",
    "the build is recorded",
    "vectors are kept",
)


@pytest.mark.slow
@pytest.mark.parametrize("step", REFUSALS)
def test_a_full_disk_is_a_storage_error_and_the_library_is_as_it_was(
    corpus: Path, data: Path, encoder: FakeEncoder, step: str
) -> None:
    build(corpus, data, encoder)
    answered = answers(data)
    write(corpus, "official/new.txt", "The council closed the gate by mistake.")
    with (
        replaced(step, lambda _: no_space),
        pytest.raises(StorageError, match=r"No space left on device.*: free some space") as caught,
    ):
        build(corpus, data, encoder)

    assert "\n" not in str(caught.value)
    assert answers(data) == answered


def test_a_database_that_is_full_is_a_storage_error(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with (
        replaced("the build is recorded", lambda _: full),
        pytest.raises(StorageError, match=r"library\.db: database or disk is full: free some space"),
    ):
        build(corpus, data, encoder)


def test_a_data_folder_that_cannot_be_made_is_a_storage_error(
    corpus: Path, tmp_path: Path, encoder: FakeEncoder
) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")

    with pytest.raises(StorageError, match=r"file/data: Not a directory: move the file that is in its place"):
        build(corpus, tmp_path / "file" / "data", encoder)
    with pytest.raises(StorageError, match=r"file: File exists: move the file that is in its place"):
        build(corpus, tmp_path / "file", encoder)


def test_a_data_folder_that_cannot_be_written_is_a_storage_error(
    corpus: Path, data: Path, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_only(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(FileLock, "acquire", read_only)

    with pytest.raises(StorageError, match=r"data: Permission denied: free some space or make the folder writable"):
        build(corpus, data, encoder)


def test_a_corpus_that_cannot_be_read_is_not_blamed_on_the_data_folder(
    corpus: Path, data: Path, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_folder: Path) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(builder, "read_sources", broken)

    with pytest.raises(Exception, match="Input/output error") as caught:
        build(corpus, data, encoder)
    assert "free some space" not in str(caught.value)


@pytest.mark.parametrize("content", [b"this is no database" * 100, b"SQLite format 3\0" + b"\xff" * 4096])
def test_a_damaged_library_is_a_storage_error_with_the_next_step(
    corpus: Path, data: Path, encoder: FakeEncoder, content: bytes
) -> None:
    data.mkdir()
    (data / "library.db").write_bytes(content)

    for action in (
        lambda: build(corpus, data, encoder),
        lambda: plan(corpus, data, encoder.model),
        lambda: open_library(data),
    ):
        with pytest.raises(StorageError, match=r"library\.db is damaged .*: move library\.db, .* and run python cli"):
            action()
    assert (data / "library.db").read_bytes() == content


def test_a_missing_corpus_is_refused_before_anything_is_made(tmp_path: Path, data: Path, encoder: FakeEncoder) -> None:
    with pytest.raises(CorpusError, match="not found"):
        build(tmp_path / "gone", data, encoder)

    assert not data.exists()


def test_an_emptied_corpus_is_refused_and_the_library_stays(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    build(corpus, data, encoder)
    answered = answers(data)
    shutil.rmtree(corpus)
    corpus.mkdir()

    with pytest.raises(CorpusError, match="no readable document"):
        build(corpus, data, encoder, confirmed=True)
    assert answers(data) == answered


def test_a_broken_sources_file_is_refused_and_the_library_stays(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    build(corpus, data, encoder)
    answered = answers(data)
    write(corpus, "sources.toml", "[documents\n")
    write(corpus, "official/new.txt", "New words.")

    with pytest.raises(SourcesError, match="line 1"):
        build(corpus, data, encoder)
    assert answers(data) == answered


def test_a_build_beside_another_is_refused_and_told_to_wait(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    build(corpus, data, encoder)
    write(corpus, "official/new.txt", "New words.")

    with (
        FileLock(data / BUILD_LOCK),
        pytest.raises(LockedError, match=r"another build of .*data is running .*: wait until it ends, then build"),
    ):
        build(corpus, data, encoder)
    assert generation(data) == 1


def test_a_build_beside_another_is_told_who_builds(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    def second(at: Progress) -> None:
        if at.stage == "Writing":
            with pytest.raises(LockedError, match=rf"is running \(process {os.getpid()} since 2\d+-.* UTC\): wait"):
                build(corpus, data, encoder)
            told.append(at)

    told: list[Progress] = []
    build(corpus, data, encoder, report=second)

    assert len(told) == 2


def test_a_plan_and_questions_do_not_wait_for_a_build(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    build(corpus, data, encoder)

    def look(at: Progress) -> None:
        if at.stage == "Writing":
            seen.append((plan(corpus, data, encoder.model).added, len(answers(data)[0]["lanes"])))

    seen: list[tuple[tuple[str, ...], int]] = []
    write(corpus, "official/new.txt", "New words.")
    build(corpus, data, encoder, report=look)

    assert seen == [(("official/new.txt",), 2), ((), 3)]


def test_a_lock_is_let_go_by_a_build_that_failed(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    with while_embedding(), pytest.raises(Stopped):
        build(corpus, data, encoder)

    assert build(corpus, data, encoder).generation == 1
