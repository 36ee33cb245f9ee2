from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.other_forms import with_forms
from index.terms import BREAK, TermReader, keeps_initial, marks_of, places_of, sentence_marks, sentences_with
from ingest.records import Sentence


def test_a_term_has_one_mark_wherever_it_stands() -> None:
    gate, noon = marks_of(["gate", "noon"]).tolist()

    assert gate != noon
    assert sentence_marks([["noon", "gate"], [], ["gate"]]).tolist() == [noon, gate, BREAK, BREAK, gate, BREAK]


def test_sentences_are_found_by_a_term_in_them() -> None:
    passage = sentence_marks([["noon", "gate"], [], ["gate"], ["river"]])

    assert sentences_with(passage, marks_of(["gate"])) == [0, 2]
    assert sentences_with(passage, marks_of(["river", "noon"])) == [0, 3]
    assert sentences_with(passage, marks_of(["bridge"])) == sentences_with(passage, marks_of([])) == []


def test_words_stand_in_the_sentences_only_and_initials_are_one_word() -> None:
    text = "Gates. The U.S. gate, at noon"
    sentences = [Sentence(7, 15), Sentence(16, 29)]

    def places(*terms: str) -> list[tuple[int, int]]:
        return places_of(text, sentences, terms, TermReader().terms_of_word)

    assert places("gate", "noon", "us") == [(11, 15), (16, 20), (25, 29)]
    assert places("gate") == [(16, 20)]
    assert places("river") == []


def test_numbers_in_words_and_shares_stand_where_they_are_written() -> None:
    text = "Twelve hundred people, 40 per cent of them children"

    assert places_of(text, [Sentence(0, len(text))], ["1200"], TermReader().terms_of_word) == [(0, 14)]
    assert places_of(text, [Sentence(0, len(text))], ["percent"], TermReader().terms_of_word) == [(26, 34)]


@given(st.text(), st.data())
def test_every_place_of_a_term_is_a_word_that_has_it(text: str, data: st.DataObject) -> None:
    reader = TermReader()
    terms = reader.terms(text)
    asked = data.draw(st.sampled_from(terms)) if terms else "gate"

    for start, end in places_of(text, [Sentence(0, len(text))], [asked], reader.terms_of_word):
        assert asked in reader.terms(text[start:end])


TEXTS = Path(__file__).parents[1] / "golden" / "newsroom"


def test_every_term_of_a_plain_word_but_a_number_begins_as_the_word_does() -> None:
    reader = TermReader()
    texts = [path.read_text("utf-8") for path in TEXTS.rglob("*") if path.suffix in {".md", ".txt"}]
    words = {word for text in texts for word in re.findall(r"[^\W\d_]+", text) if keeps_initial(word)}

    assert len(words) > 1_000
    assert {
        word
        for word in words
        for term in reader.sequence(with_forms(word))
        if term[0] != word[0].lower() and not term.isdigit()
    } == set()


@pytest.mark.parametrize(
    ("word", "asked"), [("US", "state"), ("twelve", "12"), ("Löwe", "low"), ("gates", "gate"), ("Gates", "gate")]
)
def test_a_word_is_found_in_english_by_any_of_its_terms(word: str, asked: str) -> None:
    reader = TermReader()
    text = f"They saw {word} there"

    def terms(one: str) -> frozenset[str]:
        return frozenset(reader.sequence(with_forms(one)))

    found = places_of(text, [Sentence(0, len(text))], [asked], terms, in_english=True)
    assert {text[start:end] for start, end in found} == {word}
