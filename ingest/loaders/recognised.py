"""The lines that a machine read on a page's picture → lines like those of a PDF, straightened and in reading order."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import fmean, median
from typing import Any

from ingest.loaders.pdf_rows import MIN_ROWS, runs_on
from ingest.loaders.pdfium_text import Line
from ingest.records import PageBox

FIRST_NUMBER = 1_000_000_000
"""The number of the first character that was read on a page; those of the file's own letters are lower."""

LEAST_SCORE = 0.5
"""The score of a line below which it is noise, and told as not readable. Raised, faint lines are lost."""

SEEN_SCALE = 200 / 72
"""Pixels in a point of a page whose words are read on its picture, 200 in an inch. Lowered, small type is misread."""

SEEN_SIDE = 3_000
"""Pixels of the longer side of such a picture. Raised, newspaper pages take more time and memory."""

TYPE_OF_BOX = 0.75
"""The size of type in the height of the box around its line."""

SMALLER, LARGER = 0.91, 1.15
"""Of most lines: how wide the letters of a note's type are at most, and how high and wide those of a heading's are at
least. Boxes without long letters are lower and capitals are wider, so neither alone makes a heading."""

SAME_HEADING = 1.3
"""How much larger one line of a heading may look than another."""

SAME_ROW = 0.4
"""In the height of most boxes: how far apart the middles of two boxes on one line may be."""

SAME_LEFT = 0.5
"""In the height of most boxes: how far apart the left edges of lines below each other may be. Raised, a paragraph's
indent is lost."""

OVER_GUTTER = 0.9
"""In the height of a box: how far it may reach into the column beside it. Boxes are wider than their words, and marks
of lists stand out."""

NEXT_LINES = 2.2
"""In the height of a box: how near lines of both columns are to a line that is taken for one and is one of each."""

LONG_LINE = 8
"""Heights of a box in its width from which it tells how far the page is turned."""

Corner = tuple[float, float]
Place = tuple[int, int, float, float]


@dataclass(frozen=True, slots=True)
class Seen:
    """One line that was read: its words, how sure the machine is of them, and its corners in pixels, from the top left.

    The corners are left above, right above, right below, left below. `places` has for each word where it begins and
    ends, in the characters of the line and in the picture's pixels from the left; it may lack some or all.
    """

    words: str
    score: float
    corners: tuple[Corner, Corner, Corner, Corner]
    places: tuple[Place, ...] = ()

    def share(self, place: int) -> float:
        """How far along the line, from 0 to 1, the left edge of a character is, or its end for the last's successor."""
        (left, _), (right, _) = self.corners[:2]
        before, after = (0, left), (len(self.words), right)
        for start, end, x0, x1 in self.places:
            for known in ((start, x0), (end, x1)):
                if known[0] <= place and known[0] >= before[0]:
                    before = known
                elif place < known[0] < after[0]:
                    after = known
        inside = (place - before[0]) / max(1, after[0] - before[0])
        x = before[1] + (after[1] - before[1]) * inside
        return min(1.0, max(0.0, (x - left) / max(1.0, right - left)))


@dataclass(frozen=True, slots=True)
class SeenPage:
    """What was read on a page: the size of its picture in pixels, its lines, and why it was not read, if so.

    A page `waits` that will be read later.
    """

    width: int
    height: int
    lines: tuple[Seen, ...]
    is_blank: bool = False
    problem: str = ""
    waits: bool = False

    @property
    def unread(self) -> str:
        """What of the page could not be read; "" for nothing."""
        if self.problem:
            return self.problem
        faint = sum(not _is_clear(line) for line in self.lines)
        if not faint:
            return "" if self.lines or self.is_blank else "a picture in which no words were found"
        return f"{faint} {'line' if faint == 1 else 'lines'} of a picture cannot be read"


Recognised = Mapping[int, SeenPage]
"""A page, from 0 → what was read on its picture."""


def recognised_from_json(data: Mapping[str, Any] | None) -> Recognised | None:
    """Read what was read on the pages from plain data; None where nothing is to be read."""
    return None if data is None else {int(page): seen_page(found) for page, found in data.items()}


def seen_page(found: Mapping[str, Any]) -> SeenPage:
    """Read one page from plain data, as the recogniser gives it, or with a `problem` alone.

    Raises:
        KeyError, TypeError, ValueError: the data is something else.
    """
    if "problem" in found:
        return SeenPage(0, 0, (), problem=str(found["problem"]), waits="waits" in found)
    lines = tuple(_seen(*line) for line in found["lines"])
    return SeenPage(int(found["width"]), int(found["height"]), lines, bool(found["blank"]))


def _seen(words: str, score: float, corners: Sequence[Sequence[float]], places: Sequence[Sequence[float]]) -> Seen:
    a, b, c, d = ((float(x), float(y)) for x, y in corners)
    of_words = tuple((int(start), int(end), float(x0), float(x1)) for start, end, x0, x1 in places)
    return Seen(str(words), float(score), (a, b, c, d), of_words)


