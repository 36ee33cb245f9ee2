"""What is kept of what was read: the same values as without it, each read once while there is room."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.row_cache import RowCache


def squares(keys: Sequence[int]) -> dict[int, int]:
    return {key: key * key for key in keys}


@given(st.lists(st.lists(st.integers(0, 12), max_size=9), max_size=9), st.integers(0, 6))
def test_the_values_are_those_that_are_read(asked: list[list[int]], most: int) -> None:
    kept = RowCache(squares, most)

    assert [kept.of(keys) for keys in asked] == [[key * key for key in keys] for keys in asked]


def test_what_is_kept_is_not_read_again_and_what_is_missing_is_read_at_once() -> None:
    read: list[list[int]] = []
    kept = RowCache(lambda keys: read.append([*keys]) or squares(keys), 3)  # type: ignore[func-returns-value]

    kept.of([1, 2, 2])
    kept.of([2, 3, 1])
    kept.of([4])
    kept.of([2, 3, 4])
    kept.of([1])

    assert read == [[1, 2], [3], [4], [1]]


def test_a_key_that_is_not_to_be_read_is_refused() -> None:
    kept = RowCache(lambda _keys: {}, 3)

    with pytest.raises(KeyError):
        kept.of([1])


def test_threads_get_their_own_answers() -> None:
    kept = RowCache(squares, 5)
    asked = [[(seed * step) % 17 for step in range(8)] for seed in range(300)]

    with ThreadPoolExecutor(6) as threads:
        found = list(threads.map(kept.of, asked))

    assert found == [[key * key for key in keys] for keys in asked]
    assert max(Counter(map(len, found))) == 8
