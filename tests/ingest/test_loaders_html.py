from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errors import DocumentError
from ingest.loaders.html import load
from ingest.records import BlockKind, Loaded, OwnField

GOLDEN = Path(__file__).parents[1] / "golden" / "formats"


def blocks(loaded: Loaded) -> list[tuple[BlockKind, str]]:
    return [(block.kind, loaded.text[block.start : block.end]) for block in loaded.blocks]


def own(markup: str) -> list[tuple[str, str | date, str]]:
    return [(field.name, field.value, field.rule) for field in load(markup.encode()).own]


def test_the_article_is_read_and_the_page_around_it_is_not() -> None:
    loaded = load((GOLDEN / "gate.html").read_bytes())

    assert [(kind.value, words[:24]) for kind, words in blocks(loaded)] == [
        ("heading", "Council closes the lower"),
        ("paragraph", "The council of Ford clos"),
        ("heading", "A “grave mistake”"),
        ("paragraph", "Closing the gate was a g"),
        ("quote", "We warned of this in Mar"),
        ("list_item", "The mill stands empty un"),
        ("list_item", "The school takes in fami"),
        ("list_item", "Day\tLevel"),
        ("list_item", "Monday\t4.1 m"),
        ("list_item", "Tuesday\t3.2 m"),
        ("paragraph", "The council meets again "),
    ]
    for furniture in ("cookies", "Sport", "Goats", "All rights reserved", "Injected", "color: black"):
        assert furniture not in loaded.text


def test_links_are_spans_of_the_text() -> None:
    loaded = load((GOLDEN / "gate.html").read_bytes())

    assert [loaded.text[a:b] for block in loaded.blocks for a, b in block.links] == ["the harbour master wrote"]


def test_what_the_page_says_of_itself_comes_with_its_markup_the_most_trusted_first() -> None:
    fields = load((GOLDEN / "gate.html").read_bytes()).own

    assert [field for field in fields if field.name in {"author", "published", "url", "section"}] == [
        OwnField("author", "Mara Lindqvist, Bo Li", "JSON-LD author"),
        OwnField("section", "Opinion", "JSON-LD articleSection"),
        OwnField("section", "OpinionNewsArticle", "JSON-LD @type"),
        OwnField("published", date(2019, 2, 8), "JSON-LD datePublished"),
        OwnField("published", date(2019, 2, 7), "meta article:published_time"),
        OwnField("section", "Local", "meta article:section"),
        OwnField("url", "https://courier.example/2019/02/gate", "link canonical"),
        OwnField("author", "Mara Lindqvist", "mark-up rel/itemprop author"),
    ]
    assert [(field.value, field.rule) for field in fields if field.name == "title"] == [
        ("Council closes the gate & opens a debate", "JSON-LD headline"),
        ("Council closes the lower gate", "meta og:title"),
        ("Council closes the lower gate", "HTML title"),
        ("Council closes the lower gate", "document's own title"),
    ]


@pytest.mark.parametrize(
    ("markup", "fields"),
    [
        ("<title>Gate shut | The Courier</title>", [("title", "Gate shut", "HTML title")]),
        ("<meta name=DC.date content=20190207>", [("published", date(2019, 2, 7), "meta dc.date")]),
        ("<meta name=date content='2019-02-31'>", []),
        ("<meta name=date content='yesterday'>", []),
        ("<meta property=og:url content='javascript:x'>", []),
        ("<meta name=author content='https://x.example/li'>", []),
        ("<script type=application/ld+json>{broken</script>", []),
        ("<script type=application/ld+json>[[[[1]]], null, {}]</script>", []),
        (
            "<time class=entry-date datetime=2019-02-07>x</time>",
            [("published", date(2019, 2, 7), "time of publication")],
        ),
        ("<time datetime=2019-02-07>a comment's date</time>", []),
    ],
)
def test_only_a_plain_statement_is_a_field(markup: str, fields: list[tuple[str, str | date, str]]) -> None:
    assert own(f"<html><head></head><body>{markup}<p>Words of it.</p></body></html>") == fields


def test_a_page_too_short_for_an_article_is_read_whole() -> None:
    markup = b"<p>Hello <i>there</i>,<br>world.</p><ul><li>One<li>Two</ul><script>x</script><h3>End</h3>"

    assert blocks(load(markup)) == [
        (BlockKind.PARAGRAPH, "Hello there,\nworld."),
        (BlockKind.LIST_ITEM, "One"),
        (BlockKind.LIST_ITEM, "Two"),
        (BlockKind.HEADING, "End"),
    ]


@pytest.mark.parametrize(
    ("encoding", "declared"), [("utf-8", "utf-8"), ("cp1252", "iso-8859-1"), ("koi8-r", "koi8-r"), ("utf-8", "koi8-x")]
)
def test_the_page_is_read_in_the_encoding_it_declares(encoding: str, declared: str) -> None:
    words = "Привет, мир" if encoding == "koi8-r" else "“Größe” – naïve"

    assert load(f"<html><meta charset={declared}><p>{words}</p>".encode(encoding)).text == words


@pytest.mark.parametrize("markup", [b"<html>" + b"<div>" * 10_000 + b"words" + b"</div>" * 10_000])
def test_a_page_nested_too_deep_is_refused_not_cut(markup: bytes) -> None:
    with pytest.raises(DocumentError, match="nested too deep"):
        load(markup)


def test_a_page_of_nothing_is_refused() -> None:
    with pytest.raises(DocumentError, match="holds no page"):
        load(b"  ")


@pytest.mark.parametrize("character", ["\ufffe", "\uffff", "&#xFFFE;"])
def test_a_page_with_a_character_that_no_tree_may_hold_is_read_whole(character: str) -> None:
    words = "The river rose on Monday, and the gate was closed. " * 10
    assert words.strip() in load(f"<body><p>{words}<p>{character}x".encode()).text


TAGS = st.sampled_from(
    [
        *("<p>", "</p>", "<h1>", "</h1>", "<li>", "<ul>", "</ul>", "<table>", "<tr>", "<td>", "</table>", "<a href=x>"),
        *("</a>", "<br>", "<pre>", "</pre>", "<hr>", "<blockquote>", "<svg>", "</svg>"),
    ]
)


@given(st.lists(st.one_of(TAGS, st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=30)), max_size=30))
def test_blocks_are_in_order_and_hold_all_of_the_text(parts: list[str]) -> None:
    loaded = load(("<body>x" + "".join(parts)).encode())
    position = 0
    for block in loaded.blocks:
        assert loaded.text[position : block.start].strip() == ""
        assert all(block.start <= start < end <= block.end for start, end in block.links)
        position = block.end
    assert loaded.text[position:] == ""


def test_half_a_megabyte_of_page_is_read_in_seconds() -> None:
    started = time.process_time()
    load(b"<html><body>" + b"<p>He said no to that, and left the room.</p>" * 12_000)
    assert time.process_time() - started < 9
