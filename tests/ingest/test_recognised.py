"""Pages that are only pictures: from the lines that a machine read to text, with how sure it was.

`tests/golden/recognised` has what rapidocr 3.10.0 gave for two pages of `typeset/web_columns.pdf`, scanned at 200 dots
an inch, blurred and half a degree askew: two columns, some lines of both taken for one.
"""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from errors import DocumentError, UnrecognisedError
from ingest.loaders import pdf
from ingest.loaders.recognised import Seen, SeenPage, seen_lines, seen_page
from ingest.reader.process import read_contents
from ingest.records import BlockKind, Contents

GOLDEN = Path(__file__).parents[1] / "golden"
PAGES = {
    page: seen_page(json.loads((GOLDEN / f"recognised/columns_{page}.json").read_text("utf-8"))) for page in (0, 1)
}
PARTLY_SCANNED = (GOLDEN / "documents/partly_scanned.pdf").read_bytes()


def blank(*sizes: tuple[int, int], form: str = "TIFF", **options: Any) -> bytes:
    stream = io.BytesIO()
    first, *rest = [Image.new("L", size, 255) for size in sizes]
    first.save(stream, form, **({"save_all": True, "append_images": rest} if rest else {}), **options)
    return stream.getvalue()


def line(words: str, left: float, top: float, *, score: float = 0.99, height: float = 30, letter: float = 14) -> Seen:
    right, foot = left + letter * len(words), top + height
    return Seen(words, score, ((left, top), (right, top), (right, foot), (left, foot)))


def page(*lines: Seen, blank: bool = False) -> SeenPage:
    return SeenPage(1200, 1700, lines, blank)


@pytest.fixture(scope="module")
def columns() -> Contents:
    return read_contents(".tif", blank((1167, 1654), (1167, 1654)), PAGES)


def sentences(contents: Contents) -> list[str]:
    return [" ".join(contents.text[s.start : s.end].split()) for s in contents.sentences]


@pytest.mark.parametrize(
    "sentence",
    [
        "The administration answered on each occasion that the investigation was still going on.",
        "Documents obtained under the freedom of information law show that it had been completed long before.[2]",
        'In its minutes it refers to “a long-standing and manageable deformation" and postpones the decision until '
        "representatives of the insurance company have been consulted.",
        "Correspondence between the engineering department and the ministry suggests that several officials were "
        "informed as early as February.",
        "Economists at the university estimate that a complete reconstruction would cost between eighty and one "
        "hundred and twenty million, depending on the price-determining factors of steel and transport.",
    ],
)
def test_columns_are_read_one_after_the_other_where_a_line_of_both_was_taken_for_one(
    columns: Contents, sentence: str
) -> None:
    assert sentence in sentences(columns)


def test_headings_over_both_columns_and_in_one_are_headings(columns: Contents) -> None:
    headings = [columns.text[b.start : b.end] for b in columns.blocks if b.kind is BlockKind.HEADING]

    assert headings[:2] == [
        "Harbour board kept survey of the sinking quay in Norby from the council for nine months",
        "What the divers found below the waterline of the old basin, and why it was not published",
    ]


def test_every_block_says_how_sure_the_machine_was_of_its_worst_line(columns: Contents) -> None:
    scores = [b.recognised for b in columns.blocks]

    assert None not in scores
    assert min(filter(None, scores)) == min(line.score for seen in PAGES.values() for line in seen.lines)


def test_letters_of_the_file_have_no_score() -> None:
    contents = read_contents(".pdf", PARTLY_SCANNED, {1: page(line("The director signed the paper.", 100, 500))})

    assert {contents.text[b.start : b.end]: b.recognised for b in contents.blocks} == {
        "Cover letter: the documents that you asked for are enclosed.": None,
        "The director signed the paper.": 0.99,
    }
    assert contents.partly == ()


def test_words_are_boxed_on_the_picture_where_they_were_read(columns: Contents) -> None:
    said = "Documents obtained under the"
    start = columns.text.index(said)

    [box] = pdf.find_boxes(blank((1167, 1654), (1167, 1654)), start, start + len(said), PAGES)

    assert box.page == 1
    assert 0.07 < box.left < 0.09
    assert 0.45 < box.right < 0.50  # the gutter is at 0.5, and the line that was read goes on behind it
    assert 0.65 < box.top < box.bottom < 0.70


def test_pages_that_are_pictures_are_asked_for_and_a_page_of_letters_is_not() -> None:
    with pytest.raises(UnrecognisedError) as asked:
        read_contents(".pdf", PARTLY_SCANNED, {})

    assert asked.value.pages == [1]


