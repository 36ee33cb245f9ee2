"""AsciiDoc is read as it is printed."""

from __future__ import annotations

import pytest

from errors import DocumentError
from ingest.loaders import LOADERS
from tests.ingest.loaders.light import BREAK, CODE, HEADING, ITEM, PARAGRAPH, QUOTE, blocks, own, quoted


@pytest.mark.parametrize(
    ("markup", "seen"),
    [
        ("a *bold*, _slanted_, `mono` and #marked# word", "a bold, slanted, mono and marked word"),
        ("[.lead]#key# and __un__known **bo**ld", "key and unknown bold"),
        ("2 * 3 * 4, snake_case_name, a#b and C#", "2 * 3 * 4, snake_case_name, a#b and C#"),
        ("`+x *y*+` and +++<u>z</u>+++", "x *y* and <u>z</u>"),
        ("https://a.example/b[A page^], link:c.html[another] and xref:s[a part]", "A page, another and a part"),
        ("See <<sec,the part>>, <<other>> and mailto:a@b.example[Ann].", "See the part, other and Ann."),
        ("It sank.footnote:[Log, 3 May.] He wrotefootnote:x[] it.", "It sank. He wrote it."),
        ("\"`Not safe,`\" he said, and '`so`'. It's hers", "“Not safe,” he said, and ‘so’. It’s hers"),
        ("He came -- late--in 1998... (C) it", "He came — late—in 1998… © it"),
        ("H~2~O and 4^th^ caf&#233; \\*x*", "H2O and 4th café *x*"),
        ("((gate))s(((gate, north))) [[here]]end", "gates end"),
        ("one +\ntwo\nthree", "one\ntwo three"),
        ("{desk} and {unknown}{nbsp}m\n\n:desk: North", "{desk} and {unknown}\u00a0m"),
        (":desk: North _desk_\n\nThe {desk} knew.", "The North desk knew."),
        ("one\n// hidden\ntwo", "one two"),
        ("image:x.png[A gate,20] closed", "A gate closed"),
    ],
)
def test_the_text_is_what_a_reader_sees(markup: str, seen: str) -> None:
    assert blocks(".adoc", markup)[0] == (PARAGRAPH, seen)


def test_each_part_of_a_page_is_a_block_of_its_kind() -> None:
    markup = (
        "== Part ==\n\nSaid\nhere.\n\n* one\nmore\n** two\n. three\n* [x] four\n+\nattached\n\nterm:: what\nother::\n"
        "  that\n\n[source,sh]\n----\nrm -rf\n----\n\n....\nfixed\n....\n\n  indented\n\n'''\n\n=== Below\nEnd\n"
    )

    assert blocks(".asciidoc", markup) == [
        (HEADING, "Part"),
        (PARAGRAPH, "Said here."),
        (ITEM, "one more"),
        (ITEM, "two"),
        (ITEM, "three"),
        (ITEM, "four"),
        (PARAGRAPH, "attached"),
        (ITEM, "term\twhat"),
        (ITEM, "other\tthat"),
        (CODE, "rm -rf"),
        (CODE, "fixed"),
        (CODE, "indented"),
        (BREAK, ""),
        (HEADING, "Below"),
        (PARAGRAPH, "End"),
    ]


@pytest.mark.parametrize(
    "markup",
    [
        "// his name stays out",
        "////\nCut this.\n\nAnd this.\n////",
        "[comment]\n--\nCut this.\n--",
        "++++\n<b>x</b>\n++++",
        "image::x.png[A ship]",
        "include::secret.adoc[]",
        "toc::[]",
        ":attribute: value",
        "[[anchor]]",
        "[#id.role%option]",
        "ifdef::draft[]\nCut this.\nifdef::other[]\nAnd this.\nendif::[]\nendif::[]",
        "ifdef::draft[Cut this.]",
        "<<<",
    ],
)
def test_what_is_not_printed_is_not_read(markup: str) -> None:
    assert blocks(".adoc", f"Before.\n\n{markup}\n\nBehind.") == [(PARAGRAPH, "Before."), (PARAGRAPH, "Behind.")]


def test_a_comment_without_an_end_goes_on_to_the_end() -> None:
    assert blocks(".adoc", "Before.\n\n////\nCut this.\n\nAnd this.") == [(PARAGRAPH, "Before.")]


@pytest.mark.parametrize("condition", ["ifdef::draft[]", "ifndef::print[]", "ifdef::print,draft[]", "ifeval::[1 == 1]"])
def test_what_is_printed_under_a_condition_that_is_met_is_read(condition: str) -> None:
    assert ("Shown." in [words for _, words in blocks(".adoc", f":draft:\n\n{condition}\nShown.\nendif::[]\n")]) is True


