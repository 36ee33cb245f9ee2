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


NOTE = "{} is a novelist. Her latest book was published in 2022."
ESSAY = (
    "What we drowned\n\n{}\n\nEvery country has a village it sold.\n\n"
    "Ours is called Oldra, and the lake will close on it.\n\n{}\n"
)


@pytest.mark.parametrize(
    ("above", "note", "author"),
    [
        ("Ragna Holt", NOTE.format("Ragna Holt"), "Ragna Holt"),
        ("COL BRANDT on football", "Col Brandt's column appears on Wednesdays.", "Col Brandt"),
        ("Essay by Lev Amsel", "Lev Amsel writes about rivers.", "Lev Amsel"),
        ("Guest column by Dr Nils Corby", "Nils Corby retired in 2019 and keeps goats.", "Nils Corby"),
        ("Siobhan O'Dea", "Siobhan O'Dea teaches law at Varde.", "Siobhan O'Dea"),
        ("Ines van der Molen", "Ines van der Molen edits the magazine.", "Ines van der Molen"),
    ],
)
def test_a_name_alone_above_a_text_that_ends_in_a_note_on_it_is_the_authors(above: str, note: str, author: str) -> None:
    contents = read_contents(".txt", ESSAY.format(above, note).encode())

    assert [field.value for field in contents.own if field.name == "author"] == [author]


@pytest.mark.parametrize(
    ("above", "note"),
    [
        ("Ragna Holt", NOTE.format("Rosa Penn")),
        ("Ragna Holt", "The lake is closed."),
        ("Ragna Holt", "Ragna Holt was born in Halmer in 1987."),
        ("Ragna Holt", "HOLT: I would not go back.\n\nRagna Holt is a novelist."),
        ("The Drowned Valley", "The Drowned Valley is a novel."),
        ("Varde Gazette", "Varde Gazette is an independent paper."),
        ("River of Iron", "River of Iron is a poem."),
        ("It was Ragna Holt who said it first, in the church.", NOTE.format("Ragna Holt")),
    ],
)
def test_a_name_that_only_one_of_them_has_or_that_is_asked_is_nobodys(above: str, note: str) -> None:
    contents = read_contents(".txt", ESSAY.format(above, note).encode())

    assert [field.value for field in contents.own if field.name == "author"] == []


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Sara Bright, health correspondent", "Sara Bright"),
        ("By Sara Bright, our health correspondent in Varde", "Sara Bright"),
        ("By Ann Lee and Tom Berg, political editors", "Ann Lee, Tom Berg"),
        ("By Anna Holm, professor of law at Varde University", "Anna Holm"),
        ("By Sara Bright – business reporter", "Sara Bright"),
    ],
)
def test_an_office_behind_the_name_is_no_part_of_it_and_no_content(line: str, author: str) -> None:
    contents = read_contents(".txt", ARTICLE.format(line=line).encode())
    said = " ".join(contents.text[one.start : one.end] for one in contents.sentences)

    assert [field.value for field in contents.own if field.name == "author"] == [author]
    assert author.split()[0] not in said


@pytest.mark.parametrize("line", ["By Sara Bright, who never saw the sea", "By Monday, the editor had left"])
def test_a_sentence_that_begins_as_a_byline_is_content(line: str) -> None:
    contents = read_contents(".txt", f"Ferry aground\n\n{line}\n\nThe ferry ran aground.\n".encode())

    assert line in [contents.text[one.start : one.end] for one in contents.sentences]
