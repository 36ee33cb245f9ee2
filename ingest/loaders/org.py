"""Org (.org), as it is printed: without to-do words, tags, properties, comments and what is not to be exported.

The syntax is that of https://orgmode.org/worg/org-syntax.html. No code of a document is run, and no file included.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html.entities import html5

from ingest.decoding import decode
from ingest.lexicon import table
from ingest.loaders.canonical import CELL_GAP
from ingest.loaders.light_markup import IN_BRACKETS, Inlines, Mark, Page, Piece, document, stated, table_row
from ingest.records import BlockKind, Loaded

KEYWORD = re.compile(r"[ \t]*#\+([\w-]{1,40})(?:\[[^\]\n]{0,200}\])?:[ \t]*([^\n]*)")
BLOCK_EDGE = re.compile(r"[ \t]*#\+(begin|end)_([\w-]{1,40})(?:[ \t]|\Z)", re.IGNORECASE)
DRAWER = re.compile(r"[ \t]*:(PROPERTIES|LOGBOOK):[ \t]*\Z", re.IGNORECASE)
DRAWER_EDGE = re.compile(r"[ \t]*:[\w-]{1,40}:[ \t]*\Z")
COMMENT = re.compile(r"[ \t]*#(?:[ \t]|\Z)")
PLANNING = re.compile(r"[ \t]*(?:SCHEDULED|DEADLINE|CLOSED|CLOCK):[ \t]")
HEADING = re.compile(r"(\*{1,40})[ \t]+([^\n]*)")
TAGS = re.compile(r"(?<![^ \t]):([\w@#%:]{1,500}):[ \t]{0,99}\Z")
COOKIE = re.compile(r"[ \t]{0,9}(?:\[#\w\]|\[\d{0,4}(?:/\d{0,4}|%)\])")
ITEM = re.compile(r"(?:[ \t]*(?:[-+]|\d{1,9}[.)])|[ \t]+\*)(?:[ \t]+(?P<words>[^\n]*)|\Z)")
BOX = re.compile(r"\A(?:\[@\w{1,9}\][ \t]*)?(?:\[[ xX-]\](?:[ \t]+|\Z))?")
TERM = re.compile(r"\A([^\n]{1,300}?)[ \t]+::(?:[ \t]+|\Z)")
TABLE_ROW = re.compile(r"[ \t]*\|([^\n]*)")
WIDTH = re.compile(r"(?:<[lrc]?\d{0,4}>)?")
"""A cell that says how wide its column is, or nothing."""

FIXED = re.compile(r"[ \t]*:(?:[ \t]([^\n]*)|\Z)")
NOTE = re.compile(r"\[fn:[\w-]{1,60}\][ \t]*([^\n]*)")
RULE = re.compile(r"[ \t]*-{5,}[ \t]*\Z")
LINE_BREAK = re.compile(r"\\\\[ \t]{0,9}\Z")

TO_DO = table("TODO DONE NEXT WAITING HOLD STARTED CANCELLED CANCELED")
TO_DO_KEYS = table("todo seq_todo typ_todo")
FIELDS = {"title": "title", "author": "author", "date": "published"}
UNSEEN_BLOCKS = table("comment export")
CODE_BLOCKS = table("src example")
QUOTED_BLOCKS = table("quote verse")
NOTES_HEADING = "footnotes"

BEFORE, AFTER = r"(?<![^\s\-–—(\"'{“‘*/_+])", r"(?![\w])"
LITERAL = re.compile(rf"{BEFORE}(?:=([^\s=](?:[^=]{{0,500}}[^\s=])?)=|~([^\s~](?:[^~]{{0,500}}[^\s~])?)~){AFTER}")
NOTE_MARK = re.compile(rf"[ \t]?\[fn:[\w-]{{0,60}}(?::(?P<note>{IN_BRACKETS}))?\]")


EMPHASIS = BEFORE.replace("{", "{{") + r"{mark}(?=[^\s{mark}])([^{mark}]{{1,900}})(?<!\s){mark}" + AFTER

MARKS: tuple[Mark, ...] = (
    (re.compile(r"[ \t]?\[cite(?:/[\w/-]{1,40})?:[^\]]{1,500}\]"), ""),
    (re.compile(r"@@[\w-]{1,20}:[^@]{0,500}@@|\{\{\{[^{}]{1,200}\}\}\}|<<[^<>]{1,200}>>"), ""),
    (re.compile(r"\[\[[^\[\]]{1,500}\.(?:png|jpe?g|gif|svg|webp|tiff?)\]\]", re.IGNORECASE), ""),
    (re.compile(r"\[\[[^\[\]]{1,900}\]\[([^\[\]]{1,900})\]\]"), r"\1"),
    (re.compile(r"\[\[([^\[\]]{1,900})\]\]"), r"\1"),
    *((re.compile(EMPHASIS.format(mark=mark)), r"\1") for mark in (r"\*", "_", r"\+", "/")),
    (re.compile(r"(?<=\w)[_^]\{([^{}]{1,100})\}"), r"\1"),
    (re.compile(r"<((?:https?|ftp|mailto):[^<>\s]{1,900})>"), r"\1"),
    (re.compile(r"\\([a-zA-Z]{2,20})(?:\{\}|(?![a-zA-Z{]))"), lambda name: html5.get(f"{name[1]};", name[0])),
    (re.compile(r"(?<!-)---(?!-)"), "—"),
    (re.compile(r"(?<![-\S])--(?![-\S])|(?<=\w)--(?=\w)"), "–"),
    (re.compile(r"(?<!\.)\.\.\.(?!\.)"), "…"),
)


@dataclass(slots=True)
class _Head:
    """What the keywords of a document say of it."""

    values: list[tuple[str, str]] = field(default_factory=list)
    to_do: frozenset[str] = TO_DO
    included: int = 0


def load(data: bytes) -> Loaded:
    """The text as it is printed, with its footnotes at the end, and what its keywords say of it."""
    page, head = Page(Inlines(LITERAL, NOTE_MARK, MARKS), LINE_BREAK), _Head()
    _read(page, [line.rstrip() for line in decode(data).split("\n")], head)
    values = [(name, said.strip(" \t<>[]") if name == "published" else said) for name, said in head.values]
    return document(page, stated(values, "org"), included=head.included)


def _read(page: Page, lines: Sequence[str], head: _Head) -> None:
    """Read the lines; a block or a drawer without an end is none."""
    last = {edge[2].lower(): at for at, line in enumerate(lines) if (edge := BLOCK_EDGE.match(line))}
    last_drawer = max((at for at, line in enumerate(lines) if _ends_drawer(line)), default=0)
    at = hidden = 0
    while at < len(lines):
        line, at = lines[at], at + 1
        if heading := HEADING.fullmatch(line):
            level = len(heading[1])
            hidden = 0 if level <= hidden else hidden
            hidden = hidden or (level if not _heading(page, heading, head) else 0)
        elif hidden:
            continue
        elif (edge := BLOCK_EDGE.match(line)) and edge[1].lower() == "begin" and last[edge[2].lower()] >= at:
            end = next((end for end in range(at, len(lines)) if _ends_block(lines[end], edge[2])), len(lines))
            _block(page, edge[2].lower(), lines[at:end], head)
            at = end + 1
        elif DRAWER.match(line) and last_drawer >= at and (closing := _drawer_end(lines, at)) is not None:
            at = closing + 1
        else:
            _line(page, line, head)
    page.end()


def _drawer_end(lines: Sequence[str], at: int) -> int | None:
    """The place of the line that ends the drawer, before the next heading; None where none does."""
    edge = next((end for end in range(at, len(lines)) if _ends_drawer(lines[end]) or HEADING.match(lines[end])), None)
    return edge if edge is not None and _ends_drawer(lines[edge]) else None


def _ends_block(line: str, name: str) -> bool:
    edge = BLOCK_EDGE.match(line)
    return edge is not None and edge[1].lower() == "end" and edge[2].lower() == name.lower()


def _ends_drawer(line: str) -> bool:
    return line.strip().lower() == ":end:"


def _heading(page: Page, heading: re.Match[str], head: _Head) -> bool:
    """Add a heading; return False for one that is not printed, nor what is below it."""
    page.end()
    tags = TAGS.search(heading[2])
    words = TAGS.sub("", heading[2]).strip()
    first, _, rest = words.partition(" ")
    words = COOKIE.sub("", rest if first in head.to_do else words).strip()
    if words.split(" ")[0] == "COMMENT" or (tags and "noexport" in tags[1].split(":")):
        return False
    if words.lower() != NOTES_HEADING:
        page.add(Piece(BlockKind.HEADING, page.inlines.shown(words), len(heading[1])))
    return True


def _block(page: Page, name: str, lines: Sequence[str], head: _Head) -> None:
    if name in UNSEEN_BLOCKS:
        page.end()
    elif name in CODE_BLOCKS:
        page.add(Piece(BlockKind.CODE, "\n".join(lines)))
    else:
        inside = page.inside(quoted=name in QUOTED_BLOCKS)
        _read(inside, [f"{line}\\\\" for line in lines] if name == "verse" else lines, head)
        if name in QUOTED_BLOCKS:
            page.quote(inside)
        else:
            page.end()
            page.pieces += inside.pieces


def _line(page: Page, line: str, head: _Head) -> None:
    """Read a line outside blocks."""
    if keyword := KEYWORD.match(line):
        _keyword(page, keyword[1].lower(), keyword[2], head)
    elif not line or COMMENT.match(line) or BLOCK_EDGE.match(line) or DRAWER_EDGE.match(line):
        page.end()
    elif RULE.match(line):
        page.add(Piece(BlockKind.BREAK, ""))
    elif row := TABLE_ROW.match(line):
        page.end()
        cells = [cell.strip() for cell in row[1].removesuffix("|").split("|")]
        if not row[1].startswith("-") and not all(map(WIDTH.fullmatch, cells)):
            page.add(table_row(map(page.inlines.shown, cells)))
    elif not PLANNING.match(line):
        _words(page, line)


def _words(page: Page, line: str) -> None:
    """Read a line of code, of a note, of a list or of a paragraph."""
    if fixed := FIXED.match(line):
        if page.kind is not BlockKind.CODE:
            page.begin(BlockKind.CODE, fixed[1] or "")
        else:
            page.lines.append(fixed[1] or "")
    elif note := NOTE.match(line):
        page.begin(BlockKind.PARAGRAPH, note[1], is_note=True)
    elif item := ITEM.match(line):
        words = BOX.sub("", item["words"] or "", count=1)
        page.begin(BlockKind.LIST_ITEM, TERM.sub(rf"\1{CELL_GAP}", words, count=1))
    else:
        if page.kind is BlockKind.CODE or (page.kind is BlockKind.LIST_ITEM and line[0] not in " \t"):
            page.end()
        page.lines.append(line)


def _keyword(page: Page, key: str, words: str, head: _Head) -> None:
    """Take in what a keyword says; a caption is printed."""
    if key in FIELDS and words:
        head.values.append((FIELDS[key], words))
    elif key in TO_DO_KEYS:
        head.to_do |= {word.partition("(")[0] for word in words.split()} - {"|"}
    elif key == "include":
        head.included += 1
    elif key == "caption":
        page.begin(BlockKind.PARAGRAPH, words)
    page.end()
