"""A string of somebody else beside our own words, isolated: its direction moves nothing around it.

A title may be written from right to left, or hold marks that turn what follows it; without isolation the line that
says whose words they are would be read backwards (Unicode Standard Annex 9, section 2.4).
"""

from __future__ import annotations

from unicodedata import bidirectional

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"

OPENING = frozenset({"LRI", "RLI", "FSI"})
TURNING = frozenset({"R", "AL", "AN", "LRE", "RLE", "LRO", "RLO", "PDF", "PDI", *OPENING})
"""Classes of characters that may move what stands beside them."""


def isolated(text: str) -> str:
    """The text in an isolate of its own, where anything in it could move its neighbours; any other as it is."""
    classes = [bidirectional(char) for char in text]
    if TURNING.isdisjoint(classes):
        return text
    depth = unopened = 0
    for name in classes:
        if name in OPENING:
            depth += 1
        elif name == "PDI" and depth:
            depth -= 1
        elif name == "PDI":
            unopened += 1
    opening, closing = FIRST_STRONG_ISOLATE * (unopened + 1), POP_ISOLATE * (depth + 1)
    return f"{opening}{text}{closing}"
