"""Tables, presentations and subtitles: a row, a slide and a turn each stand for themselves."""

from __future__ import annotations

import pytest

from errors import DocumentError
from ingest.formats import true_suffix
from ingest.loaders import LOADERS, delimited
from ingest.reader.process import read_contents
from ingest.records import BlockKind, Contents, Loaded
from tests.ingest.office_files import odf, pptx, shape, xlsx

ROWS = 'Quay,Built,Note\nNorth,1868,"Sank in May. Nobody\nwas told."\n\nSouth,1902,closed\n'
WANTED = ["Quay: North\tBuilt: 1868\tNote: Sank in May. Nobody was told.", "Quay: South\tBuilt: 1902\tNote: closed"]


def items(loaded: Loaded) -> list[str]:
    """The list items without the furniture at their beginning."""
    ends = {span.start: span.end for span in loaded.furniture}
    found = [block for block in loaded.blocks if block.kind is BlockKind.LIST_ITEM]
    return [loaded.text[ends.get(block.start, block.start) : block.end].strip() for block in found]


def sentences(contents: Contents) -> list[str]:
    return [contents.text[s.start : s.end] for s in contents.sentences]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_row_is_read_with_the_headings_of_its_columns(mark: str) -> None:
    assert items(LOADERS[".csv"](ROWS.replace(",", mark).encode())) == WANTED


def test_a_row_says_its_number_in_the_file() -> None:
    loaded = LOADERS[".csv"](b"Quay,Built\nNorth,1868\n\nSouth,1902\n")

    assert [loaded.text[f.start : f.end].strip() for f in loaded.furniture] == ["Row 1:", "Row 2:", "Row 4:"]


def test_a_table_without_headings_is_read_value_by_value() -> None:
    assert items(LOADERS[".csv"](b"1868,North\n1902,South\n")) == ["1868\tNorth", "1902\tSouth"]


def test_the_sheets_of_a_workbook_are_pages_under_their_names() -> None:
    data = xlsx({"Quays": [["Quay", "Built"], ["North", 1868.0]], "Costs": [["Year", "Paid"], ["a year", 2.5]]})

    loaded = LOADERS[".xlsx"](data)

    assert items(loaded) == ["Quay: North\tBuilt: 1868", "Year: a year\tPaid: 2.5"]
    headings = [loaded.text[b.start : b.end] for b in loaded.blocks if b.kind is BlockKind.HEADING]
    assert headings == ["Quays", "Costs"]
    assert [loaded.text[start : start + 5] for start in loaded.page_starts] == ["Quays", "Costs"]


def test_a_hidden_sheet_is_not_read_and_said() -> None:
    loaded = LOADERS[".xlsx"](xlsx({"Quays": [["Quay", "Built"], ["North", 1.0]], "Old": [["x", "y"]]}, hidden=["Old"]))

    assert "x" not in loaded.text.split()
    assert loaded.partly == ("sheet “Old”: hidden, or only a chart",)


def test_open_document_tables_are_told_from_texts_and_slides() -> None:
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    rows = "".join(
        f"<table:table-row>{''.join(cell.format(value) for value in row)}</table:table-row>"
        for row in (("Quay", "State"), ("North", "closed"))
    )
    body = f'<office:spreadsheet><table:table table:name="Quays">{rows}</table:table></office:spreadsheet>'
    data = odf("spreadsheet", body)

    assert true_suffix(".ods", data) == ".ods"
    assert items(LOADERS[".ods"](data)) == ["Quay: North\tState: closed"]


@pytest.mark.parametrize("suffix", [".xlsx", ".ods", ".pptx", ".odp"])
def test_something_else_under_the_name_of_an_office_file_is_refused(suffix: str) -> None:
    with pytest.raises(DocumentError, match="is something else"):
        read_contents(suffix, b"Nobody was told.")


def test_a_damaged_workbook_is_refused_with_a_next_step() -> None:
    data = xlsx({"Quays": [["Quay", "Built"]]}).replace(b"PK\x01\x02", b"XXXX")

    with pytest.raises(DocumentError, match="save it again"):
        read_contents(".xlsx", data)


