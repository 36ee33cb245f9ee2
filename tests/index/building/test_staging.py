from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from errors import ConfirmationError, StorageError
from index.building import embedding, prepared, read_ahead
from index.building.build import build, plan
from index.building.read_ahead import STAGING_FILE, read_documents
from index.building.steps import Step
from index.records import Action, Progress
from index.storage.sqlite import connect
from ingest.folder import scan
from ingest.records import Document
from tests.conftest import FakeEncoder, FakeModel, answers, everything_in, without_seconds, write

PATIENCE_S = 120
DOCUMENTS = 40


class Stopped(Exception):  # noqa: N818 (nothing went wrong: somebody pulled the plug)
    """A build that ends in the middle."""


@pytest.fixture
def many(tmp_path: Path) -> Path:
    for number in range(DOCUMENTS):
        write(tmp_path / "corpus", f"reporting/{number:02}.txt", f"On day {number} the river rose. Day {number} ended.")
    return tmp_path / "corpus"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the documents that were read, by whatever thread."""
    found: list[str] = []
    truly = prepared.read_document

    def noted(file: Any, stated: Any, **named: Any) -> Document:
        found.append(file.id)
        return truly(file, stated, **named)

    monkeypatch.setattr(prepared, "read_document", noted)
    return found


@pytest.fixture
def on_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_ahead, "SMALL_BYTES", -1)


def stop_while_embedding(corpus: Path, data: Path) -> None:
    """A build of which some documents are read and some passages embedded."""
    calls: list[object] = []
    add = embedding.embeddings.add_embeddings

    def add_some(*arguments: Any) -> None:
        calls.append(arguments)
        if len(calls) == 3:
            raise Stopped
        add(*arguments)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(embedding.embeddings, "add_embeddings", add_some)
        patch.setattr(embedding, "EMBEDDING_ROUND", 4)
        with pytest.raises(Stopped):
            build(corpus, data, FakeEncoder())


def test_the_model_begins_before_the_last_file_is_read(many: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, truly = Event(), prepared.read_document

    class Telling(FakeEncoder):
        def encode_passages(self, *arguments: Any, **named: Any) -> Any:
            begun.set()
            return super().encode_passages(*arguments, **named)

    def read_last_late(file: Any, stated: Any, **named: Any) -> Document:
        if file.id == f"reporting/{DOCUMENTS - 1}.txt":
            assert begun.wait(PATIENCE_S), "every file was read before the model began"
        return truly(file, stated, **named)

    monkeypatch.setattr(prepared, "read_document", read_last_late)
    monkeypatch.setattr(embedding, "EMBEDDING_ROUND", 4)

    assert build(many, data, Telling()).embedded_passages == DOCUMENTS


def test_no_more_than_sixteen_files_are_read_ahead(many: Path, read: list[str]) -> None:
    files = scan(many).files
    todo = [Step(Action.ADDED, file.id, "", file) for file in files]

    coming = read_documents(todo, {}, FakeModel(), kept=None, report=lambda _: None)
    first = next(coming)
    coming.close()

    assert isinstance(first, prepared.Prepared)
    assert first.document.id == files[0].id
    assert len(read) <= 17


def test_every_file_that_is_read_is_told_the_last_ones_too(many: Path) -> None:
    todo = [Step(Action.ADDED, file.id, "", file) for file in scan(many).files]
    told: list[Progress] = []

    list(read_documents(todo, {}, FakeModel(), kept=None, report=told.append))

    assert told == [Progress("Reading", done, DOCUMENTS) for done in range(DOCUMENTS + 1)]


@pytest.mark.usefixtures("on_disk")
def test_a_build_that_was_stopped_reads_no_file_again_that_it_had_read(
    many: Path, data: Path, read: list[str], tmp_path: Path
) -> None:
    stop_while_embedding(many, data)
    with closing(connect(data / STAGING_FILE)) as connection:
        kept = {row[0] for row in connection.execute("SELECT id FROM staged")}
    assert len(kept) > 10
    planned = plan(many, data, FakeModel())
    read.clear()

    done = build(many, data, FakeEncoder())

    assert sorted(read) == sorted({file.id for file in scan(many).files} - kept)
    assert without_seconds(done) == planned
    build(many, tmp_path / "fresh", FakeEncoder())
    assert answers(data) == answers(tmp_path / "fresh")
    assert not list(data.glob(f"{STAGING_FILE}*"))


@pytest.mark.usefixtures("on_disk")
def test_a_file_that_changed_since_it_was_kept_is_read_again(
    many: Path, data: Path, read: list[str], tmp_path: Path
) -> None:
    stop_while_embedding(many, data)
    write(many, "reporting/00.txt", "The gate was closed by mistake.")
    write(many, "sources.toml", '[documents."reporting/01.txt"]\ntitle = "Another title"\n')
    read.clear()

    build(many, data, FakeEncoder())

    assert "reporting/00.txt" in read
    assert "reporting/01.txt" not in read
    build(many, tmp_path / "fresh", FakeEncoder())
    assert answers(data) == answers(tmp_path / "fresh")


@pytest.mark.usefixtures("on_disk")
def test_what_was_cut_for_another_model_is_read_again(many: Path, data: Path, read: list[str]) -> None:
    stop_while_embedding(many, data)
    read.clear()

    build(many, data, FakeEncoder(FakeModel(fingerprint="fake-2")))

    assert len(read) == DOCUMENTS


@pytest.mark.usefixtures("on_disk")
def test_what_was_damaged_since_it_was_kept_is_read_again(
    many: Path, data: Path, read: list[str], tmp_path: Path
) -> None:
    stop_while_embedding(many, data)
    with closing(connect(data / STAGING_FILE)) as connection:
        connection.execute("UPDATE staged SET content = replace(content, 'river', 'tiger')")
    read.clear()

    build(many, data, FakeEncoder())

    assert len(read) == DOCUMENTS
    build(many, tmp_path / "fresh", FakeEncoder())
    assert answers(data) == answers(tmp_path / "fresh")


@pytest.mark.usefixtures("on_disk")
@pytest.mark.parametrize("content", [b"no database at all" * 500, b"SQLite format 3\0" + b"\xff" * 4096])
def test_a_file_of_kept_documents_that_cannot_be_used_is_made_anew(
    many: Path, data: Path, read: list[str], content: bytes
) -> None:
    data.mkdir()
    (data / STAGING_FILE).write_bytes(content)

    assert len(build(many, data, FakeEncoder()).added) == DOCUMENTS
    assert len(read) == DOCUMENTS
    assert not (data / STAGING_FILE).exists()


@pytest.mark.usefixtures("on_disk")
def test_a_disk_that_is_full_while_documents_are_kept_is_one_clear_error_and_leaves_nothing(
    many: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> str:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(read_ahead, "row_digest", full)

    with pytest.raises(StorageError, match=r"database or disk is full: free some space"):
        build(many, data, FakeEncoder())
    assert not list(data.glob(f"{STAGING_FILE}*"))


@pytest.mark.usefixtures("on_disk")
def test_under_another_model_much_that_cannot_be_read_is_asked_about_before_anything_is_embedded(
    corpus: Path, data: Path
) -> None:
    build(corpus, data, FakeEncoder())
    before = everything_in(data / "lanes")
    (corpus / "reporting" / "river.txt").write_bytes(bytes(range(256)) * 8)
    encoder = FakeEncoder(FakeModel(fingerprint="fake-2"))

    with pytest.raises(ConfirmationError, match="would remove 1 of 2 documents"):
        build(corpus, data, encoder)

    assert encoder.embedded == 0
    assert everything_in(data / "lanes") == before
    assert not (data / STAGING_FILE).exists()
    assert build(corpus, data, encoder, confirmed=True).removed == ("reporting/river.txt",)
