from __future__ import annotations

from pathlib import Path

import faiss
import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from errors import StorageError
from index.encoding.encoder import Vectors
from index.lanes.exact_index import LaneIndex, lane_path
from index.lanes.lane import Part, SegmentedLane
from index.storage.checksums import append_mark
from index.storage.segments import Ids, Segment

DIMENSION = 8


def units(count: int, seed: int, dimension: int = DIMENSION) -> Vectors:
    """Unit vectors as the library stores them: each number as float16 has it."""
    rows = np.random.default_rng(seed).standard_normal((count, dimension))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float16).astype(np.float32)


def lane_of(ids: Ids, vectors: Vectors) -> LaneIndex:
    lane = LaneIndex(vectors.shape[1])
    lane.add(ids, vectors)
    return lane


def whole(index: LaneIndex) -> SegmentedLane:
    """A lane of one segment from which nothing is gone."""
    return SegmentedLane([Part(Segment("reporting", 1, 1, len(index)), index, np.empty(0, np.int64))])


def part(ids: Ids, vectors: Vectors, inside: NDArray[np.bool_], gone: NDArray[np.bool_]) -> Part:
    """A segment of these sentences, less those that are gone."""
    index = lane_of(ids[inside], vectors[inside])
    return Part(Segment("reporting", 1, 1, len(index)), index, np.sort(ids[inside & gone]))


def product(ids: Ids, vectors: Vectors, question: Vectors, k: int) -> list[int]:
    """The ids of the k best by a plain numpy product: the slow oracle."""
    scores = vectors.astype(np.float64) @ question.astype(np.float64)
    return [int(ids[row]) for row in np.argsort(-scores, kind="stable")[:k]]


SEEDS = st.integers(0, 2**32 - 1)
COUNTS = st.integers(0, 60)


@given(SEEDS, COUNTS, st.integers(1, 80))
def test_a_search_gives_the_ids_of_a_numpy_product(seed: int, count: int, k: int) -> None:
    vectors, question = units(count, seed), units(1, seed + 1)[0]
    ids = np.random.default_rng(seed).permutation(10_000)[:count]

    assert list(lane_of(ids, vectors).search(question, k)) == product(ids, vectors, question, k)


@given(SEEDS, COUNTS, st.data())
def test_a_search_among_allowed_ids_gives_those_of_a_numpy_product(seed: int, count: int, data: st.DataObject) -> None:
    vectors, question = units(count, seed), units(1, seed + 1)[0]
    ids = np.random.default_rng(seed).permutation(10_000)[:count]
    chosen = np.array(data.draw(st.lists(st.booleans(), min_size=count, max_size=count)), dtype=bool)
    k = data.draw(st.integers(1, 80))

    found = lane_of(ids, vectors).search(question, k, ids[chosen])

    assert list(found) == product(ids[chosen], vectors[chosen], question, k)


@given(SEEDS, COUNTS, st.integers(1, 4), st.integers(1, 80), st.data())
def test_a_lane_of_segments_is_searched_as_one_product_of_what_is_left(
    seed: int, count: int, segments: int, k: int, data: st.DataObject
) -> None:
    vectors, question = units(count, seed), units(1, seed + 1)[0]
    ids = np.random.default_rng(seed).permutation(10_000)[:count]
    segment = np.array(data.draw(st.lists(st.integers(1, segments), min_size=count, max_size=count)), int)
    gone, allowed = (
        np.array(data.draw(st.lists(st.booleans(), min_size=count, max_size=count)), dtype=bool) for _ in range(2)
    )
    lane = SegmentedLane([part(ids, vectors, segment == at, gone) for at in range(1, segments + 1)])

    assert list(lane.search(question, k)) == product(ids[~gone], vectors[~gone], question, k)
    chosen = allowed & ~gone
    assert list(lane.search(question, k, ids[allowed])) == product(ids[chosen], vectors[chosen], question, k)
    assert sorted(lane.ids) == sorted(ids[~gone])
    assert len(lane) == int((~gone).sum())
    np.testing.assert_allclose(lane.vectors(ids[~gone]), vectors[~gone])
    middle = vectors[~gone].sum(axis=0) / (len(lane) + 30)
    np.testing.assert_allclose(lane.middle(), middle, atol=1e-6)


