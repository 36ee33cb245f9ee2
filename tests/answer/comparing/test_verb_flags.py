from __future__ import annotations

import pytest

from answer.comparing.pair import pair
from answer.comparing.verb_flags import verb_flags
from answer.facts.statement import statement
from answer.records import Effect
from ingest.records import Voice


def found(claim: str, sentence: str) -> list[tuple[str, str, Effect]]:
    ours, theirs = statement(claim, Voice()), statement(sentence, Voice())
    return [(flag.claim, flag.document, flag.effect) for flag in verb_flags(pair(ours, theirs))]


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("The museum will sell the painting.", "will"),
        ("The museum would sell the painting.", "would"),
        ("The museum is to sell the painting.", "museum is to"),
        ("The museum is set to sell the painting.", "is set to"),
        ("The museum hopes to quickly sell the painting.", "museum hopes to"),
        ("The museum was asked to sell the painting.", "was asked to"),
        ("The museum has the right to sell the painting.", "the right to"),
        ("The museum wanted to clean and sell the painting.", "museum wanted to"),
        ("The museum is considering selling the painting.", "museum is considering selling"),
        ("The museum is accused of selling the painting.", "is accused of selling"),
        ("The museum was cleared of selling the painting.", "was cleared of selling"),
        ("The museum was found not guilty of selling the painting.", "was found not guilty of selling"),
        ("The museum stands trial over the selling of the painting.", "stands trial over the selling"),
        ("The museum is selling the painting.", "The museum is selling"),
    ],
)
def test_what_is_planned_charged_or_under_way_is_not_done(sentence: str, shown: str) -> None:
    [(_, words, effect)] = found("The museum sold the painting.", sentence)

    assert (words, effect) == (shown, Effect.DIFFERS)


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("The museum will sell the painting.", "The museum sold the painting."),
        ("The firm could close the plant.", "The firm will close the plant."),
        ("The firm exports silk.", "The firm exported silk."),
        ("The firm exports silk.", "The firm used to export silk."),
        ("Holt is head of the fund.", "Holt was head of the fund."),
        ("The road was widened.", "The road was being widened."),
        ("Koh was bribed.", "Koh bribed a judge."),
        ("Koh bribed the judge.", "Koh was bribed by the judge."),
    ],
)
def test_another_tense_mood_or_voice_of_the_verb_is_flagged(claim: str, sentence: str) -> None:
    assert found(claim, sentence)


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("The museum sold the painting.", "The museum managed to sell the painting."),
        ("The museum sold the painting.", "After selling the painting, the museum closed."),
        ("The museum sold the painting.", "The museum was fined for selling the painting."),
        ("The museum sold the painting.", "The museum closed, selling the painting."),
        ("The museum will sell the painting.", "The museum will soon sell the painting."),
        ("The dam might burst.", "The dam may burst."),
        ("The firm is closing the plant.", "The firm is closing the plant."),
        ("Koh is a member of the board.", "Koh has been a member of the board."),
        ("Koh went to Rome.", "According to police, Koh went to Rome."),
        ("The bridge was opened in 1911.", "The bridge, opened in 1911, fell."),
    ],
)
def test_what_was_done_has_no_flag(claim: str, sentence: str) -> None:
    assert found(claim, sentence) == []
