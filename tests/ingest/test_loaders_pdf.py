from __future__ import annotations

import io
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from errors import DocumentError
from ingest.furniture.finding import find_furniture
from ingest.loaders.pdf import _assemble, _partly, _unread, find_boxes, load
from ingest.loaders.pdf_lines import furniture_lines, paragraphs
from ingest.loaders.pdf_margins import leaves
from ingest.loaders.pdf_rows import whole_lines
from ingest.loaders.pdfium import Page
from ingest.loaders.pdfium_text import HYPHEN, Line
from ingest.reading import contents_of, page_png, span_boxes
from ingest.records import OwnField

GOLDEN = Path(__file__).parents[1] / "golden"
GATE = (GOLDEN / "formats" / "gate.pdf").read_bytes()


def lines(*texts: str, page: int = 0, size: float = 10.0, top: float = 700.0, right: float = 400.0) -> list[Line]:
    """Lines of full width, one under the other."""
    return [
        Line(page, text, tuple(range(len(text))), 50.0, right, top - 12 * number, size)
        for number, text in enumerate(texts)
    ]


def joined(*texts: str) -> str:
    """The text of a paragraph that stands on these lines."""
    return "".join(_assemble([lines(*texts)]).parts)


def test_paragraphs_and_headings_are_found() -> None:
    loaded = load(GATE)
    content = [block for block in loaded.blocks if block.start not in {item.start for item in loaded.furniture}]

    assert [
        (b.kind.value, b.level, loaded.text[b.start : b.end][:22], loaded.text[b.end - 9 : b.end]) for b in content[:8]
    ] == [
        ("heading", 1, "Council closes the low", "ower gate"),
        ("paragraph", 0, "The council of Ford cl", "the hill."),
        ("heading", 2, "A “grave mistake”", " mistake”"),
        ("paragraph", 0, "Closing the gate was a", "orgotten."),
        ("paragraph", 0, "“We warned of this in ", "s unfit.”"),
        ("paragraph", 0, "The mayor, Mara Lindqv", "paid for."),
        ("list_item", 0, "\uf095 The mill stands empt", "s fallen."),
        ("list_item", 0, "\uf095 The school takes in ", "wer town."),
    ]


def test_a_paragraph_that_goes_on_over_the_page_is_one_run_of_text() -> None:
    loaded = load(GATE)

    assert "the level that the river reached at gauge 1. The water rose slowly" in loaded.text
    assert loaded.text[loaded.page_starts[1] :].startswith("gauge 1.")


def test_ligatures_are_letters() -> None:
    assert "“The first flood finds the office efficient and the flats unfit.”" in load(GATE).text


def test_running_heads_and_page_numbers_are_furniture() -> None:
    loaded = load(GATE)

    assert Counter((loaded.text[f.start : f.end], f.rule) for f in loaded.furniture) == {
        ("The Ford Courier · 7 February 2019", "running_head"): 3,
        ("Page 1", "page_number"): 1,
        ("Page 2", "page_number"): 1,
        ("Page 3", "page_number"): 1,
        ("1", "note_mark"): 1,
    }
    assert set(loaded.furniture) <= set(find_furniture(loaded))


def test_the_file_says_its_title_and_author() -> None:
    assert load(GATE).own == (
        OwnField("title", "Council closes the gate", "PDF information Title"),
        OwnField("author", "Mara Lindqvist", "PDF information Author"),
        OwnField("title", "Council closes the lower gate", "document's own title"),
    )


def test_pages_start_in_order() -> None:
    loaded = load(GATE)

    assert loaded.page_starts[0] == 0
    assert list(loaded.page_starts) == sorted(loaded.page_starts)
    assert len(loaded.page_starts) == 3


