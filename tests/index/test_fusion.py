from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fusion import WORDS_WEIGHT, fuse

COSINES = st.dictionaries(st.integers(0, 20), st.floats(-1, 1), max_size=8)
SHARES = st.dictionaries(st.integers(0, 20), st.floats(0, 1), max_size=8)


def test_scores_are_what_a_table_worked_by_hand_says() -> None:
    """Words weigh 1.5: (cosine + 1.5 · BM25 / most) / 2.5."""
    fused = fuse({1: 0.8, 2: 0.5, 3: 0.1}, {2: 3.0, 3: 6.0}, most_bm25=6.0)

    assert WORDS_WEIGHT == 1.5
    assert fused == pytest.approx({1: 0.32, 2: (0.5 + 0.75) / 2.5, 3: (0.1 + 1.5) / 2.5})


def test_without_words_the_order_is_that_of_the_cosines() -> None:
    assert fuse({1: 0.8, 2: -0.5}, {}, most_bm25=0.0) == pytest.approx({1: 0.32, 2: -0.2})


def test_nothing_fused_is_nothing() -> None:
    assert fuse({}, {}, most_bm25=0.0) == {}


def test_words_found_elsewhere_are_no_candidates() -> None:
    assert fuse({1: 0.5}, {2: 1.0}, most_bm25=2.0).keys() == {1}


@given(COSINES, SHARES, st.floats(0.1, 100))
def test_every_candidate_has_a_score_of_at_most_one(
    cosines: dict[int, float], shares: dict[int, float], most: float
) -> None:
    fused = fuse(cosines, {row: share * most for row, share in shares.items()}, most_bm25=most)

    assert fused.keys() == cosines.keys()
    assert all(-1 <= score <= 1 + 1e-9 for score in fused.values())


@given(COSINES, SHARES, st.floats(0.1, 100))
def test_a_candidate_scores_the_same_beside_whatever_others(
    cosines: dict[int, float], shares: dict[int, float], most: float
) -> None:
    bm25 = {row: share * most for row, share in shares.items()}

    together = fuse(cosines, bm25, most_bm25=most)

    assert together == {row: fuse({row: cosine}, bm25, most_bm25=most)[row] for row, cosine in cosines.items()}


@given(st.floats(-1, 1), st.floats(-1, 1), st.floats(0, 5), st.floats(0, 5))
def test_more_of_either_never_scores_less(low: float, high: float, few: float, many: float) -> None:
    low, high = sorted((low, high))
    few, many = sorted((few, many))

    worse, better = fuse({1: low, 2: high}, {1: few, 2: many}, most_bm25=5.0).values()

    assert worse <= better
