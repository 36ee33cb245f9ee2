"""The filter of voices: decided before anything is ranked, and only such sentences are evidence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from answer.ask import ask
from answer.question import parse
from answer.records import Filters, Lane
from errors import QuestionError
from index.building.build import build
from index.library import Library, open_library
from index.searching.query import prepare
from index.searching.search import search_lane
from ingest.records import VoiceKind
from tests.conftest import FakeEncoder, write

OWN, QUOTE, ATTRIBUTED = VoiceKind.OWN, VoiceKind.QUOTE, VoiceKind.ATTRIBUTED
CROWD = 60
"""Passages of the publication's own that fit better than any quote: more than ranking looks at closely."""


@pytest.fixture
def library(corpus: Path, data: Path, encoder: FakeEncoder) -> Iterator[Library]:
    for at in range(CROWD):
        write(corpus, f"reporting/own{at:02}.txt", f"The harbour bridge closed in winter {at}.")
    write(corpus, "reporting/quote1.txt", "“The old harbour bridge will never be closed by us again,” Anna Holm said.")
    write(
        corpus, "reporting/quote2.txt", "Rain fell. “Nobody ever closed one harbour bridge so slowly,” Olaf Berg said."
    )
    write(corpus, "reporting/both.txt", "The harbour bridge closed. Officials said that the ferry to the island sank.")
    build(corpus, data, encoder)
    opened = open_library(data)
    yield opened
    opened.close()


def reporting(library: Library, encoder: FakeEncoder, question: str, filters: Filters | None = None) -> Lane:
    return next(
        lane for lane in ask(library, encoder, question, filters=filters or Filters()).lanes if lane.kind == "reporting"
    )


def test_quotes_are_found_behind_a_crowd_of_better_own_words(library: Library, encoder: FakeEncoder) -> None:
    query = prepare(library, encoder, "harbour bridge closed")
    unfiltered = search_lane(library, query, "reporting", k=40)
    lane = reporting(library, encoder, "harbour bridge closed voice:quote")

    assert not [hit for hit in unfiltered if hit.evidence.voice.kind is QUOTE]
    assert {hit.document.id for hit in lane.hits} == {"reporting/quote1.txt", "reporting/quote2.txt"}
    assert {hit.evidence.voice.speaker for hit in lane.hits} == {"Anna Holm", "Olaf Berg"}


@pytest.mark.parametrize("voice", VoiceKind)
def test_only_the_chosen_voice_is_evidence(library: Library, encoder: FakeEncoder, voice: VoiceKind) -> None:
    lane = reporting(library, encoder, "harbour bridge closed", Filters(voices=(voice,)))
    hits = [*lane.hits, *([lane.nearest_miss] if lane.nearest_miss else [])]

    assert hits
    assert {hit.evidence.voice.kind for hit in hits} == {voice}


def test_a_passage_is_judged_by_its_sentence_of_the_chosen_voice(library: Library, encoder: FakeEncoder) -> None:
    lane = reporting(library, encoder, "harbour bridge closed voice:attributed file:both.txt")
    hit = lane.hits[0] if lane.hits else lane.nearest_miss

    assert hit is not None
    assert hit.evidence.text == "Officials said that the ferry to the island sank."
    assert hit.signals.cosine < 0.5


def test_two_voices_allow_both(library: Library, encoder: FakeEncoder) -> None:
    lane = reporting(library, encoder, "harbour bridge closed voice:quote voice:attributed")

    assert {hit.evidence.voice.kind for hit in lane.hits} == {QUOTE, ATTRIBUTED}


@pytest.mark.parametrize(
    ("typed", "given", "voices"),
    [
        ("gate voice:own", (), (OWN,)),
        ("gate voice:Quote voice:own", (), (QUOTE, OWN)),
        ("gate voice:quote", (QUOTE, OWN), (QUOTE,)),
        ("gate", (ATTRIBUTED,), (ATTRIBUTED,)),
    ],
)
def test_voices_are_read_from_the_question_and_the_filters(
    typed: str, given: tuple[VoiceKind, ...], voices: tuple[VoiceKind, ...]
) -> None:
    question = parse(typed, Filters(voices=given))

    assert (question.text, question.filters.voices) == ("gate", voices)


@pytest.mark.parametrize(
    ("typed", "given", "reason"),
    [
        ("gate voice:loud", (), "no voice 'loud': write voice:own, voice:quote, voice:attributed"),
        ("gate voice:", (), "voice: has no value"),
        ("gate voice:own", (QUOTE,), "voice:own contradicts the filter quote"),
    ],
)
def test_a_voice_that_cannot_be_is_refused(typed: str, given: tuple[VoiceKind, ...], reason: str) -> None:
    with pytest.raises(QuestionError, match=reason):
        parse(typed, Filters(voices=given))
