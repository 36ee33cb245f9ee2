from __future__ import annotations

import io
from collections import Counter
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from errors import DocumentError
from ingest.furniture.finding import find_furniture
from ingest.loaders.pdf import _assemble, find_boxes, load
from ingest.loaders.pdf_lines import furniture_lines, paragraphs
from ingest.loaders.pdfium import HYPHEN, Line
from ingest.reading import page_png, span_boxes
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
        (("from 1914-", "1918 on"), "from 1914- 1918 on"),
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
