"""`ask --json` against docs/json.md: exact keys and types; keys that were added since are named as such."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from answer.ask import ask
from answer.exports.as_json import answer_as_json
from index.building.build import build
from index.library import open_library
from tests.conftest import FakeEncoder, write

ANSWER = {"question": str, "summary": str, "index": dict, "lanes": list}
ANSWER_ADDED = {"skipped": list, "receipts": list, "filters": dict, "partly": dict, "spellings": list}
INDEX = {"generation": int, "model": str, "built_at": str}
LANE = {"kind": str, "standing": str, "searched": dict, "hits": list, "nearest_miss": (dict, type(None))}
LANE_ADDED = {"more": int, "at_least": bool}
SEARCHED = {"documents": int, "passages": int}
SEARCHED_ADDED = {"origins": int, "skipped": int, "partly": int}
HIT = {
    "rank": int,
    "score": float,
    "document": dict,
    "start": int,
    "end": int,
    "text": str,
    "page": (int, type(None)),
    "evidence": dict,
}
HIT_ADDED = {"strength": str, "furniture": list, "matched": list, "copies": list, "beside": list, "signals": dict}
EVIDENCE = {"start": int, "end": int, "text": str, "voice": dict, "recognised": (float, type(None))}
VOICE = {"kind": str, "speaker": (str, type(None))}
DOCUMENT = {
    "id": str,
    "title": str,
    "kind": str,
    "kind_rule": str,
    "publisher": (str, type(None)),
    "author": (str, type(None)),
    "published": (str, type(None)),
    "url": (str, type(None)),
    "language": (str, type(None)),
    "sha256": str,
}
DOCUMENT_ADDED = {"rules": dict, "origin": str, "partly": list}


def check(found: dict[str, Any], expected: dict[str, Any]) -> None:
    assert list(found) == list(expected)
    for key, kind in expected.items():
        assert isinstance(found[key], kind), key
        assert not (kind is int and isinstance(found[key], bool)), key


@pytest.fixture
def answers(corpus: Path, data: Path, encoder: FakeEncoder) -> list[dict[str, Any]]:
    """Answers of every standing, as another program reads them."""
    write(
        corpus,
        "sources.toml",
        '[documents."reporting/river.txt"]\ntitle = "Die Flut"\npublisher = "P"\nauthor = "A"\n'
        'published = 2019-02-07\nurl = "https://example.org"\n',
    )
    write(corpus, "loose.txt", "“It was closed,” said Gen. James Jarrard on Monday.")
    build(corpus, data, encoder)
    library = open_library(data)
    questions = ("Engineers closed the lower gate at noon", "zorblax", "gate kind:reporting")
    found = [json.loads(json.dumps(answer_as_json(ask(library, encoder, question)))) for question in questions]
    library.close()
    return found


def every_hit(answers: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for answer in answers:
        for lane in answer["lanes"]:
            yield from lane["hits"]
            if lane["nearest_miss"]:
                yield lane["nearest_miss"]


def test_an_answer_has_the_keys_and_types_of_the_contract(answers: list[dict[str, Any]]) -> None:
    for answer in answers:
        check(answer, ANSWER | ANSWER_ADDED)
        check(answer["index"], INDEX)


def test_a_lane_has_the_keys_and_types_of_the_contract(answers: list[dict[str, Any]]) -> None:
    for answer in answers:
        for lane in answer["lanes"]:
            check(lane, LANE | LANE_ADDED)
            check(lane["searched"], SEARCHED | SEARCHED_ADDED)
            assert lane["standing"] in {"answers", "related", "nothing"}


def test_a_lane_with_standing_nothing_has_no_hits_and_any_other_no_nearest_miss(answers: list[dict[str, Any]]) -> None:
    lanes = [lane for answer in answers for lane in answer["lanes"]]

    assert {lane["standing"] for lane in lanes} >= {"answers", "nothing"}
    for lane in lanes:
        assert (lane["hits"] == []) == (lane["standing"] == "nothing")
        assert lane["nearest_miss"] is None or lane["standing"] == "nothing"


def test_a_hit_has_the_keys_and_types_of_the_contract(answers: list[dict[str, Any]]) -> None:
    for hit in every_hit(answers):
        check(hit, HIT | HIT_ADDED)
        check(hit["evidence"], EVIDENCE)
        check(hit["evidence"]["voice"], VOICE)
        check(hit["document"], DOCUMENT | DOCUMENT_ADDED)
        assert hit["strength"] in {"strong", "weak"}
        assert hit["evidence"]["voice"]["kind"] in {"own", "quote", "attributed"}


def test_ranks_count_from_one_and_scores_fall(answers: list[dict[str, Any]]) -> None:
    for answer in answers:
        for lane in answer["lanes"]:
            scores = [hit["score"] for hit in lane["hits"]]
            assert [hit["rank"] for hit in lane["hits"]] == list(range(1, len(scores) + 1))
            assert scores == sorted(scores, reverse=True)


def test_a_documents_label_is_as_it_was_stated(answers: list[dict[str, Any]]) -> None:
    document = answers[0]["lanes"][0]["hits"][0]["document"]

    assert {name: value for name, value in document.items() if name not in {"sha256", "rules", "origin", "partly"}} == {
        "id": "reporting/river.txt",
        "title": "Die Flut",
        "kind": "reporting",
        "kind_rule": "folder",
        "publisher": "P",
        "author": "A",
        "published": "2019-02-07",
        "url": "https://example.org",
        "language": "en",
    }
    assert len(document["sha256"]) == 64


def test_the_time_of_the_build_is_iso_8601_with_its_zone(answers: list[dict[str, Any]]) -> None:
    built_at = datetime.fromisoformat(answers[0]["index"]["built_at"])

    assert built_at.utcoffset() is not None


def test_text_is_exactly_the_slice_that_the_offsets_name(answers: list[dict[str, Any]], corpus: Path) -> None:
    for hit in every_hit(answers):
        if hit["document"]["id"].endswith(".txt"):  # a text file's canonical text is its own
            text = (corpus / hit["document"]["id"]).read_text(encoding="utf-8")
            assert text[hit["start"] : hit["end"]] == hit["text"]
            evidence = hit["evidence"]
            assert text[evidence["start"] : evidence["end"]] == evidence["text"]
