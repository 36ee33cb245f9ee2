from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.labels.kind_words import hint, hints_of
from ingest.records import Document, Sentence, Source, Voice, VoiceKind

OPINION = (
    "I think the gate is a disgrace.",
    "The council must resign.",
    "Make no mistake.",
    "We really believe that it should open.",
)


def document(*sentences: str, voice: VoiceKind = VoiceKind.OWN, kind: str = "unlabelled") -> Document:
    text, spans = "", []
    for words in sentences:
        spans.append(Sentence(len(text), len(text) + len(words), Voice(voice)))
        text += f"{words} "
    return Document(text, (), sentences=tuple(spans), id="a.txt", sha256="", source=Source(kind, "a"))


def test_the_cues_are_told_with_the_sentences_that_have_them() -> None:
    assert hint(document(*OPINION, "It rained.")) == (
        "reads like commentary: first person with a verb of opinion (2), should, must, ought (2), "
        "words of judgment (1), words to the reader (1), in 4 of 5 sentences of its own voice"
    )


def test_what_somebody_else_is_quoted_with_is_no_cue() -> None:
    assert hint(document(*OPINION, voice=VoiceKind.QUOTE)) == ""
    assert hint(document(*OPINION, voice=VoiceKind.ATTRIBUTED)) == ""


def test_a_heading_is_no_cue() -> None:
    found = document(*OPINION)
    headings = tuple(replace(sentence, heading=True) for sentence in found.sentences)

    assert hint(replace(found, sentences=headings)) == ""


@pytest.mark.parametrize(
    "sentences",
    [
        (),
        OPINION[:2],
        ("It must rise.", "It must fall.", "It must rest.", "It must go."),
        (*OPINION, *["The river rose on Monday."] * 60),
    ],
)
def test_few_cues_or_one_alone_give_no_hint(sentences: tuple[str, ...]) -> None:
    assert hint(document(*sentences)) == ""


def test_only_what_nobody_labelled_gets_a_hint() -> None:
    assert hints_of([document(*OPINION, kind="reporting"), document(*OPINION, kind="commentary")]) == {}
    assert list(hints_of([document(*OPINION)])) == ["a.txt"]
