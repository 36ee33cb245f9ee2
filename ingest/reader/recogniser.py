"""Run the process that reads the words in pictures (OCR), one page at a time, within a limit on memory of its own.

`ingest/reader/recognition.py` starts it and sends it the pictures.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import rapidocr
from PIL import Image

from ingest.reader.frames import Frame, Header
from ingest.reader.serving import run

MODELS = Path(rapidocr.__file__).parent / "models"
"""The wheel carries the models. They are named to the library by their paths, since it downloads what is not named."""

DETECTOR, READER = "PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx"

MAX_MEMORY_BYTES = 4 * 2**30
"""Bytes of address space, libraries included: a dense page takes 1.7 GiB. Lowered, large pictures are refused."""

ORPHAN_AFTER_S = 300
"""Seconds on one page after which the process ends itself, as the reader process does."""

AS_IT_IS = 100_000
"""Pixels of a picture's longer side up to which the library leaves it as it is: whoever draws the picture bounds it."""

LEAST_BOX = 0.3
"""How sure the library must be of a box for its words to be read. Raised, thin type is not found; noise has low scores
as words."""

BLANK_SPREAD = 6.0
"""Standard deviation of the grey values of a picture, from 0 to 255, below which it is an empty sheet."""


@cache
def engine() -> Any:  # noqa: ANN401 - the library's class has no useful type
    """The library with the models of its wheel, loaded at the first page."""
    return rapidocr.RapidOCR(
        params={
            "Global.use_cls": False,
            "Global.log_level": "critical",
            "Global.text_score": 0.0,
            "Global.max_side_len": AS_IT_IS,
            "Det.box_thresh": LEAST_BOX,
            "Det.model_path": str(MODELS / DETECTOR),
            "Rec.model_path": str(MODELS / READER),
        }
    )


def recognise(picture: bytes) -> dict[str, Any]:
    """The lines in a picture as plain data: its size, the lines, and whether it is blank.

    A line has its words, its score, its corners in pixels (left above, right above, right below, left below), and for
    each of its words where it begins and ends: in the line's characters, and in the picture's pixels from the left.
    """
    with Image.open(io.BytesIO(picture)) as image:
        pixels = np.asarray(image.convert("RGB"))
    found = engine()(np.ascontiguousarray(pixels[:, :, ::-1]), return_word_box=True)
    height, width = pixels.shape[:2]
    lines = [] if found.boxes is None else [_line(*line) for line in zip(*_columns(found), strict=True)]
    is_blank = not lines and bool(pixels.std() < BLANK_SPREAD)
    return {"width": width, "height": height, "lines": lines, "blank": is_blank}


def _columns(found: Any) -> tuple[Sequence[Any], ...]:  # noqa: ANN401
    """What was found of every line; where the library has no places of words, it gives none at all."""
    count = len(found.boxes)
    places = found.word_results if len(found.word_results or ()) == count else [()] * count
    return found.txts, found.scores, found.boxes, places


def _line(words: str, score: float, box: Any, found: Sequence[Any]) -> list[Any]:  # noqa: ANN401
    corners = [[round(float(x), 1), round(float(y), 1)] for x, y in box]
    places, at = [], 0
    for word, _, around in found:
        start = words.find(word, at)
        if start >= 0 and around is not None:
            at = start + len(word)
            places.append([start, at, float(around[0][0]), float(around[1][0])])
    return [words, round(float(score), 4), corners, places]


def answer(_: Header, payload: bytes) -> Frame:
    """Answer a request for the lines of the picture in the payload."""
    return recognise(payload), b""


if __name__ == "__main__":
    run(answer, max_memory_bytes=MAX_MEMORY_BYTES, orphan_after_s=ORPHAN_AFTER_S)
