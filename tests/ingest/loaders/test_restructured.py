"""reStructuredText is read as it is printed."""

from __future__ import annotations

import pytest

from errors import DocumentError
from ingest.loaders import LOADERS
from tests.ingest.loaders.light import BREAK, CODE, HEADING, ITEM, PARAGRAPH, blocks, own, quoted


@pytest.mark.parametrize(
    ("markup", "seen"),
    [
        ("a **bold** and *slanted* and ``x_1 *y*`` word", "a bold and slanted and x_1 *y* word"),
        ("`A page <https://a.example>`_, `another`_ and Python_ or them__.", "A page, another and Python or them."),
        (":ref:`The gate <gate>` and :doc:`intro`, `x`:title:", "The gate and intro, x"),
        ("Sank [#a]_ in May [1]_ [*]_, see [Friis2002]_.", "Sank in May, see."),
        (r"H\ :sub:`2`\ O and 2 \* 3 * 4, a_b_c and \*args", "H2O and 2 * 3 * 4, a_b_c and *args"),
        ("He came -- late --- in 1914--1918.", "He came – late — in 1914–1918."),
        ("An _`inline target` here", "An inline target here"),
        ("one\ntwo  three", "one two three"),
        ("don't `stop` 'now' \"then\"", "don't stop 'now' \"then\""),
        ("|port| paid.\n\n.. |port| replace:: The *old*\n   port", "The old port paid."),
        ("|logo| Paid by |nobody|.\n\n.. |logo| image:: x.png", "Paid by |nobody|."),
        ("See https://a.example/b_c_ or a@b.example", "See https://a.example/b_c_ or a@b.example"),
    ],
)
def test_the_text_is_what_a_reader_sees(markup: str, seen: str) -> None:
    assert blocks(".rst", markup)[0] == (PARAGRAPH, seen)


def test_each_part_of_a_page_is_a_block_of_its_kind() -> None:
    markup = (
        "=====\nTitle\n=====\n\nPart\n----\nSaid\nhere.\n\n- one\n  more\n\n  again\n- two\n\n  1. three\n\n#. four\n\n"
        "term\n  what it is\n\nCode::\n\n  x = 1\n\n    y\n\n>>> 1\n1\n\n| a line\n| another\n\n----\n\nEnd\n"
    )

    assert blocks(".rst", markup) == [
        (HEADING, "Title"),
        (HEADING, "Part"),
        (PARAGRAPH, "Said here."),
        (ITEM, "one more"),
        (ITEM, "again"),
        (ITEM, "two"),
        (ITEM, "three"),
        (ITEM, "four"),
        (ITEM, "term\twhat it is"),
        (PARAGRAPH, "Code:"),
        (CODE, "x = 1\n\n  y"),
        (CODE, ">>> 1\n1"),
        (PARAGRAPH, "a line\nanother"),
        (BREAK, ""),
        (PARAGRAPH, "End"),
    ]


def test_a_heading_has_the_depth_at_which_its_sign_first_came() -> None:
    loaded = LOADERS[".rst"](b"==\nTo\n==\n\nA\n~~\n\nB\n==\n\nC\n~~\n")

    assert [(loaded.text[b.start : b.end], b.level) for b in loaded.blocks] == [("To", 1), ("A", 2), ("B", 3), ("C", 2)]


@pytest.mark.parametrize(
    "markup",
    [
        ".. His name stays out.",
        "..\n   His name\n   stays out.",
        ".. _target:",
        ".. _a: https://a.example",
        "__ https://a.example",
        ".. image:: x.png\n   :alt: A ship",
        ".. contents:: On this page\n   :depth: 2",
        ".. raw:: html\n\n   <b>x</b>",
        ".. toctree::\n   :maxdepth: 2\n\n   intro\n   other",
        ".. meta::\n   :keywords: a, b",
        ".. include:: secret.txt",
        ".. index:: gate; north",
        ".. todo:: ask him",
    ],
)
def test_what_is_no_text_of_the_page_is_not_read(markup: str) -> None:
    assert blocks(".rst", f"Before.\n\n{markup}\n\nBehind.") == [(PARAGRAPH, "Before."), (PARAGRAPH, "Behind.")]


