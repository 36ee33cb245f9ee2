from __future__ import annotations

import pytest

from answer.comparing.contrast import turned
from answer.facts.alignment import align, words
from answer.facts.negation import denial_mismatch, opposites


def mismatch(claim: str, sentence: str) -> tuple[str, str] | None:
    return denial_mismatch(align(words(claim), words(sentence)), claim, sentence)


@pytest.mark.parametrize(
    ("claim", "sentence", "expected"),
    [
        ("The gate was closed.", "The gate was not closed.", ("", "not")),
        ("The gate was not closed.", "The gate was closed.", ("not", "")),
        ("The gate wasn’t closed.", "The gate was not closed.", None),
        ("The gate was closed.", "Officials deny that the gate was closed.", ("", "deny")),
        ("The gate was closed.", "No one said so, and much later in the day the gate was closed.", None),
        ("Engineers never closed it.", "Engineers closed it.", ("never", "")),
        ("The gate was not only closed.", "The gate was closed.", None),
        ("It did not fail to close.", "It did close.", None),
        ("It refused to close.", "It did not fail to close.", ("refused", "")),
        ("Varde signed the treaty.", "All towns except Varde signed the treaty.", ("", "except")),
        ("All towns signed the treaty.", "All towns apart from Varde signed the treaty.", ("", "apart")),
        ("The gate was closed.", "He was wrong: the gate was closed.", None),
        ("The gate was closed.", "They weren’t entirely wrong; the gate was closed.", None),
        ("The gate was closed.", "He was wrong: the gate was not closed.", ("", "not")),
        ("The gate was closed.", "He was wrong that the gate was closed.", ("", "wrong")),
        ("The gate was closed.", "It is wrong: the gate was closed.", ("", "wrong")),
        ("A lamp lit the barn.", "A lamp, not a bomb, lit the barn.", None),
        ("The barn was lit by a lamp.", "The barn was lit by a lamp, not by a bomb.", None),
        ("The barn was lit by a bomb.", "The barn was lit by a lamp, not by a bomb.", ("", "not")),
        ("The pumps failed.", "The pumps failed.", None),
        ("The pumps stood still.", "When the power failed, the pumps stood still.", None),
        ("The firm paid its crew.", "The firm failed to pay its crew.", ("", "failed")),
        ("The gate was closed.", "Contrary to reports, the gate was closed.", None),
        ("All but one signed, except Varde.", "All but one signed, except Varde.", None),
    ],
)
def test_a_denial_in_one_of_the_two_is_seen(claim: str, sentence: str, expected: tuple[str, str] | None) -> None:
    assert mismatch(claim, sentence) == expected


@pytest.mark.parametrize(
    ("claim", "sentence", "expected"),
    [
        ("ISIS gained territory.", "ISIS lost territory.", [("gained", "lost")]),
        ("ISIS gains territory.", "ISIS loses territory.", [("gains", "loses")]),
        ("Prices increased.", "Prices decreased.", [("increased", "decreased")]),
        ("Prices rose.", "Prices rose and then fell.", []),
        ("It is legal.", "It is illegal.", [("legal", "illegal")]),
    ],
)
def test_an_opposite_in_the_place_of_a_word_is_seen(claim: str, sentence: str, expected: list[tuple[str, str]]) -> None:
    assert list(opposites(align(words(claim), words(sentence)))) == expected


def test_a_claim_is_turned_word_by_word() -> None:
    assert turned("Prices increased before the war.") == "Prices decreased after the peace."
    assert turned("Bread.") == "Bread."
