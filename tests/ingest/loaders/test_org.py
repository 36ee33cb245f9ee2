"""Org is read as it is printed."""

from __future__ import annotations

import pytest

from errors import DocumentError
from ingest.loaders import LOADERS
from tests.ingest.loaders.light import BREAK, CODE, HEADING, ITEM, PARAGRAPH, QUOTE, blocks, own, quoted


@pytest.mark.parametrize(
    ("markup", "seen"),
    [
        ("a *bold*, /slanted/, _under_ and +struck+ word", "a bold, slanted, under and struck word"),
        ("=x_1 *y*= and ~code~ here", "x_1 *y* and code here"),
        ("2 * 3 * 4, a/b/c, snake_case_name and /usr/bin", "2 * 3 * 4, a/b/c, snake_case_name and /usr/bin"),
        ("[[https://a.example][A page]] and [[https://b.example]]", "A page and https://b.example"),
        ("[[file:quay.png]] The quay.", "The quay."),
        ("It sank[fn:1] in May [fn:a].", "It sank in May."),
        ("He came -- late --- in 1914--1918...", "He came – late — in 1914–1918…"),
        ("H_{2}O and x^{3} [cite:@friis] <<target>>{{{date}}}", "H2O and x3"),
        ("one\\\\\ntwo\nthree", "one\ntwo three"),
        ("<https://a.example> at 5\\deg{} and \\alpha, \\unknown", "https://a.example at 5° and α, \\unknown"),
        ("/a *bold* one/ said", "a bold one said"),
        ('(*so*), "/so/" and -/so/-', '(so), "so" and -so-'),
    ],
)
def test_the_text_is_what_a_reader_sees(markup: str, seen: str) -> None:
    assert blocks(".org", markup)[0] == (PARAGRAPH, seen)


def test_each_part_of_a_page_is_a_block_of_its_kind() -> None:
    markup = (
        "* Part\nSaid\n  here.\n** Below\n- one\n  more\n- [X] two\n  1. three\n- term :: what\nText.\n"
        "| Day | /Level/ |\n|-----+-----|\n| <l> | <3> |\n| Mon | 4.1 |\n"
        ": fixed\n: more\n#+begin_src sh\nrm -rf\n#+end_src\n-----\nEnd\n"
    )

    assert blocks(".org", markup) == [
        (HEADING, "Part"),
        (PARAGRAPH, "Said here."),
        (HEADING, "Below"),
        (ITEM, "one more"),
        (ITEM, "two"),
        (ITEM, "three"),
        (ITEM, "term\twhat"),
        (PARAGRAPH, "Text."),
        (ITEM, "Day\tLevel"),
        (ITEM, "Mon\t4.1"),
        (CODE, "fixed\nmore"),
        (CODE, "rm -rf"),
        (BREAK, ""),
        (PARAGRAPH, "End"),
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "* TODO Lead",
        "* DONE [#A] Lead",
        "* Lead :draft:coal:",
        "* ASK Lead [1/2]",
        "* TODO Lead [50%]   :a:",
        "* *Lead*",
    ],
)
def test_a_heading_is_read_without_what_organises_it(heading: str) -> None:
    assert blocks(".org", f"#+TODO: ASK(a) | SETTLED\n{heading}\nText.") == [(HEADING, "Lead"), (PARAGRAPH, "Text.")]


@pytest.mark.parametrize(
    "markup",
    [
        "# his name stays out",
        "  # his name\n  #\n  # stays out",
        "#+BEGIN_COMMENT\nCut *this*.\n\n* All of it\n#+END_COMMENT",
        "#+begin_export html\n<b>x</b>\n#+end_export",
        ":PROPERTIES:\n:SOURCE: at home\n:END:",
        "  :LOGBOOK:\n  CLOCK: [2025-03-02 Sun 17:20]\n  :END:",
        "SCHEDULED: <2025-03-10 Mon>",
        "CLOSED: [2025-03-02 Sun] DEADLINE: <2025-03-03 Mon>",
        "#+FILETAGS: :a:b:",
        "#+INCLUDE: secret.org",
        "#+ATTR_HTML: :width 3",
        "* COMMENT Hidden\nsecret\n** Below\nsecret\n* Shown",
        "* Hidden :a:noexport:\nsecret\n* Shown",
    ],
)
def test_what_is_not_printed_is_not_read(markup: str) -> None:
    seen = [words for _, words in blocks(".org", f"Before.\n\n{markup}\n\nBehind.")]

    assert [words for words in seen if words != "Shown"] == ["Before.", "Behind."]


@pytest.mark.parametrize(
    "quotation",
    [
        "#+BEGIN_QUOTE\nWe measured nothing.\n\nIt was cold.\n--- Knud Friis, keeper\n#+END_QUOTE",
        "#+begin_quote\nWe measured nothing.\nIt was cold.\n\n-- Knud Friis\n#+end_quote",
        "  #+begin_quote\n  We measured nothing.\n\n  It was cold.\n\n  — Knud Friis (in May)\n  #+end_quote",
    ],
)
def test_a_quotation_is_of_whom_its_last_line_names(quotation: str) -> None:
    assert quoted(".org", f"Before it.\n\n{quotation}\n\nBehind it.") == [
        ("We measured nothing.", "Knud Friis"),
        ("It was cold.", "Knud Friis"),
    ]


def test_a_quotation_without_an_end_is_none() -> None:
    assert blocks(".org", "#+begin_quote\nIt sank.\n\nHe said so.") == [
        (PARAGRAPH, "It sank."),
        (PARAGRAPH, "He said so."),
    ]


def test_the_lines_of_a_verse_end_where_they_end() -> None:
    assert blocks(".org", "#+begin_verse\nOne line\nand another\n#+end_verse") == [(QUOTE, "One line\nand another")]


def test_notes_stand_at_the_end() -> None:
    log = "[[https://a.example][the log]]"
    markup = f"It sank[fn:1] in[fn:: See {log}, p. 4.] May.\n\n* Footnotes\n\n[fn:1] Diary,\np. /40/.\n"

    assert [words for _, words in blocks(".org", markup)] == ["It sank in May.", "See the log, p. 4.", "Diary, p. 40."]


def test_the_keywords_say_what_the_document_is() -> None:
    markup = "#+TITLE: The gate\n#+AUTHOR: Ann Lee\n#+DATE: <2025-03-10 Mon>\n* Part\nText."

    assert own(".org", markup) == {"title": "The gate", "author": "Ann Lee", "published": "2025-03-10"}
    assert LOADERS[".org"](b"#+include: a.org\nText.").partly == ("1 file that it includes",)


def test_blocks_that_are_nested_too_deep_are_refused() -> None:
    opened = "".join(f"#+begin_a{depth}\n" for depth in range(200))
    closed = "".join(f"#+end_a{depth}\n" for depth in reversed(range(200)))

    with pytest.raises(DocumentError, match="nested too deep"):
        LOADERS[".org"](f"{opened}Text.\n{closed}".encode())
