"""The transcript that a video's page shows, copied as text; and lists of times, which are none."""

from __future__ import annotations

import pytest

from ingest.reader.process import read_contents

COPIED = """Meeting of the river board
0:02
good evening and welcome to the
0:05
second meeting of the river board we
0:09
begin with the weir and the report
1:00:12
that nobody has read
"""
ENDING = """Transcript
0:00
Good evening. The first
0:04
4 seconds
item is the roof. It has
0:09
9 seconds
been open since May.
0:14
14 seconds
Nobody has come.
"""


def sentences(text: str) -> list[str]:
    contents = read_contents(".txt", text.encode())
    return [" ".join(contents.text[one.start : one.end].split()) for one in contents.sentences]


def test_sentences_go_on_over_the_times() -> None:
    assert sentences(ENDING) == [
        "Transcript",
        "Good evening.",
        "The first item is the roof.",
        "It has been open since May.",
        "Nobody has come.",
    ]


def test_captions_without_stops_are_read_in_one() -> None:
    assert "welcome to the second meeting of the river board we begin with the weir" in sentences(COPIED)[1]


@pytest.mark.parametrize(
    "text",
    [
        "Programme\n\n9:00\nOpening by the mayor\n9:30\nThe history of the lock\n10:15\nCoffee in the hall\n",
        "22:10 alarm in the cellar\n22:14 gate opened by the porter\n22:31 two engines arrived\n22:58 fire out\n",
        "Log\n\n22:10\nThe first alarm came.\n22:14\nThe porter opened the gate.\n22:31\nTwo engines arrived.\n",
        "0:12\nAnn Lee\nWhen was it?\n\n0:20\nJon Wirth\nOn Monday. I was alone.\n\n0:31\nAnn Lee\nAre you sure?\n",
    ],
)
def test_a_programme_a_log_and_a_talk_keep_their_times(text: str) -> None:
    contents = read_contents(".txt", text.encode())

    assert not [one for one in contents.furniture if contents.text[one.start : one.end].startswith("[00:")]


def test_times_before_the_words_of_their_lines_cut_no_sentence_either() -> None:
    text = "00:03 >> Thank you. The\n00:07 plots behind the dairy were dug up with an\n00:10 engine.\n00:14 >> When?\n"

    assert "The plots behind the dairy were dug up with an engine." in sentences(text)
