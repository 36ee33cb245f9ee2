from __future__ import annotations

from contextlib import closing
from pathlib import Path

from answer.check import check
from answer.examples import example_draft
from index.building.build import build
from index.library import open_library
from index.records import Progress
from tests.conftest import FakeEncoder, write

OWN = "The river rose over its banks on the evening of the second Monday."


def test_an_example_is_a_plain_sentence_of_each_kind(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    text = f"Short one.\n\n“I have never seen such a flood in all of my long life,” said Ann Lee.\n\n{OWN}\n"
    write(corpus, "reporting/river.txt", text)
    opinion = "Closing the lower gate so late was a mistake that the council must answer for."
    write(corpus, "commentary/gate.md", f"# The gate\n\n{opinion}\n")
    build(corpus, data, encoder)
    with closing(open_library(data)) as library:
        assert example_draft(library).split("\n\n") == [OWN, opinion]


def test_documents_without_such_a_sentence_give_no_example(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    write(corpus, "reporting/river.txt", "It rose.\n")
    write(corpus, "commentary/gate.md", "Hm.\n")
    build(corpus, data, encoder)
    with closing(open_library(data)) as library:
        assert example_draft(library) == ""


def test_a_check_reports_every_claim_compared_with_every_kind(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    build(corpus, data, encoder)
    told: list[Progress] = []
    with closing(open_library(data)) as library:
        check(library, encoder, "The gate closed at noon. The river rose.", report=told.append)
    assert [(at.done, at.total) for at in told] == [(1, 4), (2, 4), (3, 4), (4, 4)]
