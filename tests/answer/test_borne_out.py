"""No strong match without the question's numbers, nor one that affirms where the question denies."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from answer.ask import ask
from answer.records import Standing
from index.building.build import build
from index.library import open_library
from tests.conftest import FakeEncoder, write

ANSWERS, RELATED = Standing.ANSWERS, Standing.RELATED


def standing(folder: Path, text: str, question: str) -> Standing:
    """How the one lane stands on a question, of a document with this text."""
    write(folder / "corpus", "reporting/one.txt", f"The choir sang in Odense until midnight.\n\n{text}\n")
    build(folder / "corpus", folder / "data", encoder := FakeEncoder(dimension=256))
    with closing(open_library(folder / "data")) as library:
        [lane] = ask(library, encoder, question).lanes
    return lane.standing


@pytest.mark.parametrize(
    ("text", "question", "expected"),
    [
        ("Quarry workers marched at Holme in 1987.", "Which quarry workers marched at Holme in 1987?", ANSWERS),
        ("Quarry workers marched at Holme in 1987.", "Which quarry workers marched at Holme in 1988?", RELATED),
        ("The tribunal freed forty prisoners at Holme.", "Which tribunal freed 40 prisoners at Holme?", ANSWERS),
        ("The tribunal freed forty prisoners at Holme.", "Which tribunal freed 41 prisoners at Holme?", RELATED),
        ("The lorry carried 1,450 sheep to Varde market.", "Which lorry carried 1450 sheep to Varde market?", ANSWERS),
        ("Session 31 of the quarry tribunal closed at noon.", "When was session 31 of the quarry tribunal?", ANSWERS),
        ("The quarry tribunal session closed at 16.31.", "When was session 31 of the quarry tribunal?", RELATED),
        ("Turnout in Varde district was 44.31 percent.", "Was turnout in Varde district 44.31 percent?", ANSWERS),
        ("Turnout in Varde district was 44.31 percent.", "Was turnout in Varde district 44 percent?", RELATED),
        ("In 1987, 31 weavers left Holme mill.", "Which 31 weavers left Holme mill in 1987?", ANSWERS),
    ],
)
def test_the_numbers_of_a_question_stand_in_a_strong_match(
    tmp_path: Path, text: str, question: str, expected: Standing
) -> None:
    assert standing(tmp_path, text, question) is expected


def test_a_number_may_stand_in_the_label(tmp_path: Path) -> None:
    write(tmp_path / "corpus", "sources.toml", '[documents."reporting/one.txt"]\npublished = 1987-05-02\n')

    assert (
        standing(tmp_path, "Quarry workers marched at Holme.", "Which quarry workers marched at Holme in 1987?")
        is ANSWERS
    )


@pytest.mark.parametrize(
    ("text", "question", "expected"),
    [
        ("Estonia signed the herring treaty.", "Who signed the herring treaty?", ANSWERS),
        ("Estonia signed the herring treaty.", "Who did not sign the herring treaty?", RELATED),
        (
            "Estonia never signed the herring treaty of Holme.",
            "Who has not signed the herring treaty of Holme?",
            ANSWERS,
        ),
        (
            "Estonia refused to sign the herring treaty of Holme.",
            "Who did not sign the herring treaty of Holme?",
            ANSWERS,
        ),
        ("Weavers left Holme mill without pay.", "Which weavers left Holme mill without pay?", ANSWERS),
        ("Weavers left Holme mill with pay.", "Which weavers left Holme mill without pay?", RELATED),
        ("Estonia never signed the herring treaty.", "Who signed the herring treaty?", ANSWERS),
    ],
)
def test_what_a_question_denies_is_denied_by_a_strong_match(
    tmp_path: Path, text: str, question: str, expected: Standing
) -> None:
    assert standing(tmp_path, text, question) is expected
