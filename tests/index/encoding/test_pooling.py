from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import DTypeLike

from index.building.build import build
from index.encoding.pooling import unit
from tests.conftest import FakeEncoder, answers, write


@pytest.mark.parametrize("dtype", [np.float16, np.float32])
@given(seed=st.integers(0, 2**32 - 1))
def test_rows_of_any_width_of_number_come_back_as_float32_of_length_one(dtype: DTypeLike, seed: int) -> None:
    rows = np.random.default_rng(seed).standard_normal((5, 8)).astype(dtype)

    found = unit(rows)

    assert found.dtype == np.float32
    assert (found * found).sum(axis=1) == pytest.approx(np.ones(5), abs=1e-6)
    assert np.sign(found).tolist() == np.sign(rows).tolist()


def test_a_row_of_nothing_stays_nothing() -> None:
    assert unit(np.array([[0, 0], [0, 2]], np.float32)).tolist() == [[0, 0], [0, 1]]


def test_a_sentence_whose_vector_is_nothing_is_found_by_its_words_and_harms_no_other(
    corpus: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(corpus, "reporting/bread.txt", "A baker sells bread.")
    said = FakeEncoder()
    truly = said._vector
    monkeypatch.setattr(said, "_vector", lambda text: truly(text) * ("baker" not in text))

    build(corpus, data, said)

    for question, document in (("Who sells bread?", "reporting/bread.txt"), ("the river", "reporting/river.txt")):
        [reporting, _] = answers(data, [question])[0]["lanes"]
        first, *_ = [*reporting["hits"], reporting["nearest_miss"]]
        assert first["document"]["id"] == document
