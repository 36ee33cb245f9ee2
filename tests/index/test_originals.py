from __future__ import annotations

import hashlib
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from errors import DocumentError
from index.building.build import build
from index.library import open_library
from index.originals import by_line, has_pages, page_image, quote_boxes
from ingest.records import Document, PageBox
from tests.conftest import FakeEncoder

COLUMNS = Path(__file__).parents[1] / "golden" / "columns.pdf"
PNG = b"\x89PNG"


@pytest.fixture
def document(corpus: Path, data: Path, encoder: FakeEncoder) -> Document:
    (corpus / "official").mkdir()
    shutil.copy(COLUMNS, corpus / "official/columns.pdf")
    build(corpus, data, encoder)
    library = open_library(data)
    found = library.document("official/columns.pdf")
    library.close()
    return found


def test_a_page_and_the_place_of_a_quotation_on_it_are_shown(corpus: Path, document: Document) -> None:
    sentence = document.sentences[-1]

    assert has_pages(document)
    assert page_image(corpus, document, 1).startswith(PNG)
    boxes = quote_boxes(corpus, document, sentence.start, sentence.end)
    assert boxes
    assert all(0 <= box.left < box.right <= 1 and 0 <= box.top < box.bottom <= 1 for box in boxes)


def test_pages_of_a_file_that_changed_are_not_shown(corpus: Path, document: Document) -> None:
    with (corpus / document.id).open("ab") as file:
        file.write(b"\n")

    with pytest.raises(DocumentError, match="has changed since"):
        page_image(corpus, document, 1)


def test_pages_of_a_file_that_is_gone_are_not_shown(corpus: Path, document: Document) -> None:
    (corpus / document.id).unlink()

    with pytest.raises(DocumentError, match="cannot be read"):
        quote_boxes(corpus, document, 0, 5)


def test_a_link_out_of_the_corpus_is_not_followed(corpus: Path, document: Document, tmp_path: Path) -> None:
    outside = shutil.copy(COLUMNS, tmp_path / "outside.pdf")
    (corpus / document.id).unlink()
    (corpus / document.id).symlink_to(outside)
    assert hashlib.sha256(outside.read_bytes()).hexdigest() == document.sha256

    with pytest.raises(DocumentError):
        page_image(corpus, document, 1)


def test_only_a_pdf_has_pages_that_look_like_something(document: Document) -> None:
    assert not has_pages(replace(document, id="official/columns.txt"))


def test_the_runs_of_a_line_have_one_box_and_lines_and_columns_their_own() -> None:
    first = [PageBox(1, 0.1, 0.10, 0.3, 0.12), PageBox(1, 0.31, 0.098, 0.4, 0.11), PageBox(1, 0.41, 0.1, 0.5, 0.12)]
    below, column, page = (
        PageBox(1, 0.1, 0.121, 0.5, 0.14),
        PageBox(1, 0.6, 0.1, 0.9, 0.12),
        PageBox(2, 0.9, 0.1, 1, 0.12),
    )

    assert by_line([*first, below, column, page]) == (PageBox(1, 0.1, 0.098, 0.5, 0.12), below, column, page)
    assert by_line(PageBox(1, left, 0.1, left + 0.1, 0.12) for left in (0.8, 0.69, 0.58)) == (
        PageBox(1, 0.58, 0.1, 0.9, 0.12),
    )
    assert by_line([]) == ()
