"""Quotation marks, paired: curly, straight, doubled single, low and angle marks, mixed as people mix them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.records import Block, Span

MARK = re.compile(r"''|``|‘‘|’’|[“”„«»‹›「」『』\"]|(?<!\w)['‘](?=\w)|['’](?!\w)")
"""A double mark, or a single one where it may open or close; any other ’ is an apostrophe."""

FAMILIES = {
    "“": "curly", "”": "curly", "„": "curly", "‘‘": "curly", "’’": "curly",
    '"': "straight", "''": "doubled", "``": "doubled", "«": "angle", "»": "angle",
    "‹": "angled", "›": "angled", "「": "corner", "」": "corner", "『": "corner", "』": "corner",
    "‘": "single", "’": "single", "'": "single",
}  # fmt: skip
OPENERS = frozenset("“„«‹「『‘") | {"``", "‘‘"}
CLOSERS = frozenset("”»›」』’") | {"’’"}
DOUBLE = frozenset({"curly", "straight", "doubled"})
"""Families that close each other: “So it is," he said."""

OPENING = re.compile(r"\s*(?:[“„«‹「『\"‘]|''|``)")
FEET_AND_INCHES = re.compile(r"\d\s?\Z")
CLIPPED = re.compile(r"['‘’](?:\d\ds\b|tis\b|twas\b|em\b|til\b|cause\b|round\b|n\b)", re.IGNORECASE)
"""Words that begin with an apostrophe."""

UNOPENED = re.compile(r"[.,!?…][”\"](?=\s)")
"""Speech that ends before a mark."""

SENTENCE_END = re.compile(r"[.!?…](?=\s)")
SINGLE_WITHIN = 600
"""Characters; a single mark that nothing closes so near is an apostrophe."""


def marked(text: str, blocks: Sequence[Block]) -> Iterator[Span]:
    """The outermost spans between quotation marks, in order, never across blocks.

    A quotation left open goes to the end of its paragraph where it opens the paragraph or the next paragraph opens
    again, and to the end of its sentence where it is curly and begins inside; else a straight mark left open is an inch
    or a slip. A paragraph whose first mark closes speech has lost the mark that opened it.
    """
    surely = (match.start() for match in SINGLE_CLOSE.finditer(text))
    closings = sorted({*surely, *(place for block in blocks for place in _alone(text, block))})
    for index, block in enumerate(blocks):
        opened: re.Match[str] | None = None
        is_first = True
        for mark in MARK.finditer(text, block.start, block.end):
            if opened is None:
                if _opens(text, mark, block, closings):
                    opened = mark
                elif is_first and UNOPENED.match(text, max(block.start, mark.start() - 1)):
                    yield block.start, mark.end()
            elif _closes(text, mark, opened, block, closings):
                yield opened.start(), mark.end()
                opened = None
            is_first = False
        if opened and _goes_on(text, opened, blocks[index : index + 2]):
            yield opened.start(), _left_open_until(text, opened, blocks[index : index + 2])


def _opens(text: str, mark: re.Match[str], block: Block, closings: Sequence[int]) -> bool:
    """Return whether the mark opens a quotation."""
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
    """Return whether a single mark opens a quotation: it stands before a word, and another closes it near by."""
    if CLIPPED.match(text, mark.start()) or (mark.start() > block.start and text[mark.start() - 1].isdigit()):
        return False
    if mark.end() >= block.end or not text[mark.end()].isalnum():
        return False
    following = bisect_left(closings, mark.end())
    return following < len(closings) and closings[following] < min(block.end, mark.end() + SINGLE_WITHIN)


SINGLE_CLOSE = re.compile(r"(?<=[.,!?…])['’](?!\w)|(?<![sS\s])['’](?!\w)")
"""What closes a single quotation; behind an s it is more often a possessive …"""

CURLY = re.compile(r"(?<!\w)‘(?=\w)|(?<=\S)’(?!\w)")
"""… unless it is curly, and nothing else closes what a curly one opens."""


def _alone(text: str, block: Block) -> Iterator[int]:
    """The curly marks behind an s that alone can close what one before them opens: "‘riddled with rats’ near"."""
    marks = [mark for mark in CURLY.finditer(text, block.start, block.end) if not CLIPPED.match(text, mark.start())]
    for at, (opening, closing) in enumerate(pairwise(marks)):
        is_last = at + 2 == len(marks) or marks[at + 2].group() == "‘"
        if opening.group() == "‘" and closing.group() == "’" and is_last:
            yield closing.start()


def _closes(text: str, mark: re.Match[str], opened: re.Match[str], block: Block, closings: Sequence[int]) -> bool:
    """Return whether the mark closes what was opened."""
    family, began = FAMILIES[mark.group()], FAMILIES[opened.group()]
    after = text[mark.end()] if mark.end() < block.end else " "
    before = text[mark.start() - 1]
    if began == "single" or family == "single":
        place = bisect_left(closings, mark.start())
        return began == family == "single" and place < len(closings) and closings[place] == mark.start()
    if family != began and not {family, began} <= DOUBLE:
        return False
    if mark.group() in CLOSERS or (began == "curly" and opened.group() == "„" and mark.group() == "“"):
        return True
    if mark.group() in OPENERS:
        return not before.isspace() and not after.isalnum()
    if family == "straight" and began == "curly" and FEET_AND_INCHES.search(text, mark.start() - 2, mark.start()):
        return False
    return not after.isalnum() and (not before.isspace() or after.isspace() or not after.isalnum())


def _left_open_until(text: str, opened: re.Match[str], blocks: Sequence[Block]) -> int:
    """The end of a quotation that nothing closes in its block, the first of these."""
    block = blocks[0]
    again = len(blocks) > 1 and OPENING.match(text, blocks[1].start, blocks[1].end) is not None
    end = None if again or opened.start() == block.start else SENTENCE_END.search(text, opened.end(), block.end)
    return end.end() if end else block.end


def _goes_on(text: str, opened: re.Match[str], blocks: Sequence[Block]) -> bool:
    """Return whether a quotation left open at the end of the first block is one."""
    if opened.group() in "“„«‹「『" or FAMILIES[opened.group()] == "single":
        return FAMILIES[opened.group()] != "single"
    if opened.start() == blocks[0].start:
        return True
    return len(blocks) > 1 and OPENING.match(text, blocks[1].start, blocks[1].end) is not None
