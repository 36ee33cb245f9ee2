"""What every library must do, wherever it is kept: the same tests for the files beside the app and for Milvus.

What is compared: kinds, labels, documents and passages, which are equal; the hits of every question, which are the
same in the same order with the same evidence. Scores may differ by `SCORE_TOLERANCE`: lanes of files hold float16,
which in the few dimensions of these tests tells.
"""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from answer.ask import ask
from answer.check import check
from answer.exports.as_json import answer_as_json
from answer.records import Filters
from errors import EngineError, NoLibraryError, OtherModelError
from index.building.build import build
from index.engines.milvus import collections, published_records, publishing, pymilvus_store
from index.engines.milvus.collections import STILL, Collection
from index.engines.milvus.editions import open_published, published_build
from index.engines.milvus.publishing import publish
from index.library import Library, open_library
from index.storage import documents as storage_documents
from ingest.records import VoiceKind
from tests.conftest import FakeEncoder, FakeModel, write
from tests.index.engines.serving import milvus_lite

SCORE_TOLERANCE = 2e-4
WORDS = [
    "river",
    "gate",
    "council",
    "bridge",
    "harbour",
    "mayor",
    "engineer",
    "flood",
    "ministry",
    "vote",
    "budget",
    "strike",
    "road",
    "school",
    "tower",
]
QUESTIONS = ("Who closed the gate?", "the river on Monday", "What did the council vote on the budget?", "a mistake")

