"""Headlines injected inside a sentence, as syndication scripts do behind a person's name.

"President Trump|Donald John TrumpOmar fires back … debate MORE |promised last month": the person's full name
and headlines about them are fused to the name, and "MORE" ends them. A junction counts only where the same
surname comes again, fused too, within a few words: McConnell, YouTube and iPhone do not look like that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.records import Block, BlockKind, Furniture

JUNCTION = re.compile(r"(?<=[^\W\d_])(?<=[^A-Z\s])(?=[A-ZÀ-Þ])")
"""Between a small letter and a capital, with no space."""

SURNAME = re.compile(r"(?<![\w'’-])[A-ZÀ-Þ][\w'’-]{2,39}\Z")
NAME_PREFIXES = frozenset({"Mac", "Van", "Von", "Fitz", "Saint", "San", "You", "Face", "Link"})
"""What stands before a capital inside one name: MacArthur, VanDyke, YouTube. Shorter ones (Mc, De, Le) never count."""

NAME_WORD = r"(?:[\"“(]?[A-ZÀ-Þ][\w.'’-]{0,29}[\"”)]?|de|la|del|van|von|der|bin|al)"
MAX_FULL_NAME_CHARACTERS = 90
MAX_HEADLINES_CHARACTERS = 900
"""Three headlines; the longest seen are under 400 together."""

MORE = re.compile(r"\bMORE\b(?:['’]s\b)?\s*")
SEARCHED = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE})


def injected_headlines(text: str, blocks: Sequence[Block]) -> Iterator[Furniture]:
    """The spans of injected headlines in these blocks, from the fused name to the word after "MORE"."""
    for block in blocks:
        if block.kind in SEARCHED:
            yield from _in_block(text, block)


def _in_block(text: str, block: Block) -> Iterator[Furniture]:
    """The spans in one block; none reaches over its end."""
    position = block.start
    while more := MORE.search(text, position, block.end):
        first = max(position, more.start() - MAX_HEADLINES_CHARACTERS)
        start = next(_fused_names(text, block.start, (first, more.start())), None)
        if start is not None:
            yield Furniture(start, more.end(), "injected_headline")
        position = more.end()


def _fused_names(text: str, block_start: int, span: tuple[int, int]) -> Iterator[int]:
    """The junctions in the span whose surname is fused a second time right after."""
    for junction in JUNCTION.finditer(text, *span):
        surname = SURNAME.search(text[max(block_start, junction.start() - 40) : junction.start()])
        if (
            surname
            and surname.group() not in NAME_PREFIXES
            and _comes_again(text, surname.group(), (junction.start(), span[1]))
        ):
            yield junction.start()


def _comes_again(text: str, surname: str, span: tuple[int, int]) -> bool:
    """Whether the full name follows: one to five names, the surname last and fused to what comes next."""
    reach = text[span[0] : min(span[1], span[0] + MAX_FULL_NAME_CHARACTERS)]
    found = re.match(rf"(?:{NAME_WORD}\s+){{1,5}}?{re.escape(surname)}(?=[A-ZÀ-Þ0-9'‘\"“])", reach)
    return found is not None