def test_a_sentence_that_left_a_segment_and_came_back_in_another_is_found_once() -> None:
    vectors = units(2, 0)
    both = np.array([True, True])
    older = part(np.array([5, 6]), vectors, both, np.array([True, False]))
    newer = part(np.array([5]), vectors[:1], both[:1], ~both[:1])
    lane = SegmentedLane([older, newer])

    assert sorted(lane.ids) == [5, 6]
    assert lane.search(vectors[0], 5)[5] == pytest.approx(float(vectors[0] @ vectors[0]))
    np.testing.assert_allclose(lane.vectors([6, 5]), vectors[::-1])


def test_a_vector_of_a_sentence_that_is_gone_is_refused() -> None:
    lane = SegmentedLane([part(np.array([5, 6]), units(2, 0), np.array([True, True]), np.array([True, False]))])

    with pytest.raises(KeyError, match="not in this lane"):
        lane.vectors([5])


@given(SEEDS, COUNTS, st.data())
@hypothesis_settings(max_examples=30)
def test_the_cosines_of_named_rows_are_those_of_a_numpy_product(seed: int, count: int, data: st.DataObject) -> None:
    vectors, question = units(count, seed), units(1, seed + 1)[0]
    ids = np.arange(count) * 7 + 3
    asked = data.draw(st.lists(st.integers(0, count - 1), unique=True, max_size=9)) if count else []

    found = whole(lane_of(ids, vectors)).cosines(question, ids[asked])

    assert list(found) == [int(ids[row]) for row in asked]
    assert list(found.values()) == pytest.approx([float(vectors[row] @ question) for row in asked], abs=1e-6)


def test_scores_are_cosines_and_higher_is_better() -> None:
    stored = np.array([[1, 0], [0.6, 0.8], [-1, 0]], np.float16)
    lane = lane_of(np.array([4, 9, 2]), stored.astype(np.float32))

    assert lane.search(np.array([1, 0], np.float32), 3) == pytest.approx({4: 1.0, 9: float(stored[1, 0]), 2: -1.0})


@given(SEEDS, COUNTS)
def test_what_float16_leaves_of_a_vector_hardly_turns_it(seed: int, count: int) -> None:
    rows = np.random.default_rng(seed).standard_normal((count, 384)).astype(np.float32)
    vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)

    held = lane_of(np.arange(count), vectors).vectors(range(count))

    lengths = np.linalg.norm(held, axis=1)
    np.testing.assert_allclose((held * vectors).sum(axis=1) / lengths, 1, atol=1e-6)
    np.testing.assert_allclose(lengths, 1, atol=1e-4)


def test_a_file_of_an_earlier_version_is_searched_as_it_is(tmp_path: Path) -> None:
    """It holds its vectors as float32."""
    vectors, ids = units(20, 0), np.arange(20) * 3
    older = LaneIndex(DIMENSION)
    older._index = faiss.IndexIDMap2(faiss.IndexFlatIP(DIMENSION))
    older.add(ids, vectors)
    older.save(tmp_path / "reporting.1.faiss")

    found = LaneIndex.load(tmp_path / "reporting.1.faiss")

    assert list(found.search(vectors[3], 20)) == product(ids, vectors, vectors[3], 20)
    np.testing.assert_array_equal(found.vectors([9, 0]), vectors[[3, 0]])


def test_a_search_for_more_than_there_is_gives_what_there_is() -> None:
    lane = lane_of(np.array([5]), units(1, 0))

    assert list(lane.search(units(1, 1)[0], 1_000)) == [5]


def test_an_empty_lane_finds_nothing() -> None:
    assert LaneIndex(DIMENSION).search(units(1, 0)[0], 10) == {}


def test_the_middle_is_the_mean_held_back_where_sentences_are_few() -> None:
    lane = lane_of(np.arange(90), np.tile(np.eye(1, DIMENSION, dtype=np.float32), (90, 1)))

    assert whole(lane).middle().tolist() == pytest.approx([0.75, *[0.0] * (DIMENSION - 1)])
    assert whole(LaneIndex(DIMENSION)).middle().tolist() == [0.0] * DIMENSION


def test_among_no_allowed_ids_nothing_is_found() -> None:
    assert lane_of(np.array([5]), units(1, 0)).search(units(1, 1)[0], 10, np.array([], np.int64)) == {}


