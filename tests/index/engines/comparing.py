"""What two libraries are compared by, wherever they are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from answer.ask import ask
from answer.exports.as_json import answer_as_json
from answer.records import Filters
from index.library import Library
from tests.conftest import FakeEncoder

SCORE_TOLERANCE = 1e-4


def hits(
    library: Library, question: str, filters: Filters | None = None
) -> list[tuple[str, str, int, int, int, float]]:
    """Every hit of every lane: kind, document, span, where the evidence starts, score; misses too."""
    answer = answer_as_json(ask(library, FakeEncoder(), question, k=8, filters=filters or Filters()))
    return [
        (lane["kind"], hit["document"]["id"], hit["start"], hit["end"], hit["evidence"]["start"], hit["score"])
        for lane in answer["lanes"]
        for hit in (lane["hits"] or ([lane["nearest_miss"]] if lane["nearest_miss"] else []))
    ]


def assert_same_hits(found: Sequence[tuple], expected: Sequence[tuple]) -> None:
    assert [hit[:-1] for hit in found] == [hit[:-1] for hit in expected]
    assert [hit[-1] for hit in found] == pytest.approx([hit[-1] for hit in expected], abs=SCORE_TOLERANCE)


def everything(library: Library) -> list[object]:
    """Kinds, labels, documents and passages, all of them, but for when a lane of files took them in."""
    numbers = [number for kind in library.kinds for number in library.inventory.numbers(kind)]
    documents = [library.document(library.labels[number].id) for number in numbers]
    passages = [
        replace(one, put=0) for one in library.records.passages(library.inventory.passages_in(numbers).tolist())
    ]
    return [library.kinds, library.labels, documents, passages, library.skipped, library.build]