def test_slides_are_pages_with_title_paragraphs_and_notes() -> None:
    first = (
        shape("Quay sinks", "ctrTitle")
        + shape("Nobody measured it.\nThe council votes.", "body")
        + shape("1", "sldNum")
    )
    loaded = LOADERS[".pptx"](pptx([first, shape("The end.")], {1: "Tell them of the letter."}))

    assert [(b.kind, loaded.text[b.start : b.end]) for b in loaded.blocks] == [
        (BlockKind.HEADING, "Quay sinks"),
        (BlockKind.LIST_ITEM, "Nobody measured it."),
        (BlockKind.LIST_ITEM, "The council votes."),
        (BlockKind.LIST_ITEM, "Tell them of the letter."),
        (BlockKind.PARAGRAPH, "The end."),
    ]
    assert [loaded.text[start : start + 4] for start in loaded.page_starts] == ["Quay", "The "]


@pytest.mark.parametrize("drawn", ["<p:pic/>", shape("Losses", "title") + "<p:pic/>", "<a:chart/>"])
def test_a_slide_that_shows_a_picture_or_a_chart_below_its_title_is_said(drawn: str) -> None:
    loaded = LOADERS[".pptx"](pptx([shape("One.") + "<p:pic/>", drawn], {2: "Tell them of the letter."}))

    assert loaded.partly == ("slide 2: a picture or a chart",)


def odp(*pages: str) -> Loaded:
    drawn = "".join(f"<draw:page>{page}</draw:page>" for page in pages)
    return LOADERS[".odp"](odf("presentation", f"<office:presentation>{drawn}</office:presentation>"))


def odp_frame(words: str, kind: str) -> str:
    return (
        f'<draw:frame presentation:class="{kind}"><draw:text-box><text:p>{words}</text:p></draw:text-box></draw:frame>'
    )


def test_breaks_spaces_and_tabs_of_open_document_slides_are_read() -> None:
    loaded = odp(
        odp_frame("Budget<text:line-break/>Report", "title")
        + odp_frame("North<text:line-break/><text:span>quay</text:span>:<text:tab/>4<text:s text:c='2'/>m", "outline")
    )

    assert [loaded.text[b.start : b.end] for b in loaded.blocks] == ["Budget Report", "North\nquay:\t4  m"]


@pytest.mark.parametrize("name", ["rect", "ellipse", "custom-shape", "connector"])
def test_the_words_in_every_shape_of_a_slide_are_read_once(name: str) -> None:
    drawn = f"<draw:{name}><text:p>Nobody measured it.</text:p></draw:{name}>"
    row = "<table:table-row><table:table-cell><text:p>Quay</text:p></table:table-cell></table:table-row>"
    page = f"<draw:g>{drawn}</draw:g><draw:frame><table:table>{row}</table:table></draw:frame>"
    comment = "<office:annotation><text:p>Is that so?</text:p></office:annotation>"

    loaded = odp(page + comment + odp_frame("Harbour board", "footer") + odp_frame("1", "page-number"))

    assert [loaded.text[b.start : b.end] for b in loaded.blocks] == ["Nobody measured it.", "Quay"]


@pytest.mark.parametrize("drawn", ["<draw:image/>", "<draw:object/>"])
def test_an_open_document_slide_that_shows_a_picture_or_a_chart_below_its_title_is_said(drawn: str) -> None:
    title, frame = odp_frame("Losses", "title"), f"<draw:frame>{drawn}</draw:frame>"

    loaded = odp(title + frame, title + frame + odp_frame("Nobody paid.", "outline"), title)

    assert loaded.partly == ("slide 1: a picture or a chart",)


def test_open_document_slides_are_pages_too() -> None:
    page = (
        '<draw:page><draw:frame presentation:class="title"><draw:text-box><text:p>Quay sinks</text:p></draw:text-box>'
        "</draw:frame><draw:frame><draw:text-box><text:p>Nobody measured it.</text:p></draw:text-box></draw:frame>"
        "<presentation:notes><draw:frame><draw:text-box><text:p>Tell them.</text:p></draw:text-box></draw:frame>"
        "</presentation:notes></draw:page>"
    )
    data = odf("presentation", f"<office:presentation>{page}{page}</office:presentation>")

    loaded = LOADERS[true_suffix(".odp", data)](data)

    assert [loaded.text[b.start : b.end] for b in loaded.blocks] == [
        "Quay sinks",
        "Nobody measured it.",
        "Tell them.",
    ] * 2
    assert len(loaded.page_starts) == 2


