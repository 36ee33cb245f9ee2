"""Score passages by BM25 wherever words are kept in an engine, as the words on disk do."""

from __future__ import annotations

BM25_B = 0.75
"""As tantivy has it fixed, so that both put the same passages forward."""


def kept_length(terms: int) -> int:
    """The length of a passage as tantivy keeps it in one byte: of what is over 24 the first four bits, rounded down.

    So a passage scores the same wherever its words are kept.
    """
    over = max(0, terms - 24)
    shift = max(0, over.bit_length() - 4)
    return min(terms, 24) + (over >> shift << shift)
