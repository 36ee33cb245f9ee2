"""Hints in a plan and in a status: shown where they are wanted, and setting nothing."""

from __future__ import annotations

from pathlib import Path

from index.building.build import build, plan
from index.status import read_status
from tests.conftest import FakeEncoder, write

OPINION = "I think the gate is a disgrace. The council must resign. Make no mistake. We believe that it should open.\n"


def test_a_hint_is_given_where_it_is_wanted_and_sets_no_kind(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    write(corpus, "note.txt", OPINION)

    before = plan(corpus, data, encoder.model, hints=True)
    build(corpus, data, encoder)
    after = plan(corpus, data, encoder.model, hints=True)

    assert list(before.hints) == ["note.txt"]
    assert after.hints == before.hints == read_status(data, cache=data, hints=True).hints
    assert before.hints["note.txt"].startswith("reads like commentary: ")
    assert read_status(data, cache=data).documents["unlabelled"] == 1


def test_no_hint_is_given_unasked(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    write(corpus, "note.txt", OPINION)
    build(corpus, data, encoder)

    assert plan(corpus, data, encoder.model).hints == {}
    assert read_status(data, cache=data).hints == {}


def test_a_document_that_somebody_moves_into_a_kind_loses_its_hint_and_back_gets_it(
    corpus: Path, data: Path, encoder: FakeEncoder
) -> None:
    path = write(corpus, "note.txt", OPINION)
    build(corpus, data, encoder)
    path.rename(corpus / "reporting/note.txt")
    inside = plan(corpus, data, encoder.model, hints=True)
    build(corpus, data, encoder)
    (corpus / "reporting/note.txt").rename(corpus / "other.txt")

    assert inside.hints == {}
    assert list(plan(corpus, data, encoder.model, hints=True).hints) == ["other.txt"]
