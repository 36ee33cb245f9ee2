from __future__ import annotations

import pytest

from answer.comparing.flags import flags
from answer.comparing.pair import pair
from answer.facts.statement import statement
from answer.records import Effect
from ingest.records import Voice

TWO_PARTS = "The catch was 8 tonnes at Lorn and 5 tonnes at Sorrel."
MEANS = "Mean height was 161 in the first class and 158 in the second class."


def effects(claim: str, sentence: str) -> set[Effect]:
    return {flag.effect for flag in flags(pair(statement(claim, Voice()), statement(sentence, Voice())))}


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("The catch at Sorrel was 8 tonnes.", TWO_PARTS),
        ("Mean height in the second class was 161.", MEANS),
        ("Fares rose to 39 crowns.", "Fares rose to 48 crowns from 39 crowns."),
        ("The mill ground 610 sacks in 2022.", "The mill ground 520 sacks in 2022, against 610 in 2021."),
        ("The mill ground 520 sacks in 2021.", "The mill ground 520 sacks in 2022, against 610 in 2021."),
        ("She swam the strait in 4:52.", "She swam the strait in 4:31, against 4:52 last year."),
        ("Lind won 38 percent of the vote.", "Lind won 62 percent of the vote versus 38 percent for Marsh."),
    ],
)
def test_a_number_of_another_part_or_time_backs_nothing(claim: str, sentence: str) -> None:
    assert effects(claim, sentence) & {Effect.MISSING, Effect.DIFFERS}


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("The catch at Lorn was 8 tonnes.", TWO_PARTS),
        ("Fares rose to 48 crowns.", "Fares rose to 48 crowns from 39 crowns."),
        ("Fares rose to 48 crowns.", "Fares rose from 39 crowns to 48 crowns."),
        ("The mill ground 520 sacks in 2022.", "The mill ground 520 sacks in 2022, against 610 in 2021."),
        ("Lind won 62 percent of the vote.", "Lind won 62 percent of the vote versus 38 percent for Marsh."),
        ("The barge took 12 sheep to Lorn.", "The barge took 12 sheep and 3 dogs from Sorrel to Lorn."),
    ],
)
def test_a_number_of_its_own_part_stands(claim: str, sentence: str) -> None:
    assert effects(claim, sentence) <= {Effect.NOTE}


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("Mean height in the first class was 161.", MEANS),
        ("The hall seats 420.", "The hall seats 300 below and 120 above."),
        ("Output fell by 100 tonnes.", "Output fell from 500 tonnes to 400 tonnes."),
    ],
)
def test_a_number_in_another_order_or_a_sum_is_no_difference(claim: str, sentence: str) -> None:
    assert Effect.DIFFERS not in effects(claim, sentence)
