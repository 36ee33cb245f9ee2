from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.terms import BREAK, TermReader, marks_of, sentence_marks, word_marks
from ingest.records import Sentence


def test_a_term_has_one_mark_wherever_it_stands() -> None:
    gate, noon = marks_of(["gate", "noon"]).tolist()

    assert gate != noon
    assert sentence_marks([["noon", "gate"], [], ["gate"]]).tolist() == [noon, gate, BREAK, BREAK, gate, BREAK]


def test_words_stand_in_the_sentences_only_and_initials_are_one_word() -> None:
    text = "Gates. The U.S. gate, at noon"
    gate, us, noon = marks_of(["gate", "us", "noon"]).tolist()

    marked = word_marks(text, [Sentence(7, 15), Sentence(16, 29)], TermReader().terms_of_word)

    assert marked.tolist() == [[11, 15, us], [16, 20, gate], [25, 29, noon]]


@given(st.text())
def test_every_marked_word_has_the_term_that_its_mark_stands_for(text: str) -> None:
    reader = TermReader()

    for start, end, mark in word_marks(text, [Sentence(0, len(text))], reader.terms_of_word).tolist():
        assert mark in marks_of(reader.terms(text[start:end]))
