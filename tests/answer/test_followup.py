from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.followup import Resolved, carried, resolve
from answer.question import TOKEN

TURKEY = "What role does Turkey play?"


@pytest.mark.parametrize(
    ("earlier", "question", "searched"),
    [
        (TURKEY, "and Russia?", "What role does Russia play?"),
        (TURKEY, "What about Russia?", "What role does Russia play?"),
        (TURKEY, "Russia?", "What role does Russia play?"),
        ("Is ISIS a threat in Syria?", "And in Iraq?", "Is ISIS a threat in Iraq?"),
        ("Which countries support the opposition?", "and the regime?", "Which countries support the regime?"),
        ("What is Turkey's role?", "and Russia?", "What is Russia's role?"),
        (TURKEY, "why?", "why? role Turkey play"),
        (TURKEY, "when was that?", "when was that? role Turkey play"),
        ("Did Mattis speak of the war?", "what did he say about Iran?", "what did he say about Iran? Mattis"),
        ("what role does turkey play", "and russia", "and russia role turkey play"),
        ("What did Mattis say about Iran?", "and Russia?", "and Russia? Mattis Iran"),
    ],
)
def test_a_follow_up_is_searched_with_what_it_leans_on(earlier: str, question: str, searched: str) -> None:
    assert resolve(question, [earlier]) == Resolved(searched, earlier)


@pytest.mark.parametrize(
    "question",
    [
        "Which countries support the opposition?",
        "Is it true that the US created ISIS?",
        "Who says that the war is over?",
        "What does it take to defeat ISIS?",
        "Did Trump say that he would love to get out?",
        "What share of its territory has ISIS lost?",
        "What happened in Afrin this year?",
        "Which groups do the US and its allies back?",
        "Who supports those who fight Assad?",
        "And who is Mark Taliano?",
        "troop withdrawal",
        "¿Y Rusia?",
    ],
)
def test_a_new_topic_is_not_bent_to_the_old_one(question: str) -> None:
    assert resolve(question, [TURKEY]) == Resolved(question, None)


def test_a_first_question_stands_alone_whatever_its_words() -> None:
    assert resolve("why?", []) == Resolved("why?", None)


def test_he_is_looked_for_in_the_last_question_with_a_name() -> None:
    before = ["What did Mattis want?", "which countries support the opposition?"]

    assert resolve("what did he say?", before).follows == "What did Mattis want?"


def test_a_question_without_words_of_its_own_is_not_leaned_on() -> None:
    assert resolve("why?", [TURKEY, "really?"]).follows == TURKEY


@pytest.mark.parametrize(
    ("question", "searched"),
    [
        ("and Russia? kind:reporting -war", "What role does Russia play? kind:reporting -war"),
        ('why? "the gate"  file:a.txt', 'why? "the gate"  file:a.txt'),
        ("why? before:2019", "why? before:2019 role Turkey play"),
    ],
)
def test_operators_of_the_question_stay_as_they_were_typed(question: str, searched: str) -> None:
    assert resolve(question, [TURKEY]).searched == searched


def test_operators_of_an_earlier_question_are_not_repeated() -> None:
    assert resolve("why?", [TURKEY + " kind:reporting -war"]).searched == "why? role Turkey play"


def test_words_that_would_make_the_search_too_long_are_left_out() -> None:
    searched = resolve("why?", [" ".join(f"word{number}" for number in range(400))]).searched

    assert searched.startswith("why? word0 word1")
    assert 1_990 < len(searched) <= 2_000


def test_a_question_that_is_too_long_is_left_for_the_search_to_refuse() -> None:
    question = "why " * 2_000

    assert resolve(question, [TURKEY]).searched == question


@pytest.mark.parametrize(
    ("earlier", "question", "searched"),
    [
        ("What did the mayor say?", "and the police?", "What did the police say?"),
        ("Why did the ferry sink?", "and the tanker?", "Why did the tanker sink?"),
        ("When was the bridge opened?", "and the port?", "When was the port opened?"),
        ("Where is the old bridge?", "and the port?", "Where is the port?"),
        ("Will the union strike?", "and the teachers?", "Will the teachers strike?"),
        ("What is Labour's share?", "And the Greens'?", "What is the Greens’ share?"),
        ("What is Labour's share?", "And Ostrand's?", "What is Ostrand's share?"),
    ],
)
def test_verbs_and_possessives_come_out_whole(earlier: str, question: str, searched: str) -> None:
    assert resolve(question, [earlier]).searched == searched


@pytest.mark.parametrize(
    "question",
    [
        "What about the siren?",
        "How about the minister?",
        "How many are on strike this summer?",
        "What was said this Friday?",
        "Are there fewer ferries these days?",
        "Did it rain?",
        "Will it snow in Kallby?",
        "Whose fault is it that the bridge fell?",
        "Is there any reason to believe that it was the truck's fault?",
    ],
)
def test_a_topic_of_its_own_is_not_bent(question: str) -> None:
    assert resolve(question, ["When was the report on Halloran published?"]) == Resolved(question, None)


def test_words_that_were_carried_are_not_carried_again() -> None:
    asked = ["How much chlorine escaped?", "When was that published?", "Was that announced?"]
    before: list[str] = []
    for question in asked:
        before.append(carried(question, resolve(question, before).searched))

    assert before == asked
    assert "chlorine" not in resolve("Was that announced?", before[:2]).searched


def test_a_question_without_words_of_its_own_passes_on_what_it_was_searched_with() -> None:
    searched = resolve("why?", [TURKEY]).searched

    assert carried("why?", searched) == searched
    assert resolve("and when?", [searched]).searched == "and when? role Turkey play"


PIECES = st.sampled_from(["and", "Russia", "that", "it", '"', "“", "-war", "kind:a", "the", "why", "?", "in", "İ", "ǅ"])
TYPED = st.one_of(st.text(), st.lists(PIECES | st.text(max_size=3), max_size=12).map(" ".join))


@given(TYPED, st.lists(TYPED, max_size=3))
def test_any_text_keeps_its_operators_and_its_bounds(question: str, before: list[str]) -> None:
    resolved = resolve(question, before)

    assert [m.group() for m in TOKEN.finditer(resolved.searched)] == [m.group() for m in TOKEN.finditer(question)]
    assert len(resolved.searched) <= max(2_000, len(question))
    assert resolved.follows is None or resolved.follows in before
    assert (resolved.searched == question) == (resolved.follows is None)
