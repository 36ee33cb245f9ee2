"""Picture files (PNG, JPEG, TIFF, WebP): their pictures in order, upright, as they look on white paper."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image, ImageOps

from errors import DocumentError
from ingest.loaders.recognised import SEEN_SCALE, SEEN_SIDE

FORMATS = ("PNG", "JPEG", "TIFF", "WEBP")
MAX_PICTURES = 1_000
"""Pictures in one file, a long fax. Raised, hostile files take longer."""

MAX_PIXELS = 80_000_000
"""Pixels of one picture: a page of A3 at 600 dots per inch. Raised, hostile files take more memory."""

DAMAGED = (
    AttributeError,
    EOFError,
    IndexError,
    KeyError,
    OSError,
    OverflowError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
)
"""What the library raises of damaged files."""


def widths(data: bytes) -> list[float]:
    """The width of each picture in points, if it were printed so that its words are of usual size.

    Raises:
        DocumentError: the file is damaged, or has too many or too large pictures.
    """
    with _opened(data) as image:
        return [_size(image, number)[0] / SEEN_SCALE for number in range(_count(image))]


def png(data: bytes, number: int, *, width: int | None) -> bytes:
    """One picture, from 0, as a PNG of that many pixels across, or of the size at which its words are read best.

    Raises:
        DocumentError: there is no such picture, or it is damaged or too large.
    """
    with _opened(data) as image:
        if not 0 <= number < _count(image):
            raise DocumentError(f"has no page {number + 1}: it has {_count(image)}")
        across, down = _size(image, number)
        side = SEEN_SIDE if width is None else max(width, round(width * down / across))
        image.draft(None, (side, side))
        shown = _upright(image)
    shown.thumbnail((side, side) if width is None else (width, down * width))
    stream = io.BytesIO()
    shown.save(stream, "PNG", compress_level=6 if width else 1)
    return stream.getvalue()


@contextmanager
def _opened(data: bytes) -> Iterator[Image.Image]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd metadata, which decides nothing here
            with Image.open(io.BytesIO(data), formats=FORMATS) as image:
                yield image
    except DAMAGED as error:
        raise DocumentError("is damaged: save it again from a program that still shows it") from error


def _count(image: Image.Image) -> int:
    count: int = getattr(image, "n_frames", 1)
    if count > MAX_PICTURES:
        raise DocumentError(f"has {count:,} pictures, not 1 to {MAX_PICTURES:,}: split it into parts")
    return count


def _size(image: Image.Image, number: int) -> tuple[int, int]:
    image.seek(number)
    if image.width * image.height > MAX_PIXELS:
        millions = MAX_PIXELS // 1_000_000
        raise DocumentError(f"has a picture of more than {millions} million pixels: save it smaller, or cut it up")
    return image.size


def _upright(image: Image.Image) -> Image.Image:
    """The picture as it is meant to be seen, in grey or in colours."""
    turned = ImageOps.exif_transpose(image)
    if turned.has_transparency_data:
        seen = turned.convert("RGBA")
        turned = Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen)
    if turned.mode.startswith("I"):  # 16 bits a pixel, of which the library would keep the lower 8
        turned = turned.point(lambda value: value / 256, "L")
    return turned.convert("L" if turned.mode in {"1", "L"} else "RGB")