def _is_clear(line: Seen) -> bool:
    return line.score >= LEAST_SCORE


# Lines as a PDF has them.


@dataclass(frozen=True, slots=True)
class _Box:
    """A line on the straightened page, in pixels; `first` is the number of its first character."""

    line: Seen
    first: int
    left: float
    right: float
    middle: float
    height: float

    @property
    def pitch(self) -> float:
        """The width of a letter."""
        return max(1.0, self.right - self.left) / len(self.line.words)


def seen_lines(seen: SeenPage, page: int, width_pt: float) -> list[Line]:
    """The lines of a page, which is `width_pt` points wide, in reading order."""
    boxes = _straightened(seen)
    if not boxes:
        return []
    usual = median(box.height for box in boxes for _ in box.line.words)
    pitch = median(box.pitch for box in boxes for _ in box.line.words)
    ordered = _by_columns(_in_rows(_aligned(boxes, usual), usual))
    scale = width_pt / max(1, seen.width)
    sizes = _sizes([(box.height / usual, box.pitch / pitch) for box in ordered])
    lines = zip(ordered, sizes, strict=True)
    return [_line(box, usual * size, page, scale=scale, height=seen.height) for box, size in lines]


def _sizes(seen: Sequence[tuple[float, float]]) -> list[float]:
    """The sizes of the lines' type in that of most, by the height of their boxes and the width of their letters.

    A small line counts beside another, and lines of a heading have one size: boxes are no exact measure.
    """
    found = [min(one) if min(one) > LARGER else 1.0 for one in seen]
    small = [pitch < SMALLER and height < LARGER for height, pitch in seen]
    notes = [
        at for at, is_small in enumerate(small) if is_small and any(small[max(0, at - 1) : at] + small[at + 1 : at + 2])
    ]
    for at in notes:
        found[at] = median(seen[other][1] for other in notes)
    for at in (*range(1, len(found)), *reversed(range(1, len(found)))):
        lower, higher = sorted(found[at - 1 : at + 1])
        if LARGER < lower < higher < SAME_HEADING * lower:
            found[at - 1] = found[at] = higher
    return found


def _straightened(seen: SeenPage) -> list[_Box]:
    """The boxes of all lines that can be read, turned back by as much as most long lines are turned."""
    clear = [(line, first) for line, first in _numbered(seen) if _is_clear(line) and line.words.strip()]
    slopes = [_slope(line) for line, _ in clear if _width(line) > LONG_LINE * _height(line)]
    angle = math.atan(median(slopes)) if slopes else 0.0
    return [_box(line, first, angle) for line, first in clear]


def _numbered(seen: SeenPage) -> Iterator[tuple[Seen, int]]:
    """Each line with the number of its first character."""
    number = FIRST_NUMBER
    for line in seen.lines:
        yield line, number
        number += len(line.words)


def _slope(line: Seen) -> float:
    (x0, y0), (x1, y1), _, _ = line.corners
    return (y1 - y0) / max(1.0, x1 - x0)


def _width(line: Seen) -> float:
    return line.corners[1][0] - line.corners[0][0]


def _height(line: Seen) -> float:
    return max(1.0, fmean((line.corners[3][1] - line.corners[0][1], line.corners[2][1] - line.corners[1][1])))


def _box(line: Seen, first: int, angle: float) -> _Box:
    sine, cosine = math.sin(angle), math.cos(angle)
    turned = [(x * cosine + y * sine, y * cosine - x * sine) for x, y in line.corners]
    left, right = min(x for x, _ in turned), max(x for x, _ in turned)
    return _Box(line, first, left, right, fmean(y for _, y in turned), _height(line))


def _aligned(boxes: Sequence[_Box], usual: float) -> list[_Box]:
    """The boxes with their left edges where those of other lines nearly are."""
    found: list[_Box] = []
    edge = -math.inf
    for box in sorted(boxes, key=lambda box: box.left):
        edge = edge if box.left - edge <= SAME_LEFT * usual else box.left
        found.append(replace(box, left=edge))
    return found


def _in_rows(boxes: Sequence[_Box], usual: float) -> list[_Box]:
    """The boxes from the top, those on one line from the left and at one height."""
    rows: list[list[_Box]] = []
    for box in sorted(boxes, key=lambda box: box.middle):
        row = rows[-1] if rows else []
        beside = all(box.right <= other.left or box.left >= other.right for other in row)
        if row and beside and box.middle - fmean(other.middle for other in row) <= SAME_ROW * usual:
            row.append(box)
        else:
            rows.append([box])
    return [
        replace(box, middle=fmean(other.middle for other in row))
        for row in rows
        for box in sorted(row, key=lambda box: box.left)
    ]


def _line(box: _Box, height_px: float, page: int, *, scale: float, height: int) -> Line:
    """The box as a line of the page, in points from the bottom."""
    words, size, width = box.line.words, height_px * TYPE_OF_BOX * scale, box.right - box.left
    return Line(
        page,
        words,
        tuple(range(box.first, box.first + len(words))),
        box.left * scale,
        box.right * scale,
        (height - box.middle) * scale - size / 3,
        size,
        xs=tuple((box.left + width * box.line.share(place)) * scale for place in range(len(words))),
        recognised=box.line.score,
    )


