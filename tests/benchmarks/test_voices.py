from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.attributions import Attribution, MarkedText, is_named, quoted_spans, read_marked, same_speaker, trimmed
from benchmarks.voices import run

TEXT = "“The bridge is old,” Olaf Berg said. The road was empty. Holm believes that it will fail."


def spans(*words: str) -> tuple[tuple[int, int], ...]:
    return tuple((TEXT.index(word), TEXT.index(word) + len(word)) for word in words)


MARKED = MarkedText(
    "one",
    TEXT,
    (
        Attribution(spans("Olaf Berg"), spans("said"), spans("“The bridge is old,”")),
        Attribution(spans("Holm"), spans("believes"), spans("that it will fail")),
    ),
)


def test_every_figure_of_a_small_text_is_as_worked_by_hand() -> None:
    report = run([MARKED])["byline"]

    assert (report.quotations.right, report.quotations.found, report.quotations.marked) == (1, 1, 1)
    halves = report.sentences["marked half"]
    assert (halves.right, halves.found, halves.marked) == (2, 2, 2)
    assert report.speakers["all"] == {"cases": 2, "right": 1.0, "null": 0.0, "wrong": 0.0}
    assert report.speakers["right_of_named"] == 1.0


def test_the_plain_way_knows_no_beliefs() -> None:
    report = run([MARKED])["plain"]

    assert report.sentences["marked half"].recall == 0.5
    assert report.speakers["all"] == {"cases": 2, "right": 0.5, "null": 0.5, "wrong": 0.0}


def test_marks_are_read_from_a_file(tmp_path: Path) -> None:
    part = {"start": 0, "end": 3}
    row = {"id": "a", "text": "abc", "attributions": [{"source": [], "cue": [part], "content": [part]}]}
    path = tmp_path / "marked.jsonl"
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")

    assert list(read_marked(path)) == [MarkedText("a", "abc", (Attribution((), ((0, 3),), ((0, 3),)),))]


def test_a_marked_quotation_is_what_stands_between_marks_in_a_content() -> None:
    assert {TEXT[slice(*span)] for span in quoted_spans(MARKED)} == {"The bridge is old"}


def test_a_span_without_letters_is_none() -> None:
    assert trimmed("“…” a", (0, 3)) is None


@pytest.mark.parametrize(
    ("ours", "marked", "same"),
    [
        ("Berg", "Berg", True),
        ("the Berg", "Berg", True),
        ("Olaf Berg", "Berg", True),
        ("Berg", "Olaf Berg, the mayor,", True),
        ("the mayor of Varde", "mayor", True),
        ("Berg", "Berg (V-Varde)", True),
        ("Anna Holm", "the ministry's spokeswoman, Anna Holm, who lives here,", True),
        ("a survey", "a survey published last week", True),
        ("Monday's meeting", "a guest of Monday's meeting", False),
        ("58", "Olaf Berg, 58, a driver,", False),
        ("other drivers", "Berg and other drivers", False),
        ("Berg also spoke", "Berg", False),
        ("Berg", "Berg's aide", False),
        ("Holm", "Berg", False),
        ("", "Berg", False),
    ],
)
def test_two_names_are_the_same_when_the_head_is(ours: str, marked: str, *, same: bool) -> None:
    assert same_speaker(ours, marked) is same


@pytest.mark.parametrize(("source", "named"), [("Berg", True), ("He", False), ("", False)])
def test_a_pronoun_names_nobody(source: str, *, named: bool) -> None:
    assert is_named(source) is named
