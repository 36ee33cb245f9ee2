"""An element tree → canonical blocks: for web pages, and for formats that are turned into them.

White space is the page's: a run of it is one space, but no-break spaces stay and preformatted text keeps its lines.
The rows of a table are list items; a table that only lays out the page is not one, and its cells are read as blocks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from ingest.lexicon import table
from ingest.loaders.canonical import CELL_GAP, Canonical, Inline
from ingest.loaders.raised import written
from ingest.loaders.tags import SEPARATING
from ingest.loaders.trees import Element, classes, flat_text, local_name, walk
from ingest.records import RULE_NOTE_MARK, BlockKind

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
UNSEEN = table("script style template title noscript svg math iframe object audio video del rt rp")
BREAKS = frozenset({"br", "lb"})
LINKS = frozenset({"a", "ref"})
BOLD = frozenset({"b", "strong"})
INLINE = frozenset({"font", "span", "u", "i", "em", "big", "center"})
APART = frozenset({"a", "span", "time", "small", "label", "address"})
"""Elements inside a line that pages set side by side without a space: the style sheet keeps them apart."""

FUSED = re.compile(r"[a-zà-öø-ÿ.!?…)”’][A-ZÀ-ÖØ-Þ“(]|\w\d|\d[^\W_]")
"""The end of one element and the beginning of the next, where no word has both: "Holm2 August", "readShare"."""

LAID_OUT = frozenset(
    [
        *("article", "aside", "blockquote", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6"),
        *("header", "hr", "main", "nav", "section", "table"),
    ]
)
"""Elements that no cell of a table of data holds."""

PROSE = 200
"""Characters from which on a cell with paragraphs is an article, in a table of one row or with most of its words.
Raised, short pages laid out so are read as rows; lowered, rows of data lose their cells."""

MOST_OF_TABLE = 0.6
"""The share of a table's words that its article has. Raised, pages with long menus beside it are read as rows."""

RULE_HIDDEN = "hidden"
HIDDEN_CLASSES = frozenset(
    {"mw-editsection", "mw-jump-link", "screen-reader-text", "sr-only", "visually-hidden", "visuallyhidden"}
)
"""Classes of what the programs of web sites show to nobody who reads the page: "[edit]", "Skip to content"."""

MOST_CLASSES = 20
"""Classes of a hidden element that are looked at one by one. Raised, a hostile page takes longer."""

HIDES = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.IGNORECASE)
"""Styles by which a page keeps text from being seen, such as the preview line of a newsletter."""

CHROME = frozenset({"nav", "footer", "aside", "form", "button", "select", "dialog", "menu"})
"""Elements for what stands around the words of a page."""

CHROME_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "complementary", "menu", "dialog", "alert"})

CREDIT = re.compile(
    r"[-–—―~\s]{0,4}(?P<name>(?!The |An? )[A-ZÀ-Þ][\w'’.-]*(?: (?:de|van|von|der|la|di|da|bin|al|el)){0,2}"
    r"(?: [A-ZÀ-Þ][\w'’.-]*){1,3})\s*(?:[,(;|–—].*)?\Z",
    re.DOTALL,
)
"""A person's name, and behind a mark what he is."""

PAGE_CLASSES = table("pagenum pagenumber page-number page_number pageno page-no pagebreak page-break pb folio")
"""Classes of the numbers of printed pages."""

PAGE_NUMBER = re.compile(r"[\[({|]? ?(?:(?:pg|page|p|s|seite)\b\.? ?)?[\divxlc]{0,6} ?[\])}|]?", re.IGNORECASE)
BRACKETED_MARK = re.compile(r"\[\s?(?:\d{1,3}|[a-zA-Z]|[*†‡§]{1,3})\s?\]")
"""The whole of a link inside the page that leads to a note."""

SPACES = re.compile(r"[ \t\n\r\f\v]+")


