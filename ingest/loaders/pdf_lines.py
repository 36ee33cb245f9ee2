"""The lines of a PDF's pages → paragraphs, headings, running heads and page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from ingest.loaders.pdfium import HYPHEN, Line
from ingest.records import BlockKind

EDGE_LINES = 3
"""Running heads and feet are among so many lines at the top and the bottom of a page."""

MIN_REPEATS = 3
"""On two pages of many a line may be said twice; on three it belongs to the pages.
A file of two pages has them where both begin or end with the same line."""

WIDE_GAP = 1.35
"""A paragraph begins where the lines stand this much farther apart than usual."""

LARGER = 1.15
"""Type this much larger than the document's is a heading's."""

MAX_HEADING_LINES = 4
INDENT = 0.8
"""Of the type's height: a first line starts this much to the right."""

SHORT_OF_COLUMN = 0.85
"""A line that ends before this share of its column's width, with a full stop, ends a paragraph."""

DIGITS = re.compile(r"\d+|\b[ivxlc]+\b")
PAGE_NUMBER = re.compile(
    r"\W*(?:(?:page|p\.|seite|página|side)\s*)?(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:/|of|von|de)\s*\d{1,4})?\W*\Z", re.I
)
SENTENCE_END = re.compile(r"[.!?:…][\"'”’)\]]*\s*\Z")
LIST_MARK = re.compile(r"\s*(?:[•·▪‣◦●○■*\uf000-\uf0ff]|[-–—](?=\s)|\(?\d{1,2}[.)](?=\s)|\(?[a-z][.)](?=\s))")
ENDS_IN_HYPHEN = ("-", HYPHEN, "\u00ad", "\u2010")

Paragraph = tuple[BlockKind, list[Line]]


def furniture_lines(pages: Sequence[Sequence[Line]]) -> dict[int, str]:
    """The lines (by `id`) that belong to the pages and not to the text, with the rule that says so."""
    edges = [_edges(page, 1 if len(pages) == 2 else EDGE_LINES) for page in pages]
    repeats = min(max(len(pages), 2), MIN_REPEATS)
    seen = Counter(key for edge in edges for key in {_key(line) for line in edge})
    found: dict[int, str] = {}
    for edge in edges:
        for line in edge:
            if PAGE_NUMBER.match(line.text) and seen[_key(line)] >= repeats:
                found[id(line)] = "page_number"
            elif seen[_key(line)] >= repeats and any(char.isalpha() for char in line.text):
                found[id(line)] = "running_head"
    return found


def _edges(page: Sequence[Line], count: int) -> list[Line]:
    """The lines at the top and at the bottom of the page as it looks."""
    ordered = sorted(page, key=lambda line: line.y)
    return ordered if len(ordered) <= 2 * count else [*ordered[:count], *ordered[-count:]]


def _key(line: Line) -> tuple[str, int]:
    """What is the same on every page: the words without their numbers, at the same height."""
    return DIGITS.sub("#", " ".join(line.text.lower().split())), round(line.y / 6)


def paragraphs(lines: Sequence[Line]) -> Iterator[Paragraph]:
    """The lines put together into paragraphs and headings."""
    if not lines:
        return
    body = _body_size(lines)
    gap = _usual_gap(lines)
    columns = _columns(lines)
    current: list[Line] = [lines[0]]
    for line, following in pairwise(lines):
        if _is_apart(line, following, gap=gap, column=columns[id(line)], body=body):
            yield _kind(current, body), current
            current = []
        current.append(following)
    yield _kind(current, body), current


def _body_size(lines: Sequence[Line]) -> float:
    """The height of most of the document's type."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0]


def _usual_gap(lines: Sequence[Line]) -> float:
    """How far apart the lines of a paragraph stand, from foot to foot."""
    gaps = [a.y - b.y for a, b in pairwise(lines) if a.page == b.page and 0 < a.y - b.y < 4 * max(a.size, 1)]
    return median(gaps) if gaps else 0.0


def _columns(lines: Sequence[Line]) -> dict[int, tuple[float, float]]:
    """The left and right edge of each line's column: of the lines around it that run downwards."""
    found: dict[int, tuple[float, float]] = {}
    run: list[Line] = []
    for line in lines:
        if run and (line.page != run[-1].page or line.y > run[-1].y + line.size):
            found.update(_edges_of(run))
            run = []
        run.append(line)
    found.update(_edges_of(run))
    return found


def _edges_of(run: list[Line]) -> dict[int, tuple[float, float]]:
    left, right = min(line.left for line in run), max(line.right for line in run)
    return {id(line): (left, right) for line in run}


def _is_apart(line: Line, following: Line, *, gap: float, column: tuple[float, float], body: float) -> bool:
    """Whether the following line begins another paragraph."""
    if max(line.size, following.size) > min(line.size, following.size) * LARGER:
        return True
    ends, goes_on = SENTENCE_END.search(line.text), following.text.lstrip()[:1].islower()
    if line.text.rstrip().endswith(ENDS_IN_HYPHEN) and goes_on:
        return False
    if LIST_MARK.match(following.text):
        return True
    if line.page != following.page or following.y > line.y + line.size:
        return bool(ends) and not goes_on
    if gap and line.y - following.y > gap * WIDE_GAP:
        return not (goes_on and not ends and line.y - following.y < 2 * gap)
    if following.left > line.left + INDENT * body and not LIST_MARK.match(line.text):
        return not goes_on
    is_short = line.right < column[0] + SHORT_OF_COLUMN * (column[1] - column[0])
    return bool(ends) and is_short and not goes_on


def _kind(lines: Sequence[Line], body: float) -> BlockKind:
    if LIST_MARK.match(lines[0].text):
        return BlockKind.LIST_ITEM
    is_larger = min(line.size for line in lines) > body * LARGER
    return BlockKind.HEADING if is_larger and len(lines) <= MAX_HEADING_LINES else BlockKind.PARAGRAPH
