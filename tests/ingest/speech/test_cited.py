from __future__ import annotations

import pytest

from ingest.records import Voice, VoiceKind
from tests.ingest.speech.test_named_sources import voices


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Berg was quoted by the Courier as saying the bridge was safe.", "Berg"),
        ("The minister was quoted on Monday by the Courier as saying that the bridge was safe.", "The minister"),
        ("Anna Berg, who was quoted by the Courier as warning that the bridge would fall, has left.", "Anna Berg"),
        ("The Courier quoted Berg as saying the bridge was safe.", "Berg"),
        ("The agency cited two officials as warning that the bridge would fall.", "two officials"),
        ("Officials were cited by the state news agency as saying the bridge was safe.", "Officials"),
        ("Berg was quoted as saying by the Courier that the bridge was safe.", "Berg"),
        ("The study was cited by Berg as showing that the bridge was safe.", "The study"),
        ("He was quoted by the Courier as saying the bridge was safe.", None),
    ],
)
def test_who_is_quoted_as_saying_something_says_it_and_not_who_quotes_him(sentence: str, speaker: str | None) -> None:
    assert voices(sentence) == [Voice(VoiceKind.ATTRIBUTED, speaker)]


def test_a_quotation_before_it_is_his_too() -> None:
    behind = voices("“The bridge will reopen in May,” Berg was quoted by the Courier as saying.")
    object_of = voices("“The bridge will reopen in May”, the Courier quoted Berg as saying.")
    before = voices("Berg was quoted by the Courier as saying: “The bridge is safe.”")

    assert behind == object_of == before == [Voice(VoiceKind.QUOTE, "Berg")]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("The study was cited by Berg as evidence that the bridge was safe.", "Berg"),
        ("The bridge was said by the Courier to be safe.", "the Courier"),
    ],
)
def test_who_quotes_speaks_where_nobody_is_said_to_say_anything_else(sentence: str, speaker: str) -> None:
    assert voices(sentence) == [Voice(VoiceKind.ATTRIBUTED, speaker)]
