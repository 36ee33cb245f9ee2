"""The parts of lines that a PDF draws → whole lines in reading order.

Columns that are drawn row by row are read one after the other, raised note marks go into their lines, the numbers
beside the lines are taken out of them, and scripts that run to the left are put in order.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from unicodedata import bidirectional

from ingest.loaders.pdf_margins import leaves, part_of, without_letters, without_numbers
from ingest.loaders.pdf_order import top_down
from ingest.loaders.pdf_parts import cell_edges, is_apart, with_initials
from ingest.loaders.pdfium_text import HYPHEN, LEFTWARD, Line
from ingest.records import lowest

CELL_GAP = 1.5
"""Of the type's size: the gap on a line that parts the cells of a table. Lowered, stretched lines are tables."""

MIN_ROWS = 4
"""Rows with the same gap between two parts that make columns. Lowered, two words apart would."""

MIN_ROW_WORDS = 3
"""Words in most parts of a column's lines. Lowered, tables of names would be read by columns."""

MIN_RUNNING_ON = 0.3
"""The share of a column's lines that go on in a small letter below. Raised, prose in capitals is read across."""

RAISED, LOWERED = (0.1, 0.75), (-0.45, -0.05)
"""How far above and below the line a mark stands, in its type's size."""

SMALLER = 0.92
BESIDE = 0.6
"""In the type's size: how far from the letters a mark may stand. Raised, it may be another column's."""

FORWARD, SEPARATORS = frozenset({"L", "EN", "AN"}), frozenset({"ES", "CS", "ET"})
"""Bidirectional classes of what runs to the right in a line that runs to the left, and of what may stand in it."""

LOW_QUOTES = {"”": "„", "“": "„", "’": "‚", "‘": "‚"}
MARK = re.compile(r"\d{1,3}(?:\s?[,–-]\s?\d{1,3})*|[*†‡§¶]{1,3}|[a-z]")
BEFORE_EXPONENT = re.compile(r"(?:(?<![\w.,])10|(?:\b|\d)(?:[kcmdµ]?m|ft)|/s|(?<![\w’'.-])[^\W\d_aI])\Z")
"""What a raised number is a power of: ten, a unit, a variable."""

MILLIONS = re.compile(r"[£€$]\s?[\d.,]*\d\s?m\Z")
SUPERSCRIPTS = str.maketrans("0123456789-–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻")


