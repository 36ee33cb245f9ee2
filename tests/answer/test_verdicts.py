from __future__ import annotations

import pytest

from answer.check_records import Effect, Flag, FlagKind, Verdict
from answer.likeness import Likeness, flagless, log_odds, probability
from answer.verdicts import judge

LIKE = Likeness(cosine=0.95, coverage=1.0, together=1.0, denied=0.1, turned=0.0, differing=0.0, missing=0.0)
NEAR = Likeness(cosine=0.55, coverage=0.4, together=0.5, denied=0.0, turned=0.0, differing=0.0, missing=0.0)
FAR = Likeness(cosine=0.05, coverage=0.0, together=0.0, denied=0.0, turned=0.0, differing=0.0, missing=0.0)


def flag(effect: Effect) -> Flag:
    return Flag(FlagKind.NUMBER, "98", "90", effect)


@pytest.mark.parametrize(
    ("like", "flags", "subject", "verdict"),
    [
        (LIKE, [], True, Verdict.SUPPORTS),
        (LIKE, [flag(Effect.NOTE)], True, Verdict.SUPPORTS),
        (LIKE, [flag(Effect.DIFFERS)], True, Verdict.DIFFERS),
        (LIKE, [flag(Effect.MISSING)], True, Verdict.RELATED),
        (LIKE, [flag(Effect.MISSING), flag(Effect.DIFFERS)], True, Verdict.DIFFERS),
        (LIKE, [], False, Verdict.RELATED),
        (NEAR, [], True, Verdict.RELATED),
        (FAR, [], True, Verdict.NOT_FOUND),
        (FAR, [flag(Effect.DIFFERS)], True, Verdict.NOT_FOUND),
    ],
)
def test_every_doubt_goes_towards_the_weaker_verdict(
    like: Likeness, flags: list[Flag], verdict: Verdict, *, subject: bool
) -> None:
    assert judge(like, flags, subject=subject) is verdict


def test_the_score_without_flags_is_never_less() -> None:
    flagged = Likeness(0.9, 0.9, 0.9, 0.0, 0.0, differing=2.0, missing=1.0)

    assert flagless(flagged) > log_odds(flagged)
    assert flagless(LIKE) == log_odds(LIKE)


def test_even_odds_are_a_half() -> None:
    assert probability(0.0) == 0.5
    assert 0 <= probability(-30) < probability(30) <= 1


def test_verdicts_are_ranked_and_none_speaks_of_truth() -> None:
    assert sorted(Verdict, key=lambda verdict: verdict.rank) == list(Verdict)
    assert not {"true", "false"} & {word for verdict in Verdict for word in verdict.value.split()}
