"""reStructuredText (.rst), as it is printed: without comments, targets, fields and directives that are no text.

The syntax is that of https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html. docutils itself is not used:
most of what it does is not wanted of somebody else's file, and marks that nothing ends take it quadratic time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from ingest.decoding import decode
from ingest.lexicon import table
from ingest.loaders.canonical import CELL_GAP
from ingest.loaders.light_markup import DASHED, Inlines, Page, Piece, document, stated, table_row
from ingest.records import BlockKind, Loaded

ADORNMENT = re.compile(r"([!-/:-@\[-`{-~])\1{1,400}+\Z")
EXPLICIT = re.compile(r"\.\.(?:[ ]+|\Z)|__[ ]")
TARGET = re.compile(r"_(?:`[^`]{1,300}`|[^:\n]{0,300}):|__")
NOTE = re.compile(r"\[(?:#[\w-]{0,60}|\*|\d{1,6}|[^\W\d_][\w.-]{0,60})\](?:[ ]+|\Z)")
SUBSTITUTION = re.compile(r"\|([^|\n]{1,100})\|[ ]+([\w-]{1,30})::[ ]*([^\n]*)")
SUBSTITUTED = re.compile(r"\|([^|\s](?:[^|\n]{0,98}[^|\s])?)\|(?:__?(?!\w))?")
DIRECTIVE = re.compile(r"([\w:.+-]{1,60}?)[ ]?::(?:[ ]+([^\n]*)|\Z)")
FIELD = re.compile(r":([^:\s][^:\n]{0,100}):(?:[ ]+([^\n]*)|\Z)")
ITEM = re.compile(r"(?P<mark>[-*+•‣⁃]|\(?(?:\d{1,6}|#|[A-Za-z]|[ivxlcdm]{1,8})[.)])(?:[ ]+(?P<words>[^\n]*)|\Z)")
LINE = re.compile(r"\|(?:[ ]([^\n]*)|\Z)")
SIMPLE_TABLE = re.compile(r"={2,}(?:[ ]+={2,})+\Z")
RULED = re.compile(r"[=-]{2,}(?:[ ]+[=-]{2,})*\Z")
GRID = re.compile(r"\+[-=+]{3,}\+\Z")
CELLS = re.compile(r"=+")
DOCTEST = ">>>"

QUOTED = table("epigraph highlights pull-quote")
UNSEEN = table("""
    contents image include raw toctree index meta math literalinclude highlight role default-role sectnum header footer
    target-notes unicode date bibliography tabularcolumns currentmodule module graphviz plot autosummary only todo
    todolist comment title class
