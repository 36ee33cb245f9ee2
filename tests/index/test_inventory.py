from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import inventory
from index.inventory import among

NUMBERS = st.lists(st.integers(-5, 40))


@pytest.mark.parametrize("many", [0, 100_000], ids=["by a table", "one by one"])
@given(NUMBERS, NUMBERS)
def test_rows_among_others_are_found_however_many_are_looked_up(many: int, others: list[int], rows: list[int]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inventory, "MANY", many)
        found = among(np.array(sorted(others), np.int64), np.array(rows, np.int64))

    assert found.tolist() == [row in others for row in rows]