def whole_lines(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The lines of each page in reading order; the numbers beside them are one line with a rule, at the end."""
    found: list[list[Line]] = []
    edge: float | None = None
    for page in pages:
        found.append([])
        for leaf in leaves(page):
            parts, numbers = without_numbers(leaf, edge)
            edge = numbers[0].right if numbers else edge
            parts, letters = without_letters(parts)
            ordered = _levelled(_by_columns(with_initials(parts)))
            lines = top_down([_in_order(line) for line in _joined(ordered, cell_edges(ordered, CELL_GAP))])
            found[-1] += [*_with_written(lines), *numbers, *letters]
    return found


# Columns that are drawn row by row.


@dataclass(slots=True)
class _Row:
    """Parts that stand on one line, drawn one after the other."""

    parts: list[Line]

    def at(self, gutter: float) -> tuple[list[Line], list[Line]] | None:
        """The parts left and right of the gutter; None where one stands across it."""
        left, right = [], []
        for part in self.parts:
            if part.left >= gutter - 1:
                right.append(part)
            elif part.right < gutter:
                left.append(part)
            elif (cut := _starts_at(part, gutter)) is not None:
                left.append(part_of(part, 0, cut))
                right.append(part_of(part, cut, len(part.text)))
            else:
                return None
        return left, right


def _starts_at(part: Line, gutter: float) -> int | None:
    """The character that begins at the gutter behind a space, if there is one."""
    place = bisect_left(part.xs, gutter - 1)
    if 0 < place < len(part.xs) and abs(part.xs[place] - gutter) <= 1 and part.text[place - 1].isspace():
        return place
    return None


def _by_columns(parts: list[Line]) -> list[Line]:
    """The parts with the rows of two columns put in the columns' order; as they are where none is drawn so."""
    rows: list[_Row] = []
    for part in parts:
        last = rows[-1].parts[-1] if rows else None
        if last and not part.turned and not part.alone and abs(last.y - part.y) < 1 and part.left > last.left:
            rows[-1].parts.append(part)
        else:
            rows.append(_Row([part]))
    starts = Counter(round(after.left) for row in rows for before, after in pairwise(row.parts) if _gap(before, after))
    for gutter, times in starts.most_common(2):
        if times >= MIN_ROWS and (ordered := _ordered(rows, gutter)):
            return ordered
    return parts


def _gap(before: Line, after: Line) -> bool:
    return after.left - before.right > 0.5 * after.size


def _ordered(rows: Sequence[_Row], gutter: float) -> list[Line]:
    """The parts by columns, each run of rows for itself; empty where they are no prose."""
    ordered: list[Line] = []
    is_prose = False
    for is_across, run in groupby(rows, key=lambda row: row.at(gutter) is None):
        together = list(run)
        if is_across:
            ordered += [part for row in together for part in row.parts]
            continue
        sides = [side for row in together if (side := row.at(gutter))]
        if not all(any(side[which] for side in sides) for which in (0, 1)):
            return []  # all on one side: no gutter stands there
        columns = [_by_columns([part for side in sides for part in side[which]]) for which in (0, 1)]
        is_prose |= all(runs_on([line.text for line in column]) for column in columns)
        ordered += [*columns[0], *columns[1]]
    return ordered if is_prose else []


def runs_on(column: Sequence[str]) -> bool:
    """Return whether the lines of a column are prose, and not the cells of a table."""
    if len(column) < MIN_ROWS:
        return False
    words = sorted(len(line.split()) for line in column)
    going_on = sum(after.lstrip()[:1].islower() for after in column[1:])
    return words[len(words) // 2] >= MIN_ROW_WORDS and going_on >= MIN_RUNNING_ON * (len(column) - 1)


# One line of its parts.


def _levelled(parts: Sequence[Line]) -> list[Line]:
    """The parts; a closing quotation mark that is drawn low is put on its line as the opening one that is meant."""
    found = list(parts)
    for place, part in enumerate(parts):
        low = LOW_QUOTES.get(part.text.strip())
        for other in parts[place + 1 : place + 2] if low else ():
            drop = (other.y - part.y) / other.size
            if low and 0.3 < drop < 0.9 and abs(other.left - part.right) < BESIDE * other.size:
                found[place] = replace(part, text=part.text.replace(part.text.strip(), low), y=other.y, size=other.size)
    return found


def _joined(parts: Sequence[Line], edges: frozenset[int]) -> Iterator[Line]:
    """The lines that the parts make; a cell that begins at one of the edges is a line of its own."""
    line: Line | None = None
    for part in parts:
        if line is None:
            line = part
        elif not is_apart(line, part, edges, CELL_GAP) and (both := _with(line, part)) is not None:
            line = both
        else:
            yield line
            line = part
    if line is not None:
        yield line


def _with(line: Line, part: Line) -> Line | None:
    """The line with a part that stands on it, or a mark above or below it; None where it is another line."""
    if line.turned or part.turned or line.alone or part.alone or line.text.endswith(HYPHEN):
        return None
    size = max(line.size, part.size)
    gap = part.left - line.right
    if abs(part.y - line.y) < 0.08 * size:
        is_leftward = part.right < line.left + size and bool(LEFTWARD.search(line.text + part.text))
        gaps = (*line.gaps, *([(line.right, part.left)] if gap > CELL_GAP * size else []))
        return replace(_appended(line, part), gaps=gaps) if gap > -0.5 * size or is_leftward else None
    if not -BESIDE * size < gap < BESIDE * size + 2:
        return None
    if part.size < SMALLER * line.size:
        raised = (part.y - line.y) / line.size
        if RAISED[0] < raised < RAISED[1]:
            return _appended(line, _marked(line, part))
        return _appended(line, part) if LOWERED[0] < raised < LOWERED[1] else None
    if line.size < SMALLER * part.size and RAISED[0] < (line.y - part.y) / part.size < RAISED[1]:
        mark = _marked(replace(line, text="", xs=()), line)  # it stands before its note
        return _appended(replace(mark, y=part.y, size=part.size), part)
    return None


def _marked(line: Line, part: Line) -> Line:
    """A raised mark as it is written behind the line: an exponent, or a note's number in brackets."""
    said = part.text.strip()
    if not MARK.fullmatch(said) or said.isalpha():
        return part
    start = part.text.index(said)
    core, behind = range(start, start + len(said)), range(start + len(said), len(part.text))
    if said[0].isdigit() and len(said) < 3 and _takes_exponent(line.text):
        text, places = said.translate(SUPERSCRIPTS), [*core, *behind]
    else:
        text, places = f"[{said}]", [core[0], *core, core[-1], *behind]
    xs = tuple(part.xs[place] for place in places) if part.xs else ()
    return replace(
        part, text=text + part.text[behind.start :], numbers=tuple(part.numbers[place] for place in places), xs=xs
    )


def _takes_exponent(words: str) -> bool:
    return bool(BEFORE_EXPONENT.search(words)) and not MILLIONS.search(words)


def _appended(line: Line, part: Line) -> Line:
    """The line with a part behind it, and a space between them where there is a gap."""
    gap = max(part.left - line.right, line.left - part.right)
    has_gap = gap > 0.12 * part.size and not part.text.startswith("[")
    space = " " if has_gap and not line.text[-1:].isspace() and not part.text[:1].isspace() else ""
    edges = line.xs or (line.left,) * len(line.text)
    return replace(
        line,
        text=line.text + space + part.text,
        numbers=(*line.numbers, *(line.numbers[-1:] * len(space)), *part.numbers),
        xs=(
            *edges,
            *((line.right if part.left > line.left else line.left,) * len(space)),
            *(part.xs or (part.left,) * len(part.text)),
        ),
        left=min(line.left, part.left),
        right=max(line.right, part.right),
        is_bold=line.is_bold and part.is_bold,
        recognised=lowest(line.recognised, part.recognised),
    )


# Scripts that run to the left.


def _in_order(line: Line) -> Line:
    """A line of Arabic or Hebrew by the places of its letters; any other as it is."""
    if not LEFTWARD.search(line.text) or len(line.xs) != len(line.text) or line.turned:
        return line
    order = _leftward_order(line)
    return replace(
        line,
        text="".join(line.text[place] for place in order),
        numbers=tuple(line.numbers[place] for place in order),
        xs=tuple(line.xs[place] for place in order),
    )


def _leftward_order(line: Line) -> list[int]:
    """The places of the line's characters as they are read: from the right, numbers and Latin words from the left."""
    places = sorted(range(len(line.xs)), key=lambda place: -line.xs[place])
    kinds = [bidirectional(line.text[place]) for place in places]
    ordered: list[int] = []
    run: list[int] = []
    for index, (place, kind) in enumerate(zip(places, kinds, strict=True)):
        is_inside = bool(run) and kind in SEPARATORS and kinds[index + 1 : index + 2] in ([one] for one in FORWARD)
        if kind in FORWARD or is_inside:
            run.insert(0, place)
        else:
            ordered += [*run, place]
            run = []
    return [*ordered, *run]


def _with_written(lines: Sequence[Line]) -> list[Line]:
    """The lines with each value of a form behind the line that it stands on or below."""
    found = [line for line in lines if not line.alone]
    for value in (line for line in lines if line.alone):
        above = [place for place, line in enumerate(found) if line.y > value.y - line.size]
        beside = min(above, key=lambda place: (found[place].y, place), default=-1)
        found.insert(beside + 1, value)
    return found