""")
"""Directives of which a reader sees nothing, or nothing in words; of others he sees their words and what is in them."""

CODE = table("code code-block sourcecode parsed-literal doctest testcode prompt")
TITLED = table("rubric topic sidebar centered admonition table list-table csv-table")
"""Directives whose argument is printed as a line."""

NUMBERED = table("figure container versionadded versionchanged deprecated")
"""Directives whose argument is no text: the address of a picture, a number."""

TABLE_ROW = re.compile(r"[*-] - ?|  - ?")
FIELDS = {"author": "author", "authors": "author", "date": "published", "title": "title"}
PRINTED_FIELDS = table("abstract dedication")

LITERAL = re.compile(r"``([^`](?:[^`]|`(?!`)){0,900})``|\\(?:([^\s])|\s)")
NOTE_MARK = re.compile(r"[ ]?\[(?:#[\w-]{0,60}|\*|\d{1,6}|[^\W\d_][\w.-]{0,60})\]_(?P<note>(?!\w))")
EMPHASIS = r"(?<![\w{mark}]){mark}(?=[^\s{one}])([^{one}]{{1,900}})(?<!\s){mark}(?![\w{one}])"
MARKS = (
    (re.compile(r"[ ]?:(?:foot)?cite(?:[:.]\w{1,20})?:`[^`]{1,300}`"), ""),
    (re.compile(r":[\w][\w:.+-]{0,40}:`([^`<]{1,900}?)[ ]?(?:<[^<>`]{1,900}>)?`"), r"\1"),
    (re.compile(r"_?`([^`<]{1,900}?)[ ]?(?:<[^<>`]{1,900}>)?`(?::[\w:.+-]{1,40}:|__?(?!\w))?"), r"\1"),
    (re.compile(EMPHASIS.format(mark=r"\*\*", one="*")), r"\1"),
    (re.compile(EMPHASIS.format(mark=r"\*", one="*")), r"\1"),
    (re.compile(r"(?<![\w./@:_-])([^\W_](?:[\w.+-]{0,60}?[^\W_])?)__?(?![\w])"), r"\1"),
    (re.compile(r"(?<!-)---(?!-)"), "—"),
    (re.compile(r"(?<![-\S])--(?![-\S])|(?<=\w)--(?=\w)"), "–"),
)


@dataclass(slots=True)
class _Head:
    """What is known of a document while it is read: its fields, and the signs of its headings in their order."""

    values: list[tuple[str, str]] = field(default_factory=list)
    adornments: list[tuple[str, bool]] = field(default_factory=list)
    included: int = 0


def load(data: bytes) -> Loaded:
    """The text as it is printed, with its footnotes at the end, and what its first fields say of it."""
    lines = [line.rstrip().expandtabs(8) for line in decode(data).split("\n")]
    replaced = dict(_substitutions(lines))
    marks = ((SUBSTITUTED, lambda name: replaced.get(name[1].lower(), name[0])), *MARKS)
    page, head = Page(Inlines(LITERAL, NOTE_MARK, marks)), _Head()
    _read(page, lines, head)
    return document(page, stated(head.values, "reStructuredText"), included=head.included)


def _substitutions(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What stands for other words, and these; a picture stands for none."""
    for at, line in enumerate(lines):
        found = SUBSTITUTION.match(line, EXPLICIT.match(line).end()) if line.startswith(".. |") else None  # type: ignore[union-attr]
        if found:
            more = takewhile(lambda one: one.startswith("  "), lines[at + 1 : at + 9])
            words = " ".join([found[3], *map(str.strip, more)]).strip()
            yield found[1].lower(), words[:500] if found[2] == "replace" else ""


def _read(page: Page, lines: Sequence[str], head: _Head) -> None:
    """Read lines of which the first ones are not indented."""
    at = 0
    while at < len(lines):
        line = lines[at]
        if not line:
            page.end()
            at += 1
            continue
        end = _end_of_indented(lines, at + 1)
        inside = lines[at + 1 : end]
        if line[0] == " ":
            _quote(page, _dedented(lines[at:end]), head)
            at = end
        elif taken := _heading(page, lines, at, head) or _table(page, lines, at):
            at += taken
        elif EXPLICIT.match(line):
            page.end()
            _explicit(page, EXPLICIT.sub("", line, count=1), inside, head)
            at = end
        elif (found := FIELD.match(line)) and not page.lines:
            _field(page, found, inside, head)
            at = end
        elif (item := ITEM.match(line)) and not page.lines and _is_item(item, lines, at):
            _nested(page, [item["words"] or "", *_dedented(inside)], head, BlockKind.LIST_ITEM)
            at = end
        elif (line.startswith(DOCTEST) or LINE.match(line)) and not page.lines:
            at += _verbatim(page, lines, at)
        elif not page.lines and inside and inside[0] and not line.endswith("::"):
            _defined(page, line, inside, head)
            at = end
        else:
            at = _paragraph(page, lines, at)
    page.end()


def _end_of_indented(lines: Sequence[str], at: int) -> int:
    """Where the indented lines from there on end."""
    while at < len(lines) and (not lines[at] or lines[at][0] == " "):
        at += 1
    return at


def _dedented(lines: Sequence[str]) -> list[str]:
    margin = min((len(line) - len(line.lstrip()) for line in lines if line), default=0)
    return [line[margin:] for line in lines]


