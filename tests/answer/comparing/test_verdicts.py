from __future__ import annotations

import pytest

from answer.comparing.likeness import Likeness, LikenessSignals, log_odds, probability
from answer.comparing.verdicts import judge
from answer.records import Effect, Flag, FlagKind, Verdict

NONE = LikenessSignals(said=0.0, meant=0.0, rare=0.0, turned=0.0)
LIKE = Likeness(cosine=0.95, coverage=1.0, signals=NONE)
NEAR = Likeness(cosine=0.5, coverage=0.3, signals=NONE)
REWORDED = Likeness(cosine=0.95, coverage=0.3, signals=NONE)
FAR = Likeness(cosine=0.05, coverage=0.0, signals=NONE)


def flag(effect: Effect) -> Flag:
    return Flag(FlagKind.NUMBER, "98", "90", effect)


@pytest.mark.parametrize(
    ("like", "flags", "subject", "verdict"),
    [
        (LIKE, [], True, Verdict.SUPPORTS),
        (LIKE, [flag(Effect.NOTE)], True, Verdict.SUPPORTS),
        (LIKE, [flag(Effect.DIFFERS)], True, Verdict.DIFFERS),
        (LIKE, [flag(Effect.MISSING)], True, Verdict.RELATED),
        (LIKE, [flag(Effect.MISSING), flag(Effect.DIFFERS)], True, Verdict.RELATED),
        (LIKE, [], False, Verdict.RELATED),
        (NEAR, [], True, Verdict.RELATED),
        (NEAR, [flag(Effect.DIFFERS)], True, Verdict.RELATED),
        (REWORDED, [], True, Verdict.SUPPORTS),
        (REWORDED, [flag(Effect.DIFFERS)], True, Verdict.RELATED),
        (FAR, [], True, Verdict.NOT_FOUND),
        (FAR, [flag(Effect.DIFFERS)], True, Verdict.NOT_FOUND),
    ],
)
def test_every_doubt_goes_towards_the_weaker_verdict(
    like: Likeness, flags: list[Flag], verdict: Verdict, *, subject: bool
) -> None:
    assert judge(like, flags, subject=subject) is verdict


@pytest.mark.parametrize(
    ("missing", "verdict"),
    [
        (Flag(FlagKind.WORDING, "memo", "", Effect.MISSING), Verdict.DIFFERS),
        (Flag(FlagKind.NAME, "Holm", "", Effect.MISSING), Verdict.RELATED),
        (Flag(FlagKind.NUMBER, "98", "", Effect.MISSING), Verdict.RELATED),
    ],
)
def test_an_altered_quotation_differs_though_the_sentence_lacks_what_introduces_it(
    missing: Flag, verdict: Verdict
) -> None:
    altered = Flag(FlagKind.WORDING, "the states support it", "the countries support it", Effect.DIFFERS)

    assert judge(LIKE, [altered, missing], subject=True) is verdict


@pytest.mark.parametrize(("flags", "verdict"), [([], Verdict.SUPPORTS), ([flag(Effect.MISSING)], Verdict.RELATED)])
def test_a_claim_in_one_piece_is_supported_also_by_a_sentence_that_says_much_more(
    flags: list[Flag], verdict: Verdict
) -> None:
    long = Likeness(cosine=0.3, coverage=0.9, signals=NONE)

    assert judge(long, flags, subject=True, whole=True) is verdict
    assert judge(long, [], subject=True) is Verdict.RELATED


def test_more_of_a_claim_in_a_document_speaks_for_support_and_words_of_its_topic_for_less() -> None:
    said = LikenessSignals(said=1.0, meant=0.0, rare=0.0, turned=0.0)
    topic = LikenessSignals(said=1.0, meant=0.0, rare=0.8, turned=0.0)

    assert log_odds(said) > log_odds(topic) > log_odds(NONE)


def test_even_odds_are_a_half() -> None:
    assert probability(0.0) == 0.5
    assert 0 <= probability(-30) < probability(30) <= 1


def test_verdicts_are_ranked_and_none_speaks_of_truth() -> None:
    assert sorted(Verdict, key=lambda verdict: verdict.rank) == list(Verdict)
    assert not {"true", "false"} & {word for verdict in Verdict for word in verdict.value.split()}
