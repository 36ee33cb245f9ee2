"""Whose words sentences are in other languages than English."""

from __future__ import annotations

import time

import pytest

from ingest.loaders.text import load
from ingest.reader.process import read_contents
from ingest.records import Block, BlockKind, Sentence, Voice, VoiceKind
from ingest.sentences import split_sentences
from ingest.voices import assign_voices
from tests.ingest.speech.reported_cases import ATTRIBUTED, CASES, OWN, QUOTE, TEXTS

SHORT = 30_000
MOST_TIMES_LONGER = 18
"""Six times the text takes about six times as long; a quadratic rule would take thirty-six times."""


def voices(text: str, language: str | None) -> list[Voice]:
    loaded = load(f"{text}\n".encode())
    sentences = split_sentences(loaded.text, loaded.blocks, ())
    return [item.voice for item in assign_voices(loaded.text, loaded.blocks, sentences, language)]


@pytest.mark.parametrize(
    ("language", "sentence", "kind", "speaker"),
    [(language, *case) for language, cases in CASES.items() for case in cases],
)
def test_a_sentence_is_whose_a_reader_of_its_language_says_it_is(
    language: str, sentence: str, kind: VoiceKind, speaker: str | None
) -> None:
    assert voices(sentence, language)[0] == Voice(kind, speaker)


@pytest.mark.parametrize(("language", "text", "expected"), TEXTS)
def test_speakers_go_on_over_sentences_no_farther_than_their_words(
    language: str, text: str, expected: list[tuple[VoiceKind, str | None]]
) -> None:
    assert [(voice.kind, voice.speaker) for voice in voices(text, language)] == expected


@pytest.mark.parametrize("language", ["en", None, "fi"])
def test_a_language_without_a_table_keeps_to_the_rules_of_english(language: str | None) -> None:
    assert voices("Selon Bastien Le Goff, la digue est sûre.", language) == [Voice(OWN)]
    assert voices("According to Ann Lee, the dam is safe.", language) == [Voice(ATTRIBUTED, "Ann Lee")]


def test_english_words_tell_of_nobody_in_another_language() -> None:
    assert voices("Per Marta Bianchi la diga note è sicura.", "it") == [Voice(OWN)]


def test_a_file_is_read_by_the_rules_of_its_own_language() -> None:
    text = (
        "Der Turm bleibt bis auf Weiteres gesperrt. Nach Angaben von Holger Matthes kostet die Sanierung viel Geld. "
        "„Wir haben die Risse im März gesehen“, sagte Jutta Behrens, die den Turm seit zehn Jahren betreut.\n"
    )

    read = read_contents(".txt", text.encode())

    assert [sentence.voice for sentence in read.sentences] == [
        Voice(OWN),
        Voice(ATTRIBUTED, "Holger Matthes"),
        Voice(QUOTE, "Jutta Behrens"),
    ]


@pytest.mark.parametrize("language", CASES)
def test_a_speaker_is_always_words_of_the_text(language: str) -> None:
    for sentence, _, _ in CASES[language]:
        for voice in voices(sentence, language):
            assert voice.speaker is None or voice.speaker in sentence


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "unit"),
    [
        ("fr", "dit "),
        ("fr", "« a, dit B, » "),
        ("fr", "l’a dit, Paul de la "),
        ("de", "sagte der "),
        ("de", "nach angaben zufolge "),
        ("pl", "– mówi Jan – "),
        ("sv", "– säger Å, "),
        ("es", "según el "),
    ],
)
def test_a_long_text_of_anything_takes_as_much_longer_as_it_is(language: str, unit: str) -> None:
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        begun = time.process_time()
        assign_voices(text, (Block(BlockKind.PARAGRAPH, 0, len(text)),), (Sentence(0, len(text)),), language)
        return time.process_time() - begun

    short = min(seconds(SHORT) for _ in range(2))

    assert any(seconds(6 * SHORT) < MOST_TIMES_LONGER * max(short, 0.01) for _ in range(3))
