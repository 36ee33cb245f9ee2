from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from index.building.build import build
from index.library import open_library
from index.searching.phrases import passages_with
from index.words import WordIndex
from tests.conftest import FakeEncoder, write

Finder = Callable[[str, str], bool]


@pytest.fixture(params=["places", "texts"])
def stands(corpus: Path, data: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Finder:
    """Whether words stand exactly in a text, by the places in the word index and where only texts can tell."""
    if request.param == "texts":
        monkeypatch.setattr(WordIndex, "in_a_row", lambda *_: None)

    def found(words: str, text: str) -> bool:
        write(corpus, "official/a.txt", text)
        build(corpus, data, FakeEncoder(), confirmed=True)
        library = open_library(data)
        rows = passages_with(library, words, "official").tolist()
        library.close()
        return len(rows) == 1

    return found


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("lower gate", "Engineers closed the lower gate at noon."),
        ("LOWER Gate", "Engineers closed the lower gate at noon."),
        ("lower  gate", "Engineers closed the lower\ngate at noon."),
        ("lower gate", "Engineers closed the lower\u00a0gate at noon."),
        ("the", "Engineers closed the lower gate."),
        ("at noon", "The lower gate: at noon."),
        ("don't", "They don’t know."),
        ("don’t", "They don't know."),
        ('said "never"', "He said “never” again."),
        ("U.S. forces", "The U.S. forces left."),
        ("1,000", "About 1,000 people came."),
        ("naïve", "A naïve plan."),
        ("naïve", "A nai\u0308ve plan."),
        ("nai\u0308ve", "A naïve plan."),
        ("withdrawal", "The with\u00addrawal began."),
        ("noon. The", "It was noon. The gate closed."),
        ("СССР", "Так было в СССР тогда."),
        ("الحكومة", "قالت الحكومة أمس."),
        ("c++", "Written in C++ mostly."),
        ("$5", "It cost $5 then."),
        ("x" * 100, f"A word of {'x' * 100} letters."),
        ("mid-term", "A mid - term plan."),
        ("mid term", "A mid-term plan."),
        ("mid-term", "A mid term plan."),
        ("naive", "A naïve plan."),
        ("罢工", "码头工人罢工了"),
        ("हिन्दी में", "यह हिन्दी में है"),
        ("%", "About 5% went."),
        ("5 %", "About 5% went."),
        ("\u00ad", "Soft hyphens are no words."),
        ("snake_case", "In snake_case here."),
    ],
)
def test_words_that_stand_in_the_text_are_found(stands: Finder, words: str, text: str) -> None:
    assert stands(words, text)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("gate lower", "Engineers closed the lower gate."),
        ("gat", "Engineers closed the lower gate."),
        ("lower gates", "Engineers closed the lower gate."),
        ("close the", "Engineers closed the lower gate."),
        ("1,00", "About 1,000 people came."),
        (".*", "Engineers closed the lower gate."),
        ("gate|noon", "Engineers closed the lower gate."),
        ("lower gate", "Engineers came lower. Gate closed."),
        ("罢工", "工人罢了工"),
        ("5%", "About 5 went."),
        ("snake", "In snake_case here."),
        ("c++", "Written in C mostly."),
    ],
)
def test_words_that_do_not_stand_in_the_text_are_not_found(stands: Finder, words: str, text: str) -> None:
    assert not stands(words, text)


def test_words_of_another_kind_are_not_found(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    build(corpus, data, encoder)
    library = open_library(data)

    assert passages_with(library, "lower gate", "commentary").tolist() == []
    assert len(passages_with(library, "lower gate", "reporting")) == 1
    library.close()
