"""What printers set in the margin of a page: the numbers of its lines, and the letters that count its parts."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.loaders.pdfium_text import Line

LINE_NUMBER = re.compile(r"\s*(\d{1,4})(?=\s|\Z)")

MIN_NUMBERED = 5
"""Lines of a page from which numbers beside them may be the page's. Lowered, short tables lose their first cells."""

MIN_NUMBERED_ROWS = 0.7
"""The share of a page's lines that the numbers must count. Lowered, the first column of a table is taken for them."""

SAME_EDGE = 2.5
"""Points between the right edges of numbers below each other. Raised, numbers inside the text may be taken."""

MARGIN_LETTERS = "ABCDEFGH"


LEAF_NUMBER = re.compile(r"\s*(?:page|seite|p\.)\s+\d{1,4}\s*\Z", re.IGNORECASE)

LEAST_COUNTED = 20
"""Lines that a column of numbers counts on a sheet of several pages. Raised, short pages are read across."""


def leaves(page: Sequence[Line]) -> list[list[Line]]:
    """The columns of pages that are printed side by side on one sheet, as condensed records of hearings are.

    Each has its own numbers beside its lines, from 1 on.
    """
    counted: dict[int, list[Line]] = defaultdict(list)
    for line in page:
        if LINE_NUMBER.match(line.text):
            counted[round(_number_right(line))].append(line)
    columns = sorted(
        min(line.left for line in lines)
        for lines in counted.values()
        if len(lines) >= LEAST_COUNTED and _counts(sorted(lines, key=lambda line: -line.y))
    )
    if len(columns) < 2:
        return [list(page)]
    edges = [float("-inf"), *(left - SAME_EDGE for left in columns[1:]), float("inf")]
    named = [replace(line, rule="page_number") if LEAF_NUMBER.match(line.text) else line for line in page]
    return [[line for line in named if left <= line.left < right] for left, right in pairwise(edges)]


def _counts(lines: Sequence[Line]) -> bool:
    """Return whether the numbers of these lines count from 1 on, perhaps anew on a second page below."""
    numbers = [int(match[1]) for line in lines if (match := LINE_NUMBER.match(line.text))]
    steps = [after - before for before, after in pairwise(numbers)]
    return numbers[0] == 1 and steps.count(1) + sum(step < -LEAST_COUNTED / 2 for step in steps) == len(steps)


def without_numbers(parts: list[Line], edge: float | None) -> tuple[list[Line], list[Line]]:
    """The parts without the numbers beside them, and these; `edge` is where those of an earlier page end."""
    found = {index: int(match[1]) for index, line in enumerate(parts) if (match := LINE_NUMBER.match(line.text))}
    rows = len({round(line.y) for line in parts})
    for indexes in _edges(parts, sorted(found, key=lambda index: -parts[index].y)):
        numbers = [found[index] for index in indexes]
        steps = Counter(after - before for before, after in pairwise(numbers))
        step, times = steps.most_common(1)[0] if steps else (1, 0)
        is_known = edge is not None and abs(_number_right(parts[indexes[0]]) - edge) <= SAME_EDGE
        is_whole = len(numbers) * step >= MIN_NUMBERED_ROWS * rows and numbers[0] == step and rows >= MIN_NUMBERED
        if (is_known or is_whole) and step in {1, 5, 10} and times >= 0.8 * (len(indexes) - 1):
            return _taken_out(parts, indexes)
    return parts, []


def without_letters(parts: list[Line]) -> tuple[list[Line], list[Line]]:
    """The parts without the letters in the margin by which law reports count the parts of a page, and these.

    They stand beside lines whatever these say, as the letters of a list do not.
    """
    letters = sorted((line for line in parts if len(line.text.strip()) == 1), key=lambda line: -line.y)
    letters = [line for line in letters if abs(line.left - letters[0].left) <= SAME_EDGE]
    if len(letters) < 2 or "".join(line.text.strip() for line in letters) not in MARGIN_LETTERS[: len(letters)]:
        return parts, []
    chosen = set(map(id, letters))
    rest = [line for line in parts if id(line) not in chosen]
    beside = [line for line in rest if any(abs(line.y - letter.y) < 1 for letter in letters)]
    left, right = min(line.left for line in letters), max(line.right for line in letters)
    is_margin = all(line.left > right for line in rest) or all(line.right < left for line in rest)
    if not is_margin or not any(line.text.lstrip()[:1].islower() for line in beside):
        return parts, []
    return rest, [replace(line, rule="line_number") for line in letters]


def _edges(parts: Sequence[Line], indexes: Sequence[int]) -> Iterator[list[int]]:
    """The numbers below each other, left or right of everything else on their lines; the most first."""
    alone = [index for index in indexes if parts[index].text.strip().isdigit()]
    ends = [(_number_right, indexes), (_number_left, alone)]
    for side, among in ends:
        places = Counter(round(side(parts[index])) for index in among)
        for edge, _ in places.most_common(3):
            column = [index for index in among if abs(side(parts[index]) - edge) <= SAME_EDGE]
            if _is_beside(parts, column):
                yield column


def _is_beside(parts: Sequence[Line], column: Sequence[int]) -> bool:
    """Return whether these numbers stand left of all that is on their lines, or by themselves right of it."""
    chosen = set(column)
    heights = {round(parts[index].y) + off for index in column for off in (-1, 0, 1)}
    others = [line for index, line in enumerate(parts) if index not in chosen and round(line.y) in heights]
    if all(line.left > max(_number_right(parts[index]) for index in column) for line in others):
        return True
    are_alone = all(parts[index].text.strip().isdigit() for index in column)
    return are_alone and all(line.right < min(parts[index].left for index in column) for line in others)


def _number_left(line: Line) -> float:
    return line.left


def _number_right(line: Line) -> float:
    match = LINE_NUMBER.match(line.text)
    end = match.end() if match else 0
    return line.right if line.text[end:].strip() == "" or not line.xs else line.xs[end]


def _taken_out(parts: list[Line], indexes: Sequence[int]) -> tuple[list[Line], list[Line]]:
    chosen = set(indexes)
    rest: list[Line] = []
    for index, line in enumerate(parts):
        if index not in chosen:
            rest.append(line)
            continue
        match = LINE_NUMBER.match(line.text)
        start = len(line.text) - len(line.text[match.end() :].lstrip()) if match else 0
        if start < len(line.text):
            rest.append(part_of(line, start, len(line.text)))
    first = parts[indexes[0]]
    cut = [(parts[index], LINE_NUMBER.match(parts[index].text)) for index in indexes]
    pieces = [(match[1], line.numbers[match.start(1) : match.end(1)]) for line, match in cut if match]
    words = " ".join(words for words, _ in pieces)
    numbers = [number for _, span in pieces for number in (*span, span[-1])][:-1]
    return rest, [
        replace(first, text=words, numbers=tuple(numbers), xs=(), right=_number_right(first), rule="line_number")
    ]


def part_of(line: Line, start: int, end: int) -> Line:
    """The part of a line between two of its characters."""
    xs = line.xs[start:end]
    right = line.right if end == len(line.text) else line.xs[end - 1] + line.size / 2
    return replace(line, text=line.text[start:end], numbers=line.numbers[start:end], xs=xs, left=xs[0], right=right)
