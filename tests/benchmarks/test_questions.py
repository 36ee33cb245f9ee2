from __future__ import annotations

import pytest

from answer.records import Standing
from benchmarks.questions import LaneResult, Scores, plain, score


def result(*, rank: int | None, standing: Standing = Standing.ANSWERS, has_answer: bool = True) -> LaneResult:
    return LaneResult("?", "reporting", has_answer, standing, rank)


def test_shares_are_of_lanes_with_an_answer_and_of_lanes_without_apart() -> None:
    lanes = [
        result(rank=1),
        result(rank=3),
        result(rank=4),
        result(rank=None, standing=Standing.NOTHING),
        result(rank=None, standing=Standing.NOTHING, has_answer=False),
        result(rank=None, standing=Standing.RELATED, has_answer=False),
    ]

    assert score(lanes) == Scores(
        lanes=4, first_right=0.25, in_first_three=0.5, wrongly_nothing=0.25, empty_lanes=2, rightly_nothing=0.5
    )


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("the possibility **of establishing", "the possibility of establishing"),
        ("saw  two\n\nrivers", "saw two rivers"),
        ("no-break\u00a0space", "no-break space"),
    ],
)
def test_a_quote_compares_without_emphasis_marks_and_with_single_spaces(written: str, compared: str) -> None:
    assert plain(written) == compared
