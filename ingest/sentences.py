"""Blocks without their furniture → sentences, as spans of the document's text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from ingest.records import Block, BlockKind, Furniture, Sentence, Span
from ingest.segmenter import sentence_spans

SPACE = re.compile(r"\s")
LINE = re.compile(r"[^\n]+")


def split_sentences(text: str, blocks: Sequence[Block], furniture: Sequence[Furniture]) -> tuple[Sentence, ...]:
    """The sentences of the blocks, in order, beside the furniture and never across a block.

    A sentence with furniture inside comes back as its part before and its part after.
    `furniture` is sorted and does not overlap itself, as `find_furniture` gives it.
    """
    starts = [item.start for item in furniture]
    sentences: list[Sentence] = []
    for block in blocks:
        first = max(0, bisect_left(starts, block.start) - 1)
        last = bisect_left(starts, block.end)
        pieces = _visible_pieces((block.start, block.end), furniture[first:last])
        sentences.extend(_block_sentences(text, block.kind, pieces))
    return tuple(sentences)


def _visible_pieces(block: Span, furniture: Sequence[Furniture]) -> list[Span]:
    """What of the block is not furniture."""
    pieces, start = [], block[0]
    for item in furniture:
        if start < min(item.start, block[1]):
            pieces.append((start, min(item.start, block[1])))
        start = max(start, item.end)
    if start < block[1]:
        pieces.append((start, block[1]))
    return pieces


def _block_sentences(text: str, kind: BlockKind, pieces: Sequence[Span]) -> Iterator[Sentence]:
    """The block's sentences, trimmed of white space; what is only white space is none."""
    for start, end in _untrimmed(text, kind, pieces):
        words = text[start:end]
        stripped = words.strip()
        if stripped:
            start += len(words) - len(words.lstrip())
            yield Sentence(start, start + len(stripped), heading=kind is BlockKind.HEADING)


def _untrimmed(text: str, kind: BlockKind, pieces: Sequence[Span]) -> Iterator[Span]:
    """The spans of the block's sentences: a heading whole, code by lines, the rest segmented."""
    if kind is BlockKind.HEADING:
        yield from pieces
    elif kind is BlockKind.CODE:
        for start, end in pieces:
            yield from (match.span() for match in LINE.finditer(text, start, end))
    else:
        yield from _segmented(text, pieces)


def _segmented(text: str, pieces: Sequence[Span]) -> Iterator[Span]:
    """The sentences of the pieces read as one text, so that no sentence ends where furniture was cut out.

    Line ends count as spaces: a hard-wrapped sentence goes on in the next line.
    """
    glued = " ".join(SPACE.sub(" ", text[start:end]) for start, end in pieces)
    cuts = [end for _, end in sentence_spans(glued)]
    offset = 0
    for start, end in pieces:
        inside = [cut - offset + start for cut in cuts if 0 < cut - offset < end - start]
        yield from zip((start, *inside), (*inside, end), strict=True)
        offset += end - start + 1
