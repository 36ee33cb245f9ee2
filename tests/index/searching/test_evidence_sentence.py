"""Which sentence of a passage is shown as what answers."""

from __future__ import annotations

import pytest

from index.searching.evidence_sentence import best_sentence


def evidence(question: str, *sentences: tuple[str, float]) -> str:
    texts, fits = zip(*sentences, strict=True)
    return str(texts[best_sentence(question, texts, [False] * len(texts), fits)])


@pytest.mark.parametrize(
    "beside",
    [
        "From: Chidi Okafor <c.okafor@veldt.example>",
        "Date: Mon, 3 Feb 2025 08:12:00 +0100",
        "Betreff: Die Proben",
        "Dear Dr Lind,",
        "Marit,",
        "März 2024",
        "Tuesday, 3 March 2024.",
        "Who told you to hose the drain?",
        "“And the slip from the laboratory?”",
    ],
)
def test_a_line_that_only_stands_beside_what_is_said_is_no_evidence(beside: str) -> None:
    assert evidence("Who knew of the drain?", (beside, 0.9), ("It stank.", 0.1)) == "It stank."


@pytest.mark.parametrize(
    "said",
    ["Four. And 21:40.", "In short: no.", "Kallby, 3 March 2024, was a cold day.", "When he came, they left."],
)
def test_a_short_sentence_may_be_evidence(said: str) -> None:
    assert evidence("What did he write?", (said, 0.9), ("It stank.", 0.1)) == said


def test_the_head_of_a_table_is_no_evidence_and_its_rows_are() -> None:
    rows = (("District\tHours", 0.9), ("Lindholm\t6", 0.3), ("Hastings\t8", 0.2))

    assert evidence("How is Lindholm off?", *rows) == "Lindholm\t6"


def test_what_is_said_behind_a_question_is_what_was_asked_for() -> None:
    talk = (("Q: How much gas was it?", 0.6), ("A: Twelve tonnes.", 0.1), ("Fish is dear this year.", 0.3))

    assert evidence("What escaped?", *talk) == "A: Twelve tonnes."


def test_a_sentence_that_may_not_be_evidence_never_is() -> None:
    talk = (("Q: How much gas was it?", 0.6), ("A: Twelve tonnes.", -1.0), ("Marit,", 0.0))

    assert evidence("What escaped?", *talk) == "Q: How much gas was it?"


def test_a_question_is_evidence_where_there_is_nothing_else() -> None:
    assert evidence("Who knew?", ("Who knew of it?", 0.9), ("Marit,", 0.1)) == "Who knew of it?"
