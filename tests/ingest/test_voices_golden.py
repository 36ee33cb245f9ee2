"""Every sentence of the two corpus documents, judged by hand: whose words, and the speakers that would be right."""

from __future__ import annotations

import json
from pathlib import Path

from ingest.furniture.finding import find_furniture
from ingest.loaders import LOADERS
from ingest.records import Voice
from ingest.sentences import split_sentences
from ingest.voices import assign_voices

ROOT = Path(__file__).parents[2]
ROWS = [
    json.loads(line) for line in (ROOT / "tests/golden/voices_corpus.jsonl").read_text(encoding="utf-8").splitlines()
]
DOCUMENTS = list(dict.fromkeys(row["document"] for row in ROWS))


def found() -> list[tuple[str, Voice]]:
    """The sentences of the documents in the table's order, with their voices."""
    sentences = []
    for name in DOCUMENTS:
        path = ROOT / "corpus" / name
        loaded = LOADERS[path.suffix](path.read_bytes())
        split = split_sentences(loaded.text, loaded.blocks, find_furniture(loaded))
        voiced = assign_voices(loaded.text, loaded.blocks, split)
        sentences += [(loaded.text[item.start : item.end], item.voice) for item in voiced]
    return sentences


def test_the_table_has_every_sentence() -> None:
    assert [text for text, _ in found()] == [row["text"] for row in ROWS]


def test_at_least_97_in_100_sentences_have_the_right_voice() -> None:
    right = [voice.kind == row["voice"] for (_, voice), row in zip(found(), ROWS, strict=True)]

    assert sum(right) >= 0.97 * len(ROWS)


def test_no_speaker_is_wrong() -> None:
    wrong = [
        (row["text"], voice.speaker)
        for (_, voice), row in zip(found(), ROWS, strict=True)
        if voice.speaker is not None and voice.speaker not in row["speakers"]
    ]

    assert wrong == []


def test_at_least_80_in_100_explicit_cues_name_their_speaker() -> None:
    cued = [voice.speaker is not None for (_, voice), row in zip(found(), ROWS, strict=True) if row["cue"]]

    assert sum(cued) >= 0.8 * len(cued)
