from __future__ import annotations

from pathlib import Path

import pytest

from answer.examples import names, suggest
from index.building.build import build
from index.library import open_library
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


def suggested(corpus: Path, data: Path, encoder: object) -> tuple[str, ...]:
    build(corpus, data, encoder)
    library = open_library(data)
    try:
        return suggest(library)
    finally:
        library.close()


def test_names_that_more_kinds_share_come_first(corpus: Path, data: Path, encoder: object) -> None:
    both = "They went to Ostley. They came from Ostley.\n"
    (corpus / "reporting/river.txt").write_text(both + "Back to Amberford. On to Amberford. Off to Amberford.\n")
    (corpus / "commentary/gate.md").write_text(both)
    assert suggested(corpus, data, encoder) == ("What is said about Ostley?", "What is said about Amberford?")


def test_a_name_inside_another_is_not_asked_about_again(corpus: Path, data: Path, encoder: object) -> None:
    (corpus / "reporting/river.txt").write_text("Go to New Ostley. Go to New Ostley. Go to New Ostley.\n" * 2)
    (corpus / "commentary/gate.md").write_text("Go to Ostley. Go to Ostley.\n")
    assert suggested(corpus, data, encoder) == ("What is said about New Ostley?",)


def test_there_are_four_at_most(corpus: Path, data: Path, encoder: object) -> None:
    towns = ["Amberford", "Ostley", "Wick", "Thornbury", "Melton", "Dray"]
    (corpus / "reporting/river.txt").write_text("".join(f"Go to {town}. Back from {town}. " for town in towns))
    assert len(suggested(corpus, data, encoder)) == 4


def test_documents_without_names_suggest_nothing(corpus: Path, data: Path, encoder: object) -> None:
    assert suggested(corpus, data, encoder) == ()


def test_a_name_is_letters_only_so_that_it_can_stand_on_a_button(corpus: Path, data: Path, encoder: object) -> None:
    (corpus / "reporting/river.txt").write_text("See **Ostley**, :red[Wick] and $Dray$ in **Ostley**, [Wick]. " * 3)
    asked = suggested(corpus, data, encoder)
    assert asked
    assert not set("*:[]$_`<>") & set("".join(asked))
