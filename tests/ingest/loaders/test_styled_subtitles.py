"""Subtitles of Advanced SubStation Alpha: the words that are shown, each of whom its line names."""

from __future__ import annotations

import pytest

from errors import DocumentError
from ingest.reader.process import read_contents
from ingest.records import Contents

HEAD = "[Script Info]\nTitle: {title}\n\n[V4+ Styles]\nFormat: Name, Fontname\nStyle: Default,Arial\n\n[Events]\n"
COLUMNS = "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"


def read(*lines: str, title: str = "Reel 3", columns: str = COLUMNS, suffix: str = ".ass") -> Contents:
    return read_contents(suffix, (HEAD.format(title=title) + columns + "\n".join(lines)).encode("utf-8-sig"))


def line(words: str, name: str = "Anna Holm", start: int = 1, kind: str = "Dialogue") -> str:
    return f"{kind}: 0,0:00:{start:02}.10,0:00:{start + 1:02}.90,Default,{name},0,0,0,,{words}"


def said(contents: Contents) -> list[tuple[str, str | None]]:
    return [(contents.text[s.start : s.end], s.voice.speaker) for s in contents.sentences]


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        (r"The charge was laid,\Nand he went.", "The charge was laid, and he went."),
        (r"{\an8\fs20}Nobody{\i0} counted, {a note}not he.", "Nobody counted, not he."),
        (r"{\k20}Ca{\k30}ps were{\k10} red.", "Caps were red."),
        (r"Was\hit so?\nYes, {it} was, he said.", "Was it so? Yes, was, he said."),
        (r"{\p1}m 0 0 l 100 0{\p0}It was open.", "It was open."),
        ("A, b, and c &amp; d.", "A, b, and c &amp; d."),
    ],
)
def test_a_line_is_what_is_shown_of_it(words: str, seen: str) -> None:
    contents = read(line(words))

    assert contents.text == f"[00:00:01] {seen}"
    assert {speaker for _, speaker in said(contents)} == {"Anna Holm"}


def test_comments_styles_and_drawings_are_no_words() -> None:
    contents = read(
        line("Cut this.", kind="Comment"), line("It was open."), line(r"{\p1}m 0 0{\p0}", start=3), "Picture: 0,x"
    )

    assert said(contents) == [("It was open.", "Anna Holm")]


def test_who_speaks_ends_a_paragraph_and_a_sentence_goes_on_over_lines() -> None:
    contents = read(
        line("The caps were"), line("in the box.", start=3), line("No.", "Rolf Adeyemi", 5), line("Yes.", "", 7)
    )

    assert said(contents) == [("The caps were in the box.", "Anna Holm"), ("No.", "Rolf Adeyemi"), ("Yes.", None)]


def test_lines_are_read_in_the_order_of_their_times_and_what_layers_repeat_once() -> None:
    contents = read(line("Second.", start=5), line("First."), line("First."))

    assert [words for words, _ in said(contents)] == ["First.", "Second."]


def test_columns_are_those_that_the_file_states() -> None:
    columns = "Format: Marked, Start, End, Style, Actor, Text\n"
    contents = read("Dialogue: Marked=0,0:00:01.00,0:00:02.00,D,Anna Holm,It was, so.", columns=columns, suffix=".ssa")

    assert said(contents) == [("It was, so.", "Anna Holm")]


def test_a_file_without_stated_columns_has_the_usual_ones() -> None:
    assert said(read(line("It was open."), columns="")) == [("It was open.", "Anna Holm")]


@pytest.mark.parametrize(
    ("title", "own"), [("Quarry film", "Quarry film"), ("Default Aegisub file", None), ("<untitled>", None)]
)
def test_the_title_is_that_of_the_script_unless_its_program_wrote_it(title: str, own: str | None) -> None:
    assert read(line("It was open."), title=title).own_title == own


@pytest.mark.parametrize("suffix", [".srt", ".vtt"])
def test_a_file_with_another_suffix_is_known_by_its_parts(suffix: str) -> None:
    assert said(read(line("It was open."), suffix=suffix)) == [("It was open.", "Anna Holm")]


@pytest.mark.parametrize("lines", [[], ["Dialogue: 0"], ["Dialogue: 0,soon,later,D,N,0,0,0,,Words."], [line(r"{\i1}")]])
def test_a_file_without_words_at_a_time_is_refused(lines: list[str]) -> None:
    with pytest.raises(DocumentError, match="no subtitles with a time"):
        read(*lines)
