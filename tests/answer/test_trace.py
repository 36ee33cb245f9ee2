from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from answer.exports.as_json import trace_as_json
from answer.exports.embedded_receipts import read_receipts
from answer.trace import Trace, trace
from answer.verification import QuoteStatus, verify
from errors import QuestionError
from index.building import build as builder
from index.library import open_library
from tests.conftest import FakeEncoder, write

QUOTATION = "Engineers closed the lower gate at noon."


@pytest.fixture
def traced(corpus: Path, data: Path) -> Trace:
    write(
        corpus, "official/old.md", "---\ndate: 2018-01-01\n---\n\nIt says: “Engineers closed the upper gate at noon.”\n"
    )
    write(
        corpus,
        "official/new.md",
        "---\ndate: 2019-01-01\n---\n\nEngineers closed the\nlower gate at noon. Then it rained.\n",
    )
    builder.build(corpus, data, FakeEncoder())
    with closing(open_library(data)) as library:
        found = trace(library, QUOTATION)
        receipts = read_receipts(json.dumps(trace_as_json(found)))
        assert {one.status for one in verify(library, receipts)} == {QuoteStatus.SAME}
    return found


def test_a_quotation_is_traced_oldest_first_and_undated_last(traced: Trace) -> None:
    assert [(one.document.id, one.exact) for one in traced.appearances] == [
        ("official/old.md", False),
        ("official/new.md", True),
        ("reporting/river.txt", True),
    ]


def test_a_variant_shows_the_words_that_differ(traced: Trace) -> None:
    changed = [(one.claim, one.document) for one in traced.appearances[0].changes if not one.is_same]

    assert changed == [("lower", "upper")]


def test_a_quotation_without_words_is_refused(corpus: Path, data: Path) -> None:
    builder.build(corpus, data, FakeEncoder())
    with closing(open_library(data)) as library, pytest.raises(QuestionError, match="cannot be traced"):
        trace(library, "…")
