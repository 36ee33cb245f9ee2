from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.furniture.finding import find_furniture
from ingest.loaders.markdown import load
from ingest.records import Block, BlockKind, Sentence, Voice, VoiceKind
from ingest.sentences import split_sentences
from ingest.voices import assign_voices

OWN, QUOTE, ATTRIBUTED = VoiceKind.OWN, VoiceKind.QUOTE, VoiceKind.ATTRIBUTED
SHORT, LONG = 60_000, 360_000
MOST_TIMES_LONGER = 18
"""Six times the text takes about six times as long; a quadratic rule would take thirty-six times."""

CORPUS = Path(__file__).parents[2] / "corpus"


def voices(markup: str) -> list[VoiceKind]:
    loaded = load(markup.encode())
    sentences = split_sentences(loaded.text, loaded.blocks, find_furniture(loaded))
    return [item.voice.kind for item in assign_voices(loaded.text, loaded.blocks, sentences)]


@pytest.mark.parametrize(
    ("sentence", "voice"),
    [
        ("“The fighting will be difficult, but we will prevail,” she said.", QUOTE),
        ('"The fighting will be difficult, but we will prevail," she said.', QUOTE),
        ("‘The fighting won’t be easy, but we will prevail,’ she said.", QUOTE),
        ("« Les combats seront difficiles, mais nous vaincrons », dit-elle.", QUOTE),
        ("U.S. officials announced the offensive on Tuesday.", ATTRIBUTED),
        ("According to the report, the group could return.", ATTRIBUTED),
        ("The SDF promised to end its presence “once and for all.”", ATTRIBUTED),
        ("The memo would explicitly state that it was so.", ATTRIBUTED),
        ("The group could return, said Lavrov.", ATTRIBUTED),
        ("The so-called “Islamic State” lost its last town.", OWN),
        ("“Voices from Syria”", OWN),
        ('The 12" gun fired at dawn and the 14" gun at noon.', OWN),
        ("Kurdish fighters left the front to help their kin.", OWN),
        ("State sponsorship sustains the United States’ claims to the land.", OWN),
    ],
)
def test_a_sentence_has_the_voice_of_whose_words_it_is(sentence: str, voice: VoiceKind) -> None:
    assert voices(sentence) == [voice]


def test_a_quotation_goes_on_over_sentences() -> None:
    assert voices("“So you win the fight. And then you win the peace. It is slow,” he said. Nobody spoke.") == [
        *(QUOTE, QUOTE, QUOTE, OWN)
    ]


def test_a_quotation_goes_on_where_each_paragraph_opens_and_only_the_last_closes() -> None:
    assert voices("“We control it. We set the rules.\n\n“So we will see. We come home.”\n\nThe road was empty.") == [
        *(QUOTE, QUOTE, QUOTE, QUOTE, OWN)
    ]


def test_a_block_quote_is_a_quotation() -> None:
    assert voices("> It is so. We know it.\n\nThe road was empty.") == [QUOTE, QUOTE, OWN]


def test_a_paragraph_behind_a_reporting_colon_is_a_quotation_with_its_continuation() -> None:
    markup = "The report also claims:\n\nThe group could regain land\n\nin the [river] valley.\n\nThe road was empty."
    assert voices(markup) == [ATTRIBUTED, QUOTE, QUOTE, OWN]


def test_a_colon_without_a_reporting_cue_introduces_no_quotation() -> None:
    assert voices("There are two roads:\n\nThe road north was empty.") == [OWN, OWN]


def test_a_heading_behind_a_reporting_colon_is_no_quotation() -> None:
    assert voices("The report claims:\n\n# Part two\n\nThe road was empty.") == [ATTRIBUTED, OWN, OWN]


def test_both_parts_of_a_sentence_that_furniture_splits_have_one_voice() -> None:
    markup = "President TrumpDonald John TrumpOmar fires back MORE promised last month that troops would come home."
    assert voices(markup) == [ATTRIBUTED, ATTRIBUTED]


def test_the_inspector_generals_words_in_the_commentary_are_quotations() -> None:
    loaded = load((CORPUS / "commentary/us-syria-withdrawal-myth.md").read_bytes())
    sentences = split_sentences(loaded.text, loaded.blocks, find_furniture(loaded))
    voiced = assign_voices(loaded.text, loaded.blocks, sentences)
    assert [loaded.text[item.start :][:24] for item in voiced if item.voice.kind is QUOTE] == [
        "According to the DoD, wh",
        "According to the DoD, IS",
        "Currently, ISIS is regen",
        "in the [Middle Euphrates",
        "If the situation unravel",
        "The West, Gulf countries",
    ]