def test_allowed_ids_of_another_lane_find_nothing() -> None:
    assert lane_of(np.array([5]), units(1, 0)).search(units(1, 1)[0], 10, np.array([6, 7])) == {}


def test_a_saved_lane_comes_back_the_same(tmp_path: Path) -> None:
    ids, vectors, question = np.array([7, 1, 2**40]), units(3, 0), units(1, 1)[0]
    lane = lane_of(ids, vectors)

    lane.save(tmp_path / "lanes" / "reporting.1.faiss")

    loaded = LaneIndex.load(tmp_path / "lanes" / "reporting.1.faiss")
    assert loaded.ids.tolist() == [7, 1, 2**40]
    assert loaded.search(question, 3) == lane.search(question, 3)


def test_a_loaded_lane_can_be_changed(tmp_path: Path) -> None:
    vectors = units(3, 0)
    lane_of(np.array([1, 2]), vectors[:2]).save(tmp_path / "a.1.faiss")
    lane = LaneIndex.load(tmp_path / "a.1.faiss")

    lane.add(np.array([3]), vectors[2:])

    assert list(lane.search(vectors[2], 5)) == product(np.array([1, 2, 3]), vectors, vectors[2], 5)


def test_saving_leaves_nothing_else_behind(tmp_path: Path) -> None:
    lane_of(np.array([1]), units(1, 0)).save(tmp_path / "a.1.faiss")

    assert [path.name for path in tmp_path.iterdir()] == ["a.1.faiss"]


@pytest.mark.parametrize("kept", [0, 1, 20, 60, -1])
def test_a_damaged_file_is_one_clear_line_with_the_next_step(tmp_path: Path, kept: int) -> None:
    path = tmp_path / "a.1.faiss"
    lane_of(np.array([1, 2]), units(2, 0)).save(path)
    path.write_bytes(path.read_bytes()[:kept])

    with pytest.raises(StorageError, match=r"lane .*a\.1\.faiss is missing or damaged: python cli\.py build mends it"):
        LaneIndex.load(path)


def test_a_missing_file_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="missing or damaged"):
        LaneIndex.load(tmp_path / "a.1.faiss")


def test_an_index_of_another_form_is_refused(tmp_path: Path) -> None:
    faiss.write_index(faiss.IndexFlatIP(4), str(tmp_path / "a.1.faiss"))
    append_mark(tmp_path / "a.1.faiss", "a.1.faiss")

    with pytest.raises(StorageError, match="is of another form"):
        LaneIndex.load(tmp_path / "a.1.faiss")


def test_a_disk_that_refuses_leaves_the_earlier_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.1.faiss"
    lane_of(np.array([1]), units(1, 0)).save(path)
    before = path.read_bytes()

    def full(_index: faiss.Index, place: str) -> None:
        Path(place).write_bytes(b"half a la")
        raise RuntimeError("write error: No space left on device")

    monkeypatch.setattr(faiss, "write_index", full)

    with pytest.raises(StorageError, match="cannot be written: free some space or make it writable"):
        lane_of(np.array([2]), units(1, 1)).save(path)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["a.1.faiss"]


def test_a_folder_that_cannot_be_made_is_a_storage_error(tmp_path: Path) -> None:
    (tmp_path / "lanes").write_text("in the way", encoding="utf-8")

    with pytest.raises(StorageError):
        lane_of(np.array([1]), units(1, 0)).save(tmp_path / "lanes" / "a.1.faiss")


@given(
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=30), st.text(st.characters(codec="utf-8"), max_size=9)
)
def test_every_kind_has_a_file_of_its_own_inside_the_lanes_folder(kind: str, other: str) -> None:
    path = lane_path(Path("data"), kind, 3)

    assert path.parent == Path("data/lanes")
    assert (path == lane_path(Path("data"), other, 3)) == (kind == other)


@pytest.mark.parametrize("kind", ["интервью-и-расследования-нашей-редакции", "評論" * 20, "k" * 255])
def test_a_kind_as_long_as_a_folder_name_may_be_can_be_saved(tmp_path: Path, kind: str) -> None:
    (tmp_path / kind).mkdir()
    path = lane_path(tmp_path, kind, 1)

    lane_of(np.array([1]), units(1, 0)).save(path)

    assert LaneIndex.load(path).ids.tolist() == [1]
