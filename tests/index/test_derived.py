from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import faiss
import pytest

from index.building import storing
from index.building.build import build
from index.derived import current_paths, remove_old
from index.lanes.exact_index import LaneIndex
from index.library import open_library
from index.records import Progress
from index.storage.database import open_for_reading
from index.words import WordIndex, words_path
from tests.conftest import FakeEncoder, answers, write


def put(path: Path, content: bytes) -> None:
    """Other content under the same name. Never in place: an open index maps the old file into memory."""
    path.unlink()
    path.write_bytes(content)


def emptied(path: Path) -> None:
    put(path, b"")


def cut(path: Path) -> None:
    put(path, path.read_bytes()[:40])


def scrambled(path: Path) -> None:
    put(path, b"\xff" * 500)


HARMS: dict[str, Callable[[Path], None]] = {
    "every lane deleted": lambda data: shutil.rmtree(data / "lanes"),
    "one lane deleted": lambda data: (data / "lanes" / "reporting.1.faiss").unlink(),
    "one lane emptied": lambda data: emptied(data / "lanes" / "reporting.1.faiss"),
    "one lane cut short": lambda data: cut(data / "lanes" / "reporting.1.faiss"),
    "one lane scrambled": lambda data: scrambled(data / "lanes" / "reporting.1.faiss"),
    "one lane another's": lambda data: shutil.copy(
        data / "lanes" / "official.1.faiss", data / "lanes" / "reporting.1.faiss"
    ),
    "the words deleted": lambda data: shutil.rmtree(data / "words"),
    "the words' list of segments deleted": lambda data: (data / "words" / "1" / "meta.json").unlink(),
    "the words' list of segments cut short": lambda data: cut(data / "words" / "1" / "meta.json"),
    "the words' terms deleted": lambda data: next((data / "words" / "1").glob("*.term")).unlink(),
    "the words' terms emptied": lambda data: emptied(next((data / "words" / "1").glob("*.term"))),
    "the words' passages emptied": lambda data: emptied(next((data / "words" / "1").glob("*.fast"))),
}


@pytest.fixture
def built(corpus: Path, data: Path, encoder: FakeEncoder) -> Path:
    """A library of three kinds; the first has more sentences than the last."""
    write(corpus, "official/order.txt", "The ministry ordered the gate to be closed.")
    build(corpus, data, encoder)
    encoder.embedded = 0
    return data


@pytest.mark.parametrize("harm", HARMS)
def test_a_reader_mends_what_is_damaged_and_answers_as_before(built: Path, harm: str) -> None:
    before = answers(built)
    HARMS[harm](built)

    assert answers(built) == before


@pytest.mark.parametrize("harm", HARMS)
def test_a_build_with_nothing_to_do_mends_what_is_damaged_without_embedding(
    corpus: Path, built: Path, encoder: FakeEncoder, harm: str
) -> None:
    before = answers(built)
    HARMS[harm](built)

    assert build(corpus, built, encoder).is_empty

    whole = LaneIndex.load(built / "lanes" / "reporting.1.faiss"), WordIndex.load(words_path(built, 1))
    assert (len(whole[0].ids), whole[1].passages) == (2, 3)
    assert (encoder.embedded, answers(built)) == (0, before)


@pytest.mark.parametrize("harm", HARMS)
def test_a_build_that_adds_a_document_mends_what_is_damaged_and_embeds_only_that(
    corpus: Path, built: Path, tmp_path: Path, encoder: FakeEncoder, harm: str
) -> None:
    HARMS[harm](built)
    write(corpus, "reporting/new.txt", "The council closed the gate by mistake.")

    build(corpus, built, encoder)

    embedded = encoder.embedded
    build(corpus, tmp_path / "fresh", encoder)
    assert (embedded, answers(built)) == (1, answers(tmp_path / "fresh"))


def test_what_was_mended_is_kept(built: Path) -> None:
    path = built / "lanes" / "reporting.1.faiss"
    before = path.read_bytes()
    path.unlink()

    open_library(built).close()

    assert path.read_bytes() == before


