from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.loaders import LOADERS
from ingest.loaders.text import load
from ingest.reader.process import read_contents
from ingest.records import Block, BlockKind, Loaded

WRAPPED = """Truce holds in the north

Envoys from Russia and Turkey met in Geneva on Monday to save a
truce that has held for five days, officials said. It was the first
meeting since June
and nobody expected much.

They will meet again.
"""


def words(loaded: Loaded) -> list[str]:
    return [loaded.text[block.start : block.end] for block in loaded.blocks]


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"], include_characters="\n ")))
def test_blocks_are_in_order_trimmed_and_cover_every_visible_character(text: str) -> None:
    loaded = load(text.encode())
    ends = [0, *(block.end for block in loaded.blocks)]
    assert all(block.start >= end for block, end in zip(loaded.blocks, ends, strict=False))
    assert [word for word in words(loaded) if word != word.strip() or not word] == []
    assert "".join("".join(words(loaded)).split()) == "".join(loaded.text.split())


def test_a_hard_wrapped_paragraph_stays_one_block() -> None:
    assert words(load(WRAPPED.encode()))[1].endswith("meeting since June\nand nobody expected much.")


def test_a_short_first_line_above_a_blank_line_is_the_title() -> None:
    loaded = load(WRAPPED.encode())
    assert loaded.own_title == "Truce holds in the north"
    assert loaded.blocks[0] == Block(BlockKind.HEADING, 0, 24, level=1)


def test_a_first_line_above_a_byline_is_the_title() -> None:
    assert load(
        b"Truce holds\nBy Jane Doe\n\nThe truce has held for five days, officials said on Monday."
    ).own_title == ("Truce holds")


def test_a_first_line_that_ends_a_sentence_is_no_title() -> None:
    loaded = load(b"It was late.\n\nNobody came.")
    assert (loaded.own_title, loaded.blocks[0].kind) == (None, BlockKind.PARAGRAPH)


def test_typed_line_ends_separate_blocks_where_lines_are_not_wrapped() -> None:
    long = "Forces backed by the United States have launched an offensive to drive the group from its last strongholds."
    assert words(load(f"Title\n\nTitle again\n© Getty Images\n\n{long}\n{long}".encode())) == [
        *("Title", "Title again", "© Getty Images", long, long)
    ]


def test_a_credit_under_a_longer_line_is_a_block_in_a_wrapped_document() -> None:
    assert words(load(f"{WRAPPED}\nThe envoys shake hands in Geneva on Monday\n© Agency".encode()))[-1] == "© Agency"


def test_list_items_are_blocks() -> None:
    loaded = load(b"The terms:\n- Open roads\n- Free prisoners\n")
    assert words(loaded) == ["The terms:", "- Open roads", "- Free prisoners"]
    assert [block.kind for block in loaded.blocks][1:] == [BlockKind.LIST_ITEM, BlockKind.LIST_ITEM]


def test_an_address_alone_on_its_line_is_a_link() -> None:
    loaded = load(b"Read the report:\nhttps://un.example/report\npress@un.example\n")
    assert [loaded.text[start:end] for block in loaded.blocks for start, end in block.links] == [
        *("https://un.example/report", "press@un.example")
    ]


def test_the_canonical_text_is_the_decoded_text() -> None:
    assert load("\ufeff a\u00a0b \r\n".encode()).text == " a\u00a0b \n"


CUES = """1
00:01:02,040 --> 00:01:05,200
The orchard was sold in March,
and the buyer has

2
00:01:05,200 --> 00:01:08,880
cut down every pear tree.
"""


@pytest.mark.parametrize(
    "saved",
    [
        CUES,
        "\ufeff" + CUES.replace("\n", "\r\n"),
        "\n\n" + CUES.replace("1\n00", "00").replace("2\n00", "00"),
        "WEBVTT\nKind: captions\nLanguage: en\n\nSTYLE\n::cue { color: white; }\n\nintro\n"
        + CUES[2:].replace(",0", ".0"),
        CUES.replace("1\n00", "00")
        .replace("2\n00", "00")
        .replace(",0", ".0")
        .replace(",2", ".2")
        .replace(",8", ".8")
        .replace(" --> ", ","),
        "WEBVTT - The orchard\n\n" + CUES.replace("00:01:", "01:").replace(",040", ".040 "),
    ],
)
def test_subtitles_saved_as_text_are_read_as_subtitles(saved: str) -> None:
    contents = read_contents(".txt", saved.encode())

    assert [contents.text[s.start : s.end] for s in contents.sentences] == [
        "The orchard was sold in March, and the buyer has cut down every pear tree."
    ]


@pytest.mark.parametrize(
    "text",
    [
        "WEBVTT is a format for subtitles.\n\nIt came from SRT.\n",
        "1\n\nThe orchard was sold at 10:00 --> 11:00, the clerk wrote.\n",
        "0:01.5,1234567\nThe mayor resigned.\n",
        "00:01:02 was the time on the clock.\n\nNobody saw it.\n",
    ],
)
def test_a_text_about_times_is_no_subtitles(text: str) -> None:
    assert load(text.encode()).text == text


def test_text_suffixes_have_the_text_loader() -> None:
    assert LOADERS[".txt"] is LOADERS[".text"] is load


LABELLED = "---\ntitle: Truce holds\ndate: 2019-02-07\nkind: official\n---  \n\nEnvoys met in Geneva on Monday.\n"


def test_front_matter_is_a_label_and_stays_in_the_text_as_furniture() -> None:
    loaded = load(LABELLED.encode())

    assert loaded.text == LABELLED
    assert [(field.name, field.rule) for field in loaded.own] == [
        ("title", "front matter title"),
        ("published", "front matter date"),
        ("kind", "front matter kind"),
    ]
    assert [(loaded.text[one.start : one.end], one.rule) for one in loaded.furniture] == [
        ("---\ntitle: Truce holds\ndate: 2019-02-07\nkind: official\n---", "front_matter")
    ]
    assert words(loaded)[1:] == ["Envoys met in Geneva on Monday."]


@pytest.mark.parametrize(
    "text",
    [
        "---\nAnna: I was there.\nBerg: So was I.\n---\n\nThat was all.\n",
        "---\ntitle: never closed\n\nThat was all.\n",
        "Said first.\n---\ntitle: too late\n---\n\nThat was all.\n",
    ],
)
def test_lines_that_say_nothing_of_the_document_are_its_own_words(text: str) -> None:
    loaded = load(text.encode())

    assert (loaded.own, loaded.furniture) == ((), ())


def test_words_cut_at_line_ends_are_whole_and_true_hyphens_stay() -> None:
    text = (
        "The mayor said that the govern-\nment would not pay, and that the well-\nknown firm had been named.\n"
        "The pre-\nand post-war walls were measured, and the ex-\nminister left the har-\nbour.\n\nNobody was told.\n"
    )

    assert load(text.encode()).text == (
        "The mayor said that the government\nwould not pay, and that the well-known\nfirm had been named.\n"
        "The pre-\nand post-war walls were measured, and the ex-minister\nleft the harbour.\n\nNobody was told.\n"
    )
