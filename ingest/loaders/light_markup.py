"""What formats of light markup have in common: pieces of a page, quotations with a credit, notes, and inline marks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from errors import DocumentError
from ingest.loaders.canonical import CELL_GAP, Canonical, Inline, heading_as_title
from ingest.loaders.stated_fields import field_value
from ingest.records import BlockKind, Loaded, OwnField

Mark = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]
"""An inline mark, and what a reader sees in its place."""

DEEPEST = 40
"""Blocks inside one another that are read. Raised, a hostile file may run out of stack; lowered, long threads are
refused."""

CREDIT = re.compile(
    r"(?!(?:The|An?)\b)(?P<name>[A-ZÀ-ÖØ-Þ][\w.'’-]{0,40}"
    r"(?:[ ](?:(?:of|de|van|von|den|der|la|du|di|da|al|el|bin)[ ]){0,2}[A-ZÀ-ÖØ-Þ][\w.'’-]{0,40}){0,4})"
    r"[ ]?(?:[,(;|–—].*)?\Z",
    re.DOTALL,
)
"""The name of whom a quotation is of, and behind a mark what he is or where he said it."""

DASHED = re.compile(r"(?:-{2,3}|[—–―])[ \t]{0,9}(?=[^\s-])")
"""What begins the line that says of whom a quotation is."""

LONGEST_CREDIT = 200
HELD = re.compile(r"\0(\d{1,9})\0")
AROUND_GAP = re.compile(rf"(?<![ ])[ ]{{0,9}}{CELL_GAP}[ ]{{0,9}}")
SPACES = re.compile(r"[ ]{2,}")
PLAIN = r"[^\[\]]{1,300}+"
IN_BRACKETS = rf"(?:{PLAIN}|\[(?:{PLAIN}|\[[^\[\]]{{0,300}}\]){{0,6}}+\]){{0,9}}+"
"""Words in brackets, with links in them that have brackets of their own."""

NEVER = re.compile(r"(?!)")


class Piece(NamedTuple):
    """A block as it is shown, without its marks."""

    kind: BlockKind
    words: str
    level: int = 0
    speaker: str | None = None


@dataclass(slots=True)
class Inlines:
    """The inline marks of a format; the notes found among them are kept for the end of the document.

    What `literal` finds is shown as its first group that has words, and no mark in it means anything. `note` finds a
    note with its text, or the mark of one whose text stands elsewhere.
    """

    literal: re.Pattern[str]
    note: re.Pattern[str]
    marks: Sequence[Mark]
    notes: list[str] = field(default_factory=list)

    def shown(self, words: str) -> str:
        """The words without their marks."""
        held = list[str]()

        def hold(found: re.Match[str]) -> str:
            held.append(next(filter(None, found.groups()), ""))
            return f"\0{len(held) - 1}\0"

        words = self.literal.sub(hold, self.note.sub(self._kept, words))
        for pattern, seen in self.marks:
            words = pattern.sub(seen, words)
        return HELD.sub(lambda found: held[int(found[1])] if int(found[1]) < len(held) else "", words)

    def _kept(self, found: re.Match[str]) -> str:
        """Keep the text of a note: it is shown at the end of the document and not inside its sentence."""
        if said := " ".join((found["note"] or "").split()):
            self.notes.append(said)
        return ""


@dataclass(slots=True)
class Page:
    """The pieces read so far, and the lines of the one that is being read.

    `line_break` is the mark behind a line that ends on the page where it ends in the file; in a quotation the line with
    its credit begins on the page where it begins in the file.
    """

    inlines: Inlines
    line_break: re.Pattern[str] = NEVER
    quoted: bool = False
    depth: int = 0
    pieces: list[Piece] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    kind: BlockKind = BlockKind.PARAGRAPH
    is_note: bool = False

    def begin(self, kind: BlockKind, line: str, *, is_note: bool = False) -> None:
        """Begin a piece of this kind."""
        self.end()
        self.kind, self.lines, self.is_note = kind, [line], is_note

    def add(self, piece: Piece) -> None:
        """End the piece that is being read, and add another."""
        self.end()
        self.pieces.append(piece)

    def end(self) -> None:
        """End the piece that is being read."""
        if self.lines and self.is_note:
            self.inlines.notes.append(self._joined())
        elif self.lines:
            code = self.kind is BlockKind.CODE
            words = "\n".join(self.lines) if code else self.inlines.shown(self._joined())
            self.pieces.append(Piece(self.kind, words))
        self.kind, self.lines, self.is_note = BlockKind.PARAGRAPH, [], False

    def inside(self, *, quoted: bool = False) -> Page:
        """A page for what is inside a block of this one.

        Raises:
            DocumentError: blocks are nested too deep.
        """
        if self.depth >= DEEPEST:
            raise DocumentError("its blocks are nested too deep to be read whole: take some away")
        return Page(self.inlines, self.line_break, self.quoted or quoted, self.depth + 1)

    def quote(self, inside: Page, credit: str = "") -> None:
        """Add the pieces of a page as a quotation."""
        inside.end()
        self.end()
        self.pieces += quotation([piece.words for piece in inside.pieces if piece.words], self.inlines.shown(credit))

    def _joined(self) -> str:
        parts = list[str]()
        for line in self.lines:
            line_break = self.line_break.search(line)
            words = (line[: line_break.start()] if line_break else line).lstrip().rstrip(" ")
            parts += ["\n" if self.quoted and parts and DASHED.match(words) else "", words, "\n" if line_break else " "]
        return AROUND_GAP.sub(CELL_GAP, SPACES.sub(" ", "".join(parts).strip()).replace(" \n", "\n"))


def quotation(paragraphs: Sequence[str], credit: str = "") -> Iterator[Piece]:
    """The paragraphs of a quotation, of whom its credit names: what is stated, or its last line behind a dash."""
    *said, last = paragraphs or [""]
    above, _, foot = last.rpartition("\n")
    if not credit and (dash := DASHED.match(foot)) and len(foot) <= LONGEST_CREDIT and (said or above):
        credit, said = foot[dash.end() :], [*said, above]
    else:
        said = [*said, last]
    name = CREDIT.match(credit)
    yield from (Piece(BlockKind.QUOTE, words, speaker=name["name"] if name else None) for words in said if words)
    if credit:
        yield Piece(BlockKind.PARAGRAPH, f"— {credit}")


def table_row(values: Iterable[str]) -> Piece:
    """A row of a table."""
    return Piece(BlockKind.LIST_ITEM, CELL_GAP.join(" ".join(value.split()) for value in values).strip(CELL_GAP))


def stated(values: Iterable[tuple[str, str]], rule: str) -> tuple[OwnField, ...]:
    """The fields of a label that the document's head states, each by its name and its words."""
    return tuple(
        OwnField(name, value, f"{rule} {name}")
        for name, words in values
        for value in field_value(name, " ".join(words.split()))
    )


def document(page: Page, own: Sequence[OwnField] = (), *, included: int = 0) -> Loaded:
    """The document of a page with its notes at the end; how many files it would include is told."""
    page.end()
    canonical, notes = Canonical(), page.inlines.notes
    for piece in page.pieces:
        if piece.kind is BlockKind.BREAK:
            canonical.add_break()
        else:
            _add(canonical, piece)
    for note in notes:  # which may have notes of their own
        _add(canonical, Piece(BlockKind.PARAGRAPH, page.inlines.shown(note)))
    text, blocks = canonical.text(), tuple(canonical.blocks)
    partly = (f"{included} {'file' if included == 1 else 'files'} that it includes",) if included else ()
    return Loaded(text, blocks, (*own, *heading_as_title(text, blocks)), partly=partly)


def _add(canonical: Canonical, piece: Piece) -> None:
    inline = Inline()
    inline.write(piece.words)
    canonical.add(piece.kind, inline, level=piece.level, speaker=piece.speaker)
