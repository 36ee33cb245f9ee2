"""What every library must do, wherever it is kept: the same tests for the files beside the app and for each engine.

What is compared: kinds, labels, documents and passages, which are equal; the hits of every question, which are the
same in the same order with the same evidence. Scores may differ by `SCORE_TOLERANCE`.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from answer.ask import ask
from answer.check import check
from answer.records import Filters
from errors import EngineError, NoLibraryError, OtherModelError
from index.building.build import build
from index.engines.engine import open_published, publish, published_build
from index.engines.milvus import publishing as milvus_publishing
from index.engines.milvus import reading
from index.engines.postgres import publishing as postgres_publishing
from index.library import open_library
from index.storage import documents as storage_documents
from ingest.records import VoiceKind
from tests.conftest import FakeEncoder, FakeModel, write
from tests.index.engines.comparing import assert_same_hits, everything, hits
from tests.index.engines.conftest import Opening

QUESTIONS = ("Who closed the gate?", "the river on Monday", "What did the council vote on the budget?", "a mistake")


def test_kinds_documents_and_passages_are_those_that_were_built(
    synthetic: Path, data: Path, encoder: FakeEncoder, opening: Opening
) -> None:
    write(synthetic, 'Straße "quoted"/odd.txt', "Ünïcödé \u2028 हिन्दी में नदी. A line\u00a0of it \U0001f30a.")
    write(synthetic, "official/empty.txt", "")
    build(synthetic, data, encoder)

    with closing(opening()) as library, closing(open_library(data)) as built:
        assert everything(library) == everything(built)
        assert 'straße "quoted"' in library.kinds  # a kind is a folder's name without its capitals


def test_every_question_has_the_same_hits(synthetic: Path, data: Path, encoder: FakeEncoder, opening: Opening) -> None:
    build(synthetic, data, encoder)

    with closing(opening()) as library, closing(open_library(data)) as built:
        for question in QUESTIONS:
            assert_same_hits(hits(library, question), hits(built, question))


@pytest.mark.parametrize(
    ("question", "filters"),
    [
        ('the gate "closed the lower gate"', Filters()),
        ("the river -tower", Filters()),
        ("harbour vote", Filters(voices=(VoiceKind.QUOTE,))),
        ("harbour vote", Filters(kinds=("official",))),
        ("harbour vote", Filters(documents=("reporting/03.txt", "official/05.txt", "commentary/gate.md"))),
    ],
)
def test_filters_and_operators_are_exact_and_come_before_the_search(
    synthetic: Path, data: Path, encoder: FakeEncoder, opening: Opening, question: str, filters: Filters
) -> None:
    build(synthetic, data, encoder)

    with closing(opening()) as library, closing(open_library(data)) as built:
        found = hits(library, question, filters)
        assert_same_hits(found, hits(built, question, filters))
        assert found


def test_a_search_within_many_scattered_rows_finds_what_an_exact_one_does(
    synthetic: Path, data: Path, encoder: FakeEncoder, opening: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "RANGES_AT_ONCE", 7)
    build(synthetic, data, encoder)
    vector = encoder.encode_question("the harbour and the mayor")

    with closing(opening()) as library:
        lane = library.lanes["reporting"]
        allowed = np.sort(lane.ids)[::3]
        cosines = lane.vectors(allowed) @ vector
        best = np.sort(cosines)[::-1][:20]

        assert list(lane.search(vector, 20, allowed).values()) == pytest.approx(best.tolist(), abs=1e-5)
        assert set(lane.search(vector, 20, allowed)) <= set(allowed.tolist())


def test_no_lane_has_a_row_of_another_kind(synthetic: Path, data: Path, encoder: FakeEncoder, opening: Opening) -> None:
    build(synthetic, data, encoder)
    vector = encoder.encode_question("the harbour and the mayor")

    with closing(opening()) as library:
        for kind in library.kinds:
            rows = np.array(list(library.lanes[kind].search(vector, 10_000)), np.int64)
            passages = np.array(list(library.words.search(["gate", "river"], kind, 10_000)), np.int64)
            owners = {
                *library.inventory.documents_of_sentences(rows).tolist(),
                *map(library.inventory.document_of, passages.tolist()),
            }
            assert len(rows) == len(library.lanes[kind].ids)
            assert {library.labels[number].source.kind for number in owners} == {kind}


@pytest.mark.slow
def test_a_check_says_the_same(synthetic: Path, data: Path, encoder: FakeEncoder, opening: Opening) -> None:
    build(synthetic, data, encoder)
    draft = "Engineers closed the lower gate at noon. The council should not resign."

    with closing(opening()) as library, closing(open_library(data)) as built:
        found, expected = (check(one, encoder, draft) for one in (library, built))

    assert [claim.summary for claim in found.claims] == [claim.summary for claim in expected.claims]


def test_an_edit_a_move_to_another_kind_and_a_removal_are_seen(
    synthetic: Path, data: Path, encoder: FakeEncoder, opening: Opening
) -> None:
    build(synthetic, data, encoder)
    opening().close()
    write(synthetic, "reporting/river.txt", "The river fell on Tuesday. Nobody closed the lower gate.")
    (synthetic / "commentary/01.txt").rename(synthetic / "official/01.txt")
    (synthetic / "official/02.txt").unlink()
    build(synthetic, data, encoder)

    with closing(opening()) as library, closing(open_library(data)) as built:
        assert everything(library) == everything(built)
        for question in QUESTIONS:
            assert_same_hits(hits(library, question), hits(built, question))


def test_a_kind_that_lost_its_last_document_has_no_lane(
    corpus: Path, data: Path, encoder: FakeEncoder, opening: Opening
) -> None:
    build(corpus, data, encoder)
    opening().close()
    (corpus / "commentary/gate.md").unlink()
    build(corpus, data, encoder, confirmed=True)

    with closing(opening()) as library:
        assert library.kinds == ("reporting",)


def test_a_library_of_nothing_opens_and_answers_nothing(
    corpus: Path, data: Path, encoder: FakeEncoder, opening: Opening
) -> None:
    build(corpus, data, encoder)
    for name in ("commentary/gate.md", "reporting/river.txt"):
        (corpus / name).unlink()
    write(corpus, "reporting/empty.txt", "")
    build(corpus, data, encoder, confirmed=True)

    with closing(opening()) as library:
        assert library.kinds == ()


def test_a_reader_keeps_its_generation_while_the_next_is_made(
    corpus: Path, data: Path, encoder: FakeEncoder, opening: Opening
) -> None:
    build(corpus, data, encoder)
    with closing(opening()) as library:
        before = everything(library), hits(library, QUESTIONS[0])
        write(corpus, "reporting/river.txt", "The bridge fell. Engineers closed the lower gate on Friday.")
        build(corpus, data, encoder)
        with closing(opening()) as later:
            assert later.build.generation == 2
            assert hits(later, QUESTIONS[0]) != before[1]

        assert (everything(library), hits(library, QUESTIONS[0])) == before


def test_a_reader_that_is_two_publishes_behind_refuses_rather_than_answer_from_half(
    corpus: Path, data: Path, encoder: FakeEncoder, index: str
) -> None:
    build(corpus, data, encoder)
    publish(data, index)
    with closing(open_published(index)) as library:
        for number in range(2):
            write(corpus, "reporting/river.txt", f"The bridge fell {number} times.")
            build(corpus, data, encoder)
            publish(data, index)

        with pytest.raises(EngineError, match="was published anew meanwhile: ask again"):
            hits(library, QUESTIONS[0])


def test_only_what_changed_is_published(corpus: Path, data: Path, encoder: FakeEncoder, index: str) -> None:
    build(corpus, data, encoder)
    published = [publish(data, index), publish(data, index)]
    write(corpus, "reporting/bridge.txt", "The bridge fell.")
    build(corpus, data, encoder)

    assert [*published, publish(data, index)] == [2, 0, 1]


def test_labels_are_read_once_however_many_passages_are_published(
    corpus: Path, data: Path, encoder: FakeEncoder, index: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4):
        write(corpus, f"reporting/{number}.txt", f"The bridge fell {number} times.")
    build(corpus, data, encoder)
    reads: list[object] = []

    def labels(connection: sqlite3.Connection) -> object:
        reads.append(connection)
        return read(connection)

    read = storage_documents.labels
    monkeypatch.setattr(storage_documents, "labels", labels)
    for publishing in (milvus_publishing, postgres_publishing):
        monkeypatch.setattr(publishing, "PASSAGES_AT_ONCE", 1)

    assert (publish(data, index), len(reads)) == (6, 1)


def test_another_data_folder_publishes_its_own_library_over_it(
    corpus: Path, data: Path, tmp_path: Path, encoder: FakeEncoder, index: str
) -> None:
    build(corpus, data, encoder)
    publish(data, index)
    write(corpus, "official/order.txt", "The ministry ordered the gate to be closed.")
    build(corpus, tmp_path / "other", encoder)
    publish(tmp_path / "other", index)

    with closing(open_published(index)) as library, closing(open_library(tmp_path / "other")) as built:
        assert everything(library) == everything(built)


def test_another_models_library_is_refused(corpus: Path, data: Path, encoder: FakeEncoder, index: str) -> None:
    build(corpus, data, encoder)
    publish(data, index)

    with closing(open_published(index)) as library, pytest.raises(OtherModelError):
        ask(library, FakeEncoder(FakeModel(name="other", fingerprint="other-1")), "Who closed the gate?")


def test_vectors_of_another_size_are_refused_with_the_next_step(
    corpus: Path, data: Path, tmp_path: Path, encoder: FakeEncoder, index: str
) -> None:
    build(corpus, data, encoder)
    publish(data, index)
    build(corpus, tmp_path / "other", FakeEncoder(FakeModel(fingerprint="other-1"), dimension=32))

    with pytest.raises(EngineError, match="vectors of 64 numbers and this library of 32: name another database"):
        publish(tmp_path / "other", index)


def test_an_index_without_a_library_is_refused_with_the_next_step(index: str) -> None:
    assert published_build(index) is None
    with pytest.raises(NoLibraryError, match=r"^no library in the index .*: python cli\.py build publishes one"):
        open_published(index)
