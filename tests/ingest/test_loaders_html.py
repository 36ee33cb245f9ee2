from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errors import DocumentError
from ingest.loaders.html import load
from ingest.records import RULE_AROUND, BlockKind, Loaded, OwnField

GOLDEN = Path(__file__).parents[1] / "golden" / "formats"


SENTENCE = "The quay in basin four sank by eleven centimetres between May and August, the port's own survey says."
MORE = (
    "The council will vote on a repair of 41 million kroner in March, and the ministry has promised to pay a third, "
    "provided that the work on the old piles and on the drains behind the wall begins before the summer of next year."
)


def blocks(loaded: Loaded) -> list[tuple[BlockKind, str]]:
    """The blocks that are content."""
    outside = {span.start for span in loaded.furniture if span.rule == RULE_AROUND}
    return [(block.kind, loaded.text[block.start : block.end]) for block in loaded.blocks if block.start not in outside]


def content(markup: str) -> list[str]:
    """The words of the page's blocks that are content, without furniture inside them."""
    loaded = load(markup.encode())
    marks = [span for span in loaded.furniture if span.rule != RULE_AROUND]
    found = []
    for _, words in blocks(loaded):
        start = loaded.text.index(words)
        for span in reversed([mark for mark in marks if start <= mark.start < start + len(words)]):
            words = words[: span.start - start] + words[span.end - start :]
        found.append(words.strip())
    return [words for words in found if words]


def around(markup: str) -> list[str]:
    """The words of the page that are furniture."""
    loaded = load(markup.encode())
    return [loaded.text[span.start : span.end] for span in loaded.furniture]


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
    outside = [loaded.text[span.start : span.end] for span in loaded.furniture]
    for furniture in ("cookies", "Sport", "Goats", "All rights reserved"):
        assert any(furniture in words for words in outside)
    for unseen in ("Injected", "color: black"):
        assert unseen not in loaded.text


def test_links_are_spans_of_the_text() -> None:
    loaded = load((GOLDEN / "gate.html").read_bytes())

    inside = [block for block in loaded.blocks if "master" in loaded.text[block.start : block.end]]
    assert [loaded.text[a:b] for block in inside for a, b in block.links] == ["the harbour master wrote"]


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


@pytest.mark.parametrize(
    "listed",
    [
        "<ul><li>the piles are too short;</li><li>the cranes are too heavy;</li></ul>",
        "<ol><li>the piles are too short;<li>the cranes are too heavy;</ol>",
        "<dl><dt>the piles are too short;</dt><dd>the cranes are too heavy;</dd></dl>",
        "<div><ul><li><p>the piles are too short;</p></li><li><p>the cranes are too heavy;</p></li></ul></div>",
    ],
)
def test_a_list_survives_on_a_page_without_an_article_element(listed: str) -> None:
    page = f"<body><div><h1>Quay sinks</h1><p>{SENTENCE}</p><h2>Three causes</h2>{listed}<p>{MORE}</p></div></body>"

    assert content(page) == [
        *("Quay sinks", SENTENCE, "Three causes", "the piles are too short;", "the cranes are too heavy;", MORE)
    ]


def test_text_around_line_breaks_survives_and_two_breaks_end_a_paragraph() -> None:
    page = f"<article><h1>Quay</h1><section>{SENTENCE}<br><br>{MORE}<br>Third line.</section></article>"

    assert content(page) == ["Quay", SENTENCE, f"{MORE}\nThird line."]


def test_a_layout_table_is_read_as_blocks_and_its_menu_is_none_of_them() -> None:
    page = (
        f"<table width=100%><tr><td><h1>Quay sinks</h1><p>{SENTENCE}</p><p>{MORE}</p></td>"
        "<td><a href=/>Home</a><br><a href=/u>Unsubscribe</a></td></tr></table>"
    )

    assert content(page)[:3] == ["Quay sinks", SENTENCE, MORE]
    assert "Home" not in content(page)


def test_a_table_of_one_row_with_paragraphs_lays_out_the_page() -> None:
    menu = "<td><a href=a>Front page</a><br><a href=b>Guest book</a></td>"
    page = f"<table><tr>{menu}<td>{SENTENCE}<br><br>{MORE}</td></tr></table>"

    assert content(page)[-2:] == [SENTENCE, MORE]


