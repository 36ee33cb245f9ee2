"""A message that somebody saved or copied as text is read as the message that it is."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.reader.process import read_contents
from ingest.records import Contents

LETTER = """From: Tilda Crane <t.crane@skarnschool.example>
To: May Lark <may.lark@university.example>,
  Ann Lee <ann@gazette.example>
Subject: Your reading study
Message-ID: <1@skarnschool.example>
Date: Thu, 01 Jun 2023 21:15:47 +0200

Dear Dr Lark,

My class had tablets for the first year only.

In the second year the chargers were stolen.
"""
MEMO = """TO: All staff
FROM: Anna Holm, director
DATE: 5 June 2023
RE: Closing of the east gate

The east gate will close on Monday.
"""
GERMAN = """Von: Jürgen Müller <j.mueller@amt.example>
Gesendet: Montag, 5. Juni 2023 10:14
An: Presse
Betreff: Brücke gesperrt

Die Brücke bleibt gesperrt, bis sie geprüft ist.
"""


def read(text: str) -> tuple[Contents, dict[str, object]]:
    contents = read_contents(".txt", text.encode())
    return contents, {field.name: field.value for field in contents.own}


@pytest.mark.parametrize(
    ("text", "title", "author", "published", "body"),
    [
        (
            LETTER,
            "Your reading study",
            "Tilda Crane",
            date(2023, 6, 1),
            "My class had tablets for the first year only.",
        ),
        (
            f"\n{MEMO}",
            "Closing of the east gate",
            "Anna Holm, director",
            date(2023, 6, 5),
            "The east gate will close on Monday.",
        ),
        (GERMAN, "Brücke gesperrt", "Jürgen Müller", None, "Die Brücke bleibt gesperrt, bis sie geprüft ist."),
        (
            LETTER.replace("\n", "\r\n"),
            "Your reading study",
            "Tilda Crane",
            date(2023, 6, 1),
            "In the second year the chargers were stolen.",
        ),
    ],
)
def test_a_message_saved_as_text_has_its_subject_its_sender_and_its_day(
    text: str, title: str, author: str, published: date | None, body: str
) -> None:
    contents, own = read(text)

    assert (own["title"], own["author"], own.get("published")) == (title, author, published)
    said = [contents.text[one.start : one.end] for one in contents.sentences]
    assert body in said
    assert said[0] == title


def test_a_header_line_that_goes_on_is_read_whole() -> None:
    contents, _ = read(LETTER)

    assert "To: May Lark <may.lark@university.example>, Ann Lee <ann@gazette.example>" in contents.text


@pytest.mark.parametrize(
    "text",
    [
        "Subject: Biology\nDate: 3 May 2021\n\nThe frog has a heart of three rooms.\n",
        "No: 7/2021\nDate: 3 May 2021\nSubject: Resettlement\n\nThe parish moves to Hestra.\n",
        "Anna: Where were you?\nBerg: At home.\n\nAnna: And then?\n",
        "From: the old mill\nTo: the harbour\n\nThe path is four miles long and steep.\n",
        "From: Ann Lee <ann@gazette.example>\nTo: all\nThe bridge is shut: nobody says why.\n\nIt fell at noon.\n",
        "From: Ann Lee <ann@gazette.example>\nTo: all\nSubject: Bridge\n",
    ],
)
def test_other_lines_with_labels_are_no_message(text: str) -> None:
    contents, own = read(text)

    assert "author" not in own
    assert contents.text.split() == text.split()