def test_the_format_says_whose_words_a_quoted_block_is() -> None:
    text = "Olaf Berg wrote:\nThe bridge is old. It will fail."
    blocks = (Block(BlockKind.PARAGRAPH, 0, 16), Block(BlockKind.QUOTE, 17, len(text), speaker="olaf@example.org"))
    voiced = assign_voices(text, blocks, split_sentences(text, blocks, ()))
    assert [item.voice for item in voiced[1:]] == [Voice(QUOTE, "olaf@example.org")] * 2


def test_a_speaker_has_single_spaces() -> None:
    text = "The bridge is old, said Olaf\nvan  der Berg."
    blocks = (Block(BlockKind.PARAGRAPH, 0, len(text)),)
    voiced = assign_voices(text, blocks, (Sentence(0, len(text)),))
    assert [item.voice for item in voiced] == [Voice(ATTRIBUTED, "Olaf van der Berg")]


def test_furniture_is_no_part_of_a_speaker() -> None:
    text = "The mayor of SHARE THIS STORY NOW Varde said the bridge was old."
    sentences = (Sentence(0, 12), Sentence(34, len(text)))
    voiced = assign_voices(text, (Block(BlockKind.PARAGRAPH, 0, len(text)),), sentences)
    assert {item.voice for item in voiced} == {Voice(ATTRIBUTED, None)}


CLUES = (
    "“",
    "”",
    "‘",
    "’",
    '"',
    "''",
    "«",
    ":",
    ",",
    ".",
    " – ",
    "(",
    ")",
    "said ",
    "Al Bo ",
    "he ",
    "the ",
    "and ",
    "by ",
)
HOSTILE = st.lists(st.sampled_from([*CLUES, "that ", "who ", "to ", "claims ", "'s ", "\n\n", "> ", "according to "]))


@given(st.one_of(st.text(), HOSTILE.map("".join)))
def test_a_speaker_is_in_the_text_and_no_own_sentence_has_one(text: str) -> None:
    blocks = tuple(Block(BlockKind.PARAGRAPH, *found.span()) for found in re.finditer(r"[^\n]+", text))
    for item in assign_voices(text, blocks, split_sentences(text, blocks, ())):
        assert item.voice.speaker is None or item.voice.speaker in " ".join(text.split())
        assert item.voice.kind is not OWN or item.voice.speaker is None


ENDLESS = (
    "said ",
    "“a” ",
    '"a" ',
    '" ',
    "“",
    "'a ",
    "‘a b’ ",
    "''a'' ",
    "said, ",
    "who said ",
    "said – ",
    ") said (",
    "a",
)
ENDLESS_CLAUSES = ("the man and the ", ", and Bo, a", "to say ", "he said. ", "that Al said ", "by by said ", "Al Bo ")


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit",
    [
        *("“It is so,” said Al. ", "of the of said ", "claims that the "),
        *(pytest.param(unit, marks=pytest.mark.slow) for unit in (*ENDLESS, *ENDLESS_CLAUSES)),
    ],
)
def test_a_long_text_of_anything_takes_as_much_longer_as_it_is(unit: str) -> None:
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        begun = time.process_time()
        assign_voices(text, (Block(BlockKind.PARAGRAPH, 0, len(text)),), (Sentence(0, len(text)),))
        return time.process_time() - begun

    short = min(seconds(SHORT) for _ in range(2))

    # A busy machine may slow one measurement, but not every one of three.
    assert any(seconds(LONG) < MOST_TIMES_LONGER * max(short, 0.01) for _ in range(3))


@given(st.text(st.sampled_from('“”‘’"«»ab .:\n>Said')))
def test_voices_change_nothing_but_the_voice(markup: str) -> None:
    loaded = load(markup.encode())
    sentences = split_sentences(loaded.text, loaded.blocks, ())
    voiced = assign_voices(loaded.text, loaded.blocks, sentences)
    assert [(item.start, item.end, item.heading) for item in voiced] == [
        (item.start, item.end, item.heading) for item in sentences
    ]
