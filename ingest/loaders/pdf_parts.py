"""The parts of a page's lines put where they belong: initials before their word, cells of a table apart from labels."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from ingest.loaders.pdfium_text import Line

INITIAL = 1.8
"""Of the usual type's size: a lone capital from this size on begins the word beside it. Raised, small initials become
headings; lowered, the letters of a list do not."""

BESIDE_INITIAL = 0.6
"""Of an initial's size: how far from it its word may begin. Raised, it may be another column's."""

MOST_INITIALS = 20
"""Initials of a page at most; where there are more, letters are its matter. Raised, hostile pages take longer."""

LEAST_LETTERS = 3
"""Letters of a label at least; fewer are the number of a list or a paragraph."""

SAME_LEFT = 1.5
"""Points between the left edges of lines of one cell."""


def with_initials(parts: Sequence[Line]) -> list[Line]:
    """The parts, with the large initials of paragraphs before the words that they begin."""
    usual = median(part.size for part in parts) if parts else 0.0
    initials = [part for part in parts if _is_initial(part, usual)]
    others = [part for part in parts if not _is_initial(part, usual)]
    changed: dict[int, Line | None] = {}
    for initial in initials if len(initials) <= MOST_INITIALS else ():
        first = max((part for part in others if _is_beside(initial, part)), key=lambda part: part.y, default=None)
        if first is not None:
            changed |= {id(initial): None, id(first): _begun(initial, first)}
    shown = (changed.get(id(part), part) for part in parts)
    return [part for part in shown if part is not None]


def _is_initial(part: Line, usual: float) -> bool:
    words = part.text.strip()
    return len(words) == 1 and words.isupper() and part.size >= INITIAL * usual and not part.turned and not part.alone


def _is_beside(initial: Line, part: Line) -> bool:
    """Return whether the part stands right of the initial, in its height, and goes on in a word."""
    gap = part.left - initial.right
    within = initial.y - part.size < part.y < initial.y + initial.size
    return within and -1 <= gap <= BESIDE_INITIAL * initial.size and part.text.lstrip()[:1].isalpha()


def _begun(initial: Line, part: Line) -> Line:
    """The part with the initial before it, without a space; it begins where the lines below it do."""
    lead = len(part.text) - len(part.text.lstrip())
    letter = initial.text.index(initial.text.strip())
    return replace(
        part,
        text=initial.text.strip() + part.text[lead:],
        numbers=(initial.numbers[letter], *part.numbers[lead:]),
        xs=(part.left, *part.xs[lead:]) if part.xs else (),
    )


def cell_edges(parts: Sequence[Line], gap: float) -> frozenset[int]:
    """The left edges, in whole points, of cells with text over several lines beside a label that is in one.

    Args:
        parts: the parts of a page's lines as they are drawn.
        gap: of the type's size, the space that parts two cells.
    """
    found = set[int]()
    for (label, cell), below in zip(pairwise(parts), [*parts[2:], None], strict=False):
        if below is not None and _are_cells(label, cell, gap) and _goes_on(cell, below):
            found.add(round(cell.left))
    return frozenset(found)


def _are_cells(label: Line, cell: Line, gap: float) -> bool:
    """Return whether two parts on a line are a label without a colon and a cell with words."""
    same = abs(label.y - cell.y) < 1 and cell.left - label.right > gap * cell.size
    named = sum(map(str.isalpha, label.text)) >= LEAST_LETTERS
    return same and named and not label.text.rstrip().endswith((":", "-")) and cell.text.lstrip()[:1].isupper()


def _goes_on(cell: Line, below: Line) -> bool:
    return abs(below.left - cell.left) <= SAME_LEFT and 0 < cell.y - below.y < 2 * cell.size


def is_apart(label: Line, cell: Line, edges: Collection[int], gap: float) -> bool:
    """Return whether a part is a cell of text that stands beside the label before it, and is none of its line."""
    return round(cell.left) in edges and _are_cells(label, cell, gap)