@pytest.mark.parametrize(
    ("seen", "told"),
    [
        (page(), "page 2: a picture in which no words were found"),
        (page(blank=True), None),
        (SeenPage(0, 0, (), problem="a picture that cannot be read"), "page 2: a picture that cannot be read"),
        (page(line("Clear words of a page.", 100, 100), line("smudge", 100, 200, score=0.3)),
         "page 2: 1 line of a picture cannot be read"),
    ],
)  # fmt: skip
def test_what_could_not_be_read_on_a_picture_is_told(seen: SeenPage, told: str | None) -> None:
    assert read_contents(".pdf", PARTLY_SCANNED, {1: seen}).partly == ((told,) if told else ())


def test_a_picture_without_words_is_refused_with_the_next_step() -> None:
    with pytest.raises(DocumentError, match=r"holds no text that could be read on it \(1 page; a picture in which no "):
        read_contents(".png", blank((300, 200), form="PNG"), {0: page()})


def test_without_reading_a_picture_is_refused_with_the_next_step() -> None:
    with pytest.raises(DocumentError, match=r"holds no text, only pictures \(1 page\): run text recognition on it"):
        read_contents(".png", blank((300, 200), form="PNG"))


def test_a_page_that_waits_for_the_build_is_told_and_not_refused() -> None:
    waiting = SeenPage(0, 0, (), problem="a picture, whose words are read by the build", waits=True)

    contents = read_contents(".png", blank((300, 200), form="PNG"), {0: waiting})

    assert (contents.text, contents.partly) == ("", ("page 1: a picture, whose words are read by the build",))


def test_lines_of_one_height_are_one_row_of_a_table_and_no_columns() -> None:
    rows = [
        cell
        for row in range(5)
        for cell in (line(f"Ward {row}", 100, 100 + 60 * row), line(f"{row}7", 600, 104 + 60 * row))
    ]

    assert [one.text for one in seen_lines(page(*reversed(rows)), 0, 595.0)][:4] == ["Ward 0", "07", "Ward 1", "17"]


@pytest.mark.parametrize("degrees", [-0.5, 0.5, 2.0])
def test_a_page_that_lies_askew_is_turned_back(degrees: float) -> None:
    slope = degrees * 3.14159 / 180

    def askew(words: str, left: float, top: float) -> Seen:
        flat = line(words, left, top)
        a, b, c, d = ((x - slope * y, y + slope * x) for x, y in flat.corners)
        return Seen(words, 0.99, (a, b, c, d))

    left = [f"The quay of the town sank {n}" for n in range(8)]
    right = [f"and the board kept that {n}" for n in range(8)]
    rows = [
        (askew(a, 100, 100 + 40 * n), askew(b, 640, 100 + 40 * n))
        for n, (a, b) in enumerate(zip(left, right, strict=True))
    ]

    found = [one.text for one in seen_lines(page(*(part for row in rows for part in row)), 0, 595.0)]

    assert found == [part for row in zip(left, right, strict=True) for part in row]


def test_the_number_of_a_scanned_page_is_no_content() -> None:
    seen = page(
        *(line(f"The harbour board met again in spring number {n}", 100, 100 + 40 * n) for n in range(5)),
        line("7", 600, 1600),
    )

    contents = read_contents(".jpg", blank((1200, 1700), form="JPEG"), {0: seen})

    assert [contents.text[f.start : f.end] for f in contents.furniture] == ["7"]


def test_a_picture_that_lies_on_its_side_by_its_own_words_is_drawn_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6

    drawn = Image.open(io.BytesIO(pdf.page_picture(blank((400, 200), form="JPEG", exif=exif), 0, width=None)))

    assert drawn.size == (200, 400)


def test_what_is_transparent_is_white() -> None:
    stream = io.BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(stream, "PNG")

    drawn = Image.open(io.BytesIO(pdf.page_picture(stream.getvalue(), 0, width=20)))

    assert (drawn.size, drawn.getpixel((0, 0))) == ((20, 20), (255, 255, 255))


def test_a_picture_of_too_many_pixels_is_refused_unopened() -> None:
    data = bytearray(blank((10, 10), form="PNG"))
    data[16:24] = (30_000).to_bytes(4, "big") * 2

    with pytest.raises(DocumentError, match=r"more than 80 million pixels|is damaged"):
        read_contents(".png", bytes(data), {})


def test_a_damaged_picture_is_refused_with_the_next_step() -> None:
    with pytest.raises(DocumentError, match="is damaged: save it again from a program that still shows it"):
        pdf.page_picture(blank((300, 200), form="PNG")[:60], 0, width=None)
