from __future__ import annotations

import pytest

from answer.wording import voice_word, voice_words
from ingest.records import Voice, VoiceKind


@pytest.mark.parametrize(
    ("voice", "words"),
    [
        (Voice(), "own words"),
        (Voice(VoiceKind.QUOTE, "the DoD Inspector General’s report"), "quoting the DoD Inspector General’s report"),
        (Voice(VoiceKind.QUOTE, "The report"), "quoting the report"),
        (Voice(VoiceKind.QUOTE, "A recent report"), "quoting a recent report"),
        (Voice(VoiceKind.QUOTE, "A"), "quoting A"),
        (Voice(VoiceKind.QUOTE), "quoting a speaker not identified"),
        (Voice(VoiceKind.ATTRIBUTED, "Pentagon officials"), "reporting what Pentagon officials said"),
        (Voice(VoiceKind.ATTRIBUTED), "reporting what was said"),
    ],
)
def test_a_voice_says_whose_words_these_are(voice: Voice, words: str) -> None:
    assert voice_words(voice) == words


def test_every_voice_can_be_chosen_by_its_name() -> None:
    assert [voice_word(kind) for kind in VoiceKind] == ["own words", "direct quotes", "attributed"]
