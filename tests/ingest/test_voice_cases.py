from __future__ import annotations

import pytest

from ingest.furniture.finding import find_furniture
from ingest.loaders.markdown import load
from ingest.records import Voice, VoiceKind
from ingest.sentences import split_sentences
from ingest.voices import assign_voices
from tests.ingest.voice_cases import INTRODUCED, LONGER, OWN_WORDS, QUOTED, REPORTED


def voices(markup: str) -> list[Voice]:
    loaded = load(markup.encode())
    sentences = split_sentences(loaded.text, loaded.blocks, find_furniture(loaded))
    return [item.voice for item in assign_voices(loaded.text, loaded.blocks, sentences)]


@pytest.mark.parametrize(("sentence", "speaker"), QUOTED)
def test_a_quotation_is_a_quote_by_whom_its_cue_names(sentence: str, speaker: str | None) -> None:
    assert voices(sentence) == [Voice(VoiceKind.QUOTE, speaker)]


@pytest.mark.parametrize(("sentence", "speaker"), REPORTED)
def test_reported_speech_is_attributed_to_whom_its_cue_names(sentence: str, speaker: str | None) -> None:
    assert voices(sentence) == [Voice(VoiceKind.ATTRIBUTED, speaker)]


@pytest.mark.parametrize("sentence", OWN_WORDS)
def test_titles_scare_quotes_and_nouns_are_the_publications_own(sentence: str) -> None:
    assert voices(sentence) == [Voice(VoiceKind.OWN, None)]


@pytest.mark.parametrize(("markup", "kinds", "speakers"), INTRODUCED + LONGER)
def test_neighbours_say_who_speaks(markup: str, kinds: list[VoiceKind], speakers: list[str | None]) -> None:
    assert voices(markup) == [Voice(kind, speaker) for kind, speaker in zip(kinds, speakers, strict=True)]
