from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errors import DocumentError
from ingest.loaders import LOADERS
from ingest.loaders.markdown import load
from ingest.records import BlockKind


def blocks(markup: str) -> list[tuple[BlockKind, str]]:
    loaded = load(markup.encode())
    return [(block.kind, loaded.text[block.start : block.end]) for block in loaded.blocks]


@pytest.mark.parametrize(
    ("markup", "visible"),
    [
        ("a **bold** and *slanted* [link](u)", "a bold and slanted link"),
        (r"a \* star and \$5", "a * star and $5"),
        ("AT&amp;T &copy; 2019", "AT&T © 2019"),
        ("before ![a *map*](m.png) after", "before a map after"),
        ("one\ntwo", "one two"),
        ("one  \ntwo", "one\ntwo"),
        ("one<br>two", "one\ntwo"),
        ("~~old~~ `code` <b>raw</b>", "old code raw"),
        ("said\u00a0that", "said\u00a0that"),
    ],
)
def test_the_text_is_what_a_reader_sees(markup: str, visible: str) -> None:
    assert blocks(markup) == [(BlockKind.PARAGRAPH, visible)]


def test_each_part_of_a_page_is_a_block_of_its_kind() -> None:
    markup = "# T\n\np\n\n> q\n\n- i\n- j\n\n```\nc = 1\n```\n\n---\n\n| a | b |\n|---|---|\n| c | d |\n"
    assert blocks(markup) == [
        (BlockKind.HEADING, "T"),
        (BlockKind.PARAGRAPH, "p"),
        (BlockKind.QUOTE, "q"),
        (BlockKind.LIST_ITEM, "i"),
        (BlockKind.LIST_ITEM, "j"),
        (BlockKind.CODE, "c = 1"),
        (BlockKind.BREAK, ""),
        (BlockKind.LIST_ITEM, "a\tb"),
        (BlockKind.LIST_ITEM, "c\td"),
    ]


def test_blocks_are_a_blank_line_apart() -> None:
    assert load(b"# T\npara\n* item\n\n***\n\nend").text == "T\n\npara\n\nitem\n\nend"


def test_raw_html_keeps_its_text_and_loses_its_tags_and_scripts() -> None:
    markup = "<div class='x'><p>Hello <i>there</i></p><script>alert(1)</script><p>World &copy;</p></div>"
    assert blocks(markup) == [(BlockKind.PARAGRAPH, "Hello there"), (BlockKind.PARAGRAPH, "World ©")]


def test_front_matter_is_no_text() -> None:
    assert load(b"---\ntitle: X\ntags: [a]\n---\n\n# Y\n").text == "Y"


@pytest.mark.parametrize(
    ("settings", "fields"),
    [
        ("title: The gate: a history", [("title", "The gate: a history", "front matter title")]),
        ('Title: "Gate # 1"', [("title", "Gate # 1", "front matter Title")]),
        ("date: 2019-02-07T10:00:00Z # sic", [("published", date(2019, 2, 7), "front matter date")]),
        ("date: 2019/02/07", [("published", date(2019, 2, 7), "front matter date")]),
        ("date: 2019.02.07", [("published", date(2019, 2, 7), "front matter date")]),
        ("date: 20190207", [("published", date(2019, 2, 7), "front matter date")]),
        ("date: 1848-02-21", [("published", date(1848, 2, 21), "front matter date")]),
        ("date: 0001-01-01", []),
        ("date: 2019-02/07", []),
        ("date: 2019-02-31", []),
        ("date: Thursday", []),
        ("date: 2025/03/11", [("published", date(2025, 3, 11), "front matter date")]),
        ("date: 2025-3-1 08:00", [("published", date(2025, 3, 1), "front matter date")]),
        ("Date: 11 March 2025", [("published", date(2025, 3, 11), "front matter Date")]),
        ("Date: Tue, March 11th, 2025", [("published", date(2025, 3, 11), "front matter Date")]),
        ("date: 3/11/2025", []),
        ("date: 31 February 2025", []),
        ("authors:\n  - name: Mara Lindqvist\n    url: https://x.example\n  - name: Bo Li", [
            ("author", "Mara Lindqvist, Bo Li", "front matter authors")]),
        ("author:\n  name: Mara Lindqvist", [("author", "Mara Lindqvist", "front matter author")]),
        ("authors: [Mara Lindqvist, 'Bo Li']", [("author", "Mara Lindqvist, Bo Li", "front matter authors")]),
        ("authors:\n  - Mara Lindqvist\n  - Bo Li", [("author", "Mara Lindqvist, Bo Li", "front matter authors")]),
        ("url: javascript:x", []),
        ("url: https://x.example/1", [("url", "https://x.example/1", "front matter url")]),
        ("source: The Courier\nkind: reporting", [
            ("publisher", "The Courier", "front matter source"), ("kind", "reporting", "front matter kind")]),
        ("layout: post\ntags: [a]\ndescription: |\n  title: no", []),
    ],
)  # fmt: skip
def test_front_matter_says_what_the_document_is(settings: str, fields: list[tuple[str, object, str]]) -> None:
    loaded = load(f"---\nx: y\n{settings}\n---\nWords.".encode())

    assert loaded.text == "Words."
    assert [(field.name, field.value, field.rule) for field in loaded.own] == fields


