"""LaTeX (.tex), as it is printed: without its commands, comments, references and notes to oneself.

Nothing is run and no file included: known commands are read for what they print, of any other the words are shown that
it is given. Footnotes stand at the end; a formula on lines of its own is code.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from errors import DocumentError
from ingest.decoding import decode
from ingest.lexicon import row, table
from ingest.loaders.latex_characters import COMMANDS, SYMBOLS, TYPOGRAPHIC
from ingest.loaders.latex_source import braces, environments, prepared
from ingest.loaders.light_markup import (
    AROUND_GAP,
    DEEPEST,
    HELD,
    NEVER,
    SPACES,
    Inlines,
    Page,
    Piece,
    document,
    quotation,
    stated,
    table_row,
)
from ingest.records import BlockKind, Loaded

TOKEN = re.compile(
    r"\\(?P<command>[a-zA-Z@]+)\*?[ \t]*(?:\n(?![ \t]*\n)[ \t]*)?|\\(?P<symbol>.)|(?P<blank>\n[ \t]*\n\s*)"
    r"|\0(?P<code>\d{1,9})\0|(?P<mark>[{}&~$])|(?P<words>[^\\{}&~$\n\0]+|\n)",
    re.DOTALL,
)
OPTION = re.compile(r"\s{0,9}\[([^\[\]\n]{0,500}(?:\n[^\[\]\n]{0,500}){0,3})\]")
SPACE = re.compile(r"[ \t]{0,99}\n?[ \t]{0,99}")
TYPOGRAPHY = re.compile(r"---|--|``|''|\"`|\"'|\?`|!`|`|'|<<|>>|\"[-=~|]")
ENDS_ARGUMENT = ".,;:!?)’”"

HEADINGS = {
    "part": 1,
    "chapter": 1,
    "section": 2,
    "frametitle": 2,
    "subsection": 3,
    "subsubsection": 4,
    "paragraph": 5,
    "subparagraph": 6,
}
FIELDS = {"title": "title", "author": "author", "date": "published"}
NOTES = table("footnote footnotetext thanks endnote sidenote tablefootnote marginnote marginpar")
QUOTED = table("quote quotation displayquote displaycquote verse blockquote foreigndisplayquote")
TABLES = table("tabular tabularx tabulary longtable tabu supertabular xltabular")
FORMULAS = table("equation align gather multline eqnarray displaymath math flalign alignat split")
BREAKS = table("newline linebreak hfill hspace raggedleft flushright hfil")
PARAGRAPHS = table(
    "par newpage clearpage pagebreak bigskip medskip smallskip vspace vfill maketitle opening closing bibitem"
)
UNSEEN = {
    **dict.fromkeys(
        row("""
            label ref pageref eqref autoref cref Cref nameref vref cite citep parencite autocite footcite
            nocite index glossary todo missingfigure input include subfile bibliography addbibresource bibliographystyle
            vspace hspace includegraphics usepackage RequirePackage pagestyle thispagestyle selectlanguage hypersetup
            graphicspath geometry lstset theoremstyle documentclass title author date subtitle institute affiliation
            keywords color pagecolor hyphenation enlargethispage phantom vphantom hphantom linespread fxnote fxwarning
            pdfcomment textcolor href hyperlink hypertarget colorbox raisebox foreignlanguage cmidrule cline bibitem tag
        """),
        1,
    ),
    **dict.fromkeys(
        row("resizebox fontsize setcounter addtocounter setlength addtolength multicolumn multirow rule"), 2
    ),
    **dict.fromkeys(row("addcontentsline definecolor setkeys"), 3),
}
"""How many of a command's arguments are not printed; those behind them are."""

BEGIN_ARGUMENTS = {
    **dict.fromkeys(row("tabular longtable minipage multicols thebibliography tabu supertabular adjustbox spacing"), 1),
    **dict.fromkeys(row("tabularx tabulary wrapfigure adjustwidth xltabular wraptable"), 2),
}
QUANTITIES = table("SI qty")
INCLUDING = table("input include subfile")
MARKED = {
    **dict.fromkeys(row("enquote textquote foreignquote textcquote"), "“”"),
    **dict.fromkeys(row("citet Citet textcite Textcite"), "[]"),  # a source that the sentence needs, by its key
}


@dataclass(slots=True)
class _Text:
    """A source, and where the reader of it is."""

    source: str
    ends: Mapping[int, int]
    environments: Mapping[int, int]
    code: list[str]
    page: Page
    words: list[str] = field(default_factory=list)
    stated: dict[str, str] = field(default_factory=dict)
    included: int = 0
    depth: int = 0
    closings: dict[str, int] = field(default_factory=dict)
    """Where what ends a formula comes next, -1 where it does not come any more."""


