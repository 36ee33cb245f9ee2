from __future__ import annotations

from dataclasses import replace

import pytest

from answer.reasons import Reason, absent_words, matched_words, ordinal, rank_words, reason_line, reasons
from index.records import DocumentLabel, Evidence, Hit, Signals
from ingest.records import Source, Voice

TEXT = "The Gate was closed. A gate stays closed in the U.S. by order."
SIGNALS = Signals(0.618, 0.5, 1.0, 0.0, 0.5, 0.5, meaning_rank=3, words_rank=1)


def hit(*matched: str, signals: Signals = SIGNALS, start: int = 100) -> Hit:
    label = DocumentLabel("a.txt", "0", Source("reporting", "A"))
    spans = [(start + TEXT.index(word), start + TEXT.index(word) + len(word)) for word in matched]
    evidence = Evidence(start, start + len(TEXT), TEXT, Voice())
    return Hit(label, start, start + len(TEXT), TEXT, None, evidence, (), tuple(spans), 0.9, signals)


def test_the_reasons_are_told_in_words() -> None:
    assert reasons(hit("Gate", "closed"), "Who closed the gate in Turkey?") == (
        Reason("Words matched", "Gate, closed"),
        Reason("Not in this passage", "Turkey"),
        Reason("Nearest sentence in meaning", "0.62 (1.00 would be the same sentence)"),
        Reason("Rank", "3rd by meaning, 1st by words"),
    )


def test_a_second_stage_says_its_score() -> None:
    found = reasons(hit("Gate", signals=replace(SIGNALS, reranker=4.306)), "the gate")
    assert found[-1] == Reason("Second reading", "score 4.31")


def test_a_terminal_has_them_in_one_line() -> None:
    found = hit("Gate", signals=replace(SIGNALS, words_rank=None, reranker=-1.0))
    assert reason_line(found, "the gate of Turkey") == (
        "words Gate · without Turkey · meaning 0.62 · 3rd by meaning; not put forward by words · second reading -1.00"
    )


def test_no_word_in_common_is_said() -> None:
    assert reasons(hit(), "Turkey")[0] == Reason("Words matched", "none")


def test_a_word_is_told_once_as_it_stands_first() -> None:
    assert matched_words(hit("Gate", "gate", "closed")) == ("Gate", "closed")


@pytest.mark.parametrize(
    ("question", "absent"),
    [
        ("Who closes gates?", ()),
        ("the US gate", ()),
        ("What does The Turkey gate say?", ("Turkey",)),
        ('gate "stays open" -noon kind:reporting', ("stays", "open")),
        ("Turkey and turkey", ("Turkey",)),
    ],
)
def test_words_of_the_question_in_no_form_are_absent(question: str, absent: tuple[str, ...]) -> None:
    assert absent_words(hit("Gate", "closed", "U.S."), question) == absent


@pytest.mark.parametrize(
    ("meaning", "words", "said"),
    [
        (1, None, "1st by meaning; not put forward by words"),
        (None, 2, "2nd by words; not put forward by meaning"),
        (11, 23, "11th by meaning, 23rd by words"),
    ],
)
def test_each_search_says_its_rank(meaning: int | None, words: int | None, said: str) -> None:
    assert rank_words(replace(SIGNALS, meaning_rank=meaning, words_rank=words)) == said


def test_ordinals_end_as_english_has_them() -> None:
    numbers = (1, 2, 3, 4, 11, 12, 13, 21, 101, 111, 1002)
    assert [ordinal(number) for number in numbers] == (
        ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "101st", "111th", "1,002nd"]
    )
