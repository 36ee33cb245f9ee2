from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.facts.numbers import Quantity, quantities
from ingest.number_words import value


def read(text: str) -> list[tuple[object, str, str]]:
    return [(one.value, one.unit, one.bound) for one in quantities(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lost 98 percent", [(98, "percent", "")]),
        ("lost 98% of it", [(98, "percent", "")]),
        ("lost 98 per cent", [(98, "percent", "")]),
        ("half of the men", [(50, "percent", "")]),
        ("1,200 people", [(1200, "", "")]),
        ("1\u00a0200 people", [(1200, "", "")]),
        ("twelve hundred people", [(1200, "", "")]),
        ("1.2 thousand people", [(1200, "", "")]),
        ("two and a half million", [(2_500_000, "", "")]),
        ("half a million", [(500_000, "", "")]),
        ("a hundred and fifty-two", [(152, "", "")]),
        ("a dozen", [(12, "", "")]),
        ("a quarter of a million dollars", [(250_000, "dollar", "")]),
        ("nearly two thirds of a billion", [(Fraction(2_000_000_000, 3), "", "~")]),
        ("more than half of them", [(50, "percent", ">")]),
        ("one hundred twenty three thousand four hundred fifty six", [(123_456, "", "")]),
        ("$5m and $1.2 billion", [(5_000_000, "dollar", ""), (1_200_000_000, "dollar", "")]),
        ("US$3 or 3 dollars", [(3, "dollar", ""), (3, "dollar", "")]),
        ("six to twelve months", [(6, "month", ""), (12, "month", "")]),
        ("10-12 men", [(10, "", ""), (12, "", "")]),
        ("120 km", [(120, "kilometre", "")]),
        ("3 square km or 3 cubic feet", [(3, "square kilometre", ""), (3, "cubic foot", "")]),
        ("5m long", [(5, "metre", "")]),
        ("-5 °C", [(-5, "degree", "")]),
        ("more than 200 men", [(200, "", ">")]),
        ("nearly 200 men", [(200, "", "~")]),
        ("about 200 men", [(200, "", "~")]),
        ("the 5th and the third", [(5, "place in an order", ""), (3, "place in an order", "")]),
        ("an F-16 at 1.2.3", [("f-16", "as written", ""), ("1.2.3", "as written", "")]),
        ("no one, one of them, one another", []),
        ("one soldier", [(1, "", "")]),
        ("dozens of millions", []),
        ("", []),
    ],
)
def test_numbers_are_read_with_unit_and_bound(text: str, expected: list[tuple[object, str, str]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("claim", "document", "same"),
    [
        ("98 percent", "98%", True),
        ("98 percent", "90 percent", False),
        ("98 percent", "98", True),
        ("98", "98 percent", False),
        ("5 km", "5 miles", False),
        ("5 cubic metres", "5 cubic feet", False),
        ("more than 5", "5", False),
        ("$5", "€5", False),
        ("1,200", "twelve hundred", True),
        ("third", "3", False),
    ],
)
def test_a_claims_number_is_the_documents_only_with_its_value_unit_and_bound(
    claim: str, document: str, *, same: bool
) -> None:
    assert quantities(claim)[0].same(quantities(document)[0]) is same


@pytest.mark.parametrize(
    ("words", "worth"),
    [
        ("zero", 0),
        ("nineteen", 19),
        ("two hundred", 200),
        ("nineteen ninety", None),
        ("two three", None),
        ("twenty two hundred", 2200),
        ("half a dozen", 6),
    ],
)
def test_number_words_are_worth_what_they_say(words: str, worth: int | None) -> None:
    assert value(words) == worth


@given(st.integers(0, 10**12))
def test_a_whole_number_is_read_alike_with_and_without_separators(number: int) -> None:
    assert read(f"they had {number} men") == read(f"they had {number:,} men") == [(Fraction(number), "", "")]


@given(st.text(alphabet="0123456789abF-.,:/ $%", max_size=40))
def test_no_figure_is_passed_over(text: str) -> None:
    found = quantities(text)

    for at, char in enumerate(text):
        if char.isdigit():
            assert any(one.start <= at < one.end for one in found), text


@given(st.text(max_size=200))
def test_every_number_is_a_slice_of_the_text_in_order(text: str) -> None:
    found = quantities(text)

    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert [one.start for one in found] == sorted(one.start for one in found)


def test_a_number_in_a_date_is_none() -> None:
    assert quantities("On 7 May 12 died", [(3, 8)]) == (Quantity(Fraction(12), "", "", 9, 11),)


@pytest.mark.parametrize("part", ["9", "1,", "one ", "one hundred and ", "a half ", "$", "1-", "5 percent of "])
def test_a_hostile_text_takes_no_longer_than_its_length(part: str) -> None:
    quantities(part * (20_000 // len(part)))


@pytest.mark.parametrize(
    ("claim", "document", "same"),
    [
        ("about 90 percent", "92 percent", True),
        ("about 90 percent", "about 92 percent", True),
        ("about 90 percent", "96 percent", False),
        ("90 percent", "92 percent", False),
        ("more than 90", "92", True),
        ("more than 90", "90", False),
        ("at least 90", "90", True),
        ("at least 8", "at least nine", True),
        ("at least 10", "at least nine", False),
        ("fewer than 10", "nine", True),
        ("more than 10", "fewer than 50", False),
        ("nearly 3,000", "2,987", True),
        ("three out of four", "three quarters", True),
        ("one in five", "20 percent", True),
        ("one in five", "25 percent", False),
        ("22:14", "22:14", True),
        ("22:14", "10:14 pm", True),
        ("22:14", "10:14 am", False),
        ("9:30", "half past nine", True),
        ("22:14", "21:40", False),
        ("Section 12", "Section 12", True),
        ("Section 14", "Section 12", False),
    ],
)
def test_a_number_is_supported_by_one_that_is_in_its_bounds(claim: str, document: str, *, same: bool) -> None:
    [[one], [other]] = quantities(claim), quantities(document)

    assert one.same(other) is same


@pytest.mark.parametrize("text", ["7.1 Four tonnes escaped.", "(12) Four tonnes escaped.", "[3] Four tonnes escaped."])
def test_numbers_of_lists_and_paragraphs_count_nothing(text: str) -> None:
    assert [one.unit for one in quantities(text)] == ["ton"]


@pytest.mark.parametrize(
    ("claim", "document", "is_allowed"),
    [
        ("about 30 men", "34 men", True),
        ("about 90 percent", "96 percent", True),
        ("about 98 percent", "90 percent", False),
        ("about 98 percent", "about 90 percent", False),
        ("about 30 men", "60 men", False),
    ],
)
def test_a_rounded_number_contradicts_what_is_further_than_its_last_place(
    claim: str, document: str, *, is_allowed: bool
) -> None:
    [one], [said] = quantities(claim), quantities(document)

    assert one.allows(said) is is_allowed