def load(data: bytes) -> Loaded:
    """The text as it is printed, and the title, authors and day that its commands state.

    Raises:
        DocumentError: its commands are nested too deep.
    """
    source, code = prepared(decode(data))
    text = _Text(source, braces(source), environments(source), code, Page(Inlines(NEVER, NEVER, ())))
    begins, ends = source.find("\\begin{document}"), source.rfind("\\end{document}")
    for found in TOKEN.finditer(source):
        if found["command"] in FIELDS:
            _state(text, found["command"], found.end())
    _read(text, max(begins, 0), ends if ends > begins else len(source))
    _end(text)
    return document(text.page, stated(text.stated.items(), "LaTeX"), included=text.included)


def _state(text: _Text, command: str, at: int) -> None:
    """Take in what a command says of the document."""
    _, at = _option(text, at)
    start, end = _argument(text, at)
    said = _said(text, start, end)
    if command == "author":  # below each name may stand where he works
        said = ", ".join(name.strip().split("\n")[0] for name in said.split("\f"))
    if said := " ".join(said.split()):
        text.stated.setdefault(FIELDS[command], said)


def _read(text: _Text, at: int, end: int) -> int:
    """Read the source between these places: words to the piece that is read, and whole pieces.

    Return where it ends, which is later where an argument goes on over the end.
    """
    while at < end:
        token = TOKEN.match(text.source, at, end)
        if token is None:  # half of what stands for code, where the source is read only up to there
            at += 1
            continue
        at = token.end()
        if token["command"]:
            at = _command(text, token["command"], at, end)
        elif token["code"]:
            _code(text, int(token["code"]))
        elif token["blank"]:
            _end(text)
        elif token["symbol"] in {"[", "]"}:
            at = _formula(text, "\\]", at, end)
        elif token["symbol"]:
            text.words.append(SYMBOLS.get(token["symbol"], token["symbol"]))
            at = _option(text, at)[1] if token["symbol"] == "\\" else at
        elif token["mark"]:
            text.words.append({"~": " ", "&": "\t"}.get(token["mark"], ""))
        else:
            text.words.append(TYPOGRAPHY.sub(lambda sign: TYPOGRAPHIC[sign[0]], token["words"]))
    return max(at, end)


def _command(text: _Text, name: str, at: int, end: int) -> int:
    """Read a command, and what it is given; return where that ends."""
    if name in COMMANDS:
        text.words.append(COMMANDS[name])
        return at + 2 if text.source.startswith("{}", at) else at
    if name in HEADINGS or name == "caption":
        return _piece(text, name, at)
    if name in {"begin", "end"}:
        return _environment(text, name, at, end)
    if name in NOTES or name in MARKED or name in QUANTITIES or name in {"epigraph", "blockquote"}:
        return _given(text, name, at)
    if name == "item":
        _end(text)
        term, at = _option(text, at)
        text.page.kind = BlockKind.LIST_ITEM
        text.words.append(f"{term}\t" if term else "")
        return at
    if name in BREAKS and text.page.quoted:
        text.words.append("\v")
    elif name in PARAGRAPHS:
        _end(text)
    text.included += name in INCLUDING
    return _behind(text, name, at)


def _behind(text: _Text, name: str, at: int) -> int:
    """Where the arguments of a command end that are not printed."""
    start = at
    for _ in range(UNSEEN.get(name, 0)):
        at = _option(text, at)[1]
        at = _argument(text, at)[1] + 1
    if not UNSEEN.get(name):
        return _option(text, at)[1] if text.source.startswith("[", at) else at
    if text.source[at : at + 1] in set(ENDS_ARGUMENT) and text.words and at > start:
        text.words[-1] = text.words[-1].rstrip(" ")
    return at


def _given(text: _Text, name: str, at: int) -> int:
    """Read a command whose argument is a note, a quotation or words between marks."""
    option, at = _option(text, at)
    start, end = _argument(text, _option(text, at)[1])
    if name in NOTES:
        if said := " ".join(_said(text, start, end).split()):
            text.page.inlines.notes.append(said)
        if text.source[end + 1 : end + 2] in set(ENDS_ARGUMENT) and text.words:
            text.words[-1] = text.words[-1].rstrip(" ")
    elif name in MARKED:
        said = _said(text, start, end)
        text.words += [MARKED[name][0], said, MARKED[name][1]]
    elif name in QUANTITIES:
        unit = _argument(text, end + 1)
        text.words += [_said(text, start, end), " ", _said(text, *unit)]
        end = unit[1]
    elif name == "blockquote":
        _end(text)
        text.page.pieces += quotation([_said(text, start, end).strip()], option)
    elif name == "epigraph":
        _end(text)
        source, last = _argument(text, end + 1)
        text.page.pieces += quotation([_said(text, start, end).strip()], _said(text, source, last).strip())
        end = last
    return end + 1


