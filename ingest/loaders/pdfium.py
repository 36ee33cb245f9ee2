"""PDF files: their pages with the lines drawn on them, what was written into their forms, and their pages as pictures.

Only this module and `pdfium_text` know the library.
"""

from __future__ import annotations

import ctypes
import io
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any

import pypdfium2
from pypdfium2 import raw

from errors import DocumentError
from ingest.loaders.pdfium_text import Line, Shown, drawn_lines, letter_box
from ingest.loaders.recognised import SEEN_SCALE, SEEN_SIDE, SeenPage
from ingest.records import PageBox

MAX_PAGES = 5_000
"""Ten years of a parliament's minutes; each page costs milliseconds."""

MAX_PIXELS = 20_000_000
"""A rendered page of A4 at 400 dots per inch."""

UNIT = 1_000_000
"""Pages are measured in so many steps, to turn their corners into fractions."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page's lines in the order in which they are drawn, and how much of it pictures cover, from 0 to 1.

    `width` is in points. `is_drawn` is whether much on it is drawn line by line, as some draw letters.
    `seen` is what was read on the page's picture; its lines are among the others.
    """

    lines: tuple[Line, ...]
    pictured: float = 0.0
    is_damaged: bool = False
    width: float = 0.0
    seen: SeenPage | None = None
    is_drawn: bool = False


@contextmanager
def open_pdf(data: bytes) -> Iterator[Any]:
    """The file, opened.

    Raises:
        DocumentError: it is encrypted, damaged or far too long.
    """
    try:
        document = pypdfium2.PdfDocument(data)
        pages = len(document)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise DocumentError("is encrypted: save it without a password") from error
        raise DocumentError("is damaged: print it to a new PDF from a program that still opens it") from error
    with closing(document):
        if not 0 < pages <= MAX_PAGES:
            raise DocumentError(f"has {pages:,} pages, not 1 to {MAX_PAGES:,}: split it into parts")
        yield document


def information(document: Any) -> dict[str, str]:  # noqa: ANN401 - the library has no types
    """What the file's information dictionary says."""
    return {name: str(value) for name, value in document.get_metadata_dict().items()}


def pages(document: Any) -> Iterator[Page]:  # noqa: ANN401
    """The pages in order."""
    document.init_forms()
    forms = document.formenv
    for number in range(len(document)):
        try:
            page = document[number]
            text_page = page.get_textpage()
        except pypdfium2.PdfiumError:
            yield Page((), is_damaged=True)
            continue
        with closing(page), closing(text_page):
            shown = Shown(page, text_page.raw, number, page.get_rotation())
            found = tuple(drawn_lines(shown, text_page.count_chars()))
            drawn = not found and _is_drawn(page)
            yield Page((*found, *_written(shown, forms)), _pictured(page), width=page.get_width(), is_drawn=drawn)


def _written(shown: Shown, forms: Any) -> Iterator[Line]:  # noqa: ANN401
    """What somebody wrote on the page: the values of a form's fields, and text boxes."""
    for index in range(raw.FPDFPage_GetAnnotCount(shown.page.raw)):
        annotation = raw.FPDFPage_GetAnnot(shown.page.raw, index)
        said = _value(annotation, forms)
        box = _annotation_box(annotation)
        raw.FPDFPage_CloseAnnot(annotation)
        (left, low), (right, high) = shown.point(box[0], box[1]), shown.point(box[2], box[3])
        for row, words in enumerate(said.splitlines()):
            if words.strip():
                y = max(low, high) - 12.0 * (row + 1)
                yield Line(shown.number, words, (-1 - index,) * len(words), left, right, y, 10.0, alone=True)


def _value(annotation: Any, forms: Any) -> str:  # noqa: ANN401
    """The text that a field of a form or a text box shows; "" for other annotations."""
    kind = raw.FPDFAnnot_GetSubtype(annotation)
    if raw.FPDFAnnot_GetFlags(annotation) & raw.FPDF_ANNOT_FLAG_HIDDEN:
        return ""
    if kind == raw.FPDF_ANNOT_FREETEXT:
        return _wide(lambda buffer, size: raw.FPDFAnnot_GetStringValue(annotation, b"Contents", buffer, size))
    if kind != raw.FPDF_ANNOT_WIDGET or not forms:
        return ""
    written = {raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX}
    if raw.FPDFAnnot_GetFormFieldType(forms.raw, annotation) not in written:
        return ""
    return _wide(lambda buffer, size: raw.FPDFAnnot_GetFormFieldValue(forms.raw, annotation, buffer, size))