@dataclass(slots=True)
class _Page:
    """Where on the page the reader is: the open elements of each kind, and the block being written."""

    canonical: Canonical
    inline: Inline = field(default_factory=Inline)
    open_kinds: list[BlockKind] = field(default_factory=list)
    heading_level: int = 0
    unseen: int = 0
    hidden: int = 0
    chrome: int = 0
    rows: int = 0
    breaks: int = 0
    closed: bool = False
    """Whether an element of `APART` has just ended, with nothing behind it yet."""

    apart: bool = False
    """Whether the next words begin an element that stands right behind such a one."""

    in_chrome: set[int] = field(default_factory=set)
    quoted: list[str | None] = field(default_factory=list)
    """Whom each open quotation names as its speaker."""

    def kind(self) -> BlockKind:
        return next((kind for kind in STRONGEST if kind in self.open_kinds), BlockKind.PARAGRAPH)

    def finish_block(self) -> None:
        """Writes the block that ends here."""
        if self.inline.link_start is not None:
            self.inline.close_link()
        kind, before = self.kind(), len(self.canonical.blocks)
        level = self.heading_level if kind is BlockKind.HEADING else 0
        speaker = self.quoted[-1] if self.quoted and kind is BlockKind.QUOTE else None
        self.canonical.add(kind, self.inline, level=level, speaker=speaker)
        if self.chrome and len(self.canonical.blocks) > before:
            self.in_chrome.add(before)
        self.inline, self.breaks, self.closed, self.apart = Inline(), 0, False, False

    def write(self, words: str | None) -> None:
        """Writes a run of text, a space for each run of spaces."""
        if not words or self.unseen:
            return
        if self.kind() is not BlockKind.CODE:
            words = SPACES.sub(" ", words)
            if words.startswith(" ") and self._ends_in_space():
                words = words[1:]
        if not words:
            return
        if self.apart and FUSED.fullmatch(self.inline.last() + words[0]):
            self.inline.write(" ")
        self.breaks = 0 if words.strip() else self.breaks
        self.closed = self.apart = False
        start = self.inline.length
        self.inline.write(words)
        if self.hidden:
            self.inline.mark(start, RULE_HIDDEN)

    def break_line(self) -> None:
        """Ends the line; a second break ends the paragraph, as the page shows it."""
        self.breaks += 1
        if self.breaks > 1 and not self.rows and self.kind() is not BlockKind.CODE:
            self.finish_block()
        else:
            self.inline.write("\n")

    def _ends_in_space(self) -> bool:
        return not self.inline.length or self.inline.last() in {" ", "\n", CELL_GAP}


def write_tree(canonical: Canonical, root: Element) -> frozenset[int]:
    """Add the blocks that this tree shows, and return the numbers of those that stand in what is around the words.

    Text that the page hides, and the marks of notes behind a sentence, are furniture of the canonical text.
    """
    page = _Page(canonical)
    laid_out = _layout_tables(root)
    for event, element in walk(root):
        name = _name(element, laid_out)
        if event == "start":
            _open(page, element, name)
        else:
            _close(page, element, name)
            if element is not root:
                page.write(element.tail)
    page.finish_block()
    return frozenset(page.in_chrome)


def _open(page: _Page, element: Element, name: str) -> None:
    if name in UNSEEN:
        page.unseen += 1
    if not name or page.unseen:
        return
    if name in SEPARATES and not (page.rows and name not in ROWS):
        page.finish_block()
    elif page.rows and name in SEPARATES and name not in CELLS:
        page.write(" ")
    _enter(page, element, name)
    if name in CELLS and page.inline.length:
        page.inline.write(CELL_GAP)
    if name in BREAKS:
        page.break_line()
    if name in LINKS and element.get("href", element.get("target")):
        page.inline.open_link()
    if name == "sup" or _is_note_link(element, name):
        _raise(page, element)
        return
    page.apart = page.apart or (page.closed and name in APART)
    page.write(element.text)


