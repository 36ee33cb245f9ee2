from __future__ import annotations

import re
from datetime import date

import pytest

from answer.facts.dates import mentions
from answer.facts.numbers import quantities
from index.other_forms import other_forms
from ingest.days import stated_day
from ingest.lexicon import any_of

DAY = date(2026, 3, 14)

LOOKALIKES = [("i", "\u0131"), ("I", "\u0130"), ("s", "\u017f"), ("k", "\u212a")]
"""A letter, and another that a pattern takes for it where case is ignored: Turkish ones, the long s, the sign for
kelvin."""


def test_the_longest_word_is_found_in_any_case() -> None:
    assert re.findall(any_of("six", "sixteen"), "Sixteen, SIX", re.IGNORECASE) == ["Sixteen", "SIX"]


@pytest.mark.parametrize(("letter", "like"), LOOKALIKES)
def test_no_other_letter_is_taken_for_one_of_a_word(letter: str, like: str) -> None:
    assert re.search(letter, like, re.IGNORECASE)  # what a plain pattern does

    assert not re.search(any_of(letter.lower()), like, re.IGNORECASE)


@pytest.mark.parametrize(
    "text",
    [
        "The {six} and the {sixth}",
        "{six} two, two {six}, twenty-{six}",
        "5 {million}, £5.5 {billion} or a {third} of a {million}",
        "two {thirds}, three of {six}, {five} past {six}",
        "5 {August} 1790",
        "{Tuesday}, 5 {September} 1790, and last {Sunday}",
        "in the {eighth} century, {six} {weeks} ago",
        "5 {kilometres}, 10 {pounds}, 3 {minutes}",
    ],
)
@pytest.mark.parametrize(("letter", "like"), LOOKALIKES)
def test_words_in_letters_of_other_times_and_places_say_what_plain_ones_say_and_stop_nobody(
    text: str, letter: str, like: str
) -> None:
    def spelled(match: re.Match[str]) -> str:
        return match[1].replace(letter.lower(), like).replace(letter, like)

    odd, plain = re.sub(r"{(.*?)}", spelled, text), re.sub(r"{(.*?)}", r"\1", text)

    assert quantities(odd) == quantities(plain)
    assert mentions(odd, DAY) == mentions(plain, DAY)
    assert not {"6", "26", "5000000"} & {*other_forms(odd, "en").split()} - {*other_forms(plain, "en").split()}
    assert stated_day(odd) in {None, stated_day(plain)}
