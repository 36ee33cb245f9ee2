"""Tell which words a spreadsheet would run as a formula, and keep them from being one."""

from __future__ import annotations

from unicodedata import category

SIGNS = "=+-@\uff1d\uff0b\uff0d\uff20"
"""Characters that make a spreadsheet run a cell as a formula when the cell begins with one (OWASP, CSV Injection).

The full-width forms do so in some languages.
"""

QUOTES = frozenset("\"'")
BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and a symbol that show as blank."""


def as_text(cell: str) -> str:
    """Put an apostrophe before words that a spreadsheet would run."""
    return f"'{cell}" if is_formula(cell) else cell


def is_formula(cell: str) -> bool:
    """Return whether the first character is a sign, not counting white space, invisible marks and quotes."""
    first = next((char for char in cell if not _is_passed_over(char)), "")
    return first != "" and first in SIGNS


def _is_passed_over(char: str) -> bool:
    return char in QUOTES or char in BLANKS or char.isspace() or category(char) in {"Cc", "Cf", "Mn"}