@pytest.mark.parametrize(
    ("markup", "seen"),
    [
        ("NOTE: It is closed.", [(PARAGRAPH, "It is closed.")]),
        ("[WARNING]\n====\nIt sinks.\n\n* soon\n====", [(PARAGRAPH, "It sinks."), (ITEM, "soon")]),
        (".The gate\n****\nIt sank.\n****", [(PARAGRAPH, "The gate"), (PARAGRAPH, "It sank.")]),
        ("====\nOuter.\n\n=====\nInner.\n=====\n====", [(PARAGRAPH, "Outer."), (PARAGRAPH, "Inner.")]),
        ("----\nnever closed", [(PARAGRAPH, "never closed")]),
    ],
)
def test_what_is_inside_a_block_is_read(markup: str, seen: object) -> None:
    assert blocks(".adoc", markup) == seen


@pytest.mark.parametrize(
    "table",
    [
        "|===\n|Day |Level\n\n|Mon |4.1 m\n|===",
        '[cols="1,1",options="header"]\n|===\n|Day\n|Level\n\n|Mon\na|4.1\nm\n|===',
        "[cols=2*]\n|===\n|Day |Level |Mon\n|4.1 m\n|===",
        ",===\nDay,Level\nMon,4.1 m\n,===",
    ],
)
def test_a_table_is_read_by_rows(table: str) -> None:
    assert blocks(".adoc", table) == [(ITEM, "Day\tLevel"), (ITEM, "Mon\t4.1 m")]


@pytest.mark.parametrize(
    "quotation",
    [
        "[quote, Knud Friis, interview of 9 May]\n____\nWe measured nothing.\n\nIt was cold.\n____",
        "[quote, Knud Friis]\nWe measured nothing.\nIt was cold.",
        '[quote#x.y,"Knud Friis, keeper","A letter, May"]\n____\nWe measured nothing. It was cold.\n____',
        '[quote,attribution="Knud Friis",citetitle=A letter]\n--\nWe measured nothing.\nIt was cold.\n--',
        '"We measured nothing.\nIt was cold."\n-- Knud Friis, keeper',
        "> We measured nothing.\n> It was cold.\n> -- Knud Friis",
        "____\nWe measured nothing.\n\nIt was cold.\n\n-- Knud Friis\n____",
        '[, Knud Friis]\n""\nWe measured nothing.\nIt was cold.\n-- Knud Friis\n""',
    ],
)
def test_a_quotation_is_of_whom_it_is_credited_to(quotation: str) -> None:
    assert quoted(".adoc", f"Before it.\n\n{quotation}\n\nBehind it.") == [
        ("We measured nothing.", "Knud Friis"),
        ("It was cold.", "Knud Friis"),
    ]


@pytest.mark.parametrize("style", ["[quote, the minutes of May]", "[quote]", "[quote, , A letter]"])
def test_a_credit_that_names_nobody_names_no_speaker(style: str) -> None:
    assert quoted(".adoc", f"{style}\n____\nIt sank.\n____")[0][0] == "It sank."
    assert {speaker for _, speaker in quoted(".adoc", f"{style}\n____\nIt sank.\n____")} <= {None, "A"}


def test_a_paragraph_that_begins_with_marks_is_no_quotation_block() -> None:
    assert blocks(".adoc", '"No," said Olaf Berg.\nHe left.') == [(PARAGRAPH, '"No," said Olaf Berg. He left.')]


def test_the_lines_of_a_verse_end_where_they_end() -> None:
    assert blocks(".adoc", "[verse]\n____\nOne line\nand another\n____") == [(QUOTE, "One line\nand another")]


def test_notes_stand_at_the_end() -> None:
    markup = "It sankfootnote:[See https://a.example[the _log_], p. 4.] in May.\n\nEnd."

    assert [words for _, words in blocks(".adoc", markup)] == ["It sank in May.", "End.", "See the log, p. 4."]


@pytest.mark.parametrize(
    "head",
    [
        "= The gate\nAnn Lee <ann@a.example>\nv0.3, 2025-01-14\n:toc:",
        "// a comment\n:toc:\n= The gate\nAnn Lee <ann@a.example>\nv0.3, 14 January 2025: a draft",
        "= The gate\nAnn Lee\n2025-01-14",
        "= The gate\n:author: Ann Lee\n:revdate: 2025-01-14",
    ],
)
def test_the_head_says_what_the_document_is(head: str) -> None:
    assert own(".adoc", f"{head}\n\nText.") == {"title": "The gate", "author": "Ann Lee", "published": "2025-01-14"}
    assert [words for _, words in blocks(".adoc", f"{head}\n\nText.")] == ["The gate", "Text."]


def test_several_authors_are_all_named() -> None:
    assert own(".adoc", "= A\nAnn Lee <a@b.example>; Bo C. Falk\n\nText.")["author"] == "Ann Lee, Bo C. Falk"


def test_a_file_that_would_be_included_is_told() -> None:
    assert LOADERS[".adoc"](b"Text.\n\ninclude::/etc/passwd[]\n").partly == ("1 file that it includes",)


def test_blocks_that_are_nested_too_deep_are_refused() -> None:
    edges = ["=" * length for length in range(4, 200)]

    with pytest.raises(DocumentError, match="nested too deep"):
        LOADERS[".adoc"]("\n".join([*edges, "Text.", *reversed(edges)]).encode())
