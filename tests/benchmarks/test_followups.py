from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.followups import CONVERSATIONS, resolved, ways
from benchmarks.questions import plain

ROWS = [json.loads(line) for line in CONVERSATIONS.read_text(encoding="utf-8").splitlines()]
CORPUS = Path(__file__).parents[2] / "corpus"


def test_at_least_thirty_conversations_are_half_topic_changes() -> None:
    assert len(ROWS) >= 30
    assert sum(row["topic_change"] for row in ROWS) * 2 == len(ROWS)


@pytest.mark.parametrize("kind", ["reporting", "commentary"])
def test_every_quote_stands_in_a_document_of_its_kind(kind: str) -> None:
    text = plain(" ".join(path.read_text(encoding="utf-8") for path in sorted((CORPUS / kind).iterdir())))

    assert [quote for row in ROWS for quote in row[kind] if plain(quote) not in text] == []


def test_each_turn_leans_on_what_was_searched_before_it() -> None:
    assert resolved(["What role does Turkey play?", "and Russia?"], "and Iran?").searched == "What role does Iran play?"


def test_the_ways_are_the_product_and_two_plain_ones() -> None:
    assert ways(["What role does Turkey play?"], "and Russia?") == {
        "resolved": "What role does Russia play?",
        "bare": "and Russia?",
        "all turns": "What role does Turkey play? and Russia?",
    }
