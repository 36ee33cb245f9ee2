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

MANY_SEE = (
    "While many see the announcement of a US troop withdrawal from Syria by US President Donald Trump and attempts to "
    "backtrack away from the withdrawal as a struggle between the White House and the Pentagon – it is much more "
    "likely the result of a collapsing foreign policy vacillating between bad options and worse options."
)
"""What many see, and then what the author holds: taken for the author's own, while the table has it as attributed."""


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


def test_80_of_81_sentences_have_the_right_voice_and_the_other_one_is_known() -> None:
    rows = list(zip(found(), ROWS, strict=True))
    wrong = [(text, voice.kind.value, row["voice"]) for (text, voice), row in rows if voice.kind != row["voice"]]

    assert wrong == [(MANY_SEE, "own", "attributed")]
    assert len(rows) == 81


def test_no_speaker_is_wrong() -> None:
    wrong = [
        (row["text"], voice.speaker)
        for (_, voice), row in zip(found(), ROWS, strict=True)
        if voice.speaker is not None and voice.speaker not in row["speakers"]
    ]

    assert wrong == []


def test_all_33_explicit_cues_name_their_speaker() -> None:
    cued = [(row["text"], voice.speaker) for (_, voice), row in zip(found(), ROWS, strict=True) if row["cue"]]

    assert [text for text, speaker in cued if speaker is None] == []
    assert len(cued) == 33