@pytest.mark.parametrize(
    ("markup", "seen"),
    [
        (".. note:: It is closed.\n   For good.", [(PARAGRAPH, "It is closed. For good.")]),
        (".. warning::\n   :class: x\n\n   It sinks.\n\n   - soon", [(PARAGRAPH, "It sinks."), (ITEM, "soon")]),
        (".. figure:: x.png\n   :width: 9\n\n   The gate.", [(PARAGRAPH, "The gate.")]),
        (".. topic:: The gate\n\n   It sank.", [(PARAGRAPH, "The gate"), (PARAGRAPH, "It sank.")]),
        (".. versionadded:: 2.0\n   A gate.", [(PARAGRAPH, "A gate.")]),
        (".. code-block:: python\n   :linenos:\n\n   x = 1", [(CODE, "x = 1")]),
        (".. unknown:: With\n\n   words.", [(PARAGRAPH, "With"), (PARAGRAPH, "words.")]),
        (":key: value", [(ITEM, "key\tvalue")]),
    ],
)
def test_of_a_directive_its_words_are_read(markup: str, seen: object) -> None:
    assert blocks(".rst", f"Before.\n\n{markup}") == [(PARAGRAPH, "Before."), *seen]  # type: ignore[misc]


@pytest.mark.parametrize(
    "table",
    [
        "=====  =====\nDay    Level\n=====  =====\nMon    4.1 m\n       high\n=====  =====",
        "+-----+-------+\n| Day | Level |\n+=====+=======+\n| Mon | 4.1 m |\n|     | high  |\n+-----+-------+",
        ".. list-table::\n   :header-rows: 1\n\n   * - Day\n     - Level\n   * - Mon\n     - 4.1 m\n       high",
        ".. csv-table::\n\n   Day,Level\n   Mon,4.1 m high",
    ],
)
def test_a_table_is_read_by_rows(table: str) -> None:
    assert blocks(".rst", f"{table}\n") == [(ITEM, "Day\tLevel"), (ITEM, "Mon\t4.1 m high")]


@pytest.mark.parametrize(
    "quotation",
    [
        "   We measured nothing.\n\n   It was cold.\n\n   -- Knud Friis, keeper",
        "   We measured nothing.\n\n   It was cold.\n   --- Knud Friis",
        ".. epigraph::\n\n   We measured nothing.\n\n   It was cold.\n\n   -- Knud Friis",
        ".. pull-quote::\n\n   We measured nothing.\n   It was cold.\n\n   — Knud Friis (in a letter)",
    ],
)
def test_a_quotation_is_of_whom_its_last_line_names(quotation: str) -> None:
    assert quoted(".rst", f"Before it.\n\n{quotation}\n\nBehind it.") == [
        ("We measured nothing.", "Knud Friis"),
        ("It was cold.", "Knud Friis"),
    ]


def test_one_quotation_ends_where_its_credit_does() -> None:
    markup = "Before.\n\n  It sank.\n\n  -- Knud Friis\n\n  It rose.\n\n  -- Anna Holm\n"

    assert quoted(".rst", markup) == [("It sank.", "Knud Friis"), ("It rose.", "Anna Holm")]


def test_a_credit_that_names_nobody_names_no_speaker() -> None:
    assert quoted(".rst", "Before.\n\n  It sank.\n\n  -- the minutes of May\n") == [("It sank.", None)]


def test_notes_stand_at_the_end() -> None:
    markup = ".. [#a] Log of the *ship*,\n   3 May.\n.. [Friis2002] The book.\n\nIt sank [#a]_ in May."

    assert [words for _, words in blocks(".rst", markup)] == ["It sank in May.", "Log of the ship, 3 May.", "The book."]


def test_an_initial_or_a_year_at_the_beginning_of_a_line_begins_no_list() -> None:
    assert [kind for kind, _ in blocks(".rst", "A. Holm was not there\nand saw nothing.\n\nIn\n1998. Then.")] == [
        PARAGRAPH
    ] * 2


def test_the_fields_below_the_title_say_what_the_document_is() -> None:
    markup = (
        ":orphan:\n\nThe gate\n========\n\n:Author: Ann Lee\n"
        ":Date: 14 January 2025\n:Status: draft\n:Abstract: It sank.\n\nText."
    )

    assert own(".rst", markup) | {"title": ""} == {"title": "", "author": "Ann Lee", "published": "2025-01-14"}
    assert own(".rst", markup)["title"] == "The gate"
    assert [words for _, words in blocks(".rst", markup)] == ["The gate", "It sank.", "Text."]


def test_a_file_that_would_be_included_is_told() -> None:
    assert LOADERS[".rst"](b"Text.\n\n.. include:: /etc/passwd\n").partly == ("1 file that it includes",)


def test_blocks_that_are_nested_too_deep_are_refused() -> None:
    deep = "\n\n".join(" " * depth + "a" for depth in range(200))

    with pytest.raises(DocumentError, match="nested too deep"):
        LOADERS[".rst"](deep.encode())
