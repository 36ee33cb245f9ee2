"""The names that documents mention."""

from __future__ import annotations

import pytest

from answer.examples import names
from ingest.records import Document, Sentence, Source


def document(text: str, *, heading: bool = False) -> Document:
    return Document(
        text,
        (),
        sentences=(Sentence(0, len(text), heading=heading),),
        id="a.txt",
        sha256="",
        source=Source("reporting", "A"),
    )


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("They met in Amberford.", ["Amberford"]),
        ("They met in Amberford, Ostley and Upper Wick.", ["Amberford", "Ostley", "Upper Wick"]),
        ("They met the Water Board of Amberford.", ["the Water Board", "Amberford"]),
        ("They sent Ambrian forces.", []),
        ("Amberford slept.", []),
        ("They met on Monday in March.", []),
        ("It is what I said to X.", []),
        ("They told us of the US Senate.", ["the US Senate"]),
        ("They said: We saw Ostley once.", ["Ostley"]),
        ("Nobody slept.", []),
        ("", []),
    ],
)
def test_a_name_is_a_run_of_capitals_that_stands_alone(sentence: str, expected: list[str]) -> None:
    assert list(names(document(sentence))) == expected


@pytest.mark.parametrize("words", [12, 40_000])
def test_a_long_line_of_capitals_is_no_name(words: int) -> None:
    assert list(names(document(f"They met {'Amber ' * words}, and Ostley."))) == ["Ostley"]


def test_a_heading_names_nothing() -> None:
    assert list(names(document("The Fall of Amberford and Ostley", heading=True))) == []