@pytest.mark.parametrize(
    "table",
    [
        "<tr><td colspan=2>Island Bulletin</td></tr><tr><td><a href=a>Tides</a><br><a href=b>Guest book</a></td>"
        "<td><b>Quay sinks</b><p>{}<p>{}</td></tr><tr><td colspan=2><a href='mailto:w@x'>Webmaster</a></td></tr>",
        "<tr><td><p>{}</p><p>{}</p></td><td><a href=c>Archive</a></td></tr><tr><td>1998</td><td>No. 4</td></tr>",
    ],
)
def test_a_table_with_an_article_in_one_cell_lays_out_the_page(table: str) -> None:
    said = content(f"<table>{table.format(SENTENCE, MORE)}</table>")

    assert {SENTENCE, MORE} <= {*said}
    assert not {"Tides\nGuest book", "Tides", "Guest book"} & {*said}


def test_a_table_of_data_with_long_notes_keeps_its_rows() -> None:
    rows = "".join(f"<tr><td>Pier {n}</td><td><p>{SENTENCE}</p><p>{MORE}</p></td></tr>" for n in (1, 2, 3))

    assert [words.split("\t")[0].strip() for words in content(f"<table>{rows}</table>")] == [
        "Pier 1",
        "Pier 2",
        "Pier 3",
    ]


@pytest.mark.parametrize(
    "number",
    [
        '<span class="pagenum">[Pg 88]</span>',
        '<span class="pagenum" id="Page_xii">{xii}</span>',
        '<a class="pagenum" id="p89" title="89"></a>',
        '<span class="page-number">p. 7</span>',
        '<span class="calibre3 pageno">204</span>',
        '<span class="pb">| 12 |</span>',
        '<span role="doc-pagebreak" aria-label="12">12</span>',
    ],
)
def test_the_number_of_a_printed_page_is_no_part_of_its_sentence(number: str) -> None:
    assert content(f"<p>The canal froze between the two{number} bridges in May.</p>") == [
        "The canal froze between the two bridges in May."
    ]


@pytest.mark.parametrize("words", ['<span class="pb">Ewan</span>', '<span class="page">eleven</span>', "<b>12</b>"])
def test_words_in_a_class_of_page_numbers_stay(words: str) -> None:
    [said] = content(f"<p>The ferry took {words} to the bridge.</p>")

    assert said.split()[3] in {"Ewan", "eleven", "12"}


def test_comments_on_a_shared_document_are_no_part_of_it() -> None:
    page = (
        '<p><span>The lift was condemned in 2022</span><sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup><span>, and '
        'used for two harvests.</span><sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup></p><hr><div><p>'
        '<a href="#ftnt_ref1" id="ftnt1">[1]</a><span> Harvest books.</span></p></div><div><p><a href="#cmnt_ref1" '
        'id="cmnt1">[a]</a><span>Ask Leopold whether we may print it.</span></p><p>He may know.</p></div>'
    )

    assert content(page) == ["The lift was condemned in 2022, and used for two harvests.", "Harvest books."]


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("<b>The orchard</b><br />The trees were cut down.", ["The orchard", "The trees were cut down."]),
        ("It rained.<br><br><strong>The pond</strong><br>A heron came.", ["It rained.", "The pond", "A heron came."]),
        ("<b>Nobody</b> came.<br>It rained.", ["Nobody came.\nIt rained."]),
        ("It was <b>late</b><br>and dark.", ["It was late\nand dark."]),
        ("<b>Alone</b>", ["Alone"]),
        ("<font size=4><b>The clock</b></font><br><font>It stopped.</font>", ["The clock", "It stopped."]),
    ],
)
def test_bold_words_with_a_line_of_their_own_are_a_block(markup: str, shown: list[str]) -> None:
    assert content(f"<div>{markup}</div>") == shown


@pytest.mark.parametrize("mark", ["[7]", "[*]", "[a]"])
def test_a_bracketed_link_to_a_note_leaves_its_sentence_alone(mark: str) -> None:
    page = f'<p>Our horse was sold.<a href="#fn7" class="fnanchor">{mark}</a> We burned the door.</p>'

    assert content(page) == ["Our horse was sold. We burned the door."]