def _enter(page: _Page, element: Element, name: str) -> None:
    """Note what this element makes of the text inside it."""
    page.hidden += _is_hidden(element)
    page.chrome += _is_chrome(element, name)
    page.rows += name in ROWS
    if name in KINDS:
        page.open_kinds.append(KINDS[name])
        page.heading_level = _level(element, name)
    if KINDS.get(name) is BlockKind.QUOTE:
        page.quoted.append(_credited(element))


def _close(page: _Page, element: Element, name: str) -> None:
    if not name or page.unseen:
        page.unseen -= name in UNSEEN
        return
    if name in LINKS:
        page.inline.close_link()
    if name in BOLD and page.inline.length and not page.rows and _is_a_line(page, element):
        page.finish_block()
    if name in ROWS:
        page.rows -= 1
    if name in SEPARATES and not page.rows:
        page.finish_block()
    if name == "hr":
        page.canonical.add_break()
    if name in KINDS:
        page.open_kinds.pop()
    if KINDS.get(name) is BlockKind.QUOTE:
        page.quoted.pop()
    page.hidden -= _is_hidden(element)
    page.chrome -= _is_chrome(element, name)
    page.closed = page.closed or name in APART


def _is_a_line(page: _Page, bold: Element) -> bool:
    """Return whether bold words begin a block and end their line there, as a heading of its own does."""
    outer = bold
    while not (outer.tail or "").strip() and outer.getnext() is None and local_name(outer.getparent()) in INLINE:
        outer = outer.getparent()
    following = outer.getnext()
    breaks = following is not None and local_name(following) in BREAKS and not (outer.tail or "").strip()
    return breaks and "".join(page.inline.parts).strip() == flat_text(bold)


def _credited(quotation: Element) -> str | None:
    """Whom the foot of a quotation, or the caption of its figure, names first: "Ann Lee, keeper of the reserve".

    A `cite` at its end is a person's only with what he is behind the name: it is meant for titles of works.
    """
    figure = next(quotation.iterancestors("figure"), None)
    feet = [*quotation.iter("footer"), *(figure.iter("figcaption") if figure is not None else ())]
    cited = [cite for cite in quotation.iter("cite") if not (cite.tail or "").strip()]
    words = [*map(flat_text, feet), *(said for said in map(flat_text, cited[-1:]) if "," in said)]
    return next((match["name"] for said in words if (match := CREDIT.match(said))), None)


def _raise(page: _Page, element: Element) -> None:
    """Write raised words whole, without the elements inside: they are too few to have any."""
    words = SPACES.sub(" ", "".join(element.itertext()))
    before = "".join(page.inline.parts[-4:])
    linked = page.inline.link_start is not None or any(local_name(inside) in LINKS for inside in element.iter())
    shown, is_note = written(before, words, element.tail or "", linked=linked)
    for inside in list(element):
        element.remove(inside)
    start = page.inline.length
    page.write(shown)
    if is_note and page.inline.length > start:
        page.inline.mark(start, RULE_NOTE_MARK)


def _name(element: Element, laid_out: frozenset[Element]) -> str:
    """The element's name; what only lays out the page is a division of it, and the number of a page is unseen."""
    name = local_name(element)
    if element.get("epub:type") == "pagebreak" or element.get("role") == "doc-pagebreak" or _is_page_number(element):
        return "del"  # the number of a printed page, which stands inside its sentences
    if name in {"sup", "div"} and _is_comment(element):
        return "del"
    if laid_out and (name in ROWS or name in CELLS) and _table_of(element) in laid_out:
        return "div"
    return name


def _layout_tables(root: Element) -> frozenset[Element]:
    """The tables that only lay out the page: they say so, or hold what no table of data does (`_lays_out`)."""
    return frozenset(table for table in root.iter("table") if _lays_out(table))


