"""Builds that are told what changed, and readers that go on from the generation they have: as good as from scratch."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answer.ask import ask
from answer.exports.as_json import answer_as_json
from errors import LibraryError
from index.building import storing
from index.building.build import build
from index.lanes.exact_index import LaneIndex
from index.library import Library, open_library
from index.opening import Shelf
from index.storage.database import open_for_reading, open_for_writing
from index.storage.origin_groups import group_all
from index.storage.row_digests import FILES, LIBRARY, check_whole
from tests.conftest import QUESTIONS, FakeEncoder, answers, write

pytestmark = pytest.mark.slow

NAMES = [f"{kind}/{name}.txt" for kind in ("reporting", "commentary", "official") for name in "abc"]
TEXTS = [
    "",
    "The river rose. The gate was closed on Monday by the council.",
    "A mistake of the council. The baker sells bread by the river.",
    "Engineers closed the lower gate at noon. Nobody was hurt when the water came, the city said in the evening.",
    "Engineers closed the lower gate at noon. Nobody was hurt when the water came, the city said in the night.",
]
EDITS = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from([*TEXTS, *NAMES])), min_size=1, max_size=4)


def edit(corpus: Path, name: str, what: str) -> set[str]:
    """Write a text, remove a document (no text), or move it to another name; the ids concerned."""
    path = corpus / name
    if what in NAMES:
        if path.exists():
            (corpus / what).parent.mkdir(parents=True, exist_ok=True)
            path.replace(corpus / what)
        return {name, what}
    if what:
        write(corpus, name, what)
    else:
        path.unlink(missing_ok=True)
    return {name}


def told(library: Library, questions: Sequence[str] = QUESTIONS) -> list[dict[str, Any]]:
    found = [answer_as_json(ask(library, FakeEncoder(), question)) for question in questions]
    return [{name: value for name, value in answer.items() if name != "index"} for answer in found]


def origins(data: Path) -> dict[str, str]:
    with closing(open_library(data)) as library:
        return {label.id: label.origin for label in library.labels.values()}


@pytest.mark.parametrize("remake_words", [0, 20_000])
@given(rounds=st.lists(EDITS, min_size=1, max_size=6))
@settings(max_examples=12)
def test_a_library_updated_step_by_step_is_the_one_that_is_built_at_once(
    tmp_path_factory: pytest.TempPathFactory, remake_words: int, rounds: list[list[tuple[str, str]]]
) -> None:
    folder = tmp_path_factory.mktemp("updates")
    corpus, data = folder / "corpus", folder / "data"
    write(corpus, "reporting/anchor.txt", "An anchor holds the boat. It was lost on Monday.")
    build(corpus, data, FakeEncoder())
    shelf = Shelf(data)
    opened = [shelf.newest()]
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(storing, "REMAKE_WORDS", remake_words)
        monkeypatch.setattr(storing, "MOST_GONE_WORDS", 1)
        for edits in rounds:
            changed = set().union(*(edit(corpus, *change) for change in edits))
            build(corpus, data, FakeEncoder(), confirmed=True, only=changed)
            opened.append(shelf.newest())
    build(corpus, folder / "fresh", FakeEncoder())

    with closing(open_for_reading(data)) as connection:
        check_whole(connection, LIBRARY)
        check_whole(connection, FILES)
        unused = "SELECT count(*) FROM embeddings WHERE key NOT IN (SELECT embedding FROM passages)"
        assert connection.execute(unused).fetchone()[0] == 0
    with closing(open_library(folder / "fresh")) as fresh, closing(open_library(data)) as cold:
        assert list(opened[-1].labels.items()) == list(cold.labels.items())
        assert list(cold.labels.values()) == list(fresh.labels.values())
        for kind in fresh.kinds:
            assert opened[-1].extent(kind) == cold.extent(kind) == fresh.extent(kind)
            np.testing.assert_array_equal(np.sort(opened[-1].lanes[kind].ids), np.sort(cold.lanes[kind].ids))
            np.testing.assert_allclose(cold.lanes[kind].middle(), fresh.lanes[kind].middle(), atol=1e-6)
        if remake_words:
            assert told(opened[-1]) == told(cold) == told(fresh)
        else:  # tantivy counts removed passages in its statistics until segments merge
            assert told(opened[-1]) == told(cold)
    for library in opened:
        library.close()
    assert build(corpus, data, FakeEncoder()).is_empty


def test_an_update_looks_at_nothing_else(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    build(corpus, data, encoder)
    write(corpus, "reporting/river.txt", "The river fell.")
    write(corpus, "commentary/new.txt", "A mistake was made.")

    done = build(corpus, data, encoder, only={"commentary/new.txt"})

    assert (done.added, done.changed, done.unchanged) == (("commentary/new.txt",), (), 2)
    assert build(corpus, data, encoder).changed == ("reporting/river.txt",)


def test_a_name_that_is_or_was_a_folder_makes_the_build_look_at_everything(
    corpus: Path, data: Path, encoder: FakeEncoder
) -> None:
    build(corpus, data, encoder)
    (corpus / "reporting").rename(corpus / "official")

    assert build(corpus, data, encoder, only={"official"}).relabelled == ("official/river.txt",)
    (corpus / "commentary" / "gate.md").unlink()
    (corpus / "commentary").rmdir()
    assert build(corpus, data, encoder, confirmed=True, only={"commentary"}).removed == ("commentary/gate.md",)


def test_an_update_names_files_that_cannot_be_read_and_keeps_the_other_names(
    corpus: Path, data: Path, encoder: FakeEncoder
) -> None:
    write(corpus, "reporting/old.txt", "").write_bytes(b"\x89PNG" + bytes(range(256)) * 4)
    build(corpus, data, encoder)
    write(corpus, "reporting/new.txt", "").write_bytes(b"\x89PNG" + bytes(range(256)) * 4)

    done = build(corpus, data, encoder, only={"reporting/new.txt"})

    assert [file.path for file in done.skipped] == ["reporting/new.txt", "reporting/old.txt"]
    with closing(open_library(data)) as library:
        assert [file.path for file in library.skipped] == ["reporting/new.txt", "reporting/old.txt"]


def test_an_update_with_another_model_looks_at_everything(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    build(corpus, data, encoder)
    other = FakeEncoder(type(encoder.model)(fingerprint="fake-2"))

    assert len(build(corpus, data, other, only={"reporting/river.txt"}).changed) == 2


def test_small_changes_to_a_large_lane_write_a_small_segment(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    write(corpus, "reporting/long.txt", " ".join(f"The gate number {n} was closed." for n in range(400)))
    build(corpus, data, encoder)
    large = data / "lanes" / "reporting.1.faiss"
    before = large.stat().st_mtime_ns

    for number in range(3):
        write(corpus, f"reporting/{number}.txt", f"The river rose {number} times.")
        build(corpus, data, encoder, only={f"reporting/{number}.txt"})

    assert large.stat().st_mtime_ns == before
    with closing(open_library(data)) as library:
        assert [len(part.index) for part in library.lanes["reporting"].parts] == [402, 3]


def test_a_segment_of_which_much_is_gone_is_written_again(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    for number in range(20):
        write(corpus, f"reporting/{number}.txt", f"The river rose {number} times.")
    build(corpus, data, encoder)
    for number in range(6):
        name = f"reporting/{number}.txt"
        (corpus / name).unlink()
        build(corpus, data, encoder, only={name})

    with closing(open_library(data)) as library:
        assert [(len(part.index), len(part.gone)) for part in library.lanes["reporting"].parts] == [(16, 0)]


def grown(corpus: Path, data: Path, encoder: FakeEncoder) -> tuple[Shelf, Library]:
    """A shelf with its first generation open, and a second one, with one document more, to go on to."""
    write(corpus, "reporting/long.txt", " ".join(f"The gate number {n} was closed." for n in range(400)))
    build(corpus, data, encoder)
    shelf = Shelf(data)
    first = shelf.newest()
    write(corpus, "reporting/new.txt", "The river rose.")
    build(corpus, data, encoder, only={"reporting/new.txt"})
    return shelf, first


def test_a_reader_that_goes_on_reads_no_lane_again(
    corpus: Path, data: Path, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf, first = grown(corpus, data, encoder)
    loaded = []
    load = LaneIndex.load
    monkeypatch.setattr(LaneIndex, "load", lambda path, **how: loaded.append(path.name) or load(path, **how))

    second = shelf.newest()

    assert loaded == ["reporting.2.faiss"]
    assert second.lanes["reporting"].parts[0].index is first.lanes["reporting"].parts[0].index
    assert (first.build.generation, second.build.generation) == (1, 2)
    assert told(first) != told(second)
    first.close()
    assert told(second) == answers(data)
    second.close()


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE documents SET source = replace(source, 'report', 'repart') WHERE id = 'reporting/new.txt'",
        "UPDATE passages SET first_sentence = first_sentence + 1 WHERE number = (SELECT max(number) FROM passages)",
        "UPDATE origins SET origin = 1 WHERE document = (SELECT max(number) FROM documents)",
        "UPDATE segments SET sentences = 7 WHERE generation = 2",
        "UPDATE builds SET model = 'other' WHERE generation = 2",
        "DELETE FROM changes",
        "INSERT INTO gone VALUES ('reporting', 2, 2, 1)",
    ],
)
def test_a_reader_that_goes_on_refuses_rows_that_are_not_what_was_written(
    corpus: Path, data: Path, encoder: FakeEncoder, harm: str
) -> None:
    shelf, first = grown(corpus, data, encoder)
    with closing(sqlite3.connect(data / "library.db")) as connection, connection:
        assert connection.execute(harm).rowcount > 0

    with pytest.raises(LibraryError, match="damaged"):
        shelf.newest()
    first.close()


def test_a_row_that_was_damaged_before_it_was_replaced_is_not_made_good(
    corpus: Path, data: Path, encoder: FakeEncoder
) -> None:
    build(corpus, data, encoder)
    with closing(sqlite3.connect(data / "library.db")) as connection, connection:
        connection.execute("UPDATE documents SET source = replace(source, 'river', 'rover')")
    write(corpus, "reporting/river.txt", "The river fell.")

    build(corpus, data, encoder, only={"reporting/river.txt"})

    with pytest.raises(LibraryError, match="damaged"):
        open_library(data)


def test_a_data_folder_that_was_begun_anew_is_read_anew(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    build(corpus, data, encoder)
    shelf = Shelf(data)
    first = shelf.newest()
    data.rename(data.with_name("away"))
    write(corpus, "reporting/river.txt", "Another river fell.")
    build(corpus, data, encoder)
    second = shelf.newest()

    assert told(second) == answers(data)
    first.close()
    second.close()


def test_origins_are_those_of_grouping_everything(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    text = TEXTS[3]
    build(corpus, data, encoder)
    for name, what in [("reporting/b.txt", text), ("official/a.txt", text), ("commentary/c.txt", TEXTS[4])]:
        build(corpus, data, encoder, only=edit(corpus, name, what))
    assert origins(data)["reporting/b.txt"] == origins(data)["official/a.txt"] == "commentary/c.txt"
    build(corpus, data, encoder, only=edit(corpus, "commentary/c.txt", ""))

    found = origins(data)
    with closing(open_for_writing(data)) as connection:
        assert group_all(connection) == set()
    assert found["reporting/b.txt"] == "official/a.txt"