# Columns.


def _by_columns(boxes: list[_Box]) -> list[_Box]:
    """The boxes of columns of prose beside each other one column after the other, any others as they are."""
    starts = Counter(box.left for box in boxes)
    for gutter, _ in sorted(starts.items(), key=lambda item: (-item[1], item[0])):
        sides = [_side(box, gutter) for box in boxes]
        left, right, across = (
            [box for box, side in zip(boxes, sides, strict=True) if side == which] for which in (-1, 1, 0)
        )
        if _are_columns(left, right, across):
            return list(_ordered(_parted(boxes, gutter), gutter))
    return boxes


def _parted(boxes: list[_Box], gutter: float) -> list[_Box]:
    """The boxes, with lines of both columns that were taken for one in two parts."""
    while True:
        columns = [[box for box in boxes if _side(box, gutter) == which] for which in (-1, 1)]
        parted = [part for box in boxes for part in _parts(box, gutter, columns)]
        if len(parted) == len(boxes):
            return boxes
        boxes = parted


def _parts(box: _Box, gutter: float, columns: Sequence[Sequence[_Box]]) -> list[_Box]:
    """The box, or its two parts where lines of both columns stand beside it and a gap of its own at the gutter."""
    near = [any(abs(box.middle - other.middle) < NEXT_LINES * other.height for other in side) for side in columns]
    if _side(box, gutter) or not all(near):
        return [box]
    line, width = box.line, box.right - box.left
    for (_, end, _, _), (start, _, _, _) in pairwise(line.places):
        right, left = box.left + width * line.share(end), box.left + width * line.share(start)
        if right <= gutter + box.height * OVER_GUTTER and left >= gutter - box.height * OVER_GUTTER:
            return [_part(box, (0, end), (box.left, right)), _part(box, (start, len(line.words)), (gutter, box.right))]
    return [box]


def _part(box: _Box, span: tuple[int, int], sides: tuple[float, float]) -> _Box:
    start, end = span
    line = box.line
    (a, b, c, d), first, last = line.corners, line.share(start), line.share(end)
    corners = (_between(a, b, first), _between(a, b, last), _between(d, c, last), _between(d, c, first))
    places = tuple((one - start, two - start, x0, x1) for one, two, x0, x1 in line.places if start <= one < end)
    part = replace(line, words=line.words[start:end], corners=corners, places=places)
    return replace(box, line=part, first=box.first + start, left=sides[0], right=sides[1])


def _side(box: _Box, gutter: float) -> int:
    """Return whether a box stands left of the gutter (-1), right of it (1), or across it (0)."""
    over = box.height * OVER_GUTTER
    return 1 if box.left >= gutter - over else -1 if box.right <= gutter + over else 0


def _are_columns(left: Sequence[_Box], right: Sequence[_Box], across: Sequence[_Box]) -> bool:
    """Return whether prose stands on both sides at the same height, and hardly any line there runs across."""
    if min(len(left), len(right)) < MIN_ROWS:
        return False
    top = max(min(box.middle for box in side) for side in (left, right))
    foot = min(max(box.middle for box in side) for side in (left, right))
    beside = [sum(top - 1 <= box.middle <= foot + 1 for box in side) for side in (left, right, across)]
    if min(beside[:2]) < MIN_ROWS or beside[2] * 2 > min(beside[:2]):
        return False
    return all(runs_on([box.line.words for box in side]) for side in (left, right))


def _ordered(boxes: Sequence[_Box], gutter: float) -> Iterator[_Box]:
    for is_across, run in groupby(boxes, key=lambda box: not _side(box, gutter)):
        together = list(run)
        if is_across:
            yield from together
            continue
        for which in (-1, 1):
            yield from _by_columns([box for box in together if _side(box, gutter) == which])


# Where the words stand on the page.


def seen_boxes(seen: SeenPage, page: int, numbers: Sequence[int]) -> Iterator[PageBox]:
    """The rectangles that cover these characters of the page, one for each line that they are on."""
    for line, first in _numbered(seen):
        places = [number - first for number in numbers if first <= number < first + len(line.words)]
        if places:
            yield _covering(seen, page, line, (line.share(min(places)), line.share(max(places) + 1)))


def _covering(seen: SeenPage, page: int, line: Seen, shares: tuple[float, float]) -> PageBox:
    a, b, c, d = line.corners
    edges = [_between(a, b, share) for share in shares] + [_between(d, c, share) for share in shares]
    across = [min(1.0, max(0.0, x / max(1, seen.width))) for x, _ in edges]
    down = [min(1.0, max(0.0, y / max(1, seen.height))) for _, y in edges]
    return PageBox(page + 1, min(across), min(down), max(across), max(down))


def _between(one: Corner, other: Corner, share: float) -> Corner:
    return one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share
