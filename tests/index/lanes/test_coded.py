from __future__ import annotations

from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from answer.ask import ask
from errors import StorageError
from index.building.build import build
from index.encoding.encoder import Vectors
from index.lanes import coded_index as coded_module
from index.lanes import lane as files
from index.lanes.coded_index import ASKED, CodedForm, CodedIndex, form_of
from index.lanes.exact_index import LaneIndex
from index.lanes.lane import read_index, write_index
from index.library import open_library
from index.status import read_status
from tests.conftest import FakeEncoder, write
from tests.index.lanes.test_lanes import product

COUNT = 3000
WIDTH = 32
IDS = np.arange(COUNT, dtype=np.int64) * 3 + 5


def sentences(count: int = COUNT, seed: int = 0) -> Vectors:
    """Sentences of documents that each are about something: near each other, and far from the others."""
    chance = np.random.default_rng(seed)
    topics = np.repeat(chance.standard_normal((-(-count // 10), WIDTH)), 10, axis=0)[:count]
    rows = (topics + 0.7 * chance.standard_normal((count, WIDTH))).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def written(folder: Path, vectors: Vectors, ids: np.ndarray = IDS) -> CodedIndex:
    half = len(ids) // 2
    return CodedIndex.write(folder / "reporting.1.faiss", [(ids[:half], vectors[:half]), (ids[half:], vectors[half:])])


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> CodedIndex:
    return written(tmp_path_factory.mktemp("coded"), sentences())


def test_nearly_all_of_the_ten_nearest_to_a_question_are_found(index: CodedIndex) -> None:
    vectors, questions = sentences(), sentences(200, seed=1)

    shares = []
    for question in questions:
        found = list(index.search(question, ASKED))[:10]
        shares.append(len(set(found) & set(product(IDS, vectors, question, 10))) / 10)

    assert np.mean(shares) >= 0.97


def test_as_few_lists_are_looked_into_as_find_what_is_wanted(
    index: CodedIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert index.form.recall >= 0.995
    assert 1 <= index.form.probes < index.form.lists
    assert (index.form.sentences, index.form.dimension, index.form.sample) == (COUNT, WIDTH, 128)

    monkeypatch.setattr(coded_module, "WANTED_RECALL", 0.5)
    hasty = written(tmp_path, sentences())
    assert hasty.form.probes < index.form.probes
    assert 0.5 <= hasty.form.recall < index.form.recall


def test_what_is_found_is_scored_as_exactly_as_it_is_stored(index: CodedIndex) -> None:
    vectors, question = sentences(), sentences(1, seed=2)[0]

    found = index.search(question, 50)

    rows = (np.fromiter(found, np.int64) - 5) // 3
    assert list(found.values()) == pytest.approx((vectors[rows] @ question).tolist(), abs=1e-3)
    assert list(found.values()) == sorted(found.values(), reverse=True)


def test_a_sentence_without_a_direction_is_like_nothing(tmp_path: Path) -> None:
    vectors = sentences()
    vectors[7] = 0

    coded = written(tmp_path, vectors)

    assert coded.cosines(vectors[0], IDS[[0, 7]]).tolist() == pytest.approx([1.0, 0.0], abs=1e-3)


@given(st.integers(0, 2**32 - 1), st.integers(1, 80))
@hypothesis_settings(max_examples=20)
def test_few_allowed_sentences_are_all_compared(index: CodedIndex, seed: int, k: int) -> None:
    chance = np.random.default_rng(seed)
    stored = index.vectors(IDS)
    chosen, gone = chance.random(COUNT) < chance.random(), chance.random(COUNT) < 0.2
    question = sentences(1, seed=seed)[0]

    found = index.search(question, k, np.r_[IDS[chosen], 4], IDS[gone])

    cosines = dict(zip(IDS.tolist(), (stored @ question).tolist(), strict=True))
    best = sorted((cosines[one] for one in IDS[chosen & ~gone].tolist()), reverse=True)[:k]
    assert list(found.values()) == pytest.approx(best, abs=1e-6)
    assert list(found.values()) == pytest.approx([cosines[one] for one in found], abs=1e-6)
    assert set(found) <= set(IDS[chosen & ~gone].tolist())


def test_of_many_allowed_sentences_the_nearest_are_found_in_every_list(
    index: CodedIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(coded_module, "READ_ALL", 0)
    stored, allowed, gone = index.vectors(IDS), np.arange(COUNT) % 5 > 0, np.arange(COUNT) % 3 == 0
    left = allowed & ~gone

    for question in sentences(20, seed=3):
        found = list(index.search(question, ASKED, np.r_[4, IDS[allowed], 10**6], IDS[gone]))
        assert found[:10] == product(IDS[left], stored[left], question, 10)
        assert set(found) <= set(IDS[left].tolist())


def test_what_is_gone_is_not_found(index: CodedIndex) -> None:
    question = sentences(1, seed=4)[0]
    gone = np.sort(np.fromiter(index.search(question, 20), np.int64))

    assert not set(index.search(question, ASKED, gone=gone)) & set(gone.tolist())


def test_vectors_come_back_in_the_order_asked_whatever_order_they_came_in(tmp_path: Path) -> None:
    vectors = sentences(100)
    ids = np.random.default_rng(0).permutation(10_000)[:100]

    found = written(tmp_path, vectors, ids).vectors(ids[[7, 3, 99]])

    np.testing.assert_allclose(found, vectors[[7, 3, 99]], atol=1e-3)


def test_a_file_is_searched_exactly_up_to_the_bound_and_by_codes_beyond(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "EXACT_UP_TO", 100)
    vectors = sentences(101)
    few, many = tmp_path / "few.1.faiss", tmp_path / "many.1.faiss"

    forms = [
        type(write_index(few, [(IDS[:100], vectors[:100])], 100)),
        type(write_index(many, [(IDS[:101], vectors)], 101)),
    ]

    assert forms == [type(read_index(few)), type(read_index(many))] == [LaneIndex, CodedIndex]
    assert form_of(few) is None
    assert isinstance(form_of(many), CodedForm)


def test_a_file_that_is_read_again_finds_the_same(index: CodedIndex, tmp_path: Path) -> None:
    again = written(tmp_path, sentences())
    read = CodedIndex.load(tmp_path / "reporting.1.faiss")

    assert index.form == again.form == read.form
    for question in sentences(10, seed=5):
        assert index.search(question, 50) == again.search(question, 50) == read.search(question, 50)


def test_a_file_that_is_mapped_is_searched_also_when_its_name_is_gone(index: CodedIndex, tmp_path: Path) -> None:
    written(tmp_path, sentences())
    read = CodedIndex.load(tmp_path / "reporting.1.faiss", checked=True)
    (tmp_path / "reporting.1.faiss").unlink()

    question = sentences(1, seed=6)[0]

    assert read.search(question, 50) == index.search(question, 50)


def test_a_file_that_is_damaged_anywhere_is_one_clear_line(tmp_path: Path) -> None:
    path = tmp_path / "reporting.1.faiss"
    written(tmp_path, sentences(200), IDS[:200])
    whole = path.read_bytes()

    for at in range(0, len(whole), len(whole) // 100):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with pytest.raises(StorageError, match="build mends it"):
            read_index(path)
    for kept in (0, 1, 20, len(whole) - 1):
        path.write_bytes(whole[:kept])
        with pytest.raises(StorageError, match="build mends it"):
            read_index(path)


def test_a_file_in_the_folders_place_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "lanes").write_text("in the way", encoding="utf-8")

    with pytest.raises(StorageError, match="cannot be written: free some space or make it writable"):
        written(tmp_path / "lanes", sentences(200), IDS[:200])


def test_a_library_with_codes_answers_as_one_without_and_is_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ["river", "gate", "bread", "council", "bridge", "anchor", "engine", "harbour"]
    corpus, coded, exact = (tmp_path / name for name in ("corpus", "coded", "exact"))
    for number in range(64):
        one, other = words[number % 8], words[number // 8]
        write(corpus, f"reporting/{number}.txt", f"The {one} was near the {other}. Nobody saw the {one} {number}.")
    build(corpus, exact, FakeEncoder())
    monkeypatch.setattr(files, "EXACT_UP_TO", 100)
    build(corpus, coded, FakeEncoder())
    file = coded / "lanes" / "reporting.1.faiss"
    written_first = file.read_bytes()
    file.write_bytes(written_first[:100] + b"?" + written_first[101:])

    with closing(open_library(exact)) as one, closing(open_library(coded)) as other:
        for question in ("Who saw the river near the gate?", "Was the bread near the harbour?"):
            hits, expected = (
                [(hit.document.id, hit.start) for hit in ask(library, FakeEncoder(), question).lanes[0].hits]
                for library in (other, one)
            )
            assert hits[:3] == expected[:3]
    assert file.read_bytes() == written_first
    [form] = read_status(coded, cache=coded).coded["reporting"]
    assert form.sentences == 128
    assert read_status(exact, cache=exact).coded == {}


def test_a_change_beside_codes_is_a_small_file_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "EXACT_UP_TO", 100)
    corpus, data = tmp_path / "corpus", tmp_path / "data"
    for number in range(64):
        write(corpus, f"reporting/{number}.txt", f"The river rose {number} times. The gate was closed.")
    build(corpus, data, FakeEncoder())
    write(corpus, "reporting/3.txt", "The anchor was lost.")
    build(corpus, data, FakeEncoder(), only={"reporting/3.txt"})

    with closing(open_library(data)) as library:
        lane = library.lanes["reporting"]
        assert [(type(part.index), len(part.index), len(part.gone)) for part in lane.parts] == [
            (CodedIndex, 128, 2),
            (LaneIndex, 1, 0),
        ]
        hits = ask(library, FakeEncoder(), "Was the anchor lost?").lanes[0].hits
        assert hits[0].document.id == "reporting/3.txt"
