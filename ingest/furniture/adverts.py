"""Book adverts: a run of blocks with an order form's cues, found together or not at all."""

from __future__ import annotations

import re

from ingest.records import BlockKind, Loaded

SALE_CUE = re.compile(
    r"ISBN\b|(?:list|special|our|sale|regular|retail|cover|member)?\s*price\s*:?\s*[$£€]\s?\d"
    r"|[$£€]\s?\d+[.,]\d\d\s*$",
    re.IGNORECASE,
)
"""What an advert must have at least one of."""

FORM_CUE = re.compile(
    r"(?:authors?|year|pages|publisher|published|format|edition|language|paperback|hardcover|binding"
    r"|release date|editors?)\s*:\s*\S"
    r"|(?:click (?:here )?to |pre-?)?(?:order|buy)\b.*\b(?:book|copy|copies|now|here|directly|online"
    r"|today|from)\b"
    r"|click (?:here )?to (?:order|buy|purchase)|add to (?:cart|basket)|(?:order|buy)$",
    re.IGNORECASE | re.DOTALL,
)
MAX_CUE_CHARACTERS = 160
"""A cue is a line of a form; a paragraph that mentions a price is not one."""

MIN_CUES = 3
MAX_PLAIN_BETWEEN = 1


def book_adverts(loaded: Loaded) -> frozenset[int]:
    """The indexes of the blocks that belong to adverts."""
    inside: set[int] = set()
    run: list[int] = []
    for index in [i for i in range(len(loaded.blocks)) if _is_cue(loaded, i)]:
        if run and _plain_between(loaded, run[-1], index) > MAX_PLAIN_BETWEEN:
            inside.update(_advert(loaded, run))
            run = []
        run.append(index)
    inside.update(_advert(loaded, run))
    return frozenset(inside)


def _advert(loaded: Loaded, run: list[int]) -> range:
    """All blocks from the run's first cue to its last, if the run is an advert."""
    enough = len(run) >= MIN_CUES and any(SALE_CUE.match(_words(loaded, index)) for index in run)
    return range(run[0], run[-1] + 1) if enough else range(0)


def _is_cue(loaded: Loaded, index: int) -> bool:
    """Whether the block is a line of an order form."""
    words = _words(loaded, index)
    return len(words) <= MAX_CUE_CHARACTERS and bool(SALE_CUE.match(words) or FORM_CUE.match(words))


def _plain_between(loaded: Loaded, first: int, last: int) -> int:
    """How many blocks between two cues are neither a drawn line nor wholly a link."""
    return sum(
        block.kind is not BlockKind.BREAK and (block.start, block.end) not in block.links
        for block in loaded.blocks[first + 1 : last]
    )


def _words(loaded: Loaded, index: int) -> str:
    """The block's text."""
    return loaded.text[loaded.blocks[index].start : loaded.blocks[index].end]