SRT = """1
00:00:05,000 --> 00:00:08,000
Welcome to the Harbour Hour.
With me is

2
00:00:08,000 --> 00:00:12,500
Knud Friis, who has worked
in the harbour since 1998.

3
00:01:20,000 --> 00:01:23,000
<i>The quay is not safe.</i>
"""


def test_sentences_go_on_over_cues_and_times_are_furniture() -> None:
    contents = read_contents(".srt", SRT.encode())

    assert sentences(contents) == [
        "Welcome to the Harbour Hour.",
        "With me is Knud Friis, who has worked in the harbour since 1998.",
        "The quay is not safe.",
    ]
    times = [contents.text[f.start : f.end].strip() for f in contents.furniture]
    assert times == ["[00:00:05]", "[00:01:20]"]


def test_a_speaker_named_by_a_tag_says_the_words() -> None:
    vtt = (
        "WEBVTT\n\nNOTE a note\n\n00:05.000 --> 00:08.000 line:0\n<v Knud Friis>The quay is not safe.\n\n"
        "00:08.000 --> 00:09.000\n<v Anna Holm>Who knew &amp; when?\n"
    )

    contents = read_contents(".vtt", vtt.encode())

    assert [(contents.text[s.start : s.end], s.voice.speaker) for s in contents.sentences] == [
        ("The quay is not safe.", "Knud Friis"),
        ("Who knew & when?", "Anna Holm"),
    ]


def test_a_hidden_slide_is_not_read_and_told() -> None:
    loaded = LOADERS[".pptx"](pptx([shape("The roof."), shape("Blame the builder."), shape("The end.")], hidden=[2]))

    assert "builder" not in loaded.text
    assert loaded.partly == ("slide 2: hidden, and not read",)


def test_a_hidden_slide_of_an_open_presentation_is_not_read_and_told() -> None:
    styles = (
        '<style:style style:name="dp1"><style:drawing-page-properties presentation:visibility="hidden"/></style:style>'
    )
    frame = "<draw:frame><draw:text-box><text:p>{}</text:p></draw:text-box></draw:frame>"
    page = f'<draw:page draw:style-name="{{}}">{frame}</draw:page>'
    pages = page.format("dp1", "Blame the builder.") + page.format("dp2", "The roof.")
    names = 'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
    loaded = LOADERS[".odp"](
        odf("presentation", f"<office:presentation><styles {names}>{styles}</styles>{pages}</office:presentation>")
    )

    assert loaded.text == "The roof."
    assert loaded.partly == ("slide 1: hidden, and not read",)


def test_lines_that_rolling_captions_repeat_are_read_once() -> None:
    vtt = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\nThe quay is\n\n00:02.000 --> 00:03.000\nThe quay is\nnot safe and\n\n"
        "00:03.000 --> 00:04.000\nnot safe and\nnobody knew.\n"
    )

    assert sentences(read_contents(".vtt", vtt.encode())) == ["The quay is not safe and nobody knew."]


def said(vtt: str) -> list[tuple[str, str | None]]:
    contents = read_contents(".vtt", f"WEBVTT\n\n{vtt}".encode())
    return [(contents.text[s.start : s.end], s.voice.speaker) for s in contents.sentences]


def test_each_of_two_speakers_in_one_cue_says_his_own_words() -> None:
    assert said("00:01.000 --> 00:02.000\n<v Knud>Who knew it?</v> <v Anna>We did.\nAll of us.\n") == [
        ("Who knew it?", "Knud"),
        ("We did.", "Anna"),
        ("All of us.", "Anna"),
    ]


@pytest.mark.parametrize("names", [("Priya Venn", "Gustav Elling"), ("PRIYA", "GUSTAV"), ("Dr. P. Venn", "G. O'Dell")])
def test_names_before_the_words_of_all_cues_are_their_speakers(names: tuple[str, str]) -> None:
    one, other = names
    vtt = (
        f"1\n00:03.210 --> 00:07.480\n{one}: The tide table was printed\n\n2\n00:07.480 --> 00:10.990\n{one}: for the "
        f"wrong harbour.\n\n3\n00:11.500 --> 00:15.020\n{other}: I took it down.\n"
    )

    assert said(vtt) == [("The tide table was printed for the wrong harbour.", one), ("I took it down.", other)]


