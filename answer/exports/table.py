"""A table for a spreadsheet: cells are words, and never formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A cell that begins so is run as a formula by spreadsheets (OWASP, CSV Injection)."""


def table(columns: Sequence[str], lines: Iterable[Sequence[object]]) -> str:
    """CSV with a header."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([safe(str(cell)) for cell in line] for line in lines)
    return out.getvalue()


def safe(cell: str) -> str:
    """The cell as words and never as a formula, also behind white space."""
    risky = cell.startswith(FORMULA_STARTS) or cell.lstrip().startswith(FORMULA_STARTS)
    return f"'{cell}" if risky else cell