def test_blocks_are_in_order_and_hold_all_of_the_text() -> None:
    loaded = load(GATE)
    position = 0
    for block in loaded.blocks:
        assert loaded.text[position : block.start].strip() == ""
        assert block.start < block.end
        position = block.end
    assert loaded.text[position:] == ""


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        (("the govern-", "ment fell"), "the government fell"),
        ((f"the govern{HYPHEN}", "ment fell"), "the government fell"),
        (("the govern\u00ad", "ment fell"), "the government fell"),
        (("the Anglo-", "Saxon king"), "the Anglo-Saxon king"),
        (("a long-term plan, this long-", "term plan"), "a long-term plan, this long-term plan"),
        (("a state-of-the-", "art gate"), "a state-of-the-art gate"),
        (("from 1914-", "1918 on"), "from 1914-1918 on"),
        (("the first -", "and last"), "the first - and last"),
        (("the oﬃce \ufb01nds", "ﬂats"), "the office finds flats"),
    ],
)
def test_words_cut_at_a_line_end_are_mended(shown: tuple[str, ...], text: str) -> None:
    assert joined(*shown) == text


def test_a_gap_an_indent_and_a_short_last_line_begin_a_paragraph() -> None:
    first = lines("One two three,", "four five six.")
    after_gap = lines("Seven eight nine", "ten.", top=660.0)
    short = [*lines("Alpha beta", top=600.0), *lines("gamma.", top=588.0, right=120.0)]
    last = lines("Delta epsilon.", top=576.0)

    found = [" ".join(line.text for line in block) for _, block in paragraphs([*first, *after_gap, *short, *last])]

    assert found == ["One two three, four five six.", "Seven eight nine ten.", "Alpha beta gamma.", "Delta epsilon."]


def test_a_repeated_line_at_one_height_is_a_running_head() -> None:
    def page(number: int, head: str) -> list[Line]:
        body = [
            f"{word} {'abc'[number]} words of the body"
            for word in ("one", "two", "three", "four", "five", "six", "seven")
        ]
        return lines(head, *body, str(number + 1), page=number)

    three = [page(number, "The Courier") for number in range(3)]
    two = three[:2]

    assert sorted(furniture_lines(three).values()) == ["page_number"] * 3 + ["running_head"] * 3
    assert sorted(furniture_lines(two).values()) == ["page_number"] * 2 + ["running_head"] * 2
    assert furniture_lines(three[:1]) == {}
    assert "running_head" not in furniture_lines([*two, page(2, "Another head")]).values()


def test_columns_are_read_one_after_the_other() -> None:
    text = load((GOLDEN / "columns.pdf").read_bytes()).text

    for number in range(1, 9):
        assert (
            f"at gauge {number}. The water rose slowly at first and then, within a single hour, passed the mark that "
            "the engineers had painted on the pier in the year of the last great flood; what followed was described by "
            "witnesses as a wall of brown water that carried branches, fences and the roof of a shed."
        ) in text


def test_the_running_head_of_two_pages_is_furniture() -> None:
    loaded = load((GOLDEN / "columns.pdf").read_bytes())

    assert [loaded.text[f.start : f.end] for f in loaded.furniture if f.rule == "running_head"] == [
        "The Ford Courier · 7 February 2019"
    ] * 2


@pytest.mark.parametrize(
    "words", ["efficient and the flats unfit", "reached at gauge 1", "Council closes the lower gate"]
)
def test_a_quotation_is_boxed_where_it_stands(words: str) -> None:
    loaded = load(GATE)
    start = loaded.text.index(words)

    found = span_boxes(GATE, start, start + len(words))

    seen = []
    document = pypdfium2.PdfDocument(GATE)
    for box in found:
        page = document[box.page - 1]
        width, height = page.get_size()
        text_page = page.get_textpage()
        seen.append(
            text_page.get_text_bounded(
                box.left * width - 0.5, (1 - box.bottom) * height, box.right * width + 0.5, (1 - box.top) * height
            ).strip()
        )
        text_page.close()
        page.close()
    document.close()
    assert " ".join(seen) == words
    assert found == find_boxes(GATE, start, start + len(words))


