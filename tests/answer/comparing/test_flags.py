from __future__ import annotations

from datetime import date

import pytest

from answer.comparing.flags import flags
from answer.comparing.pair import Surroundings, pair
from answer.facts.names import forms_in
from answer.facts.statement import statement
from answer.records import Effect, FlagKind
from ingest.records import Voice, VoiceKind

OWN = Voice()
PUBLISHED = date(2019, 2, 7)
FACTS = "Pentagon officials have said ISIS has lost about 90 percent of the territory it once held in Iraq and Syria."
MOVE = "Turkey moved 40 tanks and 12 guns from Afrin to Idlib on Tuesday."


def found(claim: str, sentence: str, near: str = "", voices: tuple[Voice, Voice] = (OWN, OWN)) -> list[tuple[str, ...]]:
    ours, theirs = statement(claim, voices[0]), statement(sentence, voices[1], PUBLISHED)
    around = statement(f"{sentence} {near}", OWN)
    keys = frozenset(word.key for word in around.words)
    surroundings = Surroundings(forms_in(around.words), keys, around.name_runs)
    found = flags(pair(ours, theirs, surroundings))
    return [(flag.kind.value, flag.claim, flag.document, flag.effect.value) for flag in found]


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("ISIS has lost about 90 percent of the territory it once held.", FACTS),
        ("ISIS has lost 90% of the territory it once held in Iraq.", FACTS),
        ("On 5 February 2019 Turkey moved 40 tanks from Afrin to Idlib.", MOVE),
        ("Turkey moved forty tanks and a dozen guns to Idlib.", MOVE),
        ("One soldier died.", "A soldier died."),
        ("The U.S. left.", "The United States left."),
    ],
)
def test_what_says_the_same_has_no_flag(claim: str, sentence: str) -> None:
    assert found(claim, sentence) == []


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("Turkey moved 45 tanks and 12 guns from Afrin to Idlib.", ("number", "45", "40", "differs")),
        ("Turkey moved 12 tanks and 40 guns from Afrin to Idlib.", ("number", "40", "12", "differs")),
        ("Turkey moved 12 tanks from Afrin to Idlib.", ("number", "12", "40", "differs")),
        ("Turkey moved 40 tanks from Idlib to Afrin on Tuesday.", ("name", "Afrin", "Idlib", "differs")),
        ("Russia moved 40 tanks from Afrin to Idlib.", ("name", "Russia", "Turkey", "differs")),
        ("Turkey moved 40 tanks to Idlib on Wednesday.", ("date", "Wednesday", "Tuesday", "differs")),
        ("Turkey moved 40 tanks to Idlib on 6 February 2019.", ("date", "6 February 2019", "Tuesday", "differs")),
        ("Turkey did not move 40 tanks to Idlib.", ("negation", "not", "", "differs")),
        ("Turkey moved 40 tanks and 3 planes to Idlib.", ("number", "3", "12", "differs")),
    ],
)
def test_what_was_changed_is_flagged_with_what_stands_there(claim: str, expected: tuple[str, ...]) -> None:
    assert expected in found(claim, MOVE)


def test_a_name_swapped_for_another_of_the_passage_is_flagged() -> None:
    near = "Russia and Iran agreed in Sochi."

    assert ("name", "Russia", "Turkey", "differs") in found("Russia moved 40 tanks from Afrin to Idlib.", MOVE, near)


def test_a_name_that_stands_near_is_missing_where_only_a_pronoun_may_stand_for_it() -> None:
    assert found("Mattis won the peace.", "“And he won the peace.”", "Jim Mattis spoke.") == [
        ("name", "Mattis", "", "missing")
    ]


def test_a_name_that_stands_near_is_no_flag_where_its_bearer_speaks() -> None:
    assert found("Mattis won the peace.", "“And we won the peace.”", "Jim Mattis spoke.") == []


def test_a_name_that_stands_nowhere_is_missing() -> None:
    assert found("The gate closed in Ostrava.", "The gate closed.") == [("name", "Ostrava", "", "missing")]


def test_a_number_that_stands_nowhere_is_missing() -> None:
    assert found("The 3 gates closed.", "The gates closed.") == [("number", "3", "", "missing")]


def test_what_is_joined_of_two_clauses_is_flagged() -> None:
    sentence = "The West and Turkey support the opposition; while Russia and Iran support the regime."

    (flag,) = [flag for flag in found("Turkey support the regime.", sentence) if flag[0] == "wording"]

    assert "; while" in flag[2]
    assert flag[3] == "missing"


QUOTE = Voice(VoiceKind.QUOTE, "Ryan Dillon")


@pytest.mark.parametrize(
    ("voices", "expected"),
    [
        ((OWN, QUOTE), [(FlagKind.VOICE, "own words", "in a quote by Ryan Dillon", Effect.NOTE)]),
        ((QUOTE, OWN), [(FlagKind.VOICE, "quoting Ryan Dillon", "own words", Effect.NOTE)]),
        ((QUOTE, QUOTE), []),
        ((Voice(VoiceKind.ATTRIBUTED, "Dillon"), QUOTE), []),
        ((Voice(VoiceKind.QUOTE, "Heather Nauert"), QUOTE), [("voice", "Heather Nauert", "Ryan Dillon", "differs")]),
        ((OWN, OWN), []),
    ],
)
def test_somebodys_words_for_a_claims_own_are_flagged(
    voices: tuple[Voice, Voice], expected: list[tuple[str, ...]]
) -> None:
    assert found("The gate closed.", "The gate closed.", voices=voices) == expected


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("The canton approved the plan.", "The canton rejected the plan."),
        ("The senate granted the loan.", "The senate refused the loan."),
        ("The board accepted the offer.", "The board declined the offer."),
        ("The firm admitted the charge.", "The firm denied the charge."),
        ("It never snows at the cape.", "It rarely snows at the cape."),
        ("Wolves often attack sheep.", "Wolves sometimes attack sheep."),
    ],
)
def test_a_word_that_denies_and_is_the_opposite_is_no_double_denial(claim: str, sentence: str) -> None:
    assert found(claim, sentence)


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("The court acquitted the nurse.", "The court did not convict the nurse."),
        ("The senate approved the loan.", "The senate did not reject the loan."),
        ("Ewa Kowal chairs the inquiry.", "Ewa Kowal, a former judge, chairs the inquiry."),
    ],
)
def test_a_denied_opposite_and_what_an_aside_says_differ_in_nothing(claim: str, sentence: str) -> None:
    assert found(claim, sentence) == []
