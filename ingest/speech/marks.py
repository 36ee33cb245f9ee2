"""Quotation marks, paired: curly, straight, doubled single, low and angle marks, mixed as people mix them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from ingest.records import Block, Span

MARK = re.compile(r"''|``|‘‘|’’|[“”„«»\"]|(?<!\w)['‘](?=\w)|['’](?!\w)")
"""A double mark, or a single one where it may open or close; any other ’ is an apostrophe."""

FAMILIES = {
    "“": "curly", "”": "curly", "„": "curly", "‘‘": "curly", "’’": "curly",
    '"': "straight", "''": "doubled", "``": "doubled", "«": "angle", "»": "angle",
    "‘": "single", "’": "single", "'": "single",
}  # fmt: skip
OPENERS = frozenset("“„«‘") | {"``", "‘‘"}
CLOSERS = frozenset("”»’") | {"’’"}
DOUBLE = frozenset({"curly", "straight", "doubled"})
"""Families that close each other: “So it is," he said."""

OPENING = re.compile(r"\s*(?:[“„«\"‘]|''|``)")
FEET_AND_INCHES = re.compile(r"\d\s?\Z")
CLIPPED = re.compile(r"['‘’](?:\d\ds\b|tis\b|twas\b|em\b|til\b|cause\b|round\b|n\b)", re.IGNORECASE)
"""Words that begin with an apostrophe."""

SINGLE_WITHIN = 600
"""Characters; a single mark that nothing closes so near is an apostrophe."""


def marked(text: str, blocks: Sequence[Block]) -> Iterator[Span]:
    """The outermost spans between quotation marks, in order, never across blocks.

    A quotation left open goes to the end of its paragraph where it is curly, where it opens the paragraph, or
    where the next paragraph opens again; else a straight mark left open is an inch or a slip.
    """
    closings = [match.start() for match in SINGLE_CLOSE.finditer(text)]
    for index, block in enumerate(blocks):
        opened: re.Match[str] | None = None
        for mark in MARK.finditer(text, block.start, block.end):
            if opened is None:
                opened = mark if _opens(text, mark, block, closings) else None
            elif _closes(text, mark, opened, block):
                yield opened.start(), mark.end()
                opened = None
        if opened and _goes_on(text, opened, blocks[index : index + 2]):
            yield opened.start(), block.end


def _opens(text: str, mark: re.Match[str], block: Block, closings: Sequence[int]) -> bool:
    """Whether the mark opens a quotation."""
    before = text[mark.start() - 1] if mark.start() > block.start else " "
    after = text[mark.end()] if mark.end() < block.end else " "
    if FAMILIES[mark.group()] == "single":
        return mark.group() != "’" and _single_opens(text, mark, block, closings)
    if mark.group() in OPENERS:
        return not after.isspace() or before.isspace()
    if mark.group() in CLOSERS:
        return before.isspace() and not after.isspace()
    return not before.isalnum() and before not in ".,!?=" and (not after.isspace() or before.isspace())


def _single_opens(text: str, mark: re.Match[str], block: Block, closings: Sequence[int]) -> bool:
    """Whether a single mark opens a quotation: it stands before a word, and another closes it near by."""
    if CLIPPED.match(text, mark.start()) or (mark.start() > block.start and text[mark.start() - 1].isdigit()):
        return False
    if mark.end() >= block.end or not text[mark.end()].isalnum():
        return False
    following = bisect_left(closings, mark.end())
    return following < len(closings) and closings[following] < min(block.end, mark.end() + SINGLE_WITHIN)


SINGLE_CLOSE = re.compile(r"(?<=[.,!?…])['’](?!\w)|(?<![sS\s])['’](?!\w)")
"""What closes a single quotation; behind an s it is more often a possessive."""


def _closes(text: str, mark: re.Match[str], opened: re.Match[str], block: Block) -> bool:
    """Whether the mark closes what was opened."""
    family, began = FAMILIES[mark.group()], FAMILIES[opened.group()]
    after = text[mark.end()] if mark.end() < block.end else " "
    before = text[mark.start() - 1]
    if began == "single" or family == "single":
        return began == family == "single" and SINGLE_CLOSE.match(text, mark.start()) is not None
    if family != began and not {family, began} <= DOUBLE:
        return False
    if mark.group() in CLOSERS or (began == "curly" and opened.group() == "„" and mark.group() == "“"):
        return True
    if mark.group() in OPENERS:
        return not before.isspace() and not after.isalnum()
    if family == "straight" and began == "curly" and FEET_AND_INCHES.search(text, mark.start() - 2, mark.start()):
        return False
    return not after.isalnum() and (not before.isspace() or after.isspace() or not after.isalnum())


def _goes_on(text: str, opened: re.Match[str], blocks: Sequence[Block]) -> bool:
    """Whether a quotation left open at the end of the first block is one."""
    if opened.group() in "“„«" or FAMILIES[opened.group()] == "single":
        return FAMILIES[opened.group()] != "single"
    if opened.start() == blocks[0].start:
        return True
    return len(blocks) > 1 and OPENING.match(text, blocks[1].start, blocks[1].end) is not None