def test_a_quotation_over_two_pages_is_boxed_on_both() -> None:
    text = load(GATE).text
    start = text.index("reached at gauge 1")

    assert [box.page for box in span_boxes(GATE, start, start + 18)] == [1, 2]


def test_a_page_is_a_picture_of_the_width_that_was_asked_for() -> None:
    picture = Image.open(io.BytesIO(page_png(GATE, 2, width=300)))

    assert (picture.format, picture.width) == ("PNG", 300)
    assert len(set(picture.convert("L").tobytes())) > 10


def test_a_page_that_is_not_there_is_said() -> None:
    with pytest.raises(DocumentError, match="has no page 4: it has 3"):
        page_png(GATE, 4)


def test_a_file_without_text_says_what_to_do() -> None:
    document = pypdfium2.PdfDocument.new()
    document.new_page(200, 200).close()
    stream = io.BytesIO()
    document.save(stream)
    document.close()

    with pytest.raises(DocumentError, match=r"holds no text, only pictures \(1 page\): run text recognition"):
        load(stream.getvalue())


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", GATE[:3000], b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF"])
def test_a_broken_file_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentError, match=r"is damaged|pages, not 1"):
        load(data)


DOCUMENTS = GOLDEN / "documents"


def sentences(name: str) -> list[str]:
    contents = contents_of(".pdf", (DOCUMENTS / name).read_bytes())
    return [contents.text[s.start : s.end] for s in contents.sentences]


def test_a_letter_that_the_file_does_not_name_is_shown_as_unknown_and_told() -> None:
    contents = contents_of(".pdf", (DOCUMENTS / "lig_null2.pdf").read_bytes())

    assert sentences("lig_null2.pdf")[0] == (
        "The board veri\ufffdes each speci\ufffdcation in the o\ufffdce of the \ufffdnance minister."
    )
    assert contents.partly == ("page 1: 7 letters cannot be read",)


def test_the_value_of_a_field_is_a_sentence_and_is_boxed_where_it_stands() -> None:
    data = (DOCUMENTS / "form.pdf").read_bytes()
    text = load(data).text
    start = text.index("The crane broke on 4 May")

    found = find_boxes(data, start, start + 24)

    assert "The crane broke on 4 May and nobody came." in sentences("form.pdf")
    assert len(found) == 1
    assert 0 < found[0].left < found[0].right < 1
    assert 0 < found[0].top < found[0].bottom < 1


def test_the_head_and_foot_of_a_browsers_print_of_one_page_are_no_content() -> None:
    assert sentences("browser_print.pdf")[:2] == [
        "Norby quay",
        "The quay of Norby was built in 1868[1] by the firm of Krag and Sons,[2] and it was made longer in 1911 and "
        "again in 1957.[3][4]",
    ]
    assert not any(" AM" in sentence or "://" in sentence for sentence in sentences("browser_print.pdf"))


def test_a_raised_mark_neither_ends_a_sentence_nor_joins_two() -> None:
    assert sentences("superscripts.pdf")[1:3] == [
        "The survey names the cause.[2]",
        "In that year[3] there were 67 ships in the harbour, and 14 of them lay at the quay that sank.",
    ]


def test_a_scans_page_with_a_stamp_is_a_picture_without_text() -> None:
    stamp, letter = lines("NORBY-000017"), lines("Dear members of the board, " * 4)

    drawn = [
        ([*letter], _unread(Page(tuple(letter)))),
        ([*stamp], _unread(Page(tuple(stamp), pictured=0.9))),
        ([], _unread(Page((), pictured=0.9))),
        ([*letter], _unread(Page(tuple(letter), pictured=0.9))),
    ]

    assert list(_partly(drawn)) == ["pages 2 to 3: a picture without text"]
    assert [_unread(Page(tuple(stamp), pictured=share)) for share in (0.3, 0.1)] == ["a picture without text", ""]
    assert _unread(Page(tuple(letter), pictured=0.3)) == ""


