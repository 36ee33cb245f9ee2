from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.terms import TermReader


@given(st.lists(st.text()))
def test_texts_read_in_one_go_have_the_terms_that_each_has_alone(texts: list[str]) -> None:
    reader = TermReader()

    assert reader.sequences(texts) == [reader.sequence(text) for text in texts]