def test_front_matter_comes_before_the_heading() -> None:
    assert load(b"---\ntitle: Front\n---\n# Heading").own_title == "Front"


def test_a_drawn_line_at_the_start_is_no_front_matter() -> None:
    assert load(b"---\n\nThe first part.\n\n---\n\nThe second.").text == "The first part.\n\nThe second."


@pytest.mark.parametrize(
    ("markup", "title"), [("## Part\n\n# Name\n", "Name"), ("para\n\n### Sub\n", "Sub"), ("no heading", None)]
)
def test_the_title_is_the_first_top_heading_or_else_the_first(markup: str, title: str | None) -> None:
    assert load(markup.encode()).own_title == title


def test_heading_levels_are_kept() -> None:
    assert [block.level for block in load(b"# a\n\n### b\n\nc").blocks] == [1, 3, 0]


def test_links_are_spans_of_the_canonical_text() -> None:
    loaded = load(b"# T\n\nSee [**the** report](u), ![x](y) and [annex](v).\n\nwww.example.org\n")
    found = [loaded.text[start:end] for block in loaded.blocks for start, end in block.links]
    assert found == ["the report", "annex", "www.example.org"]


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"], include_characters="\n")))
def test_blocks_are_in_order_and_hold_all_of_the_text(markup: str) -> None:
    loaded = load(markup.encode())
    position = 0
    for block in loaded.blocks:
        assert loaded.text[position : block.start].strip() == ""
        assert all(block.start <= start < end <= block.end for start, end in block.links)
        position = block.end
    assert loaded.text[position:] == ""


def test_a_megabyte_in_one_line_is_read_in_seconds() -> None:
    started = time.process_time()
    load(b"He said no. " * 83_334)
    assert time.process_time() - started < 5


def test_markdown_suffixes_have_the_markdown_loader() -> None:
    assert LOADERS[".md"] is LOADERS[".markdown"] is load


@pytest.mark.parametrize("declaration", ["<![foo[x]]>", "<![if x]>", "<!foo", "<![", "<!--", "<!DOCTYPE [", "<?x"])
def test_broken_declarations_in_html_stop_no_loader(declaration: str) -> None:
    loaded = load(f"Before.\n\n<div>\n{declaration}\n</div>\n\nAfter.\n".encode())

    assert loaded.text.startswith("Before.")


def test_front_matter_in_toml_says_what_the_document_is_and_is_no_text() -> None:
    loaded = load(b'+++\ntitle = "Gate"\ndate = 2025-03-11\nauthors = ["Mara", "Bo"]\n[extra]\nx = 1\n+++\nWords.')

    assert loaded.text == "Words."
    assert [(field.name, field.value) for field in loaded.own] == [
        ("title", "Gate"),
        ("published", date(2025, 3, 11)),
        ("author", "Mara, Bo"),
    ]


def test_front_matter_that_is_no_toml_says_nothing() -> None:
    loaded = load(b"+++\ntitle = no quotes\n+++\nWords.")

    assert (loaded.text, loaded.own) == ("Words.", ())


@pytest.mark.parametrize("depth", [1, 19, 21, 60, 97])
def test_words_deep_inside_quotes_are_read(depth: int) -> None:
    assert load(f"{'>' * depth} Words are here.".encode()).text.strip() == "Words are here."


@pytest.mark.parametrize("mark", [">", "- ", "> - "])
def test_words_too_deep_to_be_read_are_refused_and_not_passed_over(mark: str) -> None:
    with pytest.raises(DocumentError, match="nested too deep to be read whole"):
        load(f"Words.\n\n{mark * 1_000} More words.".encode())


