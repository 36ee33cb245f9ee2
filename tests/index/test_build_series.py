from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answer.ask import ask
from errors import (
    NoLibraryError,
    OtherModelError,
    SchemaError,
    StorageError,
)
from index.building import planning
from index.building.build import build, plan
from index.library import open_library
from index.storage import schema
from index.storage.schema import SCHEMA_VERSION, STEPS
from tests.conftest import (
    QUESTIONS,
    FakeEncoder,
    FakeModel,
    answers,
    everything_in,
    refuse_to_read,
    without_seconds,
    write,
)
from tests.index.earlier_layouts import as_the_first_version_wrote_it

OTHER = FakeModel(name="other", fingerprint="fake-2")


def test_another_model_embeds_everything_again(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    build(corpus, data, encoder)
    other = FakeEncoder(OTHER)

    done = build(corpus, data, other)

    assert (len(done.changed), done.embedded_passages, other.embedded) == (2, 2, 2)
    assert set(done.reasons.values()) == {"the model changed: fake → other"}
    assert build(corpus, data, other).is_empty


def test_another_model_may_have_another_dimension(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    build(corpus, data, encoder)
    wide = FakeEncoder(OTHER, dimension=96)
    build(corpus, data, wide)

    library = open_library(data)
    found = ask(library, wide, "Who closed the lower gate at noon?")
    library.close()

    assert found.lanes[0].kind == "reporting"


def test_a_question_of_another_model_is_refused_before_the_build(
    corpus: Path, data: Path, encoder: FakeEncoder
) -> None:
    build(corpus, data, encoder)

    with pytest.raises(OtherModelError, match="built with model fake, not other: build again, or set BYLINE_MODEL"):
        answers(data, model=OTHER)


def test_a_question_of_the_earlier_model_is_refused_after_the_build(
    corpus: Path, data: Path, encoder: FakeEncoder
) -> None:
    build(corpus, data, encoder)
    build(corpus, data, FakeEncoder(OTHER))

    with pytest.raises(OtherModelError):
        answers(data)
    assert len(answers(data, model=OTHER)) == len(QUESTIONS)


def test_a_model_of_the_same_name_with_other_weights_is_another_model(
    corpus: Path, data: Path, encoder: FakeEncoder
) -> None:
    build(corpus, data, encoder)

    assert len(plan(corpus, data, FakeModel(fingerprint="fake-2")).changed) == 2


@pytest.mark.parametrize("version", [SCHEMA_VERSION + 1, 99])
def test_a_later_layout_is_refused_with_the_next_step_and_left_alone(
    corpus: Path, data: Path, encoder: FakeEncoder, version: int
) -> None:
    build(corpus, data, encoder)
    connection = sqlite3.connect(data / "library.db")
    connection.execute(f"PRAGMA user_version = {version}")
    connection.close()
    before = everything_in(data)

    for action in (
        lambda: build(corpus, data, encoder),
        lambda: plan(corpus, data, encoder.model),
        lambda: open_library(data),
    ):
        with pytest.raises(
            SchemaError,
            match=rf"library\.db has layout {version}, this version of Byline reads {SCHEMA_VERSION}: use the version",
        ):
            action()
    assert everything_in(data) == before


def test_an_earlier_layout_is_told_by_readers_and_brought_up_to_date_by_a_build_without_embedding(
    corpus: Path, data: Path, encoder: FakeEncoder
) -> None:
    build(corpus, data, encoder)
    before = answers(data)
    as_the_first_version_wrote_it(data)
    for action in (lambda: plan(corpus, data, encoder.model), lambda: open_library(data)):
        with pytest.raises(SchemaError, match=r"earlier version of Byline: python cli\.py build brings it up to date"):
            action()
    encoder.embedded = 0

    build(corpus, data, encoder)

    assert (answers(data), encoder.embedded, plan(corpus, data, encoder.model).is_empty) == (before, 0, True)


def test_a_library_that_cannot_be_brought_up_to_date_is_as_it_was(
    corpus: Path, data: Path, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(corpus, data, encoder)
    as_the_first_version_wrote_it(data)

    def full(_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(schema, "STEPS", (*STEPS[:-1], full))
    with pytest.raises(StorageError, match="disk is full"):
        build(corpus, data, encoder)
    monkeypatch.undo()

    with pytest.raises(SchemaError, match="earlier version"):
        open_library(data)
    assert build(corpus, data, encoder).embedded_passages == 0


def test_an_empty_database_file_is_no_library_yet(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    data.mkdir()
    (data / "library.db").touch()

    with pytest.raises(NoLibraryError, match=r"no library in .*data: python cli\.py build makes one"):
        open_library(data)
    assert plan(corpus, data, encoder.model).generation == 1
    assert build(corpus, data, encoder).generation == 1


def test_a_plan_of_a_first_build_makes_nothing(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    planned = plan(corpus, data, encoder.model)

    assert (planned.generation, len(planned.added), planned.embedded_passages) == (1, 2, 2)
    assert not data.exists()
    assert encoder.embedded == 0


def test_a_plan_touches_nothing_on_disk(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    build(corpus, data, encoder)
    write(corpus, "official/new.txt", "New words.")
    (corpus / "reporting" / "river.txt").unlink()
    (corpus / "reporting" / "bad.txt").write_bytes(b"\x00" * 50)
    before = everything_in(data), everything_in(corpus)

    plan(corpus, data, encoder.model)

    assert (everything_in(data), everything_in(corpus)) == before


def test_a_plan_leaves_out_the_seconds(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    assert "seconds" not in plan(corpus, data, encoder.model).as_json()
    assert build(corpus, data, encoder).as_json()["seconds"] > 0


EDITS = st.lists(
    st.tuples(
        st.sampled_from(["write", "remove", "move", "label", "break"]),
        st.sampled_from(["reporting/a.txt", "reporting/b.txt", "commentary/a.md", "official/c.txt"]),
        st.sampled_from(["reporting/b.txt", "commentary/b.txt", "official/c.txt", "d.md"]),
        st.sampled_from(["The river rose. The gate was closed.", "The gate.", "A council resigned on Monday.", ""]),
    ),
    min_size=1,
    max_size=5,
)


def edit(corpus: Path, action: str, name: str, target: str, text: str) -> None:
    path = corpus / name
    if action == "write":
        write(corpus, name, text)
    elif action == "break":
        write(corpus, name, "").write_bytes(b"\x00\x01" * 40)
    elif action == "label":
        write(corpus, "sources.toml", f'[documents."{name}"]\ntitle = "{text}"\nkind = "official"\n')
    elif path.exists() and action == "remove":
        path.unlink()
    elif path.exists():
        (corpus / target).parent.mkdir(exist_ok=True)
        path.replace(corpus / target)


@given(st.lists(EDITS, min_size=1, max_size=3))
@settings(max_examples=8)
def test_a_plan_says_exactly_what_the_build_then_does(
    tmp_path_factory: pytest.TempPathFactory, rounds: list[list[tuple[str, str, str, str]]]
) -> None:
    folder = tmp_path_factory.mktemp("edits")
    write(folder / "corpus", "reporting/anchor.txt", "An anchor holds the boat.")
    for edits in rounds:
        for change in edits:
            edit(folder / "corpus", *change)
        planned = plan(folder / "corpus", folder / "data", FakeModel())
        encoder = FakeEncoder()
        done = build(folder / "corpus", folder / "data", encoder, confirmed=True)
        assert without_seconds(done) == planned
        assert encoder.embedded == planned.embedded_passages


@pytest.mark.slow
@given(st.lists(EDITS, min_size=2, max_size=3))
@settings(max_examples=8)
def test_a_library_that_grew_answers_as_one_built_at_once(
    tmp_path_factory: pytest.TempPathFactory, rounds: list[list[tuple[str, str, str, str]]]
) -> None:
    folder = tmp_path_factory.mktemp("edits")
    write(folder / "corpus", "reporting/anchor.txt", "An anchor holds the boat.")
    for edits in rounds:
        for change in edits:
            if change[0] != "break":  # a broken file keeps its last good version, which a first build has not
                edit(folder / "corpus", *change)
        for path in (folder / "corpus").rglob("*.*"):
            if path.is_file() and not path.read_text(encoding="utf-8").strip():
                path.unlink()
        build(folder / "corpus", folder / "data", FakeEncoder(), confirmed=True)
    build(folder / "corpus", folder / "fresh", FakeEncoder())

    assert answers(folder / "data") == answers(folder / "fresh")


def test_a_document_that_could_not_be_read_when_reading_changed_is_read_when_it_can_be(
    corpus: Path, data: Path, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(corpus, data, encoder)
    monkeypatch.setattr(planning, "reading_fingerprint", lambda: "another")
    with monkeypatch.context() as closed:
        refuse_to_read(closed, corpus / "reporting" / "river.txt")
        assert build(corpus, data, encoder).changed == ("commentary/gate.md",)

    assert build(corpus, data, encoder).changed == ("reporting/river.txt",)
