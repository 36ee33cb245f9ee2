"""Names and numbers in the lines beside a text are found, although they are no content and nothing ranks by them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from answer import strengths
from answer.ask import ask
from answer.exports.as_json import answer_as_json
from answer.reasons import beside_words
from answer.records import Lane, Standing
from index.building.build import build
from index.library import Library, open_library
from index.records import Strength
from tests.conftest import FakeEncoder, write

FERRY = """Ferry aground off Lindholm

By Edvard Sellin
Coastguard Gazette, April 5, 2024

The ferry ran aground in fog and was towed to the harbour on Tuesday morning.

Nobody aboard was hurt, the harbour master said.

Media contact: Rosa Quint, press@lindholm-harbour.example, 01632 960 442, desk PR-305
"""
BREAD = "Bread is dear\n\nThe price of bread rose again in May, bakers in Odense said.\n"
NOTE = "Norby Weekly is an independent paper for the coast, founded by Ingvar Dahl in 1872 and owned by its readers."
CRANES = {
    "red": "The red crane was painted on Monday.",
    "tall": "A tall crane stood still for a week.",
    "old": "Nobody missed the old crane when it fell.",
}


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    write(tmp_path / "corpus", "reporting/ferry.txt", FERRY)
    write(tmp_path / "corpus", "reporting/bread.txt", BREAD)
    for name, text in CRANES.items():
        write(tmp_path / "corpus", f"commentary/{name}.txt", f"The {name} crane\n\n{text}\n\n{NOTE}\n")
    build(tmp_path / "corpus", tmp_path / "data", FakeEncoder())
    opened = open_library(tmp_path / "data")
    yield opened
    opened.close()


def lane(library: Library, question: str, kind: str = "reporting") -> Lane:
    return next(lane for lane in ask(library, FakeEncoder(), question).lanes if lane.kind == kind)


@pytest.mark.parametrize(
    ("asked", "line"),
    [
        ("Coastguard Gazette", "dateline"),
        ("coastguard gazette", "dateline"),
        ("What is the Coastguard Gazette?", "dateline"),
        ("“Coastguard Gazette”", "dateline"),
        ("Rosa Quint", "contact"),
        ("01632 960 442", "contact"),
        ("01632960442", "contact"),
        ("PR-305", "contact"),
        ("PR305", "contact"),
    ],
)
def test_what_stands_beside_a_text_is_a_weak_match_that_shows_its_line(library: Library, asked: str, line: str) -> None:
    found = lane(library, asked)

    assert found.standing is Standing.RELATED
    first = found.hits[0]
    assert (first.document.id, first.strength, first.start) == ("reporting/ferry.txt", Strength.WEAK, 0)
    assert [one.rule for one in first.beside] == [line]
    [shown] = first.beside
    assert FERRY[shown.start : shown.end] == shown.text
    assert shown.text in beside_words(first)


@pytest.mark.parametrize(
    "asked",
    [
        "Polar Tribune",
        "Lev Amsel",
        "07700 900 123",
        "Rosa Amsel",
        "“Gazette Coastguard”",
        "PR-306",
        "“2024 Media contact”",
    ],
)
def test_what_stands_nowhere_is_denied_still(library: Library, asked: str) -> None:
    assert lane(library, asked).standing is Standing.NOTHING


def test_what_a_text_has_itself_shows_no_line(library: Library) -> None:
    for asked in ("Lindholm", "Edvard Sellin", "bakers in Odense"):
        found = lane(library, asked)
        assert found.hits
        assert not any(hit.beside for hit in found.hits)


def test_a_name_in_a_note_that_many_documents_share_is_not_denied(library: Library) -> None:
    found = lane(library, "Who is Ingvar Dahl?", "commentary")

    assert found.standing is Standing.RELATED
    assert {hit.document.id for hit in found.hits} == {f"commentary/{name}.txt" for name in CRANES}
    assert {(one.rule, one.text) for hit in found.hits for one in hit.beside} == {("shared_note", NOTE)}


def test_lines_beside_a_text_rank_nothing(library: Library) -> None:
    """The words of a contact line find its document, and lift none among those that match by their own words."""
    [hit] = lane(library, "Did the harbour master give a media contact for the ferry?").hits

    assert hit.signals.words < 1
    assert hit.signals.coverage < 1


def test_a_line_is_in_the_json_with_its_place(library: Library) -> None:
    answer = ask(library, FakeEncoder(), "Rosa Quint")
    [hit] = [hit for one in answer_as_json(answer)["lanes"] for hit in one["hits"]]

    [line] = hit["beside"]
    assert FERRY[line["start"] : line["end"]] == line["text"]
    assert line["rule"] == "contact"


def test_a_name_beside_a_text_is_offered_no_other_spelling(library: Library) -> None:
    assert ask(library, FakeEncoder(), "Coastguard Gazette").spellings == ()


def test_what_is_sought_comes_before_what_is_only_near(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Passages that nothing but nearness brings stand behind the document that has the name in a line beside it."""
    monkeypatch.setattr(strengths, "CHANCE", 1e9)

    found = lane(library, "Coastguard Gazette")

    assert [bool(hit.beside) for hit in found.hits] == [True, False]
