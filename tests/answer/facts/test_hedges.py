from __future__ import annotations

import pytest

from answer.facts.alignment import align, words
from answer.facts.hedges import hedge_mismatch


@pytest.mark.parametrize(
    ("claim", "sentence", "expected"),
    [
        ("ISIS will resurge.", "ISIS could likely resurge.", ("", "could likely")),
        ("He attacked the guard.", "He allegedly attacked the guard.", ("", "allegedly")),
        ("He may have attacked.", "He attacked.", ("may", "")),
        ("He may have attacked.", "He might have attacked.", None),
        ("He attacked.", "He attacked in May.", None),
        ("The gate was closed.", "The gate was closed, and it is possible that it rains.", None),
        ("The gate was closed.", "It is alleged that the gate was closed.", ("", "alleged")),
        ("The gate should close.", "The gate closed.", None),
        ("The governor resigned.", "The governor should resign.", ("", "should")),
        ("The gate was closed.", "The report recommends that the gate be closed.", ("", "recommends")),
        ("The governor ought to resign.", "The governor should resign.", None),
        ("The guard stole grain.", "The guard was arrested on Monday for stealing grain.", ("", "arrested")),
        ("The guard took bribes.", "The guard, accused of taking bribes, left the town.", ("", "accused")),
        ("The guard left the town.", "The guard, accused of taking bribes, left the town.", None),
        ("The guard was dismissed for stealing.", "The guard was dismissed for stealing grain.", None),
    ],
)
def test_a_hedge_in_one_of_the_two_is_seen(claim: str, sentence: str, expected: tuple[str, str] | None) -> None:
    assert hedge_mismatch(align(words(claim), words(sentence)), claim, sentence) == expected