Opening = Callable[[], Library]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One server for the module; every test has a database of its own on it."""
    with milvus_lite(tmp_path_factory.mktemp("milvus")) as address:
        yield address


@pytest.fixture
def index(server: str, request: pytest.FixtureRequest) -> str:
    """An empty database on the server."""
    name = f"t{abs(hash(request.node.nodeid))}"
    from pymilvus import MilvusClient

    with closing(MilvusClient(uri=server)) as client:
        client.create_database(name)
    return f"{server}/{name}"


@pytest.fixture(params=["files", pytest.param("milvus", marks=pytest.mark.slow)])
def opening(request: pytest.FixtureRequest, data: Path) -> Opening:
    """Opens the newest generation; what was built is published first where an engine keeps it."""
    if request.param == "files":
        return lambda: open_library(data)
    index = request.getfixturevalue("index")

    def opened() -> Library:
        publish(data, index)
        return open_published(index)

    return opened


@pytest.fixture
def synthetic(corpus: Path) -> Path:
    """Sixty documents of three kinds, of words that are as unlike in number as words are, with dates and quotations."""
    chance = random.Random(7)  # noqa: S311 (the same documents in every run)
    weights = [1 / rank for rank in range(1, len(WORDS) + 1)]
    for number in range(60):
        said = [" ".join(chance.choices(WORDS, weights, k=chance.randint(4, 14))) for _ in range(chance.randint(2, 30))]
        text = " ".join(f"{sentence.capitalize()}." for sentence in said)
        text += f' "{" ".join(chance.choices(WORDS, k=6)).capitalize()}," said Anna Weber.'
        kind = ("reporting", "commentary", "official")[number % 3]
        write(corpus, f"{kind}/{number:02}.txt", text)
    return corpus


def hits(
    library: Library, question: str, filters: Filters | None = None
) -> list[tuple[str, str, int, int, int, float]]:
    """Every hit of every lane: kind, document, span, where the evidence starts, score; misses too."""
    answer = answer_as_json(ask(library, FakeEncoder(), question, k=8, filters=filters or Filters()))
    return [
        (lane["kind"], hit["document"]["id"], hit["start"], hit["end"], hit["evidence"]["start"], hit["score"])
        for lane in answer["lanes"]
        for hit in (lane["hits"] or ([lane["nearest_miss"]] if lane["nearest_miss"] else []))
    ]


LOST = r"^the index \S+ has lost rows: python cli\.py build publishes them again; .*, drop its byline_ collections"


def lose(index: str, collection: Collection, condition: str) -> None:
    """Remove published rows as an engine does that loses them."""
    with closing(pymilvus_store.Store.open(index)) as store:
        store.delete(collection, condition)


def assert_same_hits(found: Sequence[tuple], expected: Sequence[tuple]) -> None:
    assert [hit[:-1] for hit in found] == [hit[:-1] for hit in expected]
    assert [hit[-1] for hit in found] == pytest.approx([hit[-1] for hit in expected], abs=SCORE_TOLERANCE)


def everything(library: Library) -> list[object]:
    """Kinds, labels, documents and passages, all of them, but for when a lane of files took them in."""
    numbers = [number for kind in library.kinds for number in library.inventory.numbers(kind)]
    documents = [library.document(library.labels[number].id) for number in numbers]
    passages = [
        replace(one, put=0) for one in library.records.passages(library.inventory.passages_in(numbers).tolist())
    ]
    return [library.kinds, library.labels, documents, passages, library.skipped, library.build]


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
    monkeypatch.setattr(published_records, "RANGES_AT_ONCE", 7)
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
    monkeypatch.setattr(publishing, "PASSAGES_AT_ONCE", 1)

    assert (publish(data, index), len(reads)) == (6, 1)


@pytest.mark.parametrize("dies_in", ["switch", "end"])
def test_a_publish_that_dies_leaves_readers_what_they_had_and_the_next_mends_it(
    corpus: Path, data: Path, encoder: FakeEncoder, index: str, monkeypatch: pytest.MonkeyPatch, dies_in: str
) -> None:
    build(corpus, data, encoder)
    publish(data, index)
    with closing(open_published(index)) as library:
        before = everything(library)
    write(corpus, "reporting/river.txt", "The bridge fell.")
    (corpus / "commentary/gate.md").rename(corpus / "reporting/gate.md")
    build(corpus, data, encoder)

    done: list[object] = []

    def dying(self: pymilvus_store.Store, *arguments: object) -> None:
        if dies_in == "end" and arguments[0] == Collection.PASSAGES and done:
            raise EngineError("cut off")
        if dies_in == "switch" and arguments[0].number == 2:  # type: ignore[attr-defined]
            raise EngineError("cut off")
        done.append(arguments)
        real(self, *arguments)

    real = getattr(pymilvus_store.Store, dies_in)
    with monkeypatch.context() as patch:
        patch.setattr(pymilvus_store.Store, dies_in, dying)
        with pytest.raises(EngineError, match="cut off"):
            publish(data, index)

    with closing(open_published(index)) as library:
        assert everything(library) == before
    publish(data, index)
    with closing(open_published(index)) as library, closing(open_library(data)) as built:
        assert everything(library) == everything(built)
        assert_same_hits(hits(library, QUESTIONS[0]), hits(built, QUESTIONS[0]))


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


def test_rows_that_count_no_more_are_removed_by_the_publish_after_the_next(
    corpus: Path, data: Path, encoder: FakeEncoder, index: str
) -> None:
    for number in range(3):
        write(corpus, "reporting/river.txt", f"The bridge fell {number} times.")
        build(corpus, data, encoder)
        publish(data, index)

    with closing(pymilvus_store.Store.open(index)) as store:
        ended = list(store.all_rows(Collection.PASSAGES, f"until < {STILL}", ["until"]))
    assert [row["until"] for row in ended] == [3]


def test_a_large_library_is_searched_by_a_graph(
    synthetic: Path, data: Path, encoder: FakeEncoder, index: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pymilvus_store, "EXACT_UP_TO", 10)
    build(synthetic, data, encoder)
    publish(data, index)

    with closing(open_published(index)) as library, closing(open_library(data)) as built:
        assert_same_hits(hits(library, QUESTIONS[0]), hits(built, QUESTIONS[0]))


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


@pytest.mark.parametrize(
    ("collection", "lost"),
    [
        (Collection.CONTENTS, 'role == "build"'),
        (Collection.CONTENTS, 'role == "label"'),
        (Collection.PASSAGES, "passage == 1"),
        (Collection.SENTENCES, "sentence == 1"),
    ],
)
def test_an_engine_that_lost_rows_before_a_reader_came_is_one_clear_line(
    corpus: Path, data: Path, encoder: FakeEncoder, index: str, collection: Collection, lost: str
) -> None:
    build(corpus, data, encoder)
    publish(data, index)
    lose(index, collection, lost)

    with pytest.raises(EngineError, match=LOST):
        open_published(index)
    if lost == 'role == "build"':
        with pytest.raises(EngineError, match=LOST):
            published_build(index)


def test_an_engine_that_loses_rows_while_a_reader_is_open_is_one_clear_line(
    corpus: Path, data: Path, encoder: FakeEncoder, index: str
) -> None:
    build(corpus, data, encoder)
    publish(data, index)

    with closing(open_published(index)) as library:
        lose(index, Collection.CONTENTS, 'role == "document"')
        lose(index, Collection.PASSAGES, "passage == 1")
        lose(index, Collection.SENTENCES, "sentence == 1")
        for asked in (
            lambda: library.document("reporting/river.txt"),
            lambda: library.records.passages([1]),
            lambda: [lane.vectors(lane.ids) for lane in library.lanes.values()],
        ):
            with pytest.raises(EngineError, match=LOST):
                asked()


@pytest.mark.parametrize(
    ("collection", "lost"),
    [
        (Collection.CONTENTS, 'role == "build"'),
        (Collection.CONTENTS, 'role == "label" and number == 1'),
        (Collection.CONTENTS, 'role == "document" and part == 1'),
        (Collection.CONTENTS, 'role == "current"'),
        (Collection.CONTENTS, "since >= 0"),
        (Collection.PASSAGES, "passage == 1"),
        (Collection.PASSAGES, "since >= 0"),
        (Collection.SENTENCES, "sentence == 1"),
        (Collection.SENTENCES, "since >= 0"),
    ],
)
def test_what_an_engine_lost_is_there_again_after_the_next_publish(
    synthetic: Path,
    data: Path,
    encoder: FakeEncoder,
    index: str,
    monkeypatch: pytest.MonkeyPatch,
    collection: Collection,
    lost: str,
) -> None:
    monkeypatch.setattr(collections, "PART_CHARACTERS", 1000)
    build(synthetic, data, encoder)
    publish(data, index)
    lose(index, collection, lost)
    (synthetic / "commentary/01.txt").unlink()
    build(synthetic, data, encoder)

    publish(data, index)

    with closing(open_published(index)) as library, closing(open_library(data)) as built:
        assert everything(library) == everything(built)
        for lane in library.lanes.values():
            assert lane.vectors(lane.ids).shape == (len(lane.ids), encoder.dimension)
        assert_same_hits(hits(library, QUESTIONS[0]), hits(built, QUESTIONS[0]))
    assert publish(data, index) == 0
