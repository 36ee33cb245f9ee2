"""The lines of a page in the order in which they are read, where a program drew them in another.

Only a page of one column is put in order by height: on any other the order of drawing is the better guide.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from ingest.loaders.pdfium_text import Line

SAME_MARGIN = 2.0
"""Points between the left edges of a column's lines. Raised, columns close to each other are one."""

AT_MARGIN = 0.7
"""The share of a page's lines that begin at the left edge of its one column. Raised, indented paragraphs make a page
of several columns; lowered, a narrow column beside a wide one is read as part of it."""

DEEPEST_INDENT = 4.0
"""Of the type's size: how far a first line, a list or a quotation is indented. Raised, a second column is an indent."""

OFF_CENTRE = 0.05
"""Of the column's width: how far the middle of a centred line may be from the column's."""


def top_down(lines: Sequence[Line]) -> list[Line]:
    """The lines from the top of the page to its foot if they are one column; as they are drawn otherwise.

    Turned lines and values of a form's fields keep their place behind the others.
    """
    upright = [line for line in lines if not line.turned and not line.alone]
    if not any(after.y > before.y + before.size / 2 for before, after in pairwise(upright)):
        return list(lines)
    if not _is_one_column(upright):
        return list(lines)
    return [*sorted(upright, key=lambda line: -line.y), *(line for line in lines if line.turned or line.alone)]


def _is_one_column(lines: Sequence[Line]) -> bool:
    """Return whether all lines stand below each other, and begin at one edge, near it, or in the middle."""
    by_height = sorted(lines, key=lambda line: -line.y)
    if any(above.y - below.y < below.size / 2 for above, below in pairwise(by_height)):
        return False
    margin, _ = Counter(round(line.left) for line in lines).most_common(1)[0]
    at_margin = [abs(line.left - margin) <= SAME_MARGIN for line in lines]
    right = max(line.right for line in lines)
    return sum(at_margin) >= AT_MARGIN * len(lines) and all(
        here or _is_within(line, margin, right) for here, line in zip(at_margin, lines, strict=True)
    )


def _is_within(line: Line, left: float, right: float) -> bool:
    """Return whether a line is indented from a column's left edge, or in its middle."""
    indented = 0 < line.left - left <= DEEPEST_INDENT * line.size
    return indented or abs(line.left + line.right - left - right) <= 2 * OFF_CENTRE * (right - left)