def _lays_out(table: Element) -> bool:
    """Whether the table holds other tables or headings, has one column, one row with paragraphs, or an article."""
    if (table.get("role") or "").lower() in {"presentation", "none"}:
        return True
    widest, rows, breaks = 0, 0, 0
    for element in table.iter():
        name = local_name(element)
        if element is not table and name in LAID_OUT:
            return True
        breaks += name in BREAKS or name == "p"
        if name in ROWS:
            rows += 1
            widest = max(widest, sum(local_name(cell) in CELLS for cell in element))
    long = [cell for cell in table.iter("td") if len(flat_text(cell)) >= PROSE] if breaks > 1 else []
    return widest < 2 or (rows == 1 and bool(long)) or (bool(long) and _is_article(long, table))


def _is_article(long: Sequence[Element], table: Element) -> bool:
    """Return whether the longest of these cells has paragraphs, and most of what the table says."""
    cell = max(long, key=lambda one: len(flat_text(one)))
    paragraphs = sum(1 for _ in cell.iter("p"))
    return paragraphs > 1 and len(flat_text(cell)) >= MOST_OF_TABLE * len(flat_text(table))


def _table_of(element: Element) -> Element | None:
    return next(element.iterancestors("table"), None)


def _is_note_link(element: Element, name: str) -> bool:
    """Whether the element is the mark of a note, which a style sheet may raise instead of the mark-up."""
    if name != "a":
        return False
    if element.get("epub:type") == "noteref" or element.get("role") == "doc-noteref":
        return True
    return (element.get("href") or "").startswith("#") and BRACKETED_MARK.fullmatch(flat_text(element)) is not None


def _is_comment(element: Element) -> bool:
    """Whether the element is the mark of a reader's comment, or the comment, as Google Docs writes them."""
    link = next(element.iter("a"), None)
    if link is None or not (link.get("href") or "").startswith("#cmnt"):
        return False
    return BRACKETED_MARK.fullmatch(flat_text(link)) is not None and flat_text(element).startswith(flat_text(link))


def _is_page_number(element: Element) -> bool:
    """Whether the element is the number of a printed page, which transcripts of books have inside their sentences."""
    return not PAGE_CLASSES.isdisjoint(classes(element)) and PAGE_NUMBER.fullmatch(flat_text(element)) is not None


def show_series(root: Element) -> None:
    """Show every part of a series of which a page shows one at a time: slides, tabs, the pages of a gallery.

    They are of one kind with a part that is shown: the same element below the same parent, with its classes and at most
    one more, which hides them.
    """
    elements = (element for event, element in walk(root) if event == "start")
    hidden = [element for element in elements if _is_hidden(element) and not HIDDEN_CLASSES & classes(element)]
    shown: dict[Element, dict[tuple[str, frozenset[str]], str]] = {}
    for parent in {element.getparent() for element in hidden} - {None}:
        parts = [part for part in parent if not _is_hidden(part) and classes(part)]
        shown[parent] = {(part.tag, classes(part)): part.get("class") for part in parts}
    for element in hidden:
        named, kinds = classes(element), shown.get(element.getparent(), {})
        alike = (named, *(named - {name} for name in named if len(named) <= MOST_CLASSES))
        name = next((kinds[element.tag, one] for one in alike if (element.tag, one) in kinds), None)
        if name is not None:
            element.set("class", name)
            element.attrib.pop("hidden", None)
            element.set("style", HIDES.sub("", element.get("style") or ""))


def _is_hidden(element: Element) -> bool:
    hides = HIDDEN_CLASSES & classes(element)
    return element.get("hidden") is not None or bool(hides or HIDES.search(element.get("style") or ""))


def _is_chrome(element: Element, name: str) -> bool:
    return name in CHROME or (element.get("role") or "").lower() in CHROME_ROLES


def _level(element: Element, name: str) -> int:
    """The depth of a heading: `<h2>`, or trafilatura's `<head rend="h2">`; 1 for anything else."""
    digits = re.search(r"[1-6]", name) or re.search(r"[1-6]", element.get("rend") or "")
    return int(digits.group()) if digits else 1