def _piece(text: _Text, name: str, at: int) -> int:
    """Add a heading or a caption."""
    _end(text)
    start, end = _argument(text, _option(text, at)[1])
    kind = BlockKind.HEADING if name in HEADINGS else BlockKind.PARAGRAPH
    said = " ".join(_said(text, start, end).split())
    text.page.add(Piece(kind, said, HEADINGS.get(name, 0)))
    return end + 1


def _environment(text: _Text, edge: str, at: int, end: int) -> int:
    """Read the beginning or the end of an environment; a quotation, a table and a formula are read whole."""
    start, close = _argument(text, at)
    name = text.source[start:close].strip().rstrip("*")
    at = close + 1
    _end(text)
    if edge == "end":
        return at
    if name in FORMULAS:
        return _formula(text, f"\\end{{{text.source[start:close].strip()}}}", at, end)
    option, at = _option(text, at)
    for _ in range(BEGIN_ARGUMENTS.get(name, 0)):
        at = _option(text, _argument(text, at)[1] + 1)[1]
    if close + 1 not in text.environments or (name not in QUOTED and name not in TABLES):
        return at
    return _nested(text, name, (at, min(text.environments[close + 1], end)), option)


def _nested(text: _Text, name: str, span: tuple[int, int], credit: str) -> int:
    """Read a quotation or a table on a page of its own, and add it to this one; return where it ends."""
    outer, inside = text.page, text.page.inside(quoted=name in QUOTED)
    text.page = inside
    last = _read(text, *span)
    _end(text)
    text.page = outer
    if name in QUOTED:
        outer.quote(inside, credit)
    else:
        lines = (line for piece in inside.pieces for line in piece.words.split("\n"))
        outer.pieces += [table_row(line.split("\t")) for line in lines if line.strip()]
    return last


def _formula(text: _Text, closing: str, at: int, end: int) -> int:
    """Add a formula on lines of its own as code; return where it ends."""
    last = text.closings.get(closing, 0)
    if 0 <= last < at:
        last = text.closings[closing] = text.source.find(closing, at)
    if not at <= last < end:
        return at
    _end(text)
    text.page.add(Piece(BlockKind.CODE, _with_code(text, text.source[at:last]).strip()))
    return last + len(closing)


def _code(text: _Text, number: int) -> None:
    """Add code: alone as a piece, in a line as it stands."""
    code = text.code[number]
    if "\n" in code:
        _end(text)
        text.page.add(Piece(BlockKind.CODE, code.strip("\n")))
    else:
        text.words.append(code)


def _argument(text: _Text, at: int) -> tuple[int, int]:
    """The span of the group that begins here, whose end is where its brace is; one that is empty for none."""
    at = SPACE.match(text.source, at).end()  # type: ignore[union-attr]
    if at in text.ends:
        return at + 1, text.ends[at]
    return at, at - 1


def _option(text: _Text, at: int) -> tuple[str, int]:
    """What stands in brackets here, and where they end; "" for none."""
    found = OPTION.match(text.source, at)
    return (" ".join(_with_code(text, found[1]).split()), found.end()) if found else ("", at)


def _with_code(text: _Text, source: str) -> str:
    """A part of the source as it stands in the file."""
    return HELD.sub(lambda found: text.code[int(found[1])], source)


def _said(text: _Text, start: int, end: int) -> str:
    """The words of a group, read for themselves.

    Raises:
        DocumentError: groups are nested too deep.
    """
    if text.depth >= DEEPEST:
        raise DocumentError("its commands are nested too deep to be read whole: take some away")
    page, words = text.page, text.words
    text.page, text.words, text.depth = Page(page.inlines), [], text.depth + 1
    _read(text, start, end)
    _end(text)
    said = "\n".join(piece.words for piece in text.page.pieces)
    text.page, text.words, text.depth = page, words, text.depth - 1
    return said


def _end(text: _Text) -> None:
    """End the piece that is read."""
    words = SPACES.sub(" ", "".join(text.words).replace("\n", " "))
    said = AROUND_GAP.sub("\t", "\n".join(line.strip(" ") for line in words.split("\v"))).strip("\n ")
    text.words = []
    if said:
        text.page.pieces.append(Piece(text.page.kind, said))
    text.page.kind = BlockKind.PARAGRAPH
