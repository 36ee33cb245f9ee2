from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.ask import ask
from answer.exports.as_json import answer_as_json, document_as_json, filters_as_json
from answer.exports.from_json import answer_from_json, document_from_json, filters_from_json
from answer.receipts import receipts_of
from answer.records import Answer, Filters
from index.building.build import build
from index.library import open_library
from index.records import DocumentLabel
from ingest.records import Source, VoiceKind
from tests.conftest import QUESTIONS, FakeEncoder, write

words = st.text(st.characters())
dates = st.none() | st.dates()
"""Any Unicode, lone surrogates too."""


@pytest.fixture
def answers(corpus: Path, data: Path, encoder: FakeEncoder) -> list[Answer]:
    """Answers of every standing, one with a file that was skipped and one with filters."""
    write(corpus, "loose.txt", "“It was closed,” said Gen. James Jarrard on Monday.")
    write(corpus, "reporting/scan.bin", "x")
    build(corpus, data, encoder)
    library = open_library(data)
    questions = (*QUESTIONS, "zorblax", "gate kind:reporting voice:own")
    found = [ask(library, encoder, question) for question in questions]
    library.close()
    return found


def as_text(answer: Answer) -> str:
    return json.dumps(answer_as_json(answer))


def test_an_answer_that_was_written_is_read_as_it_was(answers: list[Answer]) -> None:
    for answer in answers:
        read = answer_from_json(json.loads(as_text(answer)))

        assert as_text(read) == as_text(answer)
        assert receipts_of(read) == receipts_of(answer)
        assert read.built_at == answer.built_at.replace(microsecond=0)


def test_the_pages_and_the_words_around_each_quote_come_back(answers: list[Answer]) -> None:
    before = [hit for answer in answers for lane in answer.lanes for hit in lane.hits]
    after = [
        hit for answer in answers for lane in answer_from_json(json.loads(as_text(answer))).lanes for hit in lane.hits
    ]

    assert [(hit.around, hit.evidence, hit.document) for hit in after] == [
        (hit.around, hit.evidence, hit.document) for hit in before
    ]


def test_a_quote_that_its_receipt_does_not_have_is_refused(answers: list[Answer]) -> None:
    found = json.loads(as_text(answers[0]))
    found["lanes"][0]["hits"][0]["text"] += " not"

    with pytest.raises(ValueError, match="not the same"):
        answer_from_json(found)


@given(words, words, words, dates, st.dictionaries(words, words))
def test_a_label_in_any_words_comes_back(
    name: str, title: str, publisher: str, published: date | None, rules: dict[str, str]
) -> None:
    source = Source("reporting", title, publisher, published=published, rules=rules)
    label = DocumentLabel(name, "0" * 64, source, "origin")

    assert document_from_json(json.loads(json.dumps(document_as_json(label)))) == label


@given(st.lists(words), dates, dates, st.lists(st.sampled_from(VoiceKind)))
def test_filters_of_any_kind_come_back(
    names: list[str], after: date | None, before: date | None, voices: list[VoiceKind]
) -> None:
    filters = Filters(tuple(names), tuple(names), after, before, tuple(voices))

    assert filters_from_json(json.loads(json.dumps(filters_as_json(filters)))) == filters
