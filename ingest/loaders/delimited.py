"""Tables as text, with commas, semicolons, tabs or bars between the values."""

from __future__ import annotations

import csv
import io
from collections import Counter

from errors import DocumentError
from ingest.decoding import decode
from ingest.loaders.canonical import Canonical
from ingest.loaders.table_rows import write_rows
from ingest.records import Loaded

DELIMITERS = "\t;|,"
"""The likelier first where two divide the lines as well: a comma may stand in a number or a sentence."""

SAMPLE = 20_000
"""Characters by which the mark between values is told. Raised, nothing but time."""


def load(data: bytes) -> Loaded:
    """The rows of the table."""
    text = decode(data)
    try:
        # Apostrophes are letters here: only the separator is guessed.
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), skipinitialspace=True)
        rows = list(lines)
    except csv.Error as error:
        raise DocumentError(f"is no table that can be read ({error}): save it as CSV again, or as .txt") from error
    canonical = Canonical()
    write_rows(canonical, rows)
    return Loaded(canonical.text(), tuple(canonical.blocks), furniture=tuple(canonical.furniture))


def _separator(text: str) -> str:
    """The mark by which most lines of the text have the same number of values, more than one; else a comma."""
    sample = text[:SAMPLE]
    sample = sample[: sample.rfind("\n") + 1] or sample

    def agreed(mark: str) -> tuple[float, int]:
        try:
            counts = Counter(len(row) for row in csv.reader(io.StringIO(sample, newline=""), delimiter=mark) if row)
        except csv.Error:
            return 0.0, 0
        values, lines = max(counts.items(), key=lambda one: (one[1], one[0]), default=(1, 0))
        return (lines / counts.total(), values) if values > 1 else (0.0, 0)

    return max(DELIMITERS, key=agreed)
