"""Who speaks in documents, and what they name."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from answer.mentioned import mentioned, name_of, names
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


@pytest.mark.parametrize(
    ("speaker", "name"),
    [
        ("Interior Minister Karl Ostrander", "Karl Ostrander"),
        ("coalition spokesman Col. Ryan Dillon", "Ryan Dillon"),
        ("Leilwa Abdullah, spokesperson for the campaign, and Ahmad Abu Khawlah", "Leilwa Abdullah"),
        ("The Inspectorate of Works", "Inspectorate of Works"),
        ("A spokeswoman for Calder Chemie", "Calder Chemie"),
        ("Pentagon officials", "Pentagon officials"),
        ("the DIA memo", "DIA memo"),
        ("Ludwig van der Berg", "Ludwig van der Berg"),
        ("the company", ""),
        ("the operator and Police", ""),
        ("Tuesday", ""),
        ("Q", ""),
        ("", ""),
    ],
)
def test_the_name_of_a_speaker_is_told_from_what_it_is_called(speaker: str, name: str) -> None:
    assert name_of(speaker) == name


def test_what_is_said_under_a_part_of_a_name_is_said_by_its_bearer(corpus: Path, data: Path, encoder: object) -> None:
    (corpus / "reporting/river.txt").write_text(
        "“The gate must stay shut,” Mayor Ann Lee said. “It broke at noon,” Lee said. “So it did,” residents said.\n"
    )
    (corpus / "commentary/gate.md").write_text("They met in Ostley. They left Ostley, and Wick.\n")
    build(corpus, data, encoder)
    with closing(open_library(data)) as library:
        found = mentioned(library)

    assert {name: [one.evidence.text for one in said] for name, said in found.said.items()} == {
        "Ann Lee": ["“The gate must stay shut,” Mayor Ann Lee said.", "“It broke at noon,” Lee said."]
    }
    assert found.named == {"Ostley": 1}
