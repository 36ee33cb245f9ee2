"""The canonical text of a document, written block by block, with its links and the heading that names it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ingest.decoding import composed
from ingest.records import RULE_OWN_TITLE, Block, BlockKind, Furniture, OwnField

ADDRESS = r"(?:https?://[^\s<>]{1,2000}|www\.\w[^\s<>]{1,2000}|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8})"

LONE_ADDRESS = re.compile(rf"^[^\S\n]*<?({ADDRESS})>?[^\S\n]*$", re.MULTILINE)
"""A line that is nothing but an address."""


def lone_addresses(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The spans of the addresses that have a line of `text[start:end]` to themselves."""
    return tuple((start + match.start(1), start + match.end(1)) for match in LONE_ADDRESS.finditer(text[start:end]))


# The canonical text of a marked-up document, written block by block.

BETWEEN_BLOCKS = "\n\n"
CELL_GAP = "\t"
"""Between the cells of a row: white space, so that the text has no character the document has not."""


@dataclass(slots=True)
class Inline:
    """The visible text of one block while it is read, with its links."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    links: list[tuple[int, int]] = field(default_factory=list)
    link_start: int | None = None
    marks: list[Furniture] = field(default_factory=list)

    def write(self, words: str) -> None:
        """Adds visible text."""
        words = composed(words)
        self.parts.append(words)
        self.length += len(words)

    def mark(self, start: int, rule: str) -> None:
        """Remembers that what was written since `start` is no content, and the rule that says so."""
        if start < self.length:
            self.marks.append(Furniture(start, self.length, rule))

    def last(self) -> str:
        """The last character written; "" without any."""
        return self.parts[-1][-1:] if self.parts else ""

    def open_link(self) -> None:
        """Remembers where a link begins."""
        self.link_start = self.length

    def close_link(self) -> None:
        """Keeps the link, unless nothing of it is visible."""
        if self.link_start is not None and self.link_start < self.length:
            self.links.append((self.link_start, self.length))
        self.link_start = None


@dataclass(slots=True)
class Canonical:
    """The text and blocks written so far; blocks are a blank line apart."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[Block] = field(default_factory=list)
    furniture: list[Furniture] = field(default_factory=list)

    def add(self, kind: BlockKind, inline: Inline, *, level: int = 0, speaker: str | None = None) -> None:
        """Adds a block, trimmed; a block without visible text adds nothing."""
        written = "".join(inline.parts)
        words = written.strip()
        if not words:
            return
        start = self._begin()
        shift = start - (len(written) - len(written.lstrip()))
        end = start + len(words)
        links = [(max(start, a + shift), min(end, b + shift)) for a, b in inline.links]
        shown = {(a, b) for a, b in links if a < b}
        shown.update((start + a, start + b) for a, b in lone_addresses(words, 0, len(words)))
        self.blocks.append(Block(kind, start, end, level, tuple(sorted(shown)), speaker))
        for mark in inline.marks:
            self._mark(max(start, mark.start + shift), min(end, mark.end + shift), mark.rule)
        self._write(words)

    def add_break(self) -> None:
        """Adds a drawn line, which has no text."""
        self.blocks.append(Block(BlockKind.BREAK, self.length, self.length))

    def text(self) -> str:
        """The canonical text."""
        return "".join(self.parts)

    def text_of(self, block: Block) -> str:
        """The words of a block."""
        return self._blocks_text()[block.start : block.end]

    def clear(self) -> None:
        """Forgets everything."""
        self.parts, self.length, self.blocks, self.furniture = [], 0, [], []

    def _blocks_text(self) -> str:
        """The text, joined once for as long as nothing is added."""
        if len(self.parts) > 1:
            self.parts = [self.text()]
        return self.parts[0] if self.parts else ""

    def _begin(self) -> int:
        """Return where the next block starts, behind a blank line unless it is the first."""
        if self.length:
            self._write(BETWEEN_BLOCKS)
        return self.length

    def _mark(self, start: int, end: int, rule: str) -> None:
        """Adds furniture, as far as it is none yet; it is one with the furniture of its rule right before it."""
        last = self.furniture[-1] if self.furniture else None
        start = max(start, last.end) if last else start
        if start >= end:
            return
        if last and last.rule == rule and last.end == start:
            start = self.furniture.pop().start
        self.furniture.append(Furniture(start, end, rule))

    def _write(self, words: str) -> None:
        """Adds characters to the text."""
        self.parts.append(words)
        self.length += len(words)


# The heading that names a document, in formats that mark their headings.


def heading_as_title(text: str, blocks: Sequence[Block]) -> Iterator[OwnField]:
    """The words of the first heading of the first level, else of the first heading."""
    headings = [block for block in blocks if block.kind is BlockKind.HEADING]
    top = next((block for block in headings if block.level == 1), headings[0] if headings else None)
    if top:
        yield OwnField("title", text[top.start : top.end], RULE_OWN_TITLE)


PICTURE_CM = 5.0
"""Width and height from which a picture in a text may say something, in centimetres. Lowered, logos and signatures are
told as not read."""


def large_pictures(sizes: Iterable[tuple[float, float]]) -> tuple[str, ...]:
    """What to tell of the pictures in a text, by their sizes in centimetres: how many of them are not read."""
    count = sum(min(size) >= PICTURE_CM for size in sizes)
    return (f"{count} {'picture' if count == 1 else 'pictures'} in the text",) if count else ()
