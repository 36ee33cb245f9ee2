"""An element tree → canonical blocks: for web pages, and for formats that are turned into them.

White space is the page's: a run of it is one space, but no-break spaces stay and preformatted text keeps its lines.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from ingest.loaders.canonical import Canonical, Inline
from ingest.loaders.tags import SEPARATING
from ingest.loaders.trees import Element, local_name, walk
from ingest.records import BlockKind

KINDS: Mapping[str, BlockKind] = MappingProxyType(
    dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "head"), BlockKind.HEADING)
    | dict.fromkeys(("li", "item", "dt", "dd", "tr", "row"), BlockKind.LIST_ITEM)
    | dict.fromkeys(("blockquote", "quote"), BlockKind.QUOTE)
    | dict.fromkeys(("pre", "code-block"), BlockKind.CODE)
)
"""What an element makes of the text inside it; trafilatura's names among them."""

STRONGEST = (BlockKind.HEADING, BlockKind.CODE, BlockKind.QUOTE, BlockKind.LIST_ITEM)
"""A list item inside a quote is quoted; a heading inside a list item is a heading."""

SEPARATES = (SEPARATING - {"br"}) | KINDS.keys() | {"body", "list", "graphic", "caption", "option", "button", "select"}
CELLS = frozenset({"td", "th", "cell"})
ROWS = frozenset({"tr", "row"})
UNSEEN = frozenset(
    ["script", "style", "template", "title", "noscript", "svg", "math", "iframe", "object", "audio", "video", "del"]
)
BREAKS = frozenset({"br", "lb"})
LINKS = frozenset({"a", "ref"})
SPACES = re.compile(r"[ \t\n\r\f\v]+")
CELL_GAP = "\t"


@dataclass(slots=True)
class _Page:
    """Where on the page the reader is: the open elements of each kind, and the block being written."""

    canonical: Canonical
    inline: Inline = field(default_factory=Inline)
    open_kinds: list[BlockKind] = field(default_factory=list)
    heading_level: int = 0
    unseen: int = 0
    rows: int = 0

    def kind(self) -> BlockKind:
        return next((kind for kind in STRONGEST if kind in self.open_kinds), BlockKind.PARAGRAPH)

    def finish_block(self) -> None:
        """Writes the block that ends here."""
        if self.inline.link_start is not None:
            self.inline.close_link()
        kind = self.kind()
        self.canonical.add(kind, self.inline, level=self.heading_level if kind is BlockKind.HEADING else 0)
        self.inline = Inline()

    def write(self, words: str | None) -> None:
        """Writes a run of text, a space for each run of spaces."""
        if not words or self.unseen:
            return
        if self.kind() is not BlockKind.CODE:
            words = SPACES.sub(" ", words)
            if words.startswith(" ") and self._ends_in_space():
                words = words[1:]
        self.inline.write(words)

    def _ends_in_space(self) -> bool:
        return not self.inline.length or self.inline.parts[-1].endswith((" ", "\n", CELL_GAP))


def write_tree(canonical: Canonical, root: Element) -> None:
    """Adds the blocks that this tree shows."""
    page = _Page(canonical)
    for event, element in walk(root):
        if event == "start":
            _open(page, element)
        else:
            _close(page, element)
            if element is not root:
                page.write(element.tail)
    page.finish_block()


def _open(page: _Page, element: Element) -> None:
    name = local_name(element)
    if not name:
        return
    if name in UNSEEN:
        page.unseen += 1
        return
    if name in SEPARATES and not (page.rows and name not in ROWS):
        page.finish_block()
    elif page.rows and name in SEPARATES and name not in CELLS:
        page.write(" ")
    if name in ROWS:
        page.rows += 1
    if name in KINDS:
        page.open_kinds.append(KINDS[name])
        page.heading_level = _level(element, name)
    if name in CELLS and page.inline.length:
        page.inline.write(CELL_GAP)
    if name in BREAKS:
        page.inline.write("\n")
    if name in LINKS and element.get("href", element.get("target")):
        page.inline.open_link()
    page.write(element.text)


def _close(page: _Page, element: Element) -> None:
    name = local_name(element)
    if name in UNSEEN:
        page.unseen -= 1
        return
    if name in LINKS:
        page.inline.close_link()
    if name in ROWS:
        page.rows -= 1
    if name in SEPARATES and not page.rows:
        page.finish_block()
    if name == "hr" and not page.unseen:
        page.canonical.add_break()
    if name in KINDS:
        page.open_kinds.pop()


def _level(element: Element, name: str) -> int:
    """The depth of a heading: `<h2>`, or trafilatura's `<head rend="h2">`; 1 for anything else."""
    digits = re.search(r"[1-6]", name) or re.search(r"[1-6]", element.get("rend") or "")
    return int(digits.group()) if digits else 1
