"""Notes at the end of many documents, which answer nothing."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from index.building.build import build
from index.library import open_library
from index.records import Hit
from index.searching.query import prepare
from index.searching.search import search_lane
from tests.conftest import FakeEncoder, write

NOTE = "The Lakeside Post is an independent weekly for the lake towns. Write to us if you know of a flooded cellar."
TEXTS = (
    "Snow fell on the pass for two days. The plough stuck behind a lorry full of oranges, and drivers ate them all.",
    "Bread got dearer in spring. Bakers blame the price of flour, and millers blame the harvest, which was poor again.",
    "A heron nested behind the mill. Children saw three grey chicks from the bridge before a fox came by at night.",
)


def asked(corpus: Path, data: Path, encoder: FakeEncoder, question: str) -> tuple[Hit, ...]:
    build(corpus, data, encoder)
    with closing(open_library(data)) as library:
        return search_lane(library, prepare(library, encoder, question), "reporting", k=9)


@pytest.mark.parametrize("between", [" ", "\n\n"])
def test_a_note_that_three_reports_end_in_is_neither_evidence_nor_matched(
    corpus: Path, data: Path, encoder: FakeEncoder, between: str
) -> None:
    for number, text in enumerate(TEXTS):
        write(corpus, f"reporting/{number}.txt", f"{text}{between}{NOTE}")

    hits = asked(corpus, data, encoder, "Who knows of a flooded cellar in the lake towns?")

    ours = [hit for hit in hits if NOTE in hit.text]
    assert [hit.evidence.text in NOTE for hit in ours] == [False] * 3
    assert [(hit.matched, hit.signals.coverage) for hit in ours] == [((), 0.0)] * 3
    assert {hit.text[one.start - hit.start :] for hit in ours for one in hit.furniture} == {NOTE}


def test_what_two_reports_end_in_is_their_own(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    for number, text in enumerate(TEXTS[:2]):
        write(corpus, f"reporting/{number}.txt", f"{text} {NOTE}")

    hits = asked(corpus, data, encoder, "flooded cellar")

    assert hits[0].evidence.text.startswith("Write to us")
    assert hits[0].furniture == ()


def test_a_text_that_is_all_the_same_is_no_note(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    for number in range(3):
        write(corpus, f"reporting/{number}.txt", NOTE)

    assert asked(corpus, data, encoder, "flooded cellar")[0].evidence.text.startswith("Write to us")


def test_what_stands_in_the_middle_of_three_reports_is_no_note(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    for number, text in enumerate(TEXTS):
        write(corpus, f"reporting/{number}.txt", f"{text} {NOTE} {TEXTS[number - 1]}")

    assert asked(corpus, data, encoder, "flooded cellar")[0].evidence.text.startswith("Write to us")