def test_a_page_of_a_fonts_own_codes_or_of_drawn_letters_is_told() -> None:
    codes = lines("".join(chr(0xE000 + ord(char)) for char in "The bell was hidden in a pond."))
    bullets = lines("\uf0b7 Rope, tar and two lamps")

    assert [_unread(Page(tuple(found))) for found in (codes, bullets)] == ["30 letters cannot be read", ""]
    assert [_unread(Page((), is_drawn=drawn)) for drawn in (True, False)] == ["a picture without text", ""]
    assert _unread(Page(tuple(bullets), is_drawn=True)) == ""


def rows(*parts: tuple[str, float, float]) -> list[Line]:
    """Parts of lines of 10 points, each with its left edge and its height."""
    return [
        Line(
            0,
            text,
            tuple(range(len(text))),
            left,
            left + 5.0 * len(text),
            y,
            10.0,
            tuple(left + 5.0 * n for n in range(len(text))),
        )
        for text, left, y in parts
    ]


def test_a_table_that_is_drawn_row_by_row_is_read_row_by_row() -> None:
    table = [
        (words, left, 700.0 - 12 * row) for row in range(6) for words, left in (("Crane", 50.0), ("40 tonnes", 200.0))
    ]

    assert [line.text for line in whole_lines([rows(*table)])[0]] == ["Crane 40 tonnes"] * 6


def test_prose_in_two_columns_that_is_drawn_row_by_row_is_read_by_columns() -> None:
    left = ["The survey of basin four", "began in May and was", "carried out by divers", "from the old harbour."]
    right = ["The new cranes were", "ordered in the spring", "from a yard in Gdansk", "and weigh a lot more."]
    drawn = [
        (words, edge, 700.0 - 12 * row)
        for row, pair in enumerate(zip(left, right, strict=True))
        for words, edge in zip(pair, (50.0, 250.0), strict=True)
    ]

    assert [line.text for line in whole_lines([rows(*drawn)])[0]] == [*left, *right]


@pytest.mark.parametrize(
    ("base", "mark", "shown"),
    [
        ("in May", "2", "in May[2]"),
        ("some 10", "3", "some 10³"),
        ("twelve m", "2", "twelve m²"),
        ("of 40m", "2", "of 40m²"),
        ("cost £5m", "2", "cost £5m[2]"),
        ("believed in", "2", "believed in[2]"),
        ("where x", "2", "where x²"),
        ("than I", "2", "than I[2]"),
        ("in 1868", "4", "in 1868[4]"),
        ("she said", "†", "she said[†]"),
        ("the 4", "th", "the 4th"),
    ],
)
def test_a_raised_mark_is_a_notes_number_or_an_exponent(base: str, mark: str, shown: str) -> None:
    (line,) = rows((base, 50.0, 700.0))
    (raised,) = rows((mark, line.right, 704.0))

    found = whole_lines([[line, replace(raised, size=6.0)]])[0]

    assert [item.text for item in found] == [shown]
    assert len(found[0].numbers) == len(shown)


def test_a_paragraph_that_a_note_interrupts_is_one_and_the_note_stands_before_it() -> None:
    first = lines("The board was told of it in", "the spring of that year by the", top=100.0)
    note = [replace(line, size=7.0) for line in lines("[1] Minutes of the board, page four.", top=60.0)]
    second = lines("divers who had seen the crack.", page=1)

    found = [" ".join(line.text for line in block) for _, block in paragraphs([*first, *note, *second])]

    assert found == [
        "[1] Minutes of the board, page four.",
        "The board was told of it in the spring of that year by the divers who had seen the crack.",
    ]


