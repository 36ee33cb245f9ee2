"""A document that was read only in part says so wherever the library or an answer is told of."""

from __future__ import annotations

from contextlib import closing
from dataclasses import asdict
from pathlib import Path

import pytest

from answer.ask import ask
from answer.check import check
from answer.exports.as_json import answer_as_json, check_as_json, status_as_json, trace_as_json
from answer.exports.from_json import answer_from_json
from answer.exports.provenance import provenance
from answer.records import Filters
from answer.trace import trace
from answer.wording import searched_words
from index.building.build import build, plan
from index.curating import correct_labels, holdings
from index.library import Library, open_library
from index.records import Plan
from index.status import read_status
from ingest.reader.process import read_contents
from tests.conftest import FakeEncoder, write
from tests.index.earlier_layouts import as_layout_4_was

GOLDEN = Path(__file__).parent / "golden"
MAIL = """From: Mira Dahl <mira@norby.example>
Subject: The quay
Content-Type: multipart/mixed; boundary="b1"

--b1
Content-Type: text/plain

The quay sank in May.

--b1
Content-Type: application/ms-tnef; name="winmail.dat"
Content-Disposition: attachment; filename="winmail.dat"

none
--b1--
"""
ID = "reporting/quay.eml"
UNREAD = {ID: ("attachment winmail.dat",)}


@pytest.fixture
def partly(corpus: Path) -> Path:
    """A corpus with a mail whose attachment is not read."""
    write(corpus, ID, MAIL)
    return corpus


@pytest.fixture
def library(partly: Path, data: Path, encoder: FakeEncoder) -> Library:
    build(partly, data, encoder)
    return open_library(data)


def test_a_plan_and_its_build_name_what_cannot_be_read(partly: Path, data: Path, encoder: FakeEncoder) -> None:
    planned = plan(partly, data, encoder.model)
    done = build(partly, data, encoder)

    assert planned.partly == done.partly == UNREAD
    assert planned.as_json()["partly"] == UNREAD


def test_a_build_that_does_nothing_still_names_it(partly: Path, data: Path, encoder: FakeEncoder) -> None:
    build(partly, data, encoder)

    again = build(partly, data, encoder)

    assert (again.is_empty, again.partly) == (True, UNREAD)


def test_a_build_of_another_document_alone_still_names_it(partly: Path, data: Path, encoder: FakeEncoder) -> None:
    build(partly, data, encoder)
    write(partly, "reporting/new.txt", "The keeper left.")

    done = build(partly, data, encoder, only={"reporting/new.txt"})

    assert (done.added, done.partly) == (("reporting/new.txt",), UNREAD)


def test_a_moved_document_is_named_by_its_new_id(partly: Path, data: Path, encoder: FakeEncoder) -> None:
    build(partly, data, encoder)
    (partly / ID).rename(partly / "commentary/moved.eml")

    done = build(partly, data, encoder)

    assert done.relabelled == ("commentary/moved.eml",)
    assert done.partly == {"commentary/moved.eml": UNREAD[ID]}


def test_a_relabelled_document_is_still_named(partly: Path, data: Path, encoder: FakeEncoder) -> None:
    build(partly, data, encoder)
    correct_labels(partly, data, {ID: {"title": "A letter"}})

    assert build(partly, data, encoder).partly == UNREAD


def test_a_document_that_became_whole_is_no_longer_named(partly: Path, data: Path, encoder: FakeEncoder) -> None:
    build(partly, data, encoder)
    write(partly, ID, "From: mira@norby.example\nSubject: The quay\n\nThe quay sank in May.\n")

    assert build(partly, data, encoder).partly == {}
    assert read_status(data, cache=data).partly == {}


def test_the_status_names_it(partly: Path, data: Path, encoder: FakeEncoder) -> None:
    build(partly, data, encoder)

    assert status_as_json(read_status(data, cache=data))["partly"] == UNREAD


def test_the_stored_document_and_its_label_have_it(library: Library) -> None:
    [label] = library.partly.values()

    assert (label.id, label.partly) == (ID, UNREAD[ID])
    assert library.document(ID).partly == UNREAD[ID]


def test_an_answer_counts_and_names_it(library: Library, encoder: FakeEncoder) -> None:
    made = ask(library, encoder, "Did the quay sink in May?")

    found = answer_as_json(made)

    assert {lane["kind"]: lane["searched"]["partly"] for lane in found["lanes"]} == {"reporting": 1, "commentary": 0}
    assert found["partly"] == UNREAD
    assert found["lanes"][0]["hits"][0]["document"]["partly"] == list(UNREAD[ID])
    assert searched_words(made.lanes[0].searched).endswith(", 1 read only in part")


def test_an_answer_comes_back_from_its_json_with_it(library: Library, encoder: FakeEncoder) -> None:
    made = ask(library, encoder, "Did the quay sink in May?")

    back = answer_from_json(answer_as_json(made))

    assert (back.partly, back.lanes[0].searched.partly) == (UNREAD, 1)
    assert back.lanes[0].hits[0].document.partly == UNREAD[ID]


def test_an_answer_without_a_match_says_that_not_all_was_read(library: Library, encoder: FakeEncoder) -> None:
    assert "2 reporting documents (1 read only in part)" in ask(library, encoder, "zorblax").summary


def test_a_filter_that_leaves_the_document_out_does_not_count_it(library: Library, encoder: FakeEncoder) -> None:
    made = ask(library, encoder, "the gate", filters=Filters(documents=("reporting/river.txt",)))

    assert (made.partly, made.lanes[0].searched.partly) == ({}, 0)


def test_an_export_says_in_its_head_what_was_not_read(library: Library, encoder: FakeEncoder) -> None:
    facts = dict(provenance(ask(library, encoder, "the quay")))

    assert facts["read only in part"] == f"{ID} (attachment winmail.dat)"
    assert "1 read only in part" in facts["searched"]


def test_a_check_and_a_trace_count_it(library: Library, encoder: FakeEncoder) -> None:
    checked = check(library, encoder, "The quay sank in May.")

    assert check_as_json(checked)["claims"][0]["kinds"]["reporting"]["partly"] == 1
    assert "reporting: 2 documents, 1 read only in part" in dict(provenance(checked))["compared"]
    assert trace_as_json(trace(library, "The quay sank in May."))["searched"] == {
        "documents": 3,
        "partly": 1,
        "unread": 0,
    }


def test_the_documents_table_has_it(library: Library, partly: Path) -> None:
    rows = holdings(library.labels.values(), partly, Plan(1))

    assert {row.id: row.partly for row in rows if row.partly} == UNREAD


def test_a_page_that_is_only_a_picture_is_named_by_its_number() -> None:
    found = read_contents(".pdf", (GOLDEN / "documents/partly_scanned.pdf").read_bytes())

    assert found.partly == ("page 2: a picture without text",)


def test_a_library_of_an_earlier_layout_gets_a_place_for_it_without_embedding(
    partly: Path, data: Path, encoder: FakeEncoder
) -> None:
    build(partly, data, encoder)
    with closing(open_library(data)) as opened:
        before = asdict(opened.build)
    as_layout_4_was(data)
    encoder.embedded = 0

    done = build(partly, data, encoder)

    with closing(open_library(data)) as opened:
        assert asdict(opened.build) == before
    assert (encoder.embedded, done.is_empty) == (0, True)
