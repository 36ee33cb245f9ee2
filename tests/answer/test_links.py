from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.question import link_query, number_in, read_query
from answer.records import NO_FILTERS, Filters
from errors import QuestionError
from ingest.records import VoiceKind

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
FILTERS = st.builds(
    Filters,
    st.lists(TEXT, max_size=3).map(tuple),
    st.lists(TEXT, max_size=3).map(tuple),
    st.one_of(st.none(), st.dates()),
    st.one_of(st.none(), st.dates()),
    st.lists(st.sampled_from(VoiceKind), max_size=2).map(tuple),
)


@given(TEXT, FILTERS)
def test_a_link_gives_back_its_question_and_filters(question: str, filters: Filters) -> None:
    assert read_query(link_query(question, filters)) == (question, filters)


def test_a_link_shows_only_the_filters_that_are_set() -> None:
    assert link_query("Who?", NO_FILTERS) == "q=Who%3F"
    assert read_query("?") == ("", NO_FILTERS)


@pytest.mark.parametrize("query", ["q=a&after=yesterday", "q=a&voice=zoo"])
def test_a_filter_that_is_none_is_refused(query: str) -> None:
    with pytest.raises(QuestionError, match="set the filters again"):
        read_query(query)


@given(st.integers(0, 10**15 - 1))
def test_a_number_of_a_link_is_read(number: int) -> None:
    assert number_in(str(number)) == number


@pytest.mark.parametrize("text", ["", "-1", "1.0", "²", "١", "x", "1" * 16, "1" * 5_000])
def test_what_is_no_number_or_too_long_a_one_is_none(text: str) -> None:
    assert number_in(text) is None
