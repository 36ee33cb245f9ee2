"""What a document says in another order of its clauses and phrases, said in the claim's."""

from __future__ import annotations

import pytest

from answer.comparing.reworded import reworded
from answer.records import Effect
from tests.answer.comparing.compared import effects, read


def is_said(claim: str, sentence: str) -> bool:
    """Whether one of the ways to say the sentence says what the claim does, with no difference but notes."""
    return any(effects(claim, text) <= {Effect.NOTE} for text in reworded(read(claim), read(sentence)))


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("The mill will close if the weir breaks.", "If the weir breaks, the mill will close."),
        ("Unless Ida Moss signs, the ship stays in port.", "The ship stays in port unless Ida Moss signs."),
        ("The choir left before the roof fell.", "Before the roof fell, the choir left."),
        ("While the tide was low, Holm walked.", "Holm walked while the tide was low."),
        ("The abbess's nephew forged the deed.", "The nephew of the abbess forged the deed."),
        ("The keeper of the lighthouse was asleep.", "The lighthouse's keeper was asleep."),
        ("The sexton has a lamp.", "Nobody but the sexton has a lamp."),
        ("The twins saw the wreck.", "No one except the twins saw the wreck."),
        ("The flood was caused by a pump.", "The flood was caused by a pump rather than by the storm."),
        ("The north tower is taller than the south tower.", "The south tower is shorter than the north tower."),
        ("The prior sold the bell to a dealer.", "A dealer bought the bell from the prior in 1911."),
    ],
)
def test_it_says_the_same_in_another_order(claim: str, sentence: str) -> None:
    assert is_said(claim, sentence)


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("If the weir breaks, the mill will close.", "The mill will close only if the weir breaks."),
        ("The weir will break if the mill closes.", "If the weir breaks, the mill will close."),
        ("If the boat sails, he will ask.", "He will ask if the boat sails."),
        ("After the roof fell, the choir left.", "The choir left nine days after the roof fell."),
        ("The abbess forged the deed.", "The nephew of the abbess forged the deed."),
        ("The nephew's abbess forged the deed.", "The nephew of the abbess forged the deed."),
        ("The queen's portrait was stolen.", "The portrait of the queen was stolen."),
        ("The mayor's accusation was heard.", "The accusation of the mayor was heard."),
        ("The mason has a lamp.", "Nobody but the sexton has a lamp."),
        ("The flood was caused by the storm.", "The flood was caused by a pump rather than by the storm."),
        ("The north tower is shorter than the south tower.", "The south tower is shorter than the north tower."),
        ("The north tower was taller than the south tower.", "The south tower is shorter than the north tower."),
        ("A dealer sold the bell to the prior.", "A dealer bought the bell from the prior."),
        ("The prior sold the bell to a dealer in 1911.", "A dealer bought the bell from the prior."),
        ("The prior sold the bell to a dealer.", "A dealer never bought the bell from the prior."),
        ("The Skjern is shorter than the Ribe but deeper.", "The Ribe is longer than the Skjern but narrower."),
        ("Because he was late, Holm was not fired.", "Holm was not fired because he was late."),
        ("A fool would sell the mill.", "Nobody but a fool would sell the mill."),
        ("The board did not hire Berg.", "The board did not hire Berg rather than Holm."),
    ],
)
def test_what_says_something_else_is_not_said_by_another_order(claim: str, sentence: str) -> None:
    assert not is_said(claim, sentence)
