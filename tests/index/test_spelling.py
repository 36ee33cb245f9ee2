from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.spelling import SPACELESS, plain, written_alike


@pytest.mark.parametrize(
    ("typed", "alike"),
    [
        ("the U.S. and the U.K.", "the US and the UK"),
        ("Byline's, didn’t and they'LL", "Byline, didn and they"),
        ("e\u0301cole", "ecole"),
        ("har\u00adbour", "harbour"),
        ("mini\u200bstry of\u2060ten \ufeffmet", "ministry often met"),
        ("at a. b. or 3.5.", "at a. b. or 3.5."),
    ],
)
def test_what_is_typed_in_several_ways_is_read_as_one(typed: str, alike: str) -> None:
    assert written_alike(typed) == alike


@pytest.mark.parametrize("text", ["5 and 300", "0800 55 44 17", "2019 417", "3.14159", "1,2,3"])
def test_numbers_that_are_no_thousands_stay_apart(text: str) -> None:
    assert written_alike(text) == text


@pytest.mark.parametrize(
    ("typed", "alike"),
    [
        ("cut 1,200, the firm said", "cut 1200, the firm said"),
        ("1,200,000, or 3,400.", "1200000, or 3400."),
        ("12\u00a0300 people", "12300 people"),
        ("12’300, then", "12300, then"),
        ("some 1 200 000 people", "some 1200000 people"),
    ],
)
def test_a_number_whose_thousands_are_set_apart_is_one(typed: str, alike: str) -> None:
    assert written_alike(typed) == alike


@pytest.mark.parametrize(
    "text", ["On 12 300 people marched", "in 5 200 of them", "1,200,30", "1,2000", "12,300,4", "200,300,45,6"]
)
def test_two_numbers_that_stand_beside_each_other_stay_two(text: str) -> None:
    assert written_alike(text) == text


@given(st.text())
def test_what_is_written_alike_stays_as_it_is(text: str) -> None:
    once = written_alike(text)

    assert written_alike(once).split() == once.split() or re.search(f"[{SPACELESS}]", once)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("Ingrid Akesson", "Ingrid Åkesson"),
        ("forty tonne vehicles", "forty-tonne vehicles"),
        ("forty-tonne vehicles", "forty tonne vehicles"),
        ("O’Dwyer", "O'Dwyer"),
        ("Dorde Vukovic", "Đorđe Vuković"),
    ],
)
def test_exact_words_are_found_whatever_their_accents_hyphens_and_marks(typed: str, text: str) -> None:
    assert plain(typed) == plain(text)


@pytest.mark.parametrize(("one", "other"), [("Grey Herons", "Grey Heron"), ("Manning", "Man"), ("not him", "him")])
def test_exact_words_are_not_found_in_other_words(one: str, other: str) -> None:
    assert plain(one) != plain(other)
