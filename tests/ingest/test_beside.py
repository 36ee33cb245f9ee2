"""Names and numbers in the lines beside a text are found, although they are no content."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from answer.ask import ask
from answer.records import Standing
from index.building.build import build
from index.library import Library, open_library
from ingest.reader.process import read_contents
from tests.conftest import FakeEncoder, write

ARTICLE = """Ferry aground off Lindholm

By Edvard Sellin
Coastguard Gazette, April 5, 2024

The ferry ran aground in fog and was towed to the harbour on Tuesday morning.

Nobody aboard was hurt, the harbour master said.

Media contact: Rosa Quint, press@lindholm-harbour.example, 01632 960 442
"""
OTHER = "Bread is dear\n\nThe price of bread rose again in May, bakers in Odense said.\n"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    write(tmp_path / "corpus", "reporting/ferry.txt", ARTICLE)
    write(tmp_path / "corpus", "reporting/bread.txt", OTHER)
    build(tmp_path / "corpus", tmp_path / "data", FakeEncoder())
    opened = open_library(tmp_path / "data")
    yield opened
    opened.close()


def test_the_lines_beside_a_text_are_no_content() -> None:
    contents = read_contents(".txt", ARTICLE.encode())
    said = " ".join(contents.text[one.start : one.end] for one in contents.sentences)

    assert not [word for word in ("Gazette", "960") if word in said]


@pytest.mark.parametrize(
    "asked",
    ["Coastguard Gazette", "01632 960 442", "01632960442", "Rosa Quint", "“Coastguard Gazette”"],
)
def test_what_they_name_is_a_weak_match_and_not_denied(library: Library, asked: str) -> None:
    [lane] = ask(library, FakeEncoder(), asked).lanes

    assert lane.standing is Standing.RELATED
    assert {hit.document.id for hit in lane.hits} == {"reporting/ferry.txt"}


@pytest.mark.parametrize("asked", ["Polar Tribune", "Lev Amsel", "07700 900 123"])
def test_what_stands_nowhere_is_denied_still(library: Library, asked: str) -> None:
    [lane] = ask(library, FakeEncoder(), asked).lanes

    assert lane.standing is Standing.NOTHING


def test_they_are_no_field_of_the_label(library: Library) -> None:
    [lane] = ask(library, FakeEncoder(), "Coastguard Gazette").lanes
    source = lane.hits[0].document.source

    assert (source.author, source.publisher) == ("Edvard Sellin", None)
    assert "Gazette" in source.beside
