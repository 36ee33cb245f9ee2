from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.terms import BREAK, TermReader, marks_of, places_of, sentence_marks, sentences_with
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