@pytest.mark.parametrize("harm", ["every lane deleted", "one lane deleted", "one lane scrambled"])
def test_lanes_are_mended_in_memory_where_the_folder_cannot_be_written(
    built: Path, harm: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = answers(built)
    HARMS[harm](built)

    def read_only_folder(path: Path, **_: object) -> None:
        if not path.is_dir():
            raise OSError(30, "Read-only file system", str(path))

    def read_only_file(*_: object) -> None:
        raise RuntimeError("could not open for writing: Read-only file system")

    monkeypatch.setattr(Path, "mkdir", read_only_folder)
    monkeypatch.setattr(faiss, "write_index", read_only_file)

    assert answers(built) == before


def test_earlier_generations_are_cleaned_up_but_for_the_last(corpus: Path, built: Path, encoder: FakeEncoder) -> None:
    for number in range(4):
        write(corpus, "reporting/river.txt", f"The river rose {number} times.")
        build(corpus, built, encoder)

    assert sorted(path.name for path in (built / "words").iterdir()) == ["4", "5"]
    assert sorted(path.name for path in (built / "lanes").iterdir()) == [
        "commentary.1.faiss",
        "official.1.faiss",
        "reporting.4.faiss",
        "reporting.5.faiss",
    ]


def test_what_a_dead_build_left_is_cleaned_up(corpus: Path, built: Path, encoder: FakeEncoder) -> None:
    (built / "lanes" / "reporting.9.new").write_bytes(b"half")
    (built / "lanes" / "gone.9.faiss").write_bytes(b"half")
    (built / "words" / "9.new").mkdir()

    build(corpus, built, encoder)

    names = {path.name for folder in ("lanes", "words") for path in (built / folder).iterdir()}
    assert names == {"commentary.1.faiss", "official.1.faiss", "reporting.1.faiss", "1"}


def test_a_lane_is_written_only_when_its_kind_changed(corpus: Path, built: Path, encoder: FakeEncoder) -> None:
    official = built / "lanes" / "official.1.faiss"
    before = official.stat().st_mtime_ns
    write(corpus, "reporting/river.txt", "The river fell.")

    build(corpus, built, encoder)

    assert official.stat().st_mtime_ns == before
    assert not (built / "lanes" / "official.2.faiss").exists()


def all_again(*_: object) -> None:
    raise AssertionError("every passage was indexed again")


def test_a_build_that_adds_changes_the_last_words_and_does_not_write_them_all_again(
    corpus: Path, built: Path, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storing, "all_entries", all_again)
    monkeypatch.setattr(storing, "REMAKE_WORDS", 0)
    write(corpus, "reporting/new.txt", "The river fell.")

    build(corpus, built, encoder)

    library = open_library(built)
    assert library.words.passages == 4
    library.close()


def test_in_a_large_library_words_are_changed_and_not_written_all_again(
    corpus: Path, built: Path, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storing, "all_entries", all_again)
    monkeypatch.setattr(storing, "REMAKE_WORDS", 0)
    monkeypatch.setattr(storing, "MOST_GONE_WORDS", 1)
    write(corpus, "reporting/river.txt", "The bridge fell.")

    build(corpus, built, encoder)

    library = open_library(built)
    found = [library.words.search([term], "reporting", 5) for term in ("river", "bridg")]
    library.close()
    assert [len(rows) for rows in found] == [0, 1]


def test_words_of_which_much_is_gone_are_made_anew_so_that_their_weights_stay_near(
    corpus: Path, built: Path, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storing, "REMAKE_WORDS", 0)
    for number in range(20):
        write(corpus, f"reporting/{number}.txt", f"The gate was closed {number} times.")
    build(corpus, built, encoder)

    gone = []
    for number in range(6):
        write(corpus, f"reporting/{number}.txt", f"The bridge fell {number} times.")
        build(corpus, built, encoder)
        library = open_library(built)
        gone.append(library.words.gone)
        library.close()

    assert gone == [1, 2, 0, 1, 2, 0]


def test_words_weigh_the_same_however_often_documents_were_edited(
    corpus: Path, built: Path, tmp_path: Path, encoder: FakeEncoder
) -> None:
    for number in range(5):
        write(corpus, "reporting/river.txt", f"The gate was closed {number} times.")
        build(corpus, built, encoder)
    build(corpus, tmp_path / "fresh", encoder)

    grown, fresh = open_library(built), open_library(tmp_path / "fresh")
    weights = [library.words.weights(["gate", "river", "close"]) for library in (grown, fresh)]
    grown.close()
    fresh.close()

    assert weights[0] == pytest.approx(weights[1])


def test_the_current_files_are_never_removed(built: Path) -> None:
    connection = open_for_reading(built)
    paths = current_paths(connection, built)

    remove_old(connection, built, before=[])

    assert [path.exists() for path in paths] == [True] * 4
    assert len(LaneIndex.load(built / "lanes" / "reporting.1.faiss").ids) == 2
    connection.close()


def test_making_lanes_and_words_anew_is_told_and_what_is_whole_is_opened_in_silence(built: Path) -> None:
    told: list[Progress] = []

    open_library(built, report=told.append).close()
    assert told == []
    shutil.rmtree(built / "lanes")
    shutil.rmtree(built / "words")
    open_library(built, report=told.append).close()

    assert {one.stage for one in told} == {"Making lanes anew", "Making words anew"}
    assert all(0 <= one.done < one.total for one in told)
