from __future__ import annotations

import pytest

from ingest.tokens import is_usually_small


@pytest.mark.parametrize("word", ["Fighting", "Engineers", "Many", "Officials", "Vitamin", "Scientists"])
def test_a_common_word_is_usually_small(word: str) -> None:
    assert is_usually_small(word)


@pytest.mark.parametrize("word", ["Turkey", "Syria", "Mattis", "Paris", "China", "Damascus", "Zorblax"])
def test_a_name_is_not(word: str) -> None:
    assert not is_usually_small(word)
