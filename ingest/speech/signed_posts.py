"""Whose posts stand on a page where everybody signs below his words with his name and the time, as on wikis."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from ingest.records import Block, BlockKind, Furniture, Loaded
from ingest.speech.turn_labels import TEXT_KINDS

RULE_SIGNATURE = "post_signature"

FEWEST_POSTS = 2
"""Signed posts that make such a page. Raised, short talks lose their speakers."""

SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s*\Z")
SIGNED = re.compile(
    r"(?:(?<=[.!?…:)\"”»\]] )|^)(?:[—–-]{1,2} ?)?(?P<name>[^\W_][\w'’.-]{0,30}(?: [A-ZÀ-Þ0-9][\w'’.-]{0,30}){0,3}) "
    r"(?P<role>\([^\W\d_]{3,16}(?: [·|•] [^()\n]{1,30})?\) )?\d{1,2}:\d\d, \d{1,2}\.? [^\W\d_]{3,12}\.? \d{4}"
    r" \([A-Z]{2,5}\)(?:\s?\[\s?\w{3,12}\s?\])?\s*\Z",
    re.MULTILINE,
)
"""As wikis sign what somebody says: "Heron (talk) 09:14, 3 May 2024 (UTC)"."""


def with_signed_posts(loaded: Loaded) -> Loaded | None:
    """The document with each post a quotation of whoever signed it, and signatures as furniture; None without posts.

    A post begins below the signature before it, or below a heading or whatever else ends no sentence.
    """
    found = {
        at: signed
        for at, block in enumerate(loaded.blocks)
        if block.kind in TEXT_KINDS and (signed := SIGNED.search(loaded.text, block.start, block.end))
    }
    if len(found) < FEWEST_POSTS or not any(signed["role"] for signed in found.values()):
        return None
    signatures = [Furniture(signed.start(), loaded.blocks[at].end, RULE_SIGNATURE) for at, signed in found.items()]
    furniture = sorted([*loaded.furniture, *signatures], key=lambda part: part.start)
    return replace(loaded, blocks=tuple(_blocks(loaded, found)), furniture=tuple(furniture))


def _blocks(loaded: Loaded, found: Mapping[int, re.Match[str]]) -> Iterator[Block]:
    """The blocks, those down to a signature since the last one, or the last heading, as its signer's words."""
    waiting: list[Block] = []
    for at, block in enumerate(loaded.blocks):
        waiting.append(block)
        signed = found.get(at)
        said = block.kind in TEXT_KINDS and SENTENCE_END.search(loaded.text[block.start : block.end])
        if not said and signed is None:
            yield from waiting
            waiting = []
        elif signed is not None:
            yield from (replace(one, kind=BlockKind.QUOTE, level=0, speaker=signed["name"]) for one in waiting)
            waiting = []
    yield from waiting
