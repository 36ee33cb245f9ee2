from __future__ import annotations

import pytest

from answer.facts.alignment import words
from answer.facts.names import forms_in, is_in, names, runs_of, same_name


def read(text: str) -> list[str]:
    return [name.text for name in names(words(text), text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Turkey launched an offensive in Afrin, Syria.", ["Turkey", "Afrin", "Syria"]),
        ("Fighting resumed near the Euphrates.", ["Euphrates"]),
        ("Engineers closed the gate.", []),
        ("“We will win,” Maj. Gen. James Jarrard said.", ["James", "Jarrard"]),
        ("The DoD and President Trump met on Monday in May.", ["DoD", "Trump"]),
        ("FORCES LAUNCH THE OFFENSIVE IN SYRIA", ["SYRIA"]),
        ("He said I was wrong.", []),
        ("", []),
    ],
)
def test_names_are_words_that_have_their_capital_anywhere(text: str, expected: list[str]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("us", "the United States said", True),
        ("us", "American officials", True),
        ("syria", "Syrian forces", True),
        ("turkey", "Turkish forces", True),
        ("iraq", "Iraqis", True),
        ("sdf", "it said the Syrian Democratic Forces had left the town", True),
        ("austria", "Australia", False),
        ("iran", "Iraq", False),
        ("mattis", "James Mattis", True),
    ],
)
def test_a_name_is_found_in_its_other_forms(name: str, text: str, *, expected: bool) -> None:
    found = words(text)

    assert is_in(name, forms_in(found), runs_of(names(found, text))) is expected


def test_names_in_a_row_are_one_run() -> None:
    text = "forces of the Syrian Democratic Forces in Afrin"

    assert runs_of(names(words(text), text)) == ("Syrian Democratic Forces", "Afrin")


@pytest.mark.parametrize(("one", "other"), [("adam", "adams"), ("niger", "nigerian"), ("robert", "robertn")])
def test_names_that_begin_alike_are_two(one: str, other: str) -> None:
    assert not same_name(one, other)


@pytest.mark.parametrize(("one", "other"), [("syria", "syrian"), ("nigeria", "nigerian"), ("iranian", "iranians")])
def test_a_country_and_its_people_are_one(one: str, other: str) -> None:
    assert same_name(one, other)
