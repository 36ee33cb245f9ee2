"""Who signs a quotation: the name behind a dash at its end, "— Olaf Berg, engineer", or below the end of a letter."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from ingest.lexicon import table
from ingest.loaders.mail_words import FAREWELL
from ingest.records import Block, BlockKind
from ingest.speech.people import NO_NAMES

LONGEST = 160
"""Characters of a signature, with the office behind the name."""

PARTICLES = table("of de van der den von la le du di da al el bin ibn y e")
SIGNATURE = re.compile(
    r"(?:(?P<behind>[.!?…”’\"'»])\s*|\A\s*)(?P<dash>[—–―]|--)\s*"
    r"(?P<name>[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){0,5})(?:\s*[,(][^.!?;:“”\"]*)?\.?\s*\Z"
)
"""Behind the end of a sentence, or alone in its block; then a name, and perhaps an office."""

CLOSED = frozenset("”\"’»›」』'")


class Signature(NamedTuple):
    """The name, and where what it signs ends."""

    name: str
    end: int


def signatures(text: str, blocks: Sequence[Block]) -> list[Signature | None]:
    """The signature of every block; a block that is nothing else signs the one before it too."""
    found: list[Signature | None] = []
    for index, block in enumerate(blocks):
        signature = _signature(text, block)
        found.append(signature)
        if signature and index and found[index - 1] is None and not text[block.start : signature.end].strip():
            found[index - 1] = _signing_before(text, signature.name, blocks[index - 1])
    return found


def block_at(starts: Sequence[int], place: int) -> int:
    """The index of the block that holds the place, from the blocks' starts; -1 where none does."""
    return bisect_right(starts, place) - 1


def _signing_before(text: str, name: str, before: Block) -> Signature | None:
    """The signature of the block before, which is a quotation."""
    closed = text[max(before.start, before.end - 1) : before.end] in CLOSED
    return Signature(name, before.end) if before.kind is BlockKind.QUOTE or closed else None


def _signature(text: str, block: Block) -> Signature | None:
    return _dashed(text, block) or (_below(text, block) if block.kind is BlockKind.QUOTE else None)


def _below(text: str, block: Block) -> Signature | None:
    """The name in the last line of a letter, below that of its leave-taking: "Ann Lee" below "Yours sincerely,"."""
    lines = text[block.start : block.end].rsplit("\n", 2)
    if len(lines) < 2 or not FAREWELL.match(lines[-2]):
        return None
    name = lines[-1].strip(" .,")
    fits = 0 < len(name) <= LONGEST and _is_name(name.split())
    return Signature(" ".join(name.split()), block.end - len(lines[-1]) - len(lines[-2]) - 1) if fits else None


def _dashed(text: str, block: Block) -> Signature | None:
    first = max(block.start, block.end - LONGEST)
    match = SIGNATURE.search(text[first : block.end])
    if match is None or (match["behind"] is None and first > block.start):
        return None
    if block.kind is not BlockKind.QUOTE and match["behind"] is not None and match["behind"] not in CLOSED:
        return None
    name = " ".join(match["name"].split())
    return Signature(name, first + match.start("dash")) if _is_name(name.split(" ")) else None


def _is_name(words: Sequence[str]) -> bool:
    """Return whether these are capitalised words, with small particles between them."""
    small = [word for word in words if not word[0].isupper()]
    ends = words[0][0].isupper() and words[-1][0].isupper()
    return ends and PARTICLES.issuperset(small) and words[0].lower() not in NO_NAMES