def test_a_heading_over_two_lines_is_one() -> None:
    body = lines("One two three four five six", "seven eight nine ten eleven", "and twelve.", top=600.0)
    heading = [
        replace(line, size=16.0, y=line.y - 7 * row) for row, line in enumerate(lines("The quay that", "sank in May"))
    ]

    found = [(kind.value, len(block)) for kind, block in paragraphs([*heading, *body])]

    assert found == [("heading", 2), ("paragraph", 3)]


@pytest.mark.parametrize(
    ("words", "unread"),
    [
        ("ÄOHFMQJEJïBÈOOFVOjCFT KPVFmSå QSåTEFM", "35 letters cannot be read"),
        ("Mrs McDonald of the BBC wrote on her iPhone about the quay of Norby", ""),
        ("Die Kaimauer der Gemeinde Norby sank 2019 um elf Zentimeter", ""),
    ],
)
def test_a_page_whose_letters_stand_for_others_is_told(words: str, unread: str) -> None:
    assert _unread(Page(tuple(lines(words)))) == unread


def test_a_line_up_the_margin_interrupts_no_paragraph() -> None:
    first = lines("The board was told of it in", "the spring of that year by the")
    stamp = [replace(line, turned=True, left=10.0, right=20.0) for line in lines("arXiv 2301 of May", top=400.0)]
    second = lines("divers who had seen the crack.", top=676.0)

    found = [" ".join(line.text for line in block) for _, block in paragraphs([*first, *stamp, *second])]

    assert found == [
        "The board was told of it in the spring of that year by the divers who had seen the crack.",
        "arXiv 2301 of May",
    ]


def test_prose_in_three_columns_that_is_drawn_row_by_row_is_read_by_columns() -> None:
    columns = [
        ["The survey of basin", "four began in May and", "was carried out by men", "from the old harbour."],
        ["The new cranes were", "ordered in the spring", "from a yard in Gdansk", "and weigh a lot more."],
        ["The council was not", "told of the numbers by", "anybody, and says that", "it would have acted."],
    ]
    drawn = [
        (words, edge, 700.0 - 12 * row)
        for row, parts in enumerate(zip(*columns, strict=True))
        for words, edge in zip(parts, (50.0, 200.0, 350.0), strict=True)
    ]

    assert [line.text for line in whole_lines([rows(*drawn)])[0]] == [line for column in columns for line in column]


def test_the_years_of_a_table_are_no_numbers_of_lines() -> None:
    table = [
        (words, left, 700.0 - 12 * row)
        for row in range(6)
        for words, left in ((str(2018 + row), 50.0), ("paid in full", 110.0))
    ]

    lines_read = whole_lines([rows(*table)])[0]

    assert [line.text for line in lines_read] == [f"{2018 + row} paid in full" for row in range(6)]
    assert [len(block) for _, block in paragraphs(lines_read)] == [1] * 6


@pytest.mark.parametrize("left", [30.0, 420.0])
def test_numbers_beside_every_line_are_the_pages_and_not_the_texts(left: float) -> None:
    drawn = [
        part
        for row in range(6)
        for part in (
            (f"words of line {'abcdef'[row]} of it", 60.0, 700.0 - 12 * row),
            (str(row + 1), left, 700.0 - 12 * row),
        )
    ]

    found = whole_lines([rows(*drawn)])[0]

    assert [line.text for line in found] == [*(f"words of line {letter} of it" for letter in "abcdef"), "1 2 3 4 5 6"]
    assert [line.rule for line in found] == [""] * 6 + ["line_number"]


def lettered(letters: str, left: float, *, small: bool) -> list[Line]:
    """Lines of prose with a letter beside every other one."""
    words = [f"{'went' if small else 'Went'} on to line {number} of it" for number in range(6)]
    beside = [(letter, left, 700.0 - 24 * at) for at, letter in enumerate(letters)]
    return rows(*((text, 60.0, 700.0 - 12 * at) for at, text in enumerate(words)), *beside)


