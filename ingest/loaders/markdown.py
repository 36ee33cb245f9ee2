"""Markdown: the canonical text is what a reader sees, without the marks.

CommonMark with tables and strikethrough, read by markdown-it-py. A line end inside a paragraph is a space,
as on the page; a hard break is a line end. List numbers and bullets are the page's, not the author's words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from errors import DocumentError
from ingest.decoding import decode
from ingest.loaders.canonical import Canonical, Inline, heading_as_title
from ingest.loaders.front_matter import front_matter
from ingest.loaders.tags import is_line_break, visible_lines
from ingest.records import BlockKind, Loaded

PLUGINS = ["table", "strikethrough"]
DEEPEST = 100
"""Quotes and lists inside one another that are read; the parser's own limit is 20, and it passes over the rest.

Raised, the parser may run out of stack; lowered, threads with many answers are refused.
"""

CELL_GAP = "\t"
"""Between the cells of a row: white space, so that the text has no character the document has not."""


@dataclass(slots=True)
class _Reading:
    """Where in the document the reader is."""

    canonical: Canonical = field(default_factory=Canonical)
    quotes: int = 0
    items: int = 0
    heading: int = 0
    row: Inline | None = None

    def kind(self) -> BlockKind:
        """What a run of text here is."""
        if self.heading:
            return BlockKind.HEADING
        if self.quotes:
            return BlockKind.QUOTE
        return BlockKind.LIST_ITEM if self.items else BlockKind.PARAGRAPH


def load(data: bytes) -> Loaded:
    """The visible text, its blocks, and what front matter and the first level-1 heading (else the first) say of it."""
    reading = _Reading()
    markup = decode(data)
    body, stated = front_matter(markup)
    for token in MarkdownIt("commonmark", {"maxNesting": DEEPEST}).enable(PLUGINS).parse(markup[body:]):
        if token.level >= DEEPEST - 1 and token.nesting == 1:  # the parser passes over what is deeper
            raise DocumentError("its quotes and lists are nested too deep to be read whole: take some away")
        _read(reading, token)
    text, blocks = reading.canonical.text(), tuple(reading.canonical.blocks)
    return Loaded(text, blocks, own=(*stated, *heading_as_title(text, blocks)))


def _read(reading: _Reading, token: Token) -> None:
    """Takes in one token: where the reader is, or text to write."""
    match token.type:
        case "blockquote_open" | "blockquote_close":
            reading.quotes += token.nesting
        case "list_item_open" | "list_item_close":
            reading.items += token.nesting
        case "heading_open" | "heading_close":
            reading.heading = int(token.tag[1:]) if token.nesting == 1 else 0
        case "tr_open" | "tr_close":
            _row(reading, token)
        case "inline":
            _inline(reading, token.children or [])
        case "fence" | "code_block":
            reading.canonical.add(BlockKind.CODE, Inline([token.content], len(token.content)))
        case "html_block":
            _html(reading, token.content)
        case "hr":
            reading.canonical.add_break()


def _row(reading: _Reading, token: Token) -> None:
    """Opens a table row, or writes the one that ends as a list item."""
    if reading.row is not None:
        reading.canonical.add(BlockKind.LIST_ITEM, reading.row)
    reading.row = Inline() if token.nesting == 1 else None


def _inline(reading: _Reading, tokens: Sequence[Token]) -> None:
    """Writes a run of text: into the open table row, or as a block of its own."""
    inline = reading.row or Inline()
    if inline.length:
        inline.write(CELL_GAP)
    for token in _flat(tokens):
        _write(inline, token)
    if reading.row is None:
        reading.canonical.add(reading.kind(), inline, level=reading.heading)


def _flat(tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens with an image's alt text in the image's place."""
    for token in tokens:
        if token.type == "image":
            yield from _flat(token.children or [])
        else:
            yield token


def _write(inline: Inline, token: Token) -> None:
    """Writes what the token shows."""
    match token.type:
        case "text" | "code_inline":
            inline.write(token.content)
        case "softbreak":
            inline.write(" ")
        case "hardbreak":
            inline.write("\n")
        case "html_inline" if is_line_break(token.content):
            inline.write("\n")
        case "link_open":
            inline.open_link()
        case "link_close":
            inline.close_link()


def _html(reading: _Reading, markup: str) -> None:
    """Writes a block of raw HTML, a block for each line that it shows."""
    for line in visible_lines(markup):
        reading.canonical.add(reading.kind(), Inline([line], len(line)))