@pytest.mark.parametrize(
    ("quotation", "speaker"),
    [
        ("<blockquote><p>{}</p><footer>— <cite>Ann Lee</cite>, keeper</footer></blockquote>", "Ann Lee"),
        ("<figure><blockquote>{}</blockquote><figcaption>Ann Lee, in a letter</figcaption></figure>", "Ann Lee"),
        ("<figure><blockquote>{}</blockquote><figcaption>The keeper's diary</figcaption></figure>", None),
        ("<figure><blockquote>{}</blockquote><figcaption>A heron at dawn</figcaption></figure>", None),
        ("<blockquote>{}</blockquote>", None),
    ],
)
def test_a_quotation_is_of_whom_its_foot_or_caption_names(quotation: str, speaker: str | None) -> None:
    loaded = load(f"<article><p>{MORE}</p>{quotation.format(SENTENCE)}<p>{MORE}</p></article>".encode())
    [quoted] = [one for one in loaded.blocks if loaded.text[one.start : one.end] == SENTENCE]

    assert (quoted.kind, quoted.speaker) == (BlockKind.QUOTE, speaker)


def test_each_message_of_an_exported_chat_is_its_senders() -> None:
    def message(words: str, sender: str = "") -> str:
        name = f'<div class="from_name">{sender}</div>' if sender else ""
        return (
            '<div class="message default"><div class="body"><div class="date details" title="14.01.2025 02:11">'
            f'02:11</div>{name}<div class="text">{words}</div></div></div>'
        )

    service = '<div class="message service"><div class="body details">14 January 2025</div></div>'
    head = '<div class="page_header"><div class="text bold">Night shift</div></div>'
    said = message("The tank\nfailed.", "Yordan Mitev") + message("I saw it.<br>So did she.") + message("No.", "Ana")
    page = f"<title>Exported Data</title><body>{head}{service}{said}</body>"
    loaded = load(page.encode())

    assert [(one.speaker, loaded.text[one.start : one.end]) for one in loaded.blocks] == [
        ("Yordan Mitev", "[14.01.2025 02:11] Yordan Mitev: The tank failed."),
        ("Yordan Mitev", "[14.01.2025 02:11] Yordan Mitev: I saw it.\nSo did she."),
        ("Ana", "[14.01.2025 02:11] Ana: No."),
    ]
    assert own(page)[0] == ("title", "Night shift", "chat's name")


@pytest.mark.parametrize("cell", ["<td>{}</td>", "<td><p>{}</p></td>", "<th>{}</th>"])
def test_a_table_of_data_is_read_by_rows(cell: str) -> None:
    rows = "".join(f"<tr>{cell.format(a)}{cell.format(b)}</tr>" for a, b in (("Day", "Level"), ("Monday", "4.1 m")))

    assert content(f"<article><p>{SENTENCE}</p><table>{rows}</table><p>{MORE}</p></article>")[1:3] == [
        "Day\tLevel",
        "Monday\t4.1 m",
    ]


@pytest.mark.parametrize("style", ["display:none", "color:red; DISPLAY : none;mso-hide:all", "visibility:hidden"])
def test_what_a_page_hides_is_furniture(style: str) -> None:
    page = f"<article><p style='{style}'>A look at what went wrong</p><p>{SENTENCE}</p><p>{MORE}</p></article>"

    assert content(page) == [SENTENCE, MORE]
    assert "A look at what went wrong" in around(page)


@pytest.mark.parametrize(
    "hides", ['class="slide hidden" style="display: none;"', 'class="slide" hidden', 'class="off slide" hidden']
)
def test_parts_that_a_page_shows_one_at_a_time_are_all_read(hides: str) -> None:
    page = f"<article><div class=slide><p>{SENTENCE}</p></div><div {hides}><p>{MORE}</p></div></article>"

    assert content(page) == [SENTENCE, MORE]


@pytest.mark.parametrize(
    "hides", ['class="modal" hidden', "hidden", 'class="slide sr-only"', 'class="a b slide" hidden']
)
def test_what_is_hidden_and_of_no_series_is_furniture(hides: str) -> None:
    page = (
        f"<article><div class=slide><p>{SENTENCE}</p><p>{MORE}</p></div><div>.</div>"
        f"<div {hides}><p>Sign in to go on reading this page.</p></div></article>"
    )

    assert "Sign in to go on reading this page." not in content(page)


