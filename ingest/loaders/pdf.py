"""PDF: the canonical text is the pages' lines joined into paragraphs, hyphens at line ends mended.

A paragraph that goes on over the page stays one; the running head and the page number between its halves are
put before the next block, where they are furniture. Every character keeps its number on its page, so that a
quotation can be boxed where it stands.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from errors import DocumentError
from ingest.lexicon import LIGATURES
from ingest.loaders.canonical import BETWEEN_BLOCKS
from ingest.loaders.pdf_lines import ENDS_IN_HYPHEN, furniture_lines, paragraphs
from ingest.loaders.pdfium import HYPHEN, Line, boxes, has_picture, information, lines, open_pdf
from ingest.records import RULE_OWN_TITLE, Block, BlockKind, Furniture, Loaded, OwnField, PageBox

NOWHERE = (-1, -1)
LETTERS = LIGATURES | {"\ufb05": "ft"}
"""What a joined letter is written as. The long s in one is written as the f that it looks like: writing it as the other
stations do would change what is read of old prints, and READING would have to be raised."""

FILE_NAME = re.compile(r"\.(?:docx?|pdf|indd|qxd|rtf|odt|tex|dvi|pptx?|xlsx?)\s*\Z|^Microsoft |^untitled", re.I)
"""A title that a program made up from the name of its own file."""

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")

PagePlace = tuple[int, int]
"""A page, from 0, and the number of a character on it."""


@dataclass(slots=True)
class _Text:
    """The text written so far, and where on the pages each of its characters stands."""

    parts: list[str] = field(default_factory=list)
    places: list[PagePlace] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    furniture: list[Furniture] = field(default_factory=list)
    page_starts: dict[int, int] = field(default_factory=dict)
    largest: float = 0.0

    def write(self, words: str, place: PagePlace = NOWHERE) -> None:
        self.parts.append(words)
        self.places.extend([place] * len(words))

    def begin(self) -> int:
        """Where the next block starts."""
        if self.places:
            self.write(BETWEEN_BLOCKS)
        return len(self.places)


def load(data: bytes) -> Loaded:
    """The text, blocks and pages, the lines that belong to the pages as furniture, and what the file says of itself."""
    text, said, unread = _read(data)
    words = "".join(text.parts)
    starts = [text.page_starts[page] for page in sorted(text.page_starts)]
    return Loaded(
        words,
        tuple(text.blocks),
        tuple(_own(words, text.blocks, said)),
        tuple(starts),
        tuple(text.furniture),
        partly=tuple(f"page {page}: a picture without text" for page in unread),
    )


def find_boxes(data: bytes, start: int, end: int) -> tuple[PageBox, ...]:
    """Where `text[start:end]` of the text that `load` gives stands on the pages."""
    text, _, _ = _read(data)
    wanted = sorted({place for place in text.places[start:end] if place != NOWHERE})
    found: list[PageBox] = []
    with open_pdf(data) as document:
        for page in sorted({page for page, _ in wanted}):
            found += boxes(document, page, [number for on, number in wanted if on == page])
    return tuple(found)


def _read(data: bytes) -> tuple[_Text, dict[str, str], list[int]]:
    """The text, what the file says of itself, and the pages, from 1, that are only pictures."""
    with open_pdf(data) as document:
        said = information(document)
        pages = list(lines(document))
        unread = [number + 1 for number, page in enumerate(pages) if not page and has_picture(document, number)]
    if not any(pages):
        count = "1 page" if len(pages) == 1 else f"{len(pages)} pages"
        raise DocumentError(
            f"holds no text, only pictures ({count}): run text recognition on it (OCR), then add it again"
        )
    return _assemble(pages), said, unread


def _assemble(pages: Sequence[Sequence[Line]]) -> _Text:
    marginal = furniture_lines(pages)
    text = _Text()
    waiting = [line for page in pages for line in page if id(line) in marginal]
    content = [line for page in pages for line in page if id(line) not in marginal]
    compounds = _compounds(content)
    for kind, block in paragraphs(content):
        while waiting and waiting[0].page <= block[0].page:
            _write_furniture(text, waiting.pop(0), marginal)
        _write_block(text, kind, block, compounds)
    for line in waiting:
        _write_furniture(text, line, marginal)
    _fill_page_starts(text, len(pages))
    return text


def _write_furniture(text: _Text, line: Line, rules: dict[int, str]) -> None:
    start = text.begin()
    _write_line(text, line, line.text)
    text.blocks.append(Block(BlockKind.PARAGRAPH, start, len(text.places)))
    text.furniture.append(Furniture(start, len(text.places), rules[id(line)]))


def _write_block(text: _Text, kind: BlockKind, block: Sequence[Line], compounds: Counter[str]) -> None:
    start = text.begin()
    for line, following in pairwise([*block, None]):
        if line is None:
            continue
        shown, joint = _joint(line, following, compounds)
        _write_line(text, line, shown)
        text.write(joint)
    end = len(text.places)
    level = 0
    if kind is BlockKind.HEADING:
        size = max(line.size for line in block)
        text.largest = max(text.largest, size)
        level = 1 if size >= text.largest * 0.95 else 2
    text.blocks.append(Block(kind, start, end, level))


def _write_line(text: _Text, line: Line, shown: str) -> None:
    """Writes the line without the white space around it, each character with its place."""
    text.page_starts.setdefault(line.page, len(text.places))
    words = shown.rstrip()
    lead = len(words) - len(words.lstrip())
    for char, number in list(zip(words, line.numbers, strict=False))[lead:]:
        if char in "\u00ad\ufffe" or (char < " " and char not in "\t\x02"):
            continue
        text.write("-" if char == HYPHEN else LETTERS.get(char, char), (line.page, number))


def _joint(line: Line, following: Line | None, compounds: Counter[str]) -> tuple[str, str]:
    """What is shown of the line, and what stands between it and the next: a space, or nothing behind a hyphen."""
    words = line.text.rstrip()
    if following is None:
        return words, ""
    rest = following.text.lstrip()
    if not words.endswith(ENDS_IN_HYPHEN) or len(words) < 2 or not words[-2].isalpha() or not rest[:1].isalpha():
        return words, " "
    before, after = WORD.findall(words[:-1]), WORD.match(rest)
    compound = f"{before[-1]}-{after.group()}".lower() if before and after else ""
    keeps = not rest[0].islower() or compounds[compound] or (words[-1] != "\u00ad" and before and "-" in before[-1])
    return (words if keeps else words[:-1]), ""


def _compounds(content: Sequence[Line]) -> Counter[str]:
    """The words that the document writes with a hyphen inside a line."""
    return Counter(word.lower() for line in content for word in WORD.findall(line.text) if "-" in word)


def _fill_page_starts(text: _Text, pages: int) -> None:
    """Gives a page without text the start of the next that has some, and puts all in order."""
    at = len(text.places)
    for page in reversed(range(pages)):
        at = min(at, text.page_starts.get(page, at))
        text.page_starts[page] = at


def _own(words: str, blocks: Sequence[Block], said: dict[str, str]) -> Iterator[OwnField]:
    title, author = " ".join(said.get("Title", "").split()), " ".join(said.get("Author", "").split())
    if title and not FILE_NAME.search(title):
        yield OwnField("title", title, "PDF information Title")
    if author:
        yield OwnField("author", author, "PDF information Author")
    heading = next((block for block in blocks if block.kind is BlockKind.HEADING), None)
    if heading:
        yield OwnField("title", words[heading.start : heading.end], RULE_OWN_TITLE)