@pytest.mark.parametrize("left", [30.0, 420.0])
def test_the_letters_in_the_margin_of_a_law_report_are_the_pages(left: float) -> None:
    found = whole_lines([lettered("ABC", left, small=True)])[0]

    assert [line.text for line in found if not line.rule] == [f"went on to line {number} of it" for number in range(6)]
    assert [line.rule for line in found if line.rule] == ["line_number"] * 3


@pytest.mark.parametrize(("letters", "small"), [("ABC", False), ("ACB", True), ("XYZ", True)])
def test_the_letters_of_answers_and_other_letters_stay(letters: str, small: bool) -> None:
    found = whole_lines([lettered(letters, 30.0, small=small)])[0]

    assert not any(line.rule for line in found)


def test_what_a_form_says_at_the_edges_of_its_pages_and_stamps_are_the_pages() -> None:
    pages = [
        [
            *lines("Narrative (continued):" if page else "Report of the night", page=page, top=740.0),
            *lines("He was pulled out by two", "men of the crew.", "The chain was new.", page=page),
            *lines("** CONTINUED ON NEXT PAGE **", f"QUAY-PRR-00{211 + page}", page=page, top=60.0 + 30 * page),
        ]
        for page in (0, 1)
    ]

    rules = furniture_lines(pages)
    kept = [line.text for page in pages for line in page if id(line) not in rules]

    assert "Narrative (continued):" not in kept
    assert not [text for text in kept if "CONTINUED" in text or "QUAY" in text]
    assert "He was pulled out by two" in kept


@pytest.mark.parametrize("last", ["continued on the next morning.", "Continued (and unlawful)", "The fire went on"])
def test_a_line_of_prose_at_the_edge_of_a_page_stays(last: str) -> None:
    pages = [[*lines("He was pulled out by two", "men of the crew, and it", last, page=page)] for page in (0,)]

    assert furniture_lines(pages) == {}


def test_heads_that_say_the_same_from_left_and_right_are_the_pages() -> None:
    heads = ("412 Oake v Marl (Ch D) [2024]", "[2024] Oake v Marl (Ch D) 413")
    pages = [
        [*lines(head, page=page, top=760.0), *lines(f"The cart of {'abcdef'[page]} is old.", page=page)]
        for page, head in enumerate(heads)
    ]

    rules = furniture_lines(pages)

    assert [line.text for page in pages for line in page if id(line) in rules] == list(heads)


def test_four_pages_of_a_hearing_on_one_sheet_are_read_one_after_the_other() -> None:
    def leaf(number: int, left: float, top: float) -> list[tuple[str, float, float]]:
        words = [f"{'QA'[row % 2]}. This is line {row} of leaf {number}." for row in range(22)]
        counted = [(str(row + 1), left + (5.0 if row < 9 else 0.0), top - 10 * row) for row in range(22)]
        said = [(text, left + 30.0, top - 10 * row) for row, text in enumerate(words)]
        return [(f"Page {number}", left + 150.0, top + 12), *counted, *said]

    sheet = rows(*leaf(1, 60, 700), *leaf(2, 60, 400), *leaf(3, 320, 700), *leaf(4, 320, 400))

    found = whole_lines([sheet])[0]

    said = [line.text for line in found if not line.rule]
    assert [text.split("leaf ")[1] for text in said[::22]] == ["1.", "2.", "3.", "4."]
    assert all(text[:2] in {"Q.", "A."} for text in said)
    assert len(said) == 88


def test_two_columns_that_are_numbered_through_are_one_page() -> None:
    left = [(str(row + 1), 60.0, 700.0 - 10 * row) for row in range(22)]
    right = [(str(row + 23), 320.0, 700.0 - 10 * row) for row in range(22)]
    words = [(f"name {row} of them", x + 30, 700.0 - 10 * row) for row in range(22) for x in (60.0, 320.0)]

    assert len(leaves(rows(*left, *right, *words))) == 1
