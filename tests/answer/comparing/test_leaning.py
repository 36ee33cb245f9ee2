from __future__ import annotations

import pytest

from answer.comparing.leaning import facts_of, with_its_subject
from answer.facts.statement import Statement, statement
from ingest.records import Voice


def read(text: str) -> Statement:
    return statement(text, Voice())


@pytest.mark.parametrize(
    ("claim", "before", "sentence", "whole"),
    [
        (
            "Ines Roca was given a medal.",
            "Ines Roca runs the lab in Quito.",
            "In 2015 she was given a medal.",
            "In 2015 Ines Roca was given a medal.",
        ),
        ("Roca was given a medal.", "Ines Roca runs the lab.", "She was given it.", "Ines Roca was given it."),
        ("The tower was sold.", "The tower was built in 1911.", "It was sold.", "The tower was sold."),
        ("The tower was sold.", "The tower is a gift that nobody wanted.", "It was sold.", "The tower was sold."),
        ("The tower was sold.", "The tower burned that year.", "It was sold.", "The tower was sold."),
        ("Farmers were fined.", "Farmers protested on Monday.", "They were fined.", "Farmers were fined."),
    ],
)
def test_a_pronoun_leans_on_the_subject_of_the_sentence_before(
    claim: str, before: str, sentence: str, whole: str
) -> None:
    assert with_its_subject(read(claim), read(before), read(sentence)) == whole


@pytest.mark.parametrize(
    ("claim", "before", "sentence"),
    [
        ("Karl Roca was given a medal.", "Ines Roca runs the lab.", "She was given a medal."),
        ("Ines Roca was given a medal.", "Ines Roca’s brother runs the lab.", "He was given a medal."),
        ("Ines Roca was given a medal.", "A friend of Ines Roca runs the lab.", "She was given a medal."),
        ("Ines Roca was given a medal.", "Ines Roca and Ada Voss run the lab.", "She was given a medal."),
        ("Ines Roca was given a medal.", "Ines Roca runs the lab.", "Ada Voss said she was given a medal."),
        ("Ines Roca was given a medal.", "Ines Roca met Karl Voss.", "He was given a medal."),
        ("Ines Roca was given a medal.", "Ines Roca runs the lab.", "Her sister was given a medal."),
        ("The company closed in May.", "The company bought the factory.", "It closed in May."),
        ("The company closed in May.", "The company moved into a mill.", "It closed in May."),
        ("The company closed in May.", "The company bought another firm.", "It closed in May."),
        ("The minister resigned on Monday.", "The minister met the bishop.", "He resigned on Monday."),
        ("The council paid 3 million.", "The council sued the operator.", "It paid 3 million."),
        ("Ines Roca resigned.", "Ines Roca met the new director.", "She resigned."),
        ("Ines Roca resigned.", "Ines Roca lives with her mother.", "She resigned."),
        ("Farmers were fined.", "Farmers blocked lorries.", "They were fined."),
        ("Farmers were fined.", "Farmers fought with the police.", "They were fined."),
    ],
)
def test_a_pronoun_that_may_stand_for_another_leans_on_nothing(claim: str, before: str, sentence: str) -> None:
    assert with_its_subject(read(claim), read(before), read(sentence)) is None


@pytest.mark.parametrize(
    ("claim", "facts"),
    [
        (
            "The tower was built in 1911 and was sold to a bank in 1990.",
            ["The tower was built in 1911.", "The tower was sold to a bank in 1990."],
        ),
        ("Ada Voss won the seat, and resigned.", ["Ada Voss won the seat.", "Ada Voss resigned."]),
        ("Ada Voss and Ines Roca resigned.", []),
        ("Ada Voss won the seat and the cup.", []),
        ("Ada Voss resigned.", []),
    ],
)
def test_a_claim_of_several_facts_of_one_subject_is_taken_apart(claim: str, facts: list[str]) -> None:
    assert list(facts_of(read(claim))) == facts


def test_a_text_without_a_word_has_no_facts() -> None:
    assert list(facts_of(statement("—", Voice()))) == []