@pytest.mark.parametrize("said", ["Eleven centimetres in a summer, and nobody pays", "Eleven centimetres in a summer"])
def test_the_line_that_sums_an_article_up_is_its_own(said: str) -> None:
    line = "Eleven centimetres in a summer, and nobody pays"
    page = (
        f'<head><meta property="og:description" content="{said}"></head><body><header><h1>Quay</h1><p>{line}</p>'
        f"<p>Our stores are open until nine</p></header><article><p>{SENTENCE}</p><p>{MORE}</p></article></body>"
    )

    assert line in content(page)
    assert "Our stores are open until nine" in around(page)


def test_what_stands_around_the_article_stays_in_the_text_as_furniture() -> None:
    page = (
        f"<nav><a href=/>Start</a></nav><article><h1>Quay</h1><p>{SENTENCE}</p><p>{MORE}</p></article>"
        "<footer><p>Printed by the Norby Press</p></footer>"
    )

    assert content(page) == ["Quay", SENTENCE, MORE]
    assert {"Start", "Printed by the Norby Press"} <= set(around(page))


@pytest.mark.parametrize(
    ("fused", "shown"),
    [
        ("<span>By Anna Holm</span><span>2 August 2024</span>", "By Anna Holm 2 August 2024"),
        ("<time>2 August 2024</time><span>3 min read</span>", "2 August 2024 3 min read"),
        ("<a href=x>Read more</a><a href=y>Share</a>", "Read more Share"),
        ("<span class=drop>T</span>he quay", "The quay"),
        ("<span>har</span><span>bour</span>", "harbour"),
        ("H<sub>2</sub>O", "H2O"),
    ],
)
def test_only_elements_that_a_page_keeps_apart_are_separated(fused: str, shown: str) -> None:
    assert content(f"<p>{fused}</p>") == [shown]


