"""Questions to begin with: each is answered by the sentence that it was made of, and nothing is made of others."""

from __future__ import annotations

from pathlib import Path

import pytest

from answer.suggestions import Spelling, question_of, suggest
from index.building.build import build
from index.library import open_library

TEXTS = (
    "He met Trump and Macron. They said that ISIS, the US and Turkey were there. We went to the Water Board. "
    "The police create a siren and move people."
)


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("The fire brigade was called at 21:52.", "When was the fire brigade called?"),
        (
            "The warning was sent on 11 November 2025 by the engineer to the manager.",
            "When was the warning sent?",
        ),
        ("On 14 March 2026 chlorine was released from the line.", "When was chlorine released from the line?"),
        ("The siren sounded at 22:15 on the night of the leak.", "When did the siren sound?"),
        ("Talks broke down on Thursday after four hours.", "When did talks break down?"),
        ("Trump and Macron also spoke about Syria on Monday.", "When did Trump and Macron speak about Syria?"),
        ("1,200 persons were registered at the sports hall.", "How many persons were registered at the sports hall?"),
        (
            "Between 14 and 21 March, 23 persons were treated for burns, of whom 19 at the hospital.",
            "How many persons were treated for burns?",
        ),
        ("The department has replaced 1,900 computers.", "How many computers has the department replaced?"),
        (
            "Officials have said ISIS has lost about 90 percent of the territory it once held in Iraq.",
            "How much of the territory has ISIS lost?",
        ),
        ("The US itself deliberately created ISIS and the many groups beside it.", "Who created ISIS?"),
        ("Engineers closed the lower gate and went home.", "Who closed the lower gate?"),
    ],
)
def test_a_plain_sentence_is_turned_into_the_question_that_it_answers(sentence: str, question: str) -> None:
    assert question_of(sentence, Spelling([TEXTS])) == question


@pytest.mark.parametrize(
    "sentence",
    [
        "They were allowed home at 5 a.m. on Monday.",
        "It was tested four times between June 2024 and June 2025.",
        "The bridge was painted green until 1988, then grey.",
        "The quantity released is still being determined.",
        "This was announced on 5 May 2019 by the same office.",
        "Wind closed the lower gate and went on.",
        "Nobody slept in the town for many days.",
        "The people said on Monday that the gate was shut.",
        "X.",
    ],
)
def test_a_sentence_that_points_back_or_tells_no_time_number_or_doer_makes_no_question(sentence: str) -> None:
    assert question_of(sentence, Spelling([TEXTS])) == ""


def suggested(corpus: Path, data: Path, encoder: object) -> tuple[str, ...]:
    build(corpus, data, encoder)
    library = open_library(data)
    try:
        return suggest(library)
    finally:
        library.close()


def test_what_more_kinds_have_words_of_comes_first(corpus: Path, data: Path, encoder: object) -> None:
    (corpus / "reporting/river.txt").write_text(
        "The ferry was sold on 3 May 2019.\n\nThe lower gate was closed on 5 May 2019.\n"
    )
    (corpus / "commentary/gate.md").write_text("Nobody asked why the lower gate had to be closed.\n")
    assert suggested(corpus, data, encoder) == ("When was the lower gate closed?", "When was the ferry sold?")


def test_the_same_is_not_asked_twice_and_four_questions_are_enough(corpus: Path, data: Path, encoder: object) -> None:
    things = ("gate", "bridge", "school", "harbour", "market", "prison")
    lines = [f"The {thing} was closed on {day} May 2019." for day, thing in enumerate((*things, "gate"), start=1)]
    (corpus / "reporting/river.txt").write_text("\n\n".join(lines))
    asked = suggested(corpus, data, encoder)
    assert len(asked) == 4
    assert len(set(asked)) == 4


def test_where_nothing_plain_stands_nothing_is_suggested(corpus: Path, data: Path, encoder: object) -> None:
    (corpus / "reporting/river.txt").write_text("It went there. They slept, and that was it.\n")
    assert suggested(corpus, data, encoder) == ()


def test_a_sentence_with_marks_that_a_button_would_draw_makes_no_question(
    corpus: Path, data: Path, encoder: object
) -> None:
    (corpus / "reporting/river.txt").write_text("The *lower* gate was :red[closed] on 5 May 2019.\n")
    assert suggested(corpus, data, encoder) == ()