def test_a_colon_in_some_cues_names_nobody() -> None:
    vtt = (
        "00:01.000 --> 00:02.000\nWarning: the quay is\n\n00:02.000 --> 00:03.000\nnot safe.\n\n"
        "00:03.000 --> 00:04.000\nWarning: it sinks.\n"
    )

    assert {speaker for _, speaker in said(vtt)} == {None}


def test_an_answer_in_the_same_words_is_no_rolling_caption() -> None:
    assert said("00:01.000 --> 00:02.000\n<v Knud>No.\n\n00:02.000 --> 00:03.000\n<v Anna>No.\n") == [
        ("No.", "Knud"),
        ("No.", "Anna"),
    ]


def test_a_cue_that_is_too_short_to_be_said_repeats_the_one_before() -> None:
    vtt = (
        "00:01.000 --> 00:02.000\nThe quay is\n\n00:02.000 --> 00:02.010\nThe quay is\n\n"
        "00:02.010 --> 00:03.000\nThe quay is\nnot safe.\n"
    )

    assert said(vtt) == [("The quay is not safe.", None)]


def test_a_cue_goes_on_over_a_blank_line_and_ends_before_the_name_of_the_next() -> None:
    vtt = (
        "00:01.000 --> 00:02.000\nThe quay is not safe.\n\nNobody measured it.\n\nNOTE Ask Knud.\n\nsecond\n"
        "00:02.000 --> 00:03.000\nIt sank.\n3\n00:03.000 --> 00:04.000\nIn 1998.\n"
    )

    assert [words for words, _ in said(vtt)] == [
        "The quay is not safe.",
        "Nobody measured it.",
        "It sank.",
        "In 1998.",
    ]


def test_a_file_without_cues_is_refused() -> None:
    with pytest.raises(DocumentError, match="no subtitles with a time"):
        read_contents(".srt", b"Nobody was told.")


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("date,quote\n2024-01-01,'tis the season\n2024-01-02,rock 'n' roll\n", ["'tis the season", "rock 'n' roll"]),
        ("who;sum\n'Friis;1,5\nHolm';2,5\n", ["'Friis", "Holm'", "1,5", "2,5"]),
        ('who, said\nHolm, "No, never"\nFriis, "Yes, once"\n', ["No, never", "Yes, once"]),
    ],
)
def test_apostrophes_are_letters_and_separate_nothing(table: str, rows: list[str]) -> None:
    read = delimited.load(table.encode())

    assert len(read.text.split("\n\n")) == 3
    assert all(words in read.text for words in rows)


def test_the_words_of_an_exported_table_of_messages_are_their_senders() -> None:
    table = (
        "Message Date,Type,Sender Name,Text\n"
        '2025-03-04,Incoming,Leo Pike,"They load the archive.\nThe driver is my cousin."\n'
        "2025-03-04,Outgoing,,Where to?\n2025-03-04,Incoming,Leo Pike,\n"
    )
    contents = read_contents(".csv", table.encode())
    said = {contents.text[one.start : one.end]: one.voice for one in contents.sentences}

    assert (said["The driver is my cousin."].kind, said["The driver is my cousin."].speaker) == ("quote", "Leo Pike")
    assert (said["Where to?"].kind, said["Where to?"].speaker) == ("quote", None)


def test_the_words_of_a_table_of_speakers_and_times_are_the_speakers() -> None:
    table = b"time,speaker,remark\n10:02,Mora Venn,The weir is cracked.\n10:03,Jan Oost,It was repaired.\n"
    contents = read_contents(".csv", table)
    said = {contents.text[one.start : one.end]: one.voice.speaker for one in contents.sentences}

    assert (said["The weir is cracked."], said["It was repaired."]) == ("Mora Venn", "Jan Oost")


def test_a_table_with_names_and_words_but_no_time_is_no_table_of_messages() -> None:
    contents = read_contents(".csv", b"author,text\nIda Holm,The quay is old.\nBo Berg,The mill is new.\n")

    assert {one.voice.kind for one in contents.sentences} == {"own"}