def content(markup: str) -> list[str]:
    """The blocks of the document without the furniture inside them."""
    loaded = load(markup.encode())
    found = []
    for block in loaded.blocks:
        parts, at = list[str](), block.start
        for span in loaded.furniture:
            if block.start <= span.start < block.end:
                parts.append(loaded.text[at : span.start])
                at = span.end
        found.append("".join([*parts, loaded.text[at : block.end]]))
    return found


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("The [[Basin four|basin]] of [[Norby]] sank. ^block1", ["The basin of Norby sank."]),
        ("Before ![[crack.png|300]]after.", ["Before after."]),
        ("==Nobody measured it==, he said.", ["Nobody measured it, he said."]),
        ("See also %%ask the lawyer%% the minutes.", ["See also the minutes."]),
        ("One.\n\n%%\nhidden\n\nlines\n%%\n\nTwo.", ["One.", "Two."]),
        ("One. <!-- remove this -->\n\n<!--\nand\n\nthis\n-->\n\nTwo.", ["One.", "Two."]),
        ("`%%kept%%` and `[[kept]]`", ["%%kept%% and [[kept]]"]),
        ("```\n%%kept%%\n```", ["%%kept%%\n"]),
        ("It grew by 5%% and then 6%% more.", ["It grew by 5%% and then 6%% more."]),
        ("It rose 6 %% in May.\n\nThen 7 %% fell.", ["It rose 6 %% in May.", "Then 7 %% fell."]),
        ("A %% mark.\n\nText.\n\nAnother %% mark.", ["A %% mark.", "Text.", "Another %% mark."]),
        ("If x==y and y==z, ==so== it is.", ["If x==y and y==z, so it is."]),
        ("Nobody was told.[^a] It was May.\n\n[^a]: Minutes.", ["Nobody was told. It was May.", "Minutes."]),
        ("Nobody[^a] was told.\n\n[^a]: Minutes.", ["Nobody[1] was told.", "Minutes."]),
        ("- [ ] call\n- [x] read", ["call", "read"]),
        ('<span id="page-1"></span># Quay\n\nText.', ["Quay", "Text."]),
        ("One.\n\n{2}------------------------\n\nTwo.", ["One.", "Two."]),
    ],
)
def test_the_marks_of_note_programs_are_no_words(markup: str, shown: list[str]) -> None:
    assert [words.strip() for words in content(markup)] == [words.strip() for words in shown]


def test_a_callout_is_the_authors_own_unless_it_quotes() -> None:
    markup = "> [!quote] Knud Friis\n> We asked for money.\n\n> [!warning]- Not verified\n> The director took it.\n"

    loaded = load(markup.encode())

    assert [(block.kind, loaded.text[block.start : block.end], block.speaker) for block in loaded.blocks] == [
        (BlockKind.PARAGRAPH, "Knud Friis", None),
        (BlockKind.QUOTE, "We asked for money.", "Knud Friis"),
        (BlockKind.PARAGRAPH, "Not verified", None),
        (BlockKind.PARAGRAPH, "The director took it.", None),
    ]


def test_front_matter_of_a_web_clipper_names_an_address_and_an_author() -> None:
    settings = (
        '---\ntitle: >-\n  Quay\n  sinks\nauthor: "[[Anna Holm]]"\nsource: https://courier.example/quay\n---\n\nText.'
    )

    assert [(field.name, field.value) for field in load(settings.encode()).own] == [
        ("title", "Quay sinks"),
        ("author", "Anna Holm"),
        ("url", "https://courier.example/quay"),
    ]


def test_front_matter_may_stand_below_blank_lines() -> None:
    loaded = load(b"\n\n---\ntitle: Quay\n---\n\nText.")

    assert (loaded.text, loaded.own_title) == ("Text.", "Quay")


def test_what_outliners_keep_of_a_block_is_no_text() -> None:
    note = (
        "- The path is under water since ((65e1f0a2-1b2c-4d3e-8f90-aabbccddeeff)) Sunday.\n"
        "  id:: 65e6c1d4-77aa-4c11-9b0e-112233445566\n  collapsed:: true\n- Ask for the level\n  :LOGBOOK:\n"
        "  CLOCK: [2025-03-05 Wed 10:00:12]\n  :END:\n- His hens are in the ^^pump house^^.\n- {{query (task TODO)}}\n"
    )

    words = "The path is under water since Sunday. Ask for the level His hens are in the pump house."
    assert " ".join(load(note.encode()).text.split()) == words


@pytest.mark.parametrize(
    "code",
    [
        '{{< figure src="plan.png" alt="plan" >}}',
        "{{% notice warning %}}",
        "{{% /notice %}}",
        "{% include image.html url='plan.png' %}",
        "{%- if page.draft -%}",
    ],
)
def test_what_makers_of_web_sites_put_in_is_not_read(code: str) -> None:
    loaded = load(f"The bridge was paid for.\n{code}\n\n{code}\n\nIt was never built.\n".encode())

    assert loaded.text.split("\n\n") == ["The bridge was paid for.", "It was never built."]


@pytest.mark.parametrize("words", ["Set {{name}} first.", "A set {1, 2} has 50% {of it}.", "Write {% here."])
def test_other_braces_are_words(words: str) -> None:
    assert load(words.encode()).text == words


def test_attributes_and_divisions_of_pandoc_are_no_words() -> None:
    markup = (
        "# The granary {#sec-granary .unnumbered}\n\nThe [key]{.smallcaps} was lost.\n\n"
        '::: {.callout-note collapse="true"}\nIt lay in the well.\n:::\n\n::: warning\nNobody knew.\n:::\n'
    )

    assert load(markup.encode()).text.split("\n\n") == [
        "The granary",
        "The key was lost.",
        "It lay in the well.",
        "Nobody knew.",
    ]


@pytest.mark.parametrize(
    "words", ["# The set {-1, 0, 1}", "A set {a, b} is here.", "See [the map](m.png) {again}.", "# Prices {in euros}"]
)
def test_braces_that_are_no_attributes_are_words(words: str) -> None:
    assert "{" in load(words.encode()).text
