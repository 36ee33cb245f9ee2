"""What a note of correction takes back, and what a statement excepts."""

from __future__ import annotations

import pytest

from answer.records import Effect
from tests.answer.comparing.compared import effects

DOUBTS = {Effect.DIFFERS, Effect.MISSING}


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("Ida Moss has sold the mill.", "An earlier version of this article said that Ida Moss had sold the mill."),
        ("The organ was built in Linz.", "The first version of this story stated that the organ was built in Linz."),
        ("The weir had burst.", "A report on Sunday incorrectly said that the weir had burst."),
        ("The weir had burst.", "The agency mistakenly announced that the weir had burst."),
        ("The weir had burst.", "The weir had burst, the bulletin stated in error."),
        ("The toll rose.", "The council was wrong to say the toll rose."),
        ("The toll rose.", "The mayor misspoke when she said that the toll rose."),
        ("The toll rose.", "This story originally said that the toll rose."),
        ("The toll rose.", "Correction: A caption on Friday said the toll rose."),
        ("The toll rose.", "Because of an editing error, an article on Friday said that the toll rose."),
        ("The toll rose.", "In an earlier edition we reported that the toll rose."),
    ],
)
def test_what_a_note_of_correction_takes_back_is_not_said(claim: str, sentence: str) -> None:
    assert effects(claim, sentence) & DOUBTS


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("The toll rose.", "Correction: The toll rose."),
        ("The weir had burst.", "A report on Sunday said that the weir had burst."),
        ("The fund lost 3 million crowns.", "An earlier audit said that the fund lost 3 million crowns."),
        ("The well is dry.", "The well is dry, not full as an earlier version of this article said."),
        (
            "An earlier version of this article said that the weir had burst.",
            "An earlier version of this article said that the weir had burst.",
        ),
    ],
)
def test_what_is_put_right_or_was_only_said_before_stands(claim: str, sentence: str) -> None:
    assert not effects(claim, sentence) & DOUBTS


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("Bathing is allowed at Suhl.", "Bathing is not allowed in the lakes, except at Suhl."),
        ("Bathing is allowed at Suhl.", "Except at Suhl, bathing is not allowed in the lakes."),
        ("The chapel was open on Monday.", "Other than the chapel, no house was open on Monday."),
        ("Tenants may fish in the pond.", "Barring tenants, nobody may fish in the pond."),
        ("Flowers may be picked on the dyke.", "No flowers may be picked, save on the dyke."),
        ("The notary may open the box.", "No one but the notary may open the box."),
        ("The kiosk reopened.", "Save for the kiosk, no shop reopened."),
    ],
)
def test_what_an_exception_allows_does_not_contradict_it(claim: str, sentence: str) -> None:
    assert Effect.DIFFERS not in effects(claim, sentence)


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("No flowers may be picked on the dyke.", "No flowers may be picked in the park, save on the dyke."),
        ("The notary may not open the box.", "No one but the notary may open the box."),
        ("Flowers may be picked on the dyke.", "Flowers may be picked anywhere except on the dyke."),
        ("The kiosk reopened.", "Save for the kiosk, every shop reopened."),
        ("The kiosk reopened.", "Everything but the kiosk reopened."),
        ("The kiosk did not burn.", "Apart from the kiosk, the row did not burn."),
    ],
)
def test_a_statement_does_not_hold_of_what_it_excepts(claim: str, sentence: str) -> None:
    assert effects(claim, sentence) & DOUBTS