TAGS = st.sampled_from(
    [
        *("<p>", "</p>", "<h1>", "</h1>", "<li>", "<ul>", "</ul>", "<table>", "<tr>", "<td>", "</table>", "<a href=x>"),
        *(
            "</a>",
            "<br>",
            "<pre>",
            "</pre>",
            "<hr>",
            "<sup>",
            "</sup>",
            "<span>",
            "</span>",
            "<br><br>",
            "<blockquote>",
            "<svg>",
            "</svg>",
        ),
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
    ends = [0, *(span.end for span in loaded.furniture)]
    assert all(end <= span.start < span.end for end, span in zip(ends, loaded.furniture, strict=False))


@pytest.mark.slow
def test_half_a_megabyte_of_page_is_read_in_seconds() -> None:
    started = time.process_time()
    load(b"<html><body>" + b"<p>He said no to that, and left the room.</p>" * 12_000)
    assert time.process_time() - started < 9


def test_an_article_that_only_a_script_holds_is_read() -> None:
    body = f"{SENTENCE} {MORE} " * 4
    page = (
        '<html><head><script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle",'
        f'"headline":"Quay sinks","articleBody":"{body}"}}</script></head><body><p>Loading</p></body></html>'
    )

    assert SENTENCE in " ".join(content(page))


def test_a_page_that_shows_its_words_only_by_scripts_is_refused_with_a_next_step() -> None:
    with pytest.raises(DocumentError, match="only by scripts: open it in a browser"):
        load(b"<html><body><div id=app></div><script>render()</script></body></html>")


def test_the_word_before_an_authors_name_is_no_part_of_it() -> None:
    fields = own('<html><head><meta name=author content="By Anna Holm"></head><body><p>Words of it.</p></body></html>')

    assert ("author", "Anna Holm", "meta author") in fields


def test_the_heading_right_above_the_text_is_its_title() -> None:
    article = f"<article><h1>Quay sinks</h1><p>{SENTENCE}</p><p>{MORE}</p></article>"
    page = f"<body><h1>The Harbour Blog</h1><main>{article}</main></body>"

    assert [value for name, value, _ in own(page) if name == "title"][-1] == "Quay sinks"


@pytest.mark.parametrize(
    "marked", ['<span class="mw-editsection">[edit]</span>', '<a class="sr-only x">Skip to content</a>']
)
def test_what_a_site_shows_to_nobody_who_reads_is_furniture(marked: str) -> None:
    assert content(f"<article><h2>Damage{marked}</h2><p>{SENTENCE}</p><p>{MORE}</p></article>") == [
        "Damage",
        SENTENCE,
        MORE,
    ]


PHPBB = """<h2 class="topic-title"><a>Who cut the reeds?</a></h2>
<div class="post"><dl><dt><a class="username">warden9</a></dt></dl><p class="author">by <b>warden9</b> » 3 Feb 2025</p>
<div class="content">The south bed was mown.<br>Two nests lie in the cut.</div><div class="signature">Keep low</div>
</div><div class="post"><a class="username">old_punt</a><p class="author">» 3 Feb 2025, 19:50</p><div class="content">
<blockquote><cite>warden9 wrote: <a>↑</a></cite>Two nests lie in the cut.</blockquote>I met the mower.</div></div>"""
XENFORO = """<h1 class="p-title-value">The ferry</h1>
<article class="message message--post" data-author="Tilda"><a class="username">Tilda</a>
<time class="u-dt" title="5 May 2025">x</time><div class="bbWrapper">The ramp is broken.</div></article>
<article class="message message--post" data-author="Bo"><div class="bbWrapper">
<blockquote data-quote="Tilda">The ramp is broken.</blockquote>It was welded on Friday.</div>
<aside class="message-signature"><div class="bbWrapper">Mind the gap</div></aside></article>"""


def test_each_post_of_a_forum_is_whoever_wrote_it_and_what_it_quotes_is_anothers() -> None:
    loaded = load(f"<body><nav>Board index</nav>{PHPBB}<footer>phpBB</footer></body>".encode())

    assert [(one.speaker, loaded.text[one.start : one.end]) for one in loaded.blocks] == [
        ("warden9", "[3 Feb 2025] warden9: The south bed was mown.\nTwo nests lie in the cut."),
        ("old_punt", "[3 Feb 2025, 19:50] old_punt:"),
        ("warden9", "Two nests lie in the cut."),
        ("old_punt", "I met the mower."),
    ]
    assert own(PHPBB)[0] == ("title", "Who cut the reeds?", "chat's name")


def test_the_posts_of_another_forum_program_are_told_by_its_own_marks() -> None:
    loaded = load(f"<body>{XENFORO}</body>".encode())

    assert [(one.speaker, loaded.text[one.start : one.end]) for one in loaded.blocks] == [
        ("Tilda", "[5 May 2025] Tilda: The ramp is broken."),
        ("Bo", "Bo:"),
        ("Tilda", "The ramp is broken."),
        ("Bo", "It was welded on Friday."),
    ]


def test_how_characters_are_spoken_is_beside_the_text() -> None:
    ruby = "<ruby>大川<rp>(</rp><rt>おおかわ</rt><rp>)</rp></ruby>の橋は閉まります。"

    assert content(f"<article><p>{SENTENCE}</p><p>{ruby}</p></article>")[1] == "大川の橋は閉まります。"


def test_a_message_that_is_passed_on_is_whoever_wrote_it() -> None:
    first = '<div class="message"><div class="from_name">Ana</div><div class="text">I saw it.</div></div>'
    passed = (
        '<div class="message"><div class="from_name">Bo</div><div class="forwarded body"><div class="from_name">Cy Holm'
        '<span class="date"> 02.02.2025</span></div><div class="text">They bought a saw.</div></div></div>'
    )
    joined = '<div class="message joined"><div class="text">From the shop.</div></div>'
    loaded = load(f"<body>{first}{passed}{joined}</body>".encode())

    assert [block.speaker for block in loaded.blocks] == ["Ana", "Cy Holm", "Bo"]


def test_posts_of_a_page_that_is_no_forum_leave_what_stands_around_them() -> None:
    post = '<div class="post"><span class="username">admin</span><div class="content">It leaks.</div></div>'

    assert "The reader learns that the dam fell in May." in content(
        f"<article><p>{SENTENCE}</p>{post}{post}<p>The reader learns that the dam fell in May.</p></article>"
    )


def test_an_answer_inside_a_post_is_read_once_and_is_its_writers() -> None:
    inner = '<div class="post"><a class="username">Jon</a><div class="content">I saw it.</div></div>'
    outer = f'<div class="post"><a class="username">Anna</a><div class="content">Who saw it?</div>{inner}</div>'
    loaded = load(f'<body><h2 class="topic-title">Gate</h2>{outer}</body>'.encode())

    assert [(one.speaker, loaded.text[one.start : one.end]) for one in loaded.blocks] == [
        ("Anna", "Anna: Who saw it?"),
        ("Jon", "Jon: I saw it."),
    ]