def _heading(page: Page, lines: Sequence[str], at: int, head: _Head) -> int:
    """Add the heading or the drawn line that is here; return how many lines it has, 0 for none."""
    if page.lines:
        return 0
    following = (*lines[at + 1 : at + 3], "", "")
    if (over := ADORNMENT.match(lines[at])) and following[0] and following[1] == lines[at]:
        key, words, taken = (over[1], True), following[0], 3
    elif over and len(lines[at]) >= 4 and not following[0]:
        page.add(Piece(BlockKind.BREAK, ""))
        return 1
    elif not over and (under := ADORNMENT.match(following[0])) and len(following[0]) >= min(len(lines[at]), 4):
        key, words, taken = (under[1], False), lines[at], 2
    else:
        return 0
    if key not in head.adornments:
        head.adornments.append(key)
    page.add(Piece(BlockKind.HEADING, page.inlines.shown(words.strip()), head.adornments.index(key) + 1))
    return taken


def _table(page: Page, lines: Sequence[str], at: int) -> int:
    """Add the rows of the table that is here; return how many lines it has, 0 for none."""
    if page.lines:
        return 0
    if GRID.match(lines[at]):
        end = next((end for end in range(at, len(lines)) if not lines[end].startswith(("+", "|"))), len(lines))
        page.pieces += _grid_rows(page, lines[at:end])
        return end - at
    if not SIMPLE_TABLE.match(lines[at]):
        return 0
    borders = (end for end in range(at + 1, len(lines)) if RULED.match(lines[end]) and lines[end][0] == "=")
    end = next((end for end in borders if end + 1 == len(lines) or not lines[end + 1]), len(lines) - 1)
    starts = [cell.start() for cell in CELLS.finditer(lines[at])]
    page.pieces += _simple_rows(page, lines[at + 1 : end], starts)
    return end + 1 - at


def _grid_rows(page: Page, lines: Sequence[str]) -> Iterator[Piece]:
    cells = list[str]()
    for line in lines:
        if line.startswith("+") and cells:
            yield table_row(map(page.inlines.shown, cells))
            cells = []
        elif line.startswith("|"):
            parts = line.strip("|").split("|")
            goes_on = len(cells) == len(parts)
            cells = [f"{one} {other}" for one, other in zip(cells, parts, strict=True)] if goes_on else [*cells, *parts]


def _simple_rows(page: Page, lines: Sequence[str], starts: Sequence[int]) -> Iterator[Piece]:
    """The rows; a line without a first cell goes on with the row above."""
    rows = list[list[str]]()
    for line in lines:
        if not line or RULED.match(line):
            continue
        cells = [line[start:end].strip() for start, end in zip(starts, [*starts[1:], len(line)], strict=True)]
        if cells[0] or not rows:
            rows.append(cells)
        else:
            rows[-1] = [f"{one} {other}" for one, other in zip(rows[-1], cells, strict=True)]
    for cells in rows:
        yield table_row(map(page.inlines.shown, cells))


def _explicit(page: Page, line: str, inside: Sequence[str], head: _Head) -> None:
    """Read a note or a directive; a comment, a target or what stands for other words is no text."""
    body = _dedented(inside)
    if note := NOTE.match(line):
        page.inlines.notes.append(" ".join([line[note.end() :], *body]))
    elif not SUBSTITUTION.match(line) and not TARGET.match(line) and (found := DIRECTIVE.match(line)):
        _directive(page, found[1].lower(), found[2] or "", body, head)


def _directive(page: Page, name: str, argument: str, body: Sequence[str], head: _Head) -> None:
    options = len(list(takewhile(FIELD.match, body)))
    body = [*body[options:]]
    head.included += name in {"include", "literalinclude"}
    if name in UNSEEN:
        return
    if name in CODE:
        page.add(Piece(BlockKind.CODE, "\n".join(body).strip("\n")))
        return
    if argument and name in TITLED:
        page.begin(BlockKind.PARAGRAPH, argument)
        page.end()
    elif argument and name not in NUMBERED:
        body = [argument, *body]
    if name == "csv-table":
        page.pieces += [table_row(map(page.inlines.shown, line.replace('"', "").split(","))) for line in body if line]
    elif name == "list-table":
        page.pieces += _list_rows(page, body)
    elif name in QUOTED:
        _quote(page, body, head)
    else:
        _nested(page, body, head, None)


