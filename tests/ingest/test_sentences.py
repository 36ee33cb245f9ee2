from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.loaders.markdown import load
from ingest.records import Block, BlockKind, Furniture, Sentence
from ingest.sentences import sentence_spans, split_sentences, with_marks

KINDS = [kind for kind in BlockKind if kind is not BlockKind.BREAK]


def paragraph(text: str) -> list[Block]:
    return [Block(BlockKind.PARAGRAPH, 0, len(text))]


def shown(text: str, sentences: tuple[Sentence, ...]) -> list[str]:
    return [text[item.start : item.end] for item in sentences]


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, list[Block], list[Furniture]]:
    """Any text cut into blocks, with furniture anywhere."""
    text = draw(st.text(min_size=1, max_size=200))
    places = st.lists(st.integers(0, len(text)), max_size=8, unique=True).map(sorted)
    cuts = [0, *draw(places), len(text)]
    blocks = [Block(draw(st.sampled_from(KINDS)), start, end) for start, end in pairwise(cuts) if start < end]
    marks = draw(places)
    return text, blocks, [Furniture(a, b, "rule") for a, b in zip(marks[::2], marks[1::2], strict=False)]


@given(documents())
def test_sentences_and_furniture_cover_all_visible_text_once(case: tuple[str, list[Block], list[Furniture]]) -> None:
    text, blocks, furniture = case
    times = [0] * len(text)
    sentences = split_sentences(text, blocks, furniture)
    for item in (*sentences, *with_marks(text, blocks, furniture, sentences)):
        for index in range(item.start, item.end):
            times[index] += 1
    assert [count for character, count in zip(text, times, strict=True) if not character.isspace() and count != 1] == []


@given(documents())
def test_sentences_are_trimmed_in_order_and_inside_one_block(case: tuple[str, list[Block], list[Furniture]]) -> None:
    text, blocks, furniture = case
    sentences = split_sentences(text, blocks, furniture)
    assert list(sentences) == sorted(sentences, key=lambda item: item.start)
    for item in sentences:
        assert text[item.start : item.end] == text[item.start : item.end].strip() != ""
        assert any(block.start <= item.start and item.end <= block.end for block in blocks)


def test_a_sentence_with_furniture_inside_becomes_its_two_parts() -> None:
    text = "The news of U.S. President TrumpDonald MORE promised troops. They left."
    start, end = text.index("Donald"), text.index("promised")
    sentences = split_sentences(text, paragraph(text), [Furniture(start, end, "injected_headline")])
    assert shown(text, sentences) == ["The news of U.S. President Trump", "promised troops.", "They left."]


def test_a_heading_is_one_sentence() -> None:
    loaded = load(b"# Who won? Nobody. Yet.\n\nOne. Two.")
    assert split_sentences(loaded.text, loaded.blocks, ()) == (
        *(Sentence(0, 21, heading=True), Sentence(23, 27), Sentence(28, 32)),
    )


def test_no_break_spaces_are_trimmed_at_the_ends_and_kept_inside() -> None:
    text = "\u00a0 He\u00a0left.\u00a0 \n\n"
    assert shown(text, split_sentences(text, paragraph(text), ())) == ["He\u00a0left."]


def test_a_hard_wrapped_sentence_is_one() -> None:
    text = "Envoys met in Geneva to save a\ntruce. It\nheld."
    assert shown(text, split_sentences(text, paragraph(text), ())) == [
        *("Envoys met in Geneva to save a\ntruce.", "It\nheld.")
    ]


def test_code_is_split_by_its_lines() -> None:
    text = "a = 1. B\n\n  c = 2"
    assert shown(text, split_sentences(text, [Block(BlockKind.CODE, 0, len(text))], ())) == ["a = 1. B", "c = 2"]


@pytest.mark.parametrize(
    "sentences",
    [
        ["„Wir haben dreimal gebeten.“", "Der Rat stimmt im März ab."],
        ["»Vi har bedt tre gange.«", "Rådet stemmer i marts."],
        ["« Nous avons demandé trois fois. »", "Le conseil votera en mars."],
        ["“We asked three times.”", "The council votes in March."],
        ["He went home.", "“We asked three times.”"],
        ["Il est parti.", "« Nous avons demandé. »"],
        ["Er ging.", "„Wir baten.“"],
        ["Han gik.", "»Vi bad.«"],
        ["هل غرق الرصيف؟", "لم يقل أحد شيئا."],
        ["گھاٹ ڈوب گیا۔", "کسی نے نہیں کہا۔"],
        ["घाट डूब गया।", "किसी ने नहीं कहा।"],
    ],
)
def test_a_sentence_ends_behind_the_marks_of_its_language(sentences: list[str]) -> None:
    text = " ".join(sentences)

    assert [text[start:end].strip() for start, end in sentence_spans(text)] == sentences


@pytest.mark.parametrize(
    "sentences",
    [
        ["没有人测量过。”", "他在五月说。”"],
        ["「誰も測っていない。」", "議会は採決する。」"],
        ["「誰も測っていない。」と彼は語った。"],
    ],
)
def test_closing_marks_stay_with_their_sentence_where_no_space_follows(sentences: list[str]) -> None:
    text = "".join(sentences)

    assert [text[start:end] for start, end in sentence_spans(text)] == sentences


@pytest.mark.parametrize("text", ["„Wir baten.“ sagte er.", "« Nous avons demandé. » dit-il."])
def test_a_sentence_goes_on_behind_a_quotation_with_a_small_letter(text: str) -> None:
    assert len(sentence_spans(text)) == 1


@pytest.mark.parametrize("marks", ["!", "- _", "”", "\u034f\u200c\xa0\u034f", "***"])
def test_marks_without_a_letter_or_digit_are_no_sentence(marks: str) -> None:
    text = f"Nobody was told.\n\n{marks}"
    blocks = (Block(BlockKind.PARAGRAPH, 0, 16), Block(BlockKind.QUOTE, 18, len(text)))

    sentences = split_sentences(text, blocks, ())

    assert [text[s.start : s.end] for s in sentences] == ["Nobody was told."]
    assert [text[f.start : f.end] for f in with_marks(text, blocks, (), sentences)] == [marks.strip()]


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("Third bay\tThe apron was washed away last night.", ["Third bay", "The apron was washed away last night."]),
        (
            "4\tCllr Marrow said it was late. Nobody agreed.\tAM",
            ["4", "Cllr Marrow said it was late.", "Nobody agreed.", "AM"],
        ),
        (
            "3 March 2024\tThe apron was washed away last night.",
            ["3 March 2024\tThe apron was washed away last night."],
        ),
        ("Third bay\tWashed away", ["Third bay\tWashed away"]),
        ("Depth\t4.1 m\tDr. Holm", ["Depth\t4.1 m\tDr. Holm"]),
    ],
)
def test_a_cell_that_holds_sentences_is_apart_from_its_row_unless_that_says_when(row: str, found: list[str]) -> None:
    assert shown(row, split_sentences(row, [Block(BlockKind.LIST_ITEM, 0, len(row))], ())) == found
