"""What belongs to the pages of a PDF, the order in which a page is read, and what is a heading by its type."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.loaders.pdf import _assemble
from ingest.loaders.pdf_lines import furniture_lines
from ingest.loaders.pdf_rows import whole_lines
from ingest.loaders.pdfium_text import Line
from ingest.records import BlockKind


def line(text: str, y: float, *, page: int = 0, left: float = 50.0, right: float = 400.0, size: float = 10.0) -> Line:
    return Line(page, text, tuple(range(len(text))), left, right, y, size)


def column(*texts: str, left: float = 50.0, right: float = 400.0, top: float = 700.0) -> list[Line]:
    return [line(text, top - 12 * at, left=left, right=right) for at, text in enumerate(texts)]


def book(*heads: str) -> list[list[Line]]:
    """Pages of eight lines, which no other page has, below these heads."""
    body = ["one", "two", "three", "four", "five", "six", "seven", "eight"]
    return [
        [
            line(head, 780.0, page=number),
            *(
                line(f"{'abcdefg'[number]} {word} goes on", 700.0 - 12 * at, page=number)
                for at, word in enumerate(body)
            ),
        ]
        for number, head in enumerate(heads)
    ]


def content(pages: list[list[Line]]) -> list[str]:
    return "".join(_assemble(whole_lines(pages)).parts).split("\n\n")


def test_the_heads_of_left_and_right_pages_are_furniture() -> None:
    pages = book("The depot fire", "The night", "The depot fire", "The night")

    assert sorted(furniture_lines(pages).values()) == ["running_head"] * 4


def test_all_that_two_pages_share_at_their_edges_is_the_paper_they_are_written_on() -> None:
    pages = [
        [
            line("CHAMBER OF NURSES", 780.0, page=number),
            line("founded 1921", 768.0, page=number),
            *(line(f"{'ab'[number]} line {at} of the letter", 700.0 - 12 * at, page=number) for at in range(8)),
            line("14 Quai des Tanneurs", 60.0, page=number),
            line("Bank of Marrault", 48.0, page=number),
        ]
        for number in range(2)
    ]

    assert sorted(furniture_lines(pages).values()) == ["running_head"] * 8


def test_a_head_that_comes_once_is_known_by_the_number_of_its_page() -> None:
    pages = book("The Slaughterhouse 14", "15 County Inspectorate", "The Slaughterhouse 16")

    assert sorted(furniture_lines(pages).values()) == ["running_head"] * 3


@pytest.mark.parametrize(
    "heads",
    [("1 Hulls", "2 Masts", "3 Sails"), ("The fire 14", "15 Inspectorate.", "The fire 16"), ("A 3", "4 B", "A 9")],
)
def test_numbered_headings_are_no_heads_of_pages(heads: tuple[str, ...]) -> None:
    pages = book(*heads)

    assert id(pages[1][0]) not in furniture_lines(pages)


@pytest.mark.parametrize(
    "words",
    ["Scanned with CamScanner", "Scanned by TapScanner", "Gescannt mit Genius Scan", "Created with Adobe Scan"],
)
def test_what_a_program_that_scans_writes_is_furniture(words: str) -> None:
    page = [line("The minutes were read.", 700.0), line(words, 40.0)]

    assert set(furniture_lines([page])) == {id(page[1])}


@pytest.mark.parametrize("words", ["Scanned with care by the clerk", "Made with scant means"])
def test_other_words_of_scanning_are_content(words: str) -> None:
    assert furniture_lines([[line("The minutes were read.", 700.0), line(words, 40.0)]]) == {}


def test_a_scanner_inside_a_text_is_content() -> None:
    page = column("The picture was", "made with a Siemens Scanner", "in the ward.")

    assert furniture_lines([page]) == {}


def test_a_sentence_that_is_all_of_its_page_is_content_though_each_page_has_its_like() -> None:
    pages = [[line(f"Sheet {number} lists the bells that were melted.", 700.0, page=number)] for number in range(1, 5)]

    assert furniture_lines(pages) == {}


@pytest.mark.parametrize("heads", [("One", "Two", "Three", "Four"), ("It burned.", "Two", "It burned.", "Four")])
def test_what_does_not_come_back_or_ends_a_sentence_is_no_head(heads: tuple[str, ...]) -> None:
    assert furniture_lines(book(*heads)) == {}


def test_a_stamp_along_the_margin_of_several_pages_is_furniture() -> None:
    pages = book("One", "Two")
    stamps = [replace(line("Downloaded by guest 7", 300.0, page=number), turned=True) for number in range(2)]
    marked = [[*page, stamp] for page, stamp in zip(pages, stamps, strict=True)]

    assert set(furniture_lines(marked)) == {id(stamp) for stamp in stamps}
    assert furniture_lines([[*pages[0], stamps[0]], pages[1]]) == {}


def test_a_page_of_one_column_is_read_from_its_top_however_it_is_drawn() -> None:
    lines = column(
        "The ambulance left at ten", "past three and reached the", "farm late. Nobody knew.", "The map was old."
    )
    title = line("Fifty minutes", 740.0, size=16.0)

    assert content([[lines[3], lines[1], lines[0], lines[2], title]]) == [
        "Fifty minutes",
        "The ambulance left at ten past three and reached the farm late. Nobody knew. The map was old.",
    ]


def test_two_columns_keep_the_order_in_which_they_are_drawn() -> None:
    left = column("the board had known it", "since the spring and had", "told nobody of it.", right=200.0)
    right = column("the mayor was in Rome", "and heard of it there on", "the radio.", left=250.0, top=694.0)

    assert " ".join(content([[*left, *right]])).startswith(
        "the board had known it since the spring and had told nobody"
    )


def test_a_sentence_goes_on_over_the_page_behind_a_short_last_line() -> None:
    first = [
        *column("He came at four, and the engine", "arrived when the roof of the"),
        line("hall had", 676.0, right=90.0),
    ]
    second = [line("already fallen in. Nobody was hurt.", 700.0, page=1)]

    assert content([first, second]) == [
        "He came at four, and the engine arrived when the roof of the hall had already fallen in. Nobody was hurt."
    ]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("The board asks the council to read it. The annex is the report of the caretaker.", BlockKind.PARAGRAPH),
        ("What the caretaker saw", BlockKind.HEADING),
        ("Who knew? Nobody did", BlockKind.HEADING),
        ("Mr. Holm goes to Norby", BlockKind.HEADING),
    ],
)
def test_sentences_in_large_type_are_no_heading(words: str, kind: BlockKind) -> None:
    small = column(*["the small print of the annex goes on and on"] * 20, top=600.0)

    assert _assemble([[line(words, 700.0, size=14.0), *small]]).blocks[0].kind is kind


def test_a_large_initial_begins_the_word_beside_it_wherever_it_is_drawn() -> None:
    initial = line("W", 696.0, left=70.0, right=120.0, size=50.0)
    beside = [
        line("hen the sea took the graves of", 722.0, left=125.0, right=281.0),
        line("Holm, the stones were left.", 707.0, left=125.0, right=281.0),
        line("nobody came back for them.", 677.0, left=70.0, right=281.0),
    ]

    assert content([[initial, *beside]]) == content([[*beside, initial]])
    assert content([[initial, *beside]])[0].startswith("When the sea took the graves of Holm, the stones were left.")


def test_a_cell_of_text_is_no_part_of_the_label_beside_it() -> None:
    rows = [
        line("Roof of the gym", 700.0, right=149.0),
        line("The roof leaks above the wall bars, and buckets have", 700.0, left=189.0),
        line("stood there since the autumn.", 688.0, left=189.0),
        line("Kitchen", 660.0, right=112.0),
        line("The extractor has no filter.", 660.0, left=189.0),
    ]

    assert content([rows]) == [
        "Roof of the gym",
        "The roof leaks above the wall bars, and buckets have stood there since the autumn.",
        "Kitchen",
        "The extractor has no filter.",
    ]


def test_a_value_beside_its_field_stays_in_its_line() -> None:
    rows = [
        line("Name:", 700.0, right=90.0),
        line("Ann Lee, who has lived in the lower", 700.0, left=189.0),
        line("town since 1998", 688.0, left=189.0),
    ]

    assert content([rows])[0].startswith("Name: Ann Lee")
