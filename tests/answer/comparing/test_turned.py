"""What one says in the passive and the other in the active: the sentence must state it, and as done."""

from __future__ import annotations

import pytest

from answer.records import Effect
from tests.answer.comparing.compared import effects


@pytest.mark.parametrize(
    "sentence",
    [
        "The regatta was stopped by a squall.",
        "On Sunday the regatta was stopped by a squall.",
        "The regatta was finally stopped by a squall, the marshal said.",
        "The regatta has been stopped by a squall.",
        "The race was windy, and the regatta was stopped by a squall.",
    ],
)
def test_the_passive_of_a_stated_deed_says_the_same(sentence: str) -> None:
    assert effects("A squall stopped the regatta.", sentence) <= {Effect.NOTE}


@pytest.mark.parametrize(
    "sentence",
    [
        # not done, not yet, not quite
        "The regatta will be stopped by a squall.",
        "The regatta may have been stopped by a squall.",
        "The regatta was to be stopped by a squall.",
        "The regatta is being stopped by a squall.",
        "The regatta was nearly stopped by a squall.",
        "The regatta had almost been stopped by a squall.",
        "Had the regatta been stopped by a squall, nobody would have won.",
        # not stated
        "There is little evidence that the regatta was stopped by a squall.",
        "The story that the regatta was stopped by a squall is old.",
        "In the novel, the regatta was stopped by a squall.",
        "Ida dreamed that the regatta was stopped by a squall.",
        # another doer or thing
        "The start of the regatta was delayed by a squall.",
        "The regatta was stopped by a squall or a collision.",
    ],
)
def test_the_passive_of_what_is_not_stated_or_not_done_says_nothing(sentence: str) -> None:
    assert effects("A squall stopped the regatta.", sentence) & {Effect.MISSING, Effect.DIFFERS}


@pytest.mark.parametrize(
    "sentence",
    [
        "A squall will stop the regatta.",
        "A squall nearly stopped the regatta.",
        "In the ballad a squall stopped the regatta.",
        "Ida dreamed that a squall stopped the regatta.",
    ],
)
def test_nor_does_the_active(sentence: str) -> None:
    assert effects("The regatta was stopped by a squall.", sentence) & {Effect.MISSING, Effect.DIFFERS}


def test_a_time_in_front_is_no_part_of_who_does_it() -> None:
    assert effects("The kiln was sold to a potter in 1971.", "In 1971 the monks sold the kiln to a potter.") <= {
        Effect.NOTE
    }


def test_a_time_behind_the_noun_belongs_to_it() -> None:
    assert effects("A squall caused the delay on Monday.", "The delay on Monday was caused by a squall.") <= {
        Effect.NOTE
    }
