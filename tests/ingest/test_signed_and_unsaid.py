"""Speakers that must not be carried too far, and verbs of saying behind which nothing is said."""

from __future__ import annotations

import pytest

from ingest.furniture.finding import find_furniture
from ingest.loaders.markdown import load
from ingest.records import VoiceKind
from ingest.sentences import split_sentences
from ingest.voices import assign_voices


def speakers(markup: str) -> list[str | None]:
    """The speaker of every sentence that is a quotation."""
    return [speaker for kind, speaker in voices(markup) if kind is VoiceKind.QUOTE]


def voices(markup: str) -> list[tuple[VoiceKind, str | None]]:
    loaded = load(markup.encode())
    sentences = split_sentences(loaded.text, loaded.blocks, find_furniture(loaded))
    return [(item.voice.kind, item.voice.speaker) for item in assign_voices(loaded.text, loaded.blocks, sentences)]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("Berg said the lock leaked.\n\n> The lock has never leaked.\n>\n> — Holm, lock keeper", ["Holm"] * 2),
        (
            "Berg said the lock leaked.\n\n> It never leaked. It is dry.\n> — Anna van der Holm",
            ["Anna van der Holm"] * 3,
        ),
        ("Berg said the lock leaked.\n\n> The lock has never leaked at all.", [None]),
        ("Berg said:\n\n> The lock leaks.\n>\n> It always did.", ["Berg", "Berg"]),
        ("It leaked, a farmer said.\n\n“The lock has never leaked at all.” — Holm", ["Holm"]),
        ("“It is dry. The lock has never leaked at all.” — Anna Holm, keeper", ["Anna Holm"] * 2),
        ("It leaked, a farmer said.\n\n“The lock has never leaked at all.”\n\n— Holm", ["Holm"]),
        ("“The lock has never leaked at all.” — The end of it", [None]),
        ("“Who opened the lock?” Berg asked.\n\n“Nobody has opened it for a year.”", ["Berg", None]),
        ("“You will lose the farm over this,” Berg said.\n\n“Then so be it, I say.”", ["Berg", None]),
        ("Berg said: “You will lose the farm over this.” “Then so be it, I say.”", ["Berg", None]),
        ("> The lock has never leaked.\n\n“We all know that it leaks,” Berg said.", [None, "Berg"]),
        ("“The lock leaks,” Berg said. “It always did.\n\n“And it will go on.”", ["Berg"] * 3),
    ],
)
def test_a_speaker_is_carried_inside_one_quotation_and_a_signature_names_him(
    markup: str, expected: list[str | None]
) -> None:
    assert speakers(markup) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Neither Holm nor Berg said the lock was broken.",
        "No engineer claimed that the lock was broken.",
        "Holm refused to say that the lock was broken.",
        "Holm never said that the lock was broken.",
        "Holm did not claim that the lock was broken.",
        "Holm didn't announce that the lock was broken.",
        "Holm left without saying that the lock was broken.",
        "If Holm says the lock is broken, the ships turn back.",
        "Did Holm say the lock was broken?",
        "Nor did Holm say that the lock was broken.",
        "Holm will say that the lock was broken.",
        "Holm declined to say who had broken the lock.",
    ],
)
def test_what_nobody_said_is_the_publications_own_statement(sentence: str) -> None:
    assert voices(sentence) == [(VoiceKind.OWN, None)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Holm not only said that the lock was broken but closed it.",
        "Holm does not believe that the lock is broken.",
        "Holm refused to pay for the broken lock.",
        "Holm went on to say that the lock was broken.",
    ],
)
def test_a_denied_thought_and_a_refusal_to_act_are_still_somebodys(sentence: str) -> None:
    assert voices(sentence) == [(VoiceKind.ATTRIBUTED, "Holm")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Asked by the council in May whether the old lock had ever been mended, Holm said it had.",
        "When pressed about the price of the new lock, Holm, the keeper, said it was low.",
    ],
)
def test_the_clause_about_a_question_belongs_to_the_answer(sentence: str) -> None:
    assert voices(sentence) == [(VoiceKind.ATTRIBUTED, "Holm")]
