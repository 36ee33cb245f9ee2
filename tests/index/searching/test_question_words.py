from __future__ import annotations

import pytest

from index.searching.query import telling_words


def telling(question: str, *names: str) -> dict[str, float]:
    return telling_words(question.split(), frozenset(names))


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("role does Turkey play", {"Turkey"}),
        ("Who closed the lower gate", {"closed", "lower", "gate"}),
        ("How soon could it resurge according to the report", {"resurge", "report"}),
        ("Is it still a threat", {"threat"}),
        ("Why did operations against them stall", {"operations", "stall"}),
    ],
)
def test_words_that_only_ask_tell_nothing(question: str, words: set[str]) -> None:
    assert telling(question).keys() == words


@pytest.mark.parametrize("name", ["Who", "US", "Will", "May"])
def test_a_name_tells_whatever_word_it_is(name: str) -> None:
    assert telling(f"did {name} warn", name) == {name: 1.0, "warn": 1.0}
    assert name not in telling(f"did {name} warn")


@pytest.mark.parametrize("asking", ["what", "Which"])
def test_the_sort_of_thing_that_is_asked_for_counts_half(asking: str) -> None:
    assert telling(f"In {asking} year did the gate close") == {"year": 0.5, "gate": 1.0, "close": 1.0}


def test_a_word_that_is_also_said_elsewhere_counts_whole() -> None:
    assert telling("what gate closed before the other gate") == {"gate": 1.0, "closed": 1.0}


def test_a_question_of_nothing_else_keeps_its_words() -> None:
    assert telling("What does it say") == {"What": 1.0, "does": 1.0, "it": 1.0, "say": 1.0}
    assert telling("") == {}
