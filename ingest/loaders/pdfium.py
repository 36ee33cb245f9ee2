"""PDF files: their characters with their place, and their pages as pictures. Only this module knows the library."""

from __future__ import annotations

import ctypes
import io
import math
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

import pypdfium2
from pypdfium2 import raw

from errors import DocumentError
from ingest.records import PageBox

MAX_PAGES = 5_000
"""Ten years of a parliament's minutes; each page costs milliseconds."""

MAX_PIXELS = 20_000_000
"""A rendered page of A4 at 400 dots per inch."""

UNIT = 1_000_000
"""Pages are measured in so many steps, to turn their corners into fractions."""

HYPHEN = "\x02"
"""What the library gives for a hyphen at a line's end."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line as the page shows it: its characters, each with its number on the page, and its place in points.

    `y` is the line that the letters stand on and grows upwards; `size` is that of the type.
    """

    page: int
    text: str
    numbers: tuple[int, ...]
    left: float
    right: float
    y: float
    size: float


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


def lines(document: Any) -> Iterator[list[Line]]:  # noqa: ANN401
    """The lines of each page, in the order the page gives them; a page that cannot be read has none."""
    for number in range(len(document)):
        try:
            page = document[number]
            text_page = page.get_textpage()
        except pypdfium2.PdfiumError:
            yield []
            continue
        with closing(page), closing(text_page):
            yield list(_lines(text_page, number))


def has_picture(document: Any, number: int) -> bool:  # noqa: ANN401
    """Whether this page, from 0, shows a picture or cannot be opened, so that text may be on it."""
    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return True
    with closing(page):
        return any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4))


def _lines(text_page: Any, page: int) -> Iterator[Line]:  # noqa: ANN401
    handle = text_page.raw
    text: list[str] = []
    numbers: list[int] = []
    for number in range(text_page.count_chars()):
        code = raw.FPDFText_GetUnicode(handle, number)
        if code in {10, 13}:
            yield from _line(handle, page, text, numbers)
            text, numbers = [], []
        elif code and not 0xD800 <= code < 0xE000 and code < 0x110000:
            text.append(chr(code))
            numbers.append(number)
    yield from _line(handle, page, text, numbers)


def _line(handle: Any, page: int, text: list[str], numbers: list[int]) -> Iterator[Line]:  # noqa: ANN401
    seen = [number for char, number in zip(text, numbers, strict=True) if not char.isspace()]
    if seen:
        size, y = _type(handle, seen[len(seen) // 2])
        left, right = _box(handle, seen[0])[0], _box(handle, seen[-1])[2]
        yield Line(page, "".join(text), tuple(numbers), left, right, y, size)


def _type(handle: Any, number: int) -> tuple[float, float]:  # noqa: ANN401
    """The size of a character's type as it is shown, and the height of the line it stands on, in points."""
    matrix, x, y = raw.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetMatrix(handle, number, matrix)
    raw.FPDFText_GetCharOrigin(handle, number, x, y)
    return raw.FPDFText_GetFontSize(handle, number) * math.hypot(matrix.c, matrix.d), y.value


def _box(handle: Any, number: int) -> tuple[float, float, float, float]:  # noqa: ANN401
    """A character's left, bottom, right and top, in points."""
    rectangle = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(handle, number, rectangle)
    return rectangle.left, rectangle.bottom, rectangle.right, rectangle.top


def boxes(document: Any, page_number: int, numbers: list[int]) -> Iterator[PageBox]:  # noqa: ANN401
    """The rectangles that cover these characters of one page, one for each run on a line."""
    page = document[page_number]
    text_page = page.get_textpage()
    run: list[float] = []
    with closing(page), closing(text_page):
        for number in numbers:
            left, bottom, right, top = _box(text_page.raw, number)
            if run and abs(bottom - run[1]) < (top - bottom) / 2 and left >= run[0]:
                run = [run[0], min(run[1], bottom), max(run[2], right), max(run[3], top)]
                continue
            if run:
                yield _on_page(page, page_number, run)
            run = [left, bottom, right, top]
        if run:
            yield _on_page(page, page_number, run)


def _on_page(page: Any, page_number: int, box: list[float]) -> PageBox:  # noqa: ANN401
    (x0, y0), (x1, y1) = _corner(page, box[0], box[1]), _corner(page, box[2], box[3])
    return PageBox(page_number + 1, min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _corner(page: Any, x: float, y: float) -> tuple[float, float]:  # noqa: ANN401
    """Where a point is on the page as it is shown: cropped and turned."""
    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page.raw, 0, 0, UNIT, UNIT, 0, x, y, across, down)
    return tuple(min(1.0, max(0.0, value.value / UNIT)) for value in (across, down))  # type: ignore[return-value]


def render(document: Any, page_number: int, *, width: int) -> bytes:  # noqa: ANN401
    """The page as a PNG of that many pixels across, fewer where it is very high.

    Raises:
        DocumentError: there is no such page, or it cannot be drawn.
    """
    if not 0 <= page_number < len(document):
        raise DocumentError(f"has no page {page_number + 1}: it has {len(document)}")
    try:
        with closing(document[page_number]) as page:
            across, down = page.get_size()
            scale = min(width / across, (MAX_PIXELS / (across * down)) ** 0.5)
            image = page.render(scale=scale).to_pil()
    except (pypdfium2.PdfiumError, ZeroDivisionError) as error:
        raise DocumentError(f"page {page_number + 1} cannot be drawn: open the file in another program") from error
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()
