"""AsciiDoc (.adoc, .asciidoc), as it is printed: without comments, attributes and directives.

The syntax is that of https://docs.asciidoctor.org/asciidoc/latest/. No file is included, and what is printed only where
an attribute is set that the document does not set is not read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape

from ingest.decoding import decode
from ingest.lexicon import pairs, table
from ingest.loaders.canonical import CELL_GAP
from ingest.loaders.light_markup import IN_BRACKETS, Inlines, Mark, Page, Piece, document, stated, table_row
from ingest.records import BlockKind, Loaded

ATTRIBUTE = re.compile(r":(!?[\w-]{1,60}!?):(?:[ \t]+([^\n]*)|\Z)")
MAIL = re.compile(r"<[^<>\n]{1,200}>")
REVISION = re.compile(
    r"(?:v?\d[\w.-]{0,20},[ ]*)?(?P<date>[^:,\n]{4,40}(?:,[ ]?\d{4})?)(?::[^\n]*)?\Z|v\d[\w.]{0,20}\Z"
)
DIRECTIVE = re.compile(r"(?:include|ifeval|endif)::[^\n]{0,900}\[[^\n]*\]\Z")
CONDITION = re.compile(r"if(?P<no>n?)def::(?P<names>[\w,+-]{1,200})\[(?P<words>[^\n]*)\]\Z")
BLOCK_MACRO = re.compile(
    r"(?:image|video|audio|toc|icon)::[^\s\[][^\n\[]{0,500}\[[^\n]{0,900}\][ \t]*\Z|toc::\[\][ \t]*\Z"
)
COMMENT = re.compile(r"//(?!/)")
HEADING = re.compile(r"(={1,6}|#{1,6})[ \t]+(\S[^\n]*)")
STYLE = re.compile(r"\[([^\[\]\n]{0,600})\][ \t]*\Z|\[\[[^\[\]\n]{1,200}\]\][ \t]*\Z")
VALUE = re.compile(r"(?:[^,\"]{1,300}+|\"[^\"]{0,300}\"?){1,9}+")
NAMED_VALUE = re.compile(r"([\w-]{1,40})=(.*)\Z", re.DOTALL)
STYLE_END = re.compile(r"[.#%]")
TITLE = re.compile(r"\.([^\s.][^\n]{0,300})")
EDGE = re.compile(r"(?:-{4,}|\.{4,}|={4,}|\*{4,}|_{4,}|\+{4,}|/{4,}|```[\w-]{0,30}|--|\"\"|[|,:!]===)[ \t]*\Z")
ITEM = re.compile(r"[ \t]*(?:\*{1,5}|-|\.{1,5}|\d{1,4}\.|<(?:\d{1,3}|\.)>)[ \t]+(?P<words>\S[^\n]*)")
BOX = re.compile(r"\[[ xX*]\][ \t]+")
TERM = re.compile(r"[ \t]*([^\s:][^\n]{0,300}?)(?:::{1,3}|;;)(?:[ \t]+([^\n]*)|\Z)")
RULE = re.compile(r"(?:'{3,}|-{3}|\*{3})[ \t]*\Z")
LABEL = re.compile(r"(?:NOTE|TIP|IMPORTANT|CAUTION|WARNING):[ \t]+")
CREDIT_LINE = re.compile(r"--[ \t]+(\S[^\n]{0,300})")
MARKDOWN_QUOTE = re.compile(r">(?:[ \t]|\Z)")
CELL = re.compile(r"(?<!\\)\|")
BULLET = re.compile(r"\n[*-]{1,5}[ ]")
CELL_SPEC = re.compile(r"(?:^|(?<=\s))(?:\d{1,3}(?:\.\d{1,3})?[+*])?[<^>]?(?:\.[<^>])?[aehlmsdv]?\Z")
COLUMN = re.compile(r"(\d{1,2})\*")
LINE_BREAK = re.compile(r"[ \t]\+[ \t]{0,9}\Z")
REFERENCE = re.compile(r"(?<!\\)\{([\w-]{1,60})\}")

CODE_EDGES = ("----", "....", "```")
UNSEEN_EDGES = ("////", "++++")
CODE_STYLES = table("source listing literal stem latexmath asciimath")
QUOTED_STYLES = table("quote verse")
CHARACTERS = pairs("""
    apos ' quot " lsquo ‘ rsquo ’ ldquo “ rdquo ” amp & lt < gt > deg ° plus + brvbar ¦ vbar | startsb [ endsb ] caret ^
    asterisk * tilde ~ backslash \\ backtick ` cpp C++ two-colons :: two-semicolons ;;
""") | {"nbsp": "\u00a0", "sp": " ", "empty": "", "zwsp": "", "wj": ""}

LITERAL = re.compile(
    r"\+\+\+(.{0,900}?)\+\+\+|pass:\w{0,9}\[([^\]]{0,900})\]|`\+([^+`]{1,900})\+`|(?<![\w`\"'])`([^`\s](?:[^`]{0,900}[^`\s])?)`(?![\w`])",
    re.DOTALL,
)
NOTE = re.compile(
    rf"footnote:[\w-]{{0,60}}\[(?P<note>{IN_BRACKETS})\]|footnoteref:\[[\w-]{{1,60}}(?:,(?P<reused>{IN_BRACKETS}))?\]"
)


ROLE = r"(?:\[[^\[\]\n]{{1,60}}\])?"
ANYWHERE = r"(?<!\\)" + ROLE + r"{mark}{mark}([^{one}]{{1,900}}){mark}{mark}"
AROUND_WORDS = r"(?<![\w\\;:}}{one}])" + ROLE + r"{mark}(?=[^\s{one}])([^{one}]{{1,900}})(?<!\s){mark}(?![\w{one}])"
"""A doubled mark may stand in a word, a single one stands around whole words."""

MARKS: tuple[Mark, ...] = (
    (re.compile(r"\(\(\([^()]{1,300}\)\)\)"), ""),
    (re.compile(r"\(\(([^()]{1,300})\)\)"), r"\1"),
    (re.compile(r"\[\[[^\[\]]{1,200}\]\]|anchor:[\w-]{1,60}\[[^\[\]]{0,200}\]|indexterm2?:\[[^\[\]]{0,300}\]"), ""),
    (re.compile(r"<<[^<>,]{1,200},([^<>]{1,300})>>"), r"\1"),
    (re.compile(r"<<#?([^<>,]{1,200})>>"), r"\1"),
    (re.compile(r"image:[^\s\[\]:][^\s\[\]]{0,500}\[([^\[\],]{0,300})[^\[\]]{0,300}\]"), r"\1"),
    (re.compile(r"link:\+\+[^+\n]{1,900}\+\+\[([^\[\],^]{1,300})[^\[\]]{0,300}\]"), r"\1"),
    (re.compile(r"(?:link|xref|mailto):[^\s\[\]]{1,900}\[([^\[\],^]{1,300})[^\[\]]{0,300}\]"), r"\1"),
    (re.compile(r"(?:link|xref|mailto):([^\s\[\]]{1,900})\[[^\[\]]{0,300}\]"), r"\1"),
    (re.compile(r"(?:https?|ftp)://[^\s\[\]<>]{1,900}\[([^\[\]^]{1,300})\^?\]"), r"\1"),
    (re.compile(r"(?<=[\w/])\[\](?!\w)"), ""),
    (re.compile(r"(?:kbd|btn|menu):[^\s\[\]]{0,100}\[([^\[\]]{0,300})\]"), r"\1"),
    (re.compile(r"\"`([^`]{1,900})`\""), r"“\1”"),
    (re.compile(r"'`([^`]{1,900})`'"), r"‘\1’"),
    (re.compile(r"(?<=\w)`?'(?=\w)|`'(?=\s|\Z)"), "’"),
    *((re.compile(ANYWHERE.format(mark=mark, one=mark[-1])), r"\1") for mark in (r"\*", "_", "#", "`")),
    *((re.compile(AROUND_WORDS.format(mark=mark, one=mark[-1])), r"\1") for mark in (r"\*", "_", "#")),
    (re.compile(r"\^([^\s^]{1,100})\^"), r"\1"),
    (re.compile(r"(?<![\w~])~([^\s~]{1,100})~|(?<=\w)~([^\s~]{1,100})~"), r"\1\2"),
    (re.compile(r"(?<![-\S])--(?![-\S])|(?<=\w)--(?=\w)"), "—"),
    (re.compile(r"(?<!\.)\.\.\.(?!\.)"), "…"),
    (re.compile(r"\(C\)"), "©"),
    (re.compile(r"\(R\)"), "®"),
    (re.compile(r"\(TM\)"), "™"),
    (re.compile(r"(?<=\s)->(?=\s)"), "→"),
    (re.compile(r"&(?:#\d{1,7}|#x[\da-fA-F]{1,6}|[a-zA-Z]{2,20});"), lambda found: unescape(found.group())),
    (re.compile(r"\\(?=[*_#`~^{\[<(.'\"+-])"), ""),
)


@dataclass(frozen=True, slots=True)
class _Block:
    """What stands above a block and says what it is: its style, whom it quotes, the columns of a table."""

    style: str = ""
    named: Mapping[str, str] = field(default_factory=dict)
    credit: str = ""


@dataclass(slots=True)
class _Head:
    """The attributes of a document, which stand for their words wherever they are referred to."""

    attributes: dict[str, str] = field(default_factory=lambda: dict(CHARACTERS))
    included: int = 0

    def filled(self, line: str) -> str:
        """The line with the words of attributes in the place of their names."""
        return REFERENCE.sub(lambda name: self.attributes.get(name[1].lower(), name[0]), line)

    def meets(self, names: str) -> bool:
        """Return whether one of these attributes is set, or all where they are joined by a plus."""
        found = [name.lower() in self.attributes for name in re.split("[,+]", names)]
        return all(found) if "+" in names else any(found)


def load(data: bytes) -> Loaded:
    """The text as it is printed, with its footnotes at the end, and what its head says of it."""
    page, head = Page(Inlines(LITERAL, NOTE, MARKS), LINE_BREAK), _Head()
    lines = [line.rstrip() for line in decode(data).split("\n")]
    body, values = _header(page, lines, head)
    _read(page, lines[body:], head)
    return document(page, stated(values, "AsciiDoc"), included=head.included)


def _header(page: Page, lines: Sequence[str], head: _Head) -> tuple[int, list[tuple[str, str]]]:
    """Where the head ends, and what it says: its title, below it who wrote it and when, and its attributes."""
    at, written, found = 0, 0, dict[str, str]()
    while at < len(lines) and (not lines[at].strip() or COMMENT.match(lines[at]) or ATTRIBUTE.match(lines[at])):
        _attribute(lines[at], head)
        at += 1
    title = HEADING.match(lines[at]) if at < len(lines) else None
    if title and len(title[1]) == 1:
        at += 1
        while at < len(lines) and lines[at].strip() and not HEADING.match(lines[at]):
            line = lines[at]
            if not (COMMENT.match(line) or _attribute(line, head)):
                if written > 1:
                    break
                found |= _author(line) if not written else _revision(line)
                written += 1
            at += 1
        words = page.inlines.shown(head.filled(title[2]))
        page.add(Piece(BlockKind.HEADING, words, 1))
        found["title"] = words
    attributes = {"author": "author", "authors": "author", "revdate": "published", "doctitle": "title"}
    found |= {name: head.attributes[key] for key, name in attributes.items() if key in head.attributes}
    return at, list(found.items())


def _author(line: str) -> dict[str, str]:
    names = (MAIL.sub("", name).replace("_", " ").strip() for name in line.split(";"))
    return {"author": ", ".join(filter(None, names))}


def _revision(line: str) -> dict[str, str]:
    found = REVISION.match(line.strip())
    return {"published": found["date"]} if found and found["date"] else {}


def _attribute(line: str, head: _Head) -> bool:
    """Take in an attribute; return False for another line."""
    found = ATTRIBUTE.match(line)
    if found and "!" in found[1]:
        head.attributes.pop(found[1].strip("!").lower(), None)
    elif found:
        head.attributes[found[1].lower()] = (found[2] or "").strip()[:300]
    return found is not None


def _read(page: Page, lines: Sequence[str], head: _Head) -> None:
    """Read the lines; what no edge ends goes on to the end if it is a comment, and is no block if it is not."""
    last = {line.rstrip(): at for at, line in enumerate(lines) if EDGE.match(line)}
    at, block = 0, _Block()
    while at < len(lines):
        line, at = lines[at], at + 1
        edge = line.rstrip() if EDGE.match(line) else ""
        closing = "```" if edge.startswith("```") else edge
        if edge and (last.get(closing, -1) >= at or edge.startswith(UNSEEN_EDGES)):
            end = next((end for end in range(at, len(lines)) if lines[end].rstrip() == closing), len(lines))
            _delimited(page, edge, lines[at:end], block, head)
            at, block = end + 1, _Block()
        elif condition := CONDITION.match(line):
            page.end()
            is_met = head.meets(condition["names"]) is not bool(condition["no"])
            if condition["words"] and is_met:
                _line(page, condition["words"], head)
            elif not condition["words"] and not is_met:
                at = _behind_condition(lines, at)
        elif edge or DIRECTIVE.match(line) or BLOCK_MACRO.match(line) or line.strip() in {"+", "<<<"}:
            head.included += line.startswith("include::")
            page.end()
        elif found := STYLE.match(line):
            page.end()
            block = _styled(found[1], block) if found[1] is not None else block
        elif line and not page.lines and not TITLE.match(line) and _may_be_quoted(line, block):
            end = next((end for end in range(at, len(lines)) if not lines[end].strip()), len(lines))
            _paragraph(page, lines[at - 1 : end], block, head)
            at, block = end, _Block()
        else:
            _line(page, line, head)
            block = block if not line.strip() or TITLE.match(line) else _Block()
    page.end()


def _may_be_quoted(line: str, block: _Block) -> bool:
    """Return whether a paragraph that begins so may be a quotation, or code."""
    return block.style in QUOTED_STYLES | CODE_STYLES or line.startswith(('"', ">"))


def _behind_condition(lines: Sequence[str], at: int) -> int:
    """Where a condition that is not met ends, with those inside it."""
    depth = 1
    while at < len(lines) and depth:
        condition = CONDITION.match(lines[at])
        depth += (condition is not None and not condition["words"]) - lines[at].startswith("endif::")
        at += 1
    return at


def _styled(inside: str, before: _Block) -> _Block:
    """What a line in brackets says of the block below it."""
    values = [value.strip() for value in VALUE.findall(inside)]
    plain = [value.strip('"') for value in values if not NAMED_VALUE.match(value)]
    named = {value[1]: value[2].strip("\"'") for value in map(NAMED_VALUE.match, values) if value}
    named = {**before.named, **named}
    style = STYLE_END.split(plain[0])[0] if plain else ""
    credit = ", ".join(filter(None, [named.get("attribution", ""), named.get("citetitle", ""), *plain[1:3]]))
    return _Block(style or before.style, named, credit if style in QUOTED_STYLES else before.credit)


def _delimited(page: Page, edge: str, lines: Sequence[str], block: _Block, head: _Head) -> None:
    """Read what stands between two edges."""
    if edge.startswith(UNSEEN_EDGES) or block.style == "comment":
        page.end()
    elif edge[0] in "|,:!":
        _table(page, edge[0], lines, block, head)
    elif edge.startswith(CODE_EDGES) or block.style in CODE_STYLES:
        page.add(Piece(BlockKind.CODE, "\n".join(lines)))
    else:
        quoted = edge.startswith(("____", '""')) or block.style in QUOTED_STYLES
        inside = page.inside(quoted=quoted)
        lines = [f"{line} +" if line else "" for line in lines] if block.style == "verse" else lines
        _read(inside, lines, head)
        if quoted:
            page.quote(inside, head.filled(block.credit))
        else:
            page.end()
            page.pieces += inside.pieces


def _paragraph(page: Page, lines: Sequence[str], block: _Block, head: _Head) -> None:
    """Read a paragraph that its style, or a mark before its lines, makes a quotation or code."""
    if block.style in CODE_STYLES:
        page.add(Piece(BlockKind.CODE, "\n".join(lines)))
        return
    credit = CREDIT_LINE.match(lines[-1])
    if MARKDOWN_QUOTE.match(lines[0]):
        lines = [MARKDOWN_QUOTE.sub("", line) for line in lines]
    elif block.style not in QUOTED_STYLES and not (credit and len(lines) > 1 and lines[-2].rstrip().endswith('"')):
        for line in lines:
            _line(page, line, head)
        return
    elif credit and not block.credit:
        block, lines = _Block(credit=credit[1]), lines[:-1]
        lines = ["\n".join(lines).strip()[1:-1]] if lines[0].startswith('"') else lines
    _delimited(page, "____", "\n".join(lines).split("\n"), block, head)


def _line(page: Page, line: str, head: _Head) -> None:
    """Read a line outside blocks."""
    if COMMENT.match(line) or (not page.lines and _attribute(line, head)):
        return
    line = head.filled(line)
    if not line.strip():
        page.end()
    elif heading := HEADING.match(line):
        words = heading[2].removesuffix(f" {heading[1]}")
        page.add(Piece(BlockKind.HEADING, page.inlines.shown(words), len(heading[1])))
    elif RULE.match(line) and not page.lines:
        page.add(Piece(BlockKind.BREAK, ""))
    elif (title := TITLE.match(line)) and not page.lines:
        page.begin(BlockKind.PARAGRAPH, title[1])
        page.end()
    elif item := ITEM.match(line):
        page.begin(BlockKind.LIST_ITEM, BOX.sub("", item["words"], count=1))
    elif term := TERM.match(line):
        page.begin(BlockKind.LIST_ITEM, f"{term[1]}{CELL_GAP}{term[2] or ''}")
    elif page.lines:
        page.lines.append(line)
    else:
        page.begin(BlockKind.CODE if line[0] in " \t" else BlockKind.PARAGRAPH, LABEL.sub("", line, count=1))


def _table(page: Page, mark: str, lines: Sequence[str], block: _Block, head: _Head) -> None:
    """Add the rows of a table: as many cells each as columns are stated, or as its first line has."""
    page.end()
    if mark in ",:":
        page.pieces += [table_row(map(page.inlines.shown, line.split(mark))) for line in lines if line.strip()]
        return
    first = next((line for line in lines if line), "")
    count = _columns(block.named.get("cols", "")) or len(CELL.findall(first)) or 1
    *cells, last = CELL.split("\n".join(lines))  # before the bar of a cell stands how it is shown
    cells = [*(CELL_SPEC.sub("", cell) for cell in cells[1:]), *([last] if cells else [])]
    shown = [page.inlines.shown(head.filled(BULLET.sub("\n", cell).replace("\\|", "|").strip())) for cell in cells]
    page.pieces += [table_row(shown[at : at + count]) for at in range(0, len(shown), count)]


def _columns(stated: str) -> int:
    """Return how many columns are stated: one for each value, or so many of it ("1,3*")."""
    found = [COLUMN.match(one.strip()) for one in stated.split(",") if one.strip()]
    return sum(int(one[1]) if one else 1 for one in found)
