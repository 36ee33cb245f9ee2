"""Tables as text, with commas, semicolons, tabs or bars between the values."""

from __future__ import annotations

import csv
import io

from errors import DocumentError
from ingest.decoding import decode
from ingest.loaders.canonical import Canonical
from ingest.loaders.table_rows import write_rows
from ingest.records import Loaded

DELIMITERS = ",;\t|"
SAMPLE = 20_000
"""Characters by which the mark between values is told. Raised, nothing but time."""


def load(data: bytes) -> Loaded:
    """The rows of the table."""
    text = decode(data)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), _dialect(text)))
    except csv.Error as error:
        raise DocumentError(f"is no table that can be read ({error}): save it as CSV again, or as .txt") from error
    canonical = Canonical()
    write_rows(canonical, rows)
    return Loaded(canonical.text(), tuple(canonical.blocks), furniture=tuple(canonical.furniture))


def _dialect(text: str) -> type[csv.Dialect]:
    sample = text[:SAMPLE]
    try:
        found = csv.Sniffer().sniff(sample[: sample.rfind("\n") + 1] or sample, DELIMITERS)
    except csv.Error:
        return csv.excel_tab if "\t" in sample else csv.excel
    found.doublequote = True
    return found
