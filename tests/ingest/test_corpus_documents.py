from __future__ import annotations

import json
from pathlib import Path

import pytest

from ingest.furniture.finding import find_furniture
from ingest.loaders import LOADERS
from ingest.records import Loaded
from ingest.sentences import split_sentences

ROOT = Path(__file__).parents[2]
GOLDEN = json.loads((ROOT / "tests/golden/corpus_sentences.json").read_text(encoding="utf-8"))
DOCUMENTS = sorted(GOLDEN)


def loaded(name: str) -> Loaded:
    path = ROOT / "corpus" / name
    return LOADERS[path.suffix](path.read_bytes())


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_title_is_the_documents_own(name: str) -> None:
    assert loaded(name).own_title == GOLDEN[name]["title"]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_furniture_is_exactly_what_nobody_wrote_as_content(name: str) -> None:
    document = loaded(name)
    found = [[item.rule, document.text[item.start : item.end][:60]] for item in find_furniture(document)]
    assert found == GOLDEN[name]["furniture"]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_real_sentence_is_reachable_and_nothing_else(name: str) -> None:
    document = loaded(name)
    sentences = split_sentences(document.text, document.blocks, find_furniture(document))
    assert [document.text[item.start : item.end] for item in sentences] == GOLDEN[name]["sentences"]
    headings = [document.text[item.start : item.end] for item in sentences if item.heading]
    assert headings == GOLDEN[name]["headings"]


def test_the_injected_headlines_end_where_the_sentence_goes_on() -> None:
    document = loaded("reporting/us-backed-forces-offensive.txt")
    spans = [item for item in find_furniture(document) if item.rule == "injected_headline"]
    around = [(document.text[: item.start][-5:], document.text[item.end :][:13]) for item in spans]
    assert around == [("Trump", "promised last"), ("attis", "spoke about t")]