def _wide(get: Callable[[Any, int], int]) -> str:
    """A text that the library gives as UTF-16, asked for its length first."""
    size = get(None, 0)
    buffer = ctypes.create_string_buffer(size + 2)
    get(ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return buffer.raw[:size].decode("utf-16-le", "backslashreplace").rstrip("\0")


def _annotation_box(annotation: Any) -> tuple[float, float, float, float]:  # noqa: ANN401
    rectangle = raw.FS_RECTF()
    raw.FPDFAnnot_GetRect(annotation, rectangle)
    return rectangle.left, rectangle.bottom, rectangle.right, rectangle.top


DRAWN_LETTERS = 60
"""Shapes on a page without a letter from which letters may be among them. Raised, a short poster passes as empty;
lowered, ruled paper is read on its picture."""


def _is_drawn(page: Any) -> bool:  # noqa: ANN401
    shapes = page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=4)
    return sum(1 for _ in islice(shapes, DRAWN_LETTERS)) == DRAWN_LETTERS


def _pictured(page: Any) -> float:  # noqa: ANN401
    """The share of the page that its largest picture covers."""
    width, height = page.get_size()
    largest = 0.0
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4):
        left, bottom, right, top = item.get_bounds()
        largest = max(largest, (right - left) * (top - bottom))
    return float(min(1.0, largest / max(1.0, width * height)))


def boxes(document: Any, page_number: int, numbers: list[int]) -> Iterator[PageBox]:  # noqa: ANN401
    """The rectangles that cover these characters of one page, one for each run on a line."""
    page = document[page_number]
    text_page = page.get_textpage()
    run: list[float] = []
    with closing(page), closing(text_page):
        for number in numbers:
            left, bottom, right, top = _any_box(page, text_page, number)
            if run and abs(bottom - run[1]) < (top - bottom) / 2 and left >= run[0]:
                run = [run[0], min(run[1], bottom), max(run[2], right), max(run[3], top)]
                continue
            if run:
                yield _on_page(page, page_number, run)
            run = [left, bottom, right, top]
        if run:
            yield _on_page(page, page_number, run)


def _any_box(page: Any, text_page: Any, number: int) -> tuple[float, float, float, float]:  # noqa: ANN401
    """The rectangle of a character, or of an annotation whose number is below 0."""
    if number >= 0:
        return letter_box(text_page.raw, number)
    annotation = raw.FPDFPage_GetAnnot(page.raw, -1 - number)
    box = _annotation_box(annotation)
    raw.FPDFPage_CloseAnnot(annotation)
    return box


def _on_page(page: Any, page_number: int, box: list[float]) -> PageBox:  # noqa: ANN401
    (x0, y0), (x1, y1) = _corner(page, box[0], box[1]), _corner(page, box[2], box[3])
    return PageBox(page_number + 1, min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _corner(page: Any, x: float, y: float) -> tuple[float, float]:  # noqa: ANN401
    """Return where a point is on the page as it is shown: cropped and turned."""
    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page.raw, 0, 0, UNIT, UNIT, 0, x, y, across, down)
    return tuple(min(1.0, max(0.0, value.value / UNIT)) for value in (across, down))  # type: ignore[return-value]


def render(document: Any, page_number: int, *, width: int | None) -> bytes:  # noqa: ANN401
    """The page as a PNG of that many pixels across, fewer where it is very high, or as its words are best read on it.

    Raises:
        DocumentError: there is no such page, or it cannot be drawn.
    """
    if not 0 <= page_number < len(document):
        raise DocumentError(f"has no page {page_number + 1}: it has {len(document)}")
    try:
        with closing(document[page_number]) as page:
            across, down = page.get_size()
            wanted = width / across if width else min(SEEN_SCALE, SEEN_SIDE / max(across, down))
            scale = min(wanted, (MAX_PIXELS / (across * down)) ** 0.5)
            image = page.render(scale=scale).to_pil()
    except (pypdfium2.PdfiumError, ZeroDivisionError) as error:
        raise DocumentError(f"page {page_number + 1} cannot be drawn: open the file in another program") from error
    stream = io.BytesIO()
    image.save(stream, "PNG", compress_level=6 if width else 1)
    return stream.getvalue()
