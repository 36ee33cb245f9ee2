"""PDF and pictures: the canonical text is the pages' lines joined into paragraphs, hyphens at line ends mended.

A page that is only a picture has the lines that a machine read on it, with its scores.

A paragraph that goes on over the page stays one; the running head and the page number between its halves are
put before the next block, where they are furniture. Every character keeps its number on its page, so that a
quotation can be boxed where it stands.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise, repeat
from operator import itemgetter

from errors import DocumentError, UnrecognisedError
from ingest.formats import is_picture
from ingest.hyphens import JOINING, LineEnds
from ingest.lexicon import LIGATURES
from ingest.loaders import picture
from ingest.loaders.canonical import BETWEEN_BLOCKS
from ingest.loaders.pdf_lines import ENDS_IN_HYPHEN, NOTE_MARK, SMALLER, body_size, furniture_lines, paragraphs
from ingest.loaders.pdf_rows import whole_lines
from ingest.loaders.pdfium import Page, boxes, information, open_pdf, pages, render
from ingest.loaders.pdfium_text import HYPHEN, UNREADABLE, Line
from ingest.loaders.recognised import FIRST_NUMBER, Recognised, seen_boxes, seen_lines
from ingest.loaders.stated_fields import field_value
from ingest.records import (
    RULE_NOTE_MARK,
    RULE_OWN_TITLE,
    Block,
    BlockKind,
    Furniture,
    Loaded,
    OwnField,
    PageBox,
    lowest,
)

NOWHERE = (-1, -1)
LETTERS = LIGATURES | {"\ufb05": "ft"}
"""What a joined letter is written as. The long s in one is written as the f that it looks like: writing it as the other
stations do would change what is read of old prints, and READING would have to be raised."""

WRITTEN_OTHERWISE = re.compile(rf"[\x00-\x1f\u00ad\ufffe{''.join(LETTERS)}]")

FILE_NAME = re.compile(
    r"\.(?:docx?|pdf|indd|qxd|rtf|odt|tex|dvi|pptx?|xlsx?)\s*\Z|^Microsoft |^untitled|^\(?anonymous\)?\Z", re.I
)
"""A title that a program made up from the name of its own file."""

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
LETTERS_AT_END, LETTERS_AT_START = re.compile(r"(?<![^\W\d_])[^\W\d_]+\Z"), re.compile(r"[^\W\d_]+")
WITHOUT_SPACES = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
"""Letters and marks of scripts that put no space between words."""

SCAN_COVERS = 0.5
"""The share of a page that its picture covers from which the page is one. Raised, scans with margins pass as read."""

COPY_COVERS = 0.2
NUMBER_LETTERS = 15
"""The share from which a page of fewer letters than these, which has only a number, is the copy of something smaller.
Raised, a receipt passes as read; lowered, a page with a mark of its publisher is told."""

STAMP_LETTERS = 60
"""A scan's page with fewer letters holds only a stamp or a number. Raised, a picture's caption counts as one."""

LONG_WORD, GARBLED = re.compile(r"\w{4,}"), re.compile(r"[a-zß-ÿ][A-ZÀ-Þ]|[^\W\d_]\d+[^\W\d_]")
PRIVATE = re.compile(r"[\ue000-\uf8ff]")
LEAST_PRIVATE = 10
"""Codes without a meaning from which a page of little else has letters of a font of its own. Lowered, a page of nothing
but bullets is read on its picture."""

LEAST_GARBLED = 3
MOST_GARBLED = 0.4
"""The share of a page's longer words with a capital or a digit inside that no language has. Lowered, lists of product
names are taken for letters that cannot be read."""

PICTURE = "a picture without text"

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
        """Return where the next block starts."""
        if self.places:
            self.write(BETWEEN_BLOCKS)
        return len(self.places)


def load(data: bytes, recognised: Recognised | None = None) -> Loaded:
    """The text, blocks and pages, the lines that belong to the pages as furniture, and what the file says of itself.

    Args:
        data: a PDF or a picture.
        recognised: what was read on the pages that are pictures; None where such pages are not read.

    Raises:
        DocumentError: the file cannot be read, or has no text.
        UnrecognisedError: pages that are pictures are missing from `recognised`.
    """
    text, said, partly = _read(data, recognised)
    words = "".join(text.parts)
    starts = [text.page_starts[page] for page in sorted(text.page_starts)]
    own = tuple(_own(words, text.blocks, said))
    return Loaded(words, tuple(text.blocks), own, tuple(starts), tuple(text.furniture), partly=partly)


def find_boxes(data: bytes, start: int, end: int, recognised: Recognised | None = None) -> tuple[PageBox, ...]:
    """Return where `text[start:end]` of the text that `load` gives stands on the pages."""
    text, _, _ = _read(data, recognised)
    wanted = sorted({place for place in text.places[start:end] if place != NOWHERE})
    found: list[PageBox] = []
    for page, numbers in groupby((place for place in wanted if place[1] >= FIRST_NUMBER), key=itemgetter(0)):
        found += seen_boxes((recognised or {})[page], page, [number for _, number in numbers])
    letters = [place for place in wanted if place[1] < FIRST_NUMBER]
    if letters:
        with open_pdf(data) as document:
            for page, numbers in groupby(letters, key=itemgetter(0)):
                found += boxes(document, page, [number for _, number in numbers])
    return tuple(sorted(found, key=lambda box: box.page))


def page_picture(data: bytes, page: int, *, width: int | None) -> bytes:
    """A page, from 0, as a PNG of that many pixels across, or of the size at which its words are read best.

    Raises:
        DocumentError: there is no such page, or it cannot be drawn.
    """
    if is_picture(data):
        return picture.png(data, page, width=width)
    with open_pdf(data) as document:
        return render(document, page, width=width)


def _read(data: bytes, recognised: Recognised | None) -> tuple[_Text, dict[str, str], tuple[str, ...]]:
    read, said = _pages(data)
    if recognised is not None:
        missing = [number for number, page in enumerate(read) if number not in recognised and _is_picture(page)]
        if missing:
            raise UnrecognisedError(missing)
        read = [_with_seen(page, number, recognised) for number, page in enumerate(read)]
    drawn = list(zip(whole_lines([page.lines for page in read]), map(_unread, read), strict=True))
    waits = any(page.seen and page.seen.waits for page in read)
    if not waits and all(unread == PICTURE or not found for found, unread in drawn):
        count = "1 page" if len(drawn) == 1 else f"{len(drawn)} pages"
        raise DocumentError(_no_text(count, {unread for _, unread in drawn}, tried=recognised is not None))
    return _assemble([found for found, _ in drawn]), said, tuple(_partly(drawn))


def _pages(data: bytes) -> tuple[list[Page], dict[str, str]]:
    """The pages, and what the file says of itself."""
    if is_picture(data):
        return [Page((), 1.0, width=width) for width in picture.widths(data)], {}
    with open_pdf(data) as document:
        return list(pages(document)), information(document)


def _no_text(count: str, unread: set[str], *, tried: bool) -> str:
    """Return why a file without any text is not read."""
    if not tried:
        return f"holds no text, only pictures ({count}): run text recognition on it (OCR), then add it again"
    told = "; ".join(sorted(unread - {""})) or "blank"
    return f"holds no text that could be read on it ({count}; {told}): write what it says into a .txt file"


# Pages that are pictures.


def _is_picture(page: Page) -> bool:
    """Return whether the words of a page are to be read on its picture."""
    return _unread(page) == PICTURE or _is_garbled(_words(page))


def _with_seen(page: Page, number: int, recognised: Recognised) -> Page:
    """The page with the lines that were read on its picture, where its own letters are not."""
    seen = recognised.get(number)
    if seen is None:
        return page
    own = () if _is_garbled(_words(page)) else page.lines
    found = [line for line in seen_lines(seen, number, page.width) if not any(_is_on(line, letters) for letters in own)]
    return replace(page, lines=(*own, *found), seen=seen)


def _is_on(line: Line, other: Line) -> bool:
    """Return whether two lines stand on the same place of the page."""
    apart = min(line.right, other.right) - max(line.left, other.left) < min(line.size, other.size)
    return not apart and abs(line.y - other.y) < max(line.size, other.size) / 2


def _words(page: Page) -> str:
    return "".join(line.text for line in page.lines)


def _unread(page: Page) -> str:
    """What of a page could not be read; "" for nothing."""
    if page.is_damaged:
        return "damaged"
    if page.seen:
        return page.seen.unread
    words = _words(page)
    letters = sum(char.isalnum() for char in words)
    if page.is_drawn and not words.strip():
        return PICTURE
    covered = page.pictured > (SCAN_COVERS if letters >= NUMBER_LETTERS else COPY_COVERS)
    if page.pictured and (not letters or (covered and letters < STAMP_LETTERS)):
        return PICTURE
    unreadable = max(letters, len(PRIVATE.findall(words))) if _is_garbled(words) else words.count(UNREADABLE)
    return f"{unreadable} {'letter' if unreadable == 1 else 'letters'} cannot be read" if unreadable else ""


def _is_garbled(words: str) -> bool:
    """Return whether a page's letters stand for others, as where a font's own codes were taken for letters."""
    private = len(PRIVATE.findall(words))
    if private >= LEAST_PRIVATE and private > sum(char.isalnum() for char in words):
        return True
    found = set(LONG_WORD.findall(words))
    garbled = sum(bool(GARBLED.search(word)) for word in found)
    return garbled >= LEAST_GARBLED and garbled > MOST_GARBLED * len(found)


def _partly(drawn: Sequence[tuple[object, str]]) -> Iterator[str]:
    """The same for all pages, with those that follow each other in one line."""
    numbered = [(number, unread) for number, (_, unread) in enumerate(drawn, 1)]
    for unread, run in groupby(numbered, key=lambda item: item[1]):
        numbers = [number for number, _ in run]
        if unread:
            place = f"page {numbers[0]}" if len(numbers) == 1 else f"pages {numbers[0]} to {numbers[-1]}"
            yield f"{place}: {unread}"


def _assemble(pages: Sequence[Sequence[Line]]) -> _Text:
    marginal = furniture_lines(pages)
    text = _Text()
    waiting = [line for page in pages for line in page if id(line) in marginal]
    content = [line for page in pages for line in page if id(line) not in marginal]
    found = paragraphs(content)
    ends = _line_ends(content, found)
    of_note = body_size(content) * SMALLER if content else 0.0
    for kind, block in found:
        while waiting and waiting[0].page <= block[0].page:
            _write_furniture(text, waiting.pop(0), marginal)
        _write_block(text, kind, block, ends)
        mark = NOTE_MARK.match(block[0].text.lstrip())
        if mark and (block[0].size < of_note or mark.group().strip().isdigit()):
            start = text.blocks[-1].start
            text.furniture.append(Furniture(start, start + mark.end(), RULE_NOTE_MARK))
    for line in waiting:
        _write_furniture(text, line, marginal)
    _fill_page_starts(text, len(pages))
    return text


def _write_furniture(text: _Text, line: Line, rules: dict[int, str]) -> None:
    start = text.begin()
    _write_line(text, line, line.text)
    text.blocks.append(Block(BlockKind.PARAGRAPH, start, len(text.places), recognised=line.recognised))
    text.furniture.append(Furniture(start, len(text.places), rules[id(line)]))


def _write_block(text: _Text, kind: BlockKind, block: Sequence[Line], ends: LineEnds) -> None:
    start = text.begin()
    for line, following in pairwise([*block, None]):
        if line is None:
            continue
        shown, joint = _joint(line, following, ends)
        _write_line(text, line, shown)
        text.write(joint)
    end = len(text.places)
    level = 0
    if kind is BlockKind.HEADING:
        size = max(line.size for line in block)
        text.largest = max(text.largest, size)
        level = 1 if size >= text.largest * 0.95 else 2
    text.blocks.append(Block(kind, start, end, level, recognised=lowest(*(line.recognised for line in block))))


def _write_line(text: _Text, line: Line, shown: str) -> None:
    """Write the line without the white space around it, each character with its place."""
    words = shown.rstrip()
    lead = len(words) - len(words.lstrip())
    text.page_starts.setdefault(line.page, len(text.places))
    if not WRITTEN_OTHERWISE.search(words):
        text.parts.append(words[lead:])
        text.places.extend(zip(repeat(line.page), line.numbers[lead : len(words)], strict=False))
        return
    for char, number in list(zip(words, line.numbers, strict=False))[lead:]:
        if char not in "\u00ad\ufffe" and (char >= " " or char in "\t\x02"):
            text.write("-" if char == HYPHEN else LETTERS.get(char, char), (line.page, number))


def _joint(line: Line, following: Line | None, ends: LineEnds) -> tuple[str, str]:
    """What is shown of the line, and what stands between it and the next: a space, or nothing behind a hyphen."""
    words = line.text.rstrip()
    if following is None:
        return words, ""
    rest = following.text.lstrip()
    if WITHOUT_SPACES.match(words[-1:]) and WITHOUT_SPACES.match(rest[:1]):
        return words, ""
    if not words.endswith(ENDS_IN_HYPHEN) or len(words) < 2:
        return words, " "
    if words[-2].isdigit() and rest[:1].isdigit():
        return words, ""
    halves = _halves(words, rest)
    if halves is None:
        return words, " "
    before, after = halves
    if rest.split(maxsplit=1)[0] in JOINING and words[-1] != "\u00ad" and not ends.is_known(before, after):
        return words, " "
    is_cut = after[0].islower() or (len(before) > 1 and before.isupper() and after.isupper())
    is_kept = not is_cut or (words[-1] != "\u00ad" and ends.keeps(before, after))
    return (words if is_kept else words[:-1]), ""


def _halves(words: str, rest: str) -> tuple[str, str] | None:
    """The letters before and behind the hyphen that ends a line; None where there are none."""
    before, after = LETTERS_AT_END.search(words[:-1]), LETTERS_AT_START.match(rest)
    return (before.group(), after.group()) if before and after else None


def _line_ends(content: Sequence[Line], found: Sequence[tuple[BlockKind, list[Line]]]) -> LineEnds:
    """The judge of the document's hyphens, from the words inside its lines and all that its line ends cut."""
    cut = [
        halves
        for _, block in found
        for line, following in pairwise(block)
        if line.text.rstrip().endswith(ENDS_IN_HYPHEN)
        and (halves := _halves(line.text.rstrip(), following.text.lstrip()))
        and halves[1][0].islower()
    ]
    words: Counter[str] = Counter()
    for line in content if cut else ():
        for word in WORD.findall(line.text.lower()):
            parts = word.split("-")
            words[word] += 1
            words.update(f"{one}-{other}" for one, other in pairwise(parts) if len(parts) > 2)
    return LineEnds(words, cut)


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
    yield from (OwnField("author", name, "PDF information Author") for name in field_value("author", author))
    heading = next((block for block in blocks if block.kind is BlockKind.HEADING), None)
    if heading:
        yield OwnField("title", words[heading.start : heading.end], RULE_OWN_TITLE)
