"""The author by the line above the text."""

from __future__ import annotations

from pathlib import Path

import pytest

from answer.ask import ask
from answer.records import Standing
from index.building.build import build
from index.library import open_library
from ingest.bylines import authors
from ingest.reader.process import read_contents
from ingest.records import RULE_BYLINE
from tests.conftest import FakeEncoder, write

ARTICLE = "Ferry aground off Lindholm\n\n{line}\nVarde Post, April 5, 2024\n\nThe ferry ran aground in fog.\n"


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Hanna Verbeek", ["Hanna Verbeek"]),
        ("BY HANNA VERBEEK", ["HANNA VERBEEK"]),
        ("By Hanna Verbeek and Jonas Quist", ["Hanna Verbeek", "Jonas Quist"]),
        ("By A. B. Cole, Rosa Quint and Lev Amsel", ["A. B. Cole", "Rosa Quint", "Lev Amsel"]),
        ("By Siobhán O’Dwyer & Jean-Luc de la Tour", ["Siobhán O’Dwyer", "Jean-Luc de la Tour"]),
        ("By Hanna Verbeek, Ostermund Courier", ["Hanna Verbeek"]),
        ("By Hanna Verbeek in Ostermund", ["Hanna Verbeek"]),
        ("Story by Rosa Quint (Oslo)", ["Rosa Quint"]),
        ("Written by: Rosa Quint | Chief Reporter", ["Rosa Quint"]),
        ("By Rosa Quint @rosaquint", ["Rosa Quint"]),
        ("Author: Maria van der Berg", ["Maria van der Berg"]),
        ("By Reuters", ["Reuters"]),
        ("BY MARIT SANDVIK AND OLE BULL", ["MARIT SANDVIK", "OLE BULL"]),
        ("By Marit Sandvik • 3 May 2022 • 5 min read", ["Marit Sandvik"]),
        ("By Marit Sandvik, 3 May 2022", ["Marit Sandvik"]),
        ("By María-José Núñez for The Fjord Times", ["María-José Núñez"]),
        ("By Hand", []),
        ("By Hand and Foot", []),
        ("By Standing Order 12", []),
        ("Fjord Times, 3 May 2022", []),
        ("By Our Correspondent", []),
        ("By Staff Reporters", []),
        ("By the editors", []),
    ],
)
def test_a_byline_names_its_authors(line: str, names: list[str]) -> None:
    assert authors(line) == names


def author(text: str, suffix: str = ".txt") -> list[tuple[object, str]]:
    """What the file states as its author, and by which rule."""
    return [(field.value, field.rule) for field in read_contents(suffix, text.encode()).own if field.name == "author"]


def test_the_line_above_the_text_is_read_as_its_author() -> None:
    assert author(ARTICLE.format(line="By Edvard Sellin")) == [("Edvard Sellin", RULE_BYLINE)]
    assert author(ARTICLE.format(line="By Edvard Sellin and Rosa Quint")) == [
        ("Edvard Sellin, Rosa Quint", RULE_BYLINE)
    ]


def test_a_byline_with_its_day_names_the_author_too() -> None:
    text = "River toll doubles\n\nBy Marit Sandvik • 3 May 2022 • 5 min read\n\nThe toll on the river doubled.\n"

    assert author(text) == [("Marit Sandvik", RULE_BYLINE)]


def test_what_the_file_states_comes_before_its_byline() -> None:
    stated = f"---\nauthor: Rosa Quint\n---\n\n{ARTICLE.format(line='By Edvard Sellin')}"

    assert [value for value, _ in author(stated, ".md")] == ["Rosa Quint"]


@pytest.mark.parametrize(
    "text",
    [
        "By Monday the ferry had been moved. The fog was gone.\n",
        "Ferry aground off Lindholm\n\nBy Order of the Harbour Master, the quay is closed until further notice.\n",
        "The ferry ran aground in fog.\n\nIt was written by Edvard Sellin, who was aboard.\n",
    ],
)
def test_a_sentence_is_no_byline(text: str) -> None:
    assert author(text) == []


def test_who_stands_only_in_the_byline_is_found(tmp_path: Path) -> None:
    write(tmp_path / "corpus", "commentary/ferry.txt", ARTICLE.format(line="By Edvard Sellin"))
    build(tmp_path / "corpus", tmp_path / "data", encoder := FakeEncoder())
    library = open_library(tmp_path / "data")

    [lane] = ask(library, encoder, "Edvard Sellin").lanes
    [wrote] = ask(library, encoder, "Who wrote “Ferry aground off Lindholm”?").lanes
    library.close()

    assert (lane.standing, wrote.standing) == (Standing.RELATED, Standing.ANSWERS)
    assert [hit.document.source.author for hit in wrote.hits] == ["Edvard Sellin"]