def _list_rows(page: Page, lines: Sequence[str]) -> Iterator[Piece]:
    """The rows of a table that is written as a list of lists."""
    cells = list[str]()
    for line in lines:
        begins = TABLE_ROW.match(line)
        if begins and line[0] != " " and cells:
            yield table_row(map(page.inlines.shown, cells))
            cells = []
        if begins:
            cells.append(line[begins.end() :])
        elif cells:
            cells[-1] += f" {line.strip()}"
    yield table_row(map(page.inlines.shown, cells))


def _field(page: Page, found: re.Match[str], inside: Sequence[str], head: _Head) -> None:
    """Take in a field: those below the title say what the document is, others are printed."""
    name, words = found[1], " ".join([found[2] or "", *map(str.strip, inside)]).strip()
    is_head = not page.depth and all(piece.kind is BlockKind.HEADING for piece in page.pieces)
    if not is_head:
        page.begin(BlockKind.LIST_ITEM, f"{name}{CELL_GAP}{words}")
    elif name.lower() in FIELDS:
        head.values.append((FIELDS[name.lower()], words))
    elif name.lower() in PRINTED_FIELDS:
        page.begin(BlockKind.PARAGRAPH, words)
    if page.lines:
        page.end()


def _is_item(item: re.Match[str], lines: Sequence[str], at: int) -> bool:
    """Return whether a line begins an item of a list: a number, or an initial, may begin the line of a paragraph."""
    following = lines[at + 1] if at + 1 < len(lines) else ""
    return len(item["mark"]) == 1 or not following or following[0] == " " or ITEM.match(following) is not None


def _nested(page: Page, lines: Sequence[str], head: _Head, kind: BlockKind | None) -> None:
    """Read what is inside a block, its paragraphs as pieces of this kind where one is given."""
    inside = page.inside()
    _read(inside, lines, head)
    page.end()
    page.pieces += [
        piece._replace(kind=kind) if kind and piece.kind is BlockKind.PARAGRAPH else piece for piece in inside.pieces
    ]


def _defined(page: Page, term: str, inside: Sequence[str], head: _Head) -> None:
    """Add a term with the first paragraph of what it means, and the others below it."""
    body = _dedented(inside)
    first = list(takewhile(bool, body))
    page.begin(BlockKind.LIST_ITEM, f"{term}{CELL_GAP}{' '.join(first)}")
    _nested(page, body[len(first) :], head, BlockKind.LIST_ITEM)


def _quote(page: Page, lines: Sequence[str], head: _Head) -> None:
    """Read a quotation; one ends with the line that says of whom it is."""
    at = 0
    for end, line in enumerate(lines):
        if DASHED.match(line) and (not end or not lines[end - 1]):
            stop = next((stop for stop in range(end, len(lines)) if not lines[stop]), len(lines))
            _quotation(page, lines[at:stop], head)
            at = stop
    _quotation(page, lines[at:], head)


def _quotation(page: Page, lines: Sequence[str], head: _Head) -> None:
    inside = page.inside(quoted=True)
    _read(inside, lines, head)
    page.quote(inside)


def _verbatim(page: Page, lines: Sequence[str], at: int) -> int:
    """Add lines that end where they end in the file; return how many they are."""
    found = list(takewhile(bool, lines[at:]))
    if lines[at].startswith(DOCTEST):
        page.add(Piece(BlockKind.CODE, "\n".join(found)))
    else:
        said = (page.inlines.shown(LINE.sub(lambda line: line[1] or "", one).strip()) for one in found)
        page.add(Piece(BlockKind.QUOTE if page.quoted else BlockKind.PARAGRAPH, "\n".join(filter(None, said))))
    return len(found)


def _paragraph(page: Page, lines: Sequence[str], at: int) -> int:
    """Take in a line of a paragraph, and code below one that ends in two colons; return where it ends."""
    line, at = lines[at], at + 1
    if not line.endswith("::") or (at < len(lines) and lines[at]):
        page.lines.append(line)
        return at
    end = _end_of_indented(lines, at)
    if line != "::":
        page.lines.append(line[:-1].removesuffix(" :"))
    page.end()
    if code := "\n".join(_dedented(lines[at:end])).strip("\n"):
        page.add(Piece(BlockKind.CODE, code))
    return end
