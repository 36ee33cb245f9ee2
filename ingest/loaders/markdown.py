"""Markdown: the canonical text is what a reader sees, without the marks.

CommonMark with tables and strikethrough, read by markdown-it-py. A line end inside a paragraph is a space,
as on the page; a hard break is a line end. List numbers and bullets are the page's, not the author's words.
Of what note programs add, links and highlights are shown as their words, callouts as a title and paragraphs, and
comments, pictures and the names of blocks not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from errors import DocumentError
from ingest.decoding import decode
from ingest.loaders.canonical import CELL_GAP, Canonical, Inline, heading_as_title
from ingest.loaders.front_matter import front_matter, without_back_matter
from ingest.loaders.raised import written
from ingest.loaders.tags import is_line_break, visible_lines
from ingest.records import RULE_NOTE_MARK, BlockKind, Loaded

PLUGINS = ["table", "strikethrough"]
DEEPEST = 100
"""Quotes and lists inside one another that are read; the parser's own limit is 20, and it passes over the rest.

Raised, the parser may run out of stack; lowered, threads with many answers are refused.
"""


CODE = re.compile(
    r"^[ \t]*(```+|~~~+).*?(?:^[ \t]*\1[`~]*[ \t]*$|\Z)"
    r"|(?<!`)(`+)(?!`)(?:[^\n]|\n(?!\s*\n)){1,500}?(?<!`)\2(?!`)",
    re.MULTILINE | re.DOTALL,
)
"""Code, in which no mark means anything."""

NUMBER_BEFORE = re.compile(r"\d[ \t]?\Z")
COMMENTS = (("<!--", "-->"), ("%%", "%%"))
"""What begins and ends a comment."""

ANCHOR = re.compile(r"^(?:<(?:span|a) (?:id|name)=[^<>]*></(?:span|a)>[ \t]*)+|^\{\d+\}-{10,}[ \t]*$", re.MULTILINE)
"""Places to jump to, before which no heading would be one, and marks of pages that converters of PDF write."""

OUTLINER = re.compile(
    r"^[ \t]*(?:(?:id|collapsed|title|tags|alias|type|icon|template|public|created|updated)::[^\n]*"
    r"|:(?:LOGBOOK|PROPERTIES):[ \t]*\n(?:[ \t]*[^\n]{0,200}\n){0,20}?[ \t]*:END:[ \t]*|[-*][ \t]*\{\{query[^\n]*)$\n?",
    re.MULTILINE | re.IGNORECASE,
)
"""What outliners (Logseq, org) keep of a block below it: properties, how long it took, searches."""

SHORTCODE = re.compile(
    r"^[ \t]*(?:\{\{[<%][^\n{}]{0,500}[%>]\}\}|\{%-?[^\n{}]{1,500}%\})[ \t]*$|\{\{[<%]/?[ \t][^\n{}]{0,500}[%>]\}\}",
    re.MULTILINE,
)
"""What makers of web sites (Hugo, Jekyll) put in: "{{< figure … >}}", "{% include … %}"."""

RAISED = re.compile(r"\$[ ]?\^[ ]?\{?[ ]?((?:\d{1,3}|[*†‡])(?:[ ]?[,–-][ ]?\d{1,3}){0,5})[ ]?\}?[ ]?\$")
"""A mark of a note as those write it who make formulas of whatever is raised: "$^{1}$"."""

SPAN = re.compile(r"\[([^\[\]\n]{1,300})\]\{[.#:][^{}\n]{0,200}\}")
"""Words with attributes (pandoc): "[key]{.smallcaps}"."""

ATTRIBUTES = re.compile(r"^(#{1,6}[ ][^\n]{1,300}?)[ \t]+\{(?:-|[.#:][\w-][^{}\n]{0,200})\}[ \t]*$", re.MULTILINE)
"""The attributes behind a heading."""

DIVISION = re.compile(
    r"^[ \t]{0,12}:{3,40}+[ \t]{0,9}(?:\{[^{}\n]{0,200}\}|[\w-]{1,40})?[ \t]{0,9}:{0,40}+$", re.MULTILINE
)
"""Where a division with attributes begins or ends: "::: {.callout-note}"."""

BLOCK_LINK = re.compile(r"[ \t]?\(\([0-9a-f]{8}-[0-9a-f-]{20,40}\)\)")
"""A link to another block by its number."""

NOTE = re.compile(r"^[ ]{0,3}\[\^([^\]\n]{1,60})\]:[ \t]*", re.MULTILINE)
"""The beginning of a note's text, which stands anywhere in the document."""

NOTE_MARK = re.compile(r"\[\^([^\]\s]{1,60})\]")
PART_BEFORE = re.compile(
    r"(?:\b(?:fig(?:ure)?|no|eq|sec(?:tion)?|tab(?:le)?|ch(?:apter)?|page|p|step|item|part)s?\.?|[(§#])\Z",
    re.IGNORECASE,
)
"""Before a number it is that of a figure, a table or a section."""

NOTE_LINK = re.compile(r"[.,;:!?…”\"'’)\w]\[?(?:\d{1,3}|[*†‡§]{1,3})\]?")
EMBEDDED = re.compile(r"!\[\[([^\[\]\n]{1,300})\]\]")
WIKI_LINK = re.compile(r"\[\[([^\[\]|\n]{1,300})(?:\|([^\[\]\n]{0,300}))?\]\]")
HIGHLIGHT = re.compile(r"(?<![\w=^])(==|\^\^)(?=\S)(.{1,1000}?)(?<=\S)\1(?![\w=^])")
BLOCK_NAME = re.compile(r"(?:^|[ \t])\^[A-Za-z][\w-]{0,40}[ \t]*$")
TASK = re.compile(r"\[[ xX/-]\][ \t]+")
CALLOUT = re.compile(r"\[!([\w-]{1,30})(?:\|[^\]]*)?\][+-]?[ \t]*")
NAME = re.compile(r"(?:[A-ZÀ-ÖØ-Þ][\w.'’-]*(?:\s+|\Z)){1,4}\Z")
QUOTED_CALLOUTS = frozenset({"quote", "cite"})
"""Callouts in which somebody is quoted; the others are the author's own words."""


@dataclass(slots=True)
class _Reading:
    """Where in the document the reader is."""

    canonical: Canonical = field(default_factory=Canonical)
    quotes: int = 0
    items: int = 0
    heading: int = 0
    row: Inline | None = None
    notes: list[str] = field(default_factory=list)
    """The names of the notes in the order of their first marks, which number them."""

    speaker: str | None = None
    """Who is named as the title of the callout that is read."""

    callout: int = 0
    """The depth of quotation at which a callout of the author's own words began, 0 outside one."""

    def kind(self) -> BlockKind:
        """What a run of text here is."""
        if self.heading:
            return BlockKind.HEADING
        if self.quotes and not self.callout:
            return BlockKind.QUOTE
        return BlockKind.LIST_ITEM if self.items else BlockKind.PARAGRAPH


def load(data: bytes) -> Loaded:
    """The visible text, its blocks, and what front matter and the first level-1 heading (else the first) say of it."""
    return load_parts([decode(data)])


def load_parts(parts: Sequence[str]) -> Loaded:
    """The same of a document in parts, of which none has anything open that the next could close.

    Raises:
        DocumentError: quotes and lists in it are nested too deep.
    """
    reading = _Reading()
    parser = MarkdownIt("commonmark", {"maxNesting": DEEPEST}).enable(PLUGINS)
    body, stated = front_matter(parts[0])
    for part in (parts[0][body:], *parts[1:]):
        for token in parser.parse(_plain(without_back_matter(part))):
            if token.level >= DEEPEST - 1 and token.nesting == 1:  # the parser passes over what is deeper
                raise DocumentError("its quotes and lists are nested too deep to be read whole: take some away")
            _read(reading, token)
    canonical = reading.canonical
    text, blocks = canonical.text(), tuple(canonical.blocks)
    own = (*stated, *heading_as_title(text, blocks))
    return Loaded(text, blocks, own=own, furniture=tuple(canonical.furniture))


def _plain(markup: str) -> str:
    """The document without comments, and with notes as paragraphs; code stays as it is."""
    parts, at = list[str](), 0
    for code in CODE.finditer(markup):
        parts += [_plain_words(markup[at : code.start()]), code.group()]
        at = code.end()
    return "".join([*parts, _plain_words(markup[at:])])


def _plain_words(markup: str) -> str:
    for opening, closing in COMMENTS:
        markup = _without(markup, opening, closing)
    for left_out in (OUTLINER, BLOCK_LINK, ANCHOR, SHORTCODE, DIVISION):
        markup = left_out.sub("", markup)
    markup = RAISED.sub(r"<sup>\1</sup>", ATTRIBUTES.sub(r"\1", SPAN.sub(r"\1", markup)))
    return NOTE.sub(r"\n\\[^\1]: ", markup)


def _without(markup: str, opening: str, closing: str) -> str:
    """The markup without what stands between these marks, and without a space before it.

    Where both marks are the same they stand on one line, or each alone on its own; behind a number they begin nothing.
    """
    parts, at, begin = list[str](), 0, 0
    while (start := markup.find(opening, begin)) >= 0:
        begin = start + len(opening)
        if opening == closing and (
            NUMBER_BEFORE.search(markup[max(0, start - 2) : start]) or markup[begin : begin + 1] == opening[0]
        ):
            continue
        end = markup.find(closing, begin)
        if end < 0:
            break
        is_same = opening == closing
        if is_same and markup.find("\n", begin, end) >= 0 and not _stand_alone(markup, start, end, len(closing)):
            begin = end
            continue
        parts.append(markup[at : start - (markup[start - 1 : start] in {" ", "\t"})])
        at = begin = end + len(closing)
    return "".join([*parts, markup[at:]])


def _stand_alone(markup: str, start: int, end: int, length: int) -> bool:
    """Return whether the two marks of this length that begin at `start` and `end` are all that their lines have."""
    for at in (start, end):
        last = markup.find("\n", at + length)
        if markup[markup.rfind("\n", 0, at) + 1 : at].strip():
            return False
        if markup[at + length : last if last >= 0 else len(markup)].strip():
            return False
    return True


def _read(reading: _Reading, token: Token) -> None:
    """Takes in one token: where the reader is, or text to write."""
    match token.type:
        case "blockquote_open" | "blockquote_close":
            reading.quotes += token.nesting
            reading.callout = 0 if reading.quotes < reading.callout else reading.callout
            reading.speaker = reading.speaker if reading.quotes else None
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
    shown = _raised_joined(_flat(_without_callout(reading, tokens)))
    for at, token in enumerate(shown):
        after = shown[at + 1].content if at + 1 < len(shown) else ""
        _write(reading, inline, token, after)
    if reading.row is None:
        speaker = reading.speaker if reading.kind() is BlockKind.QUOTE else None
        reading.canonical.add(reading.kind(), inline, level=reading.heading, speaker=speaker)


def _without_callout(reading: _Reading, tokens: Sequence[Token]) -> Sequence[Token]:
    """The tokens of a paragraph; where a callout begins, its title is written as a block, without the mark."""
    found = CALLOUT.match(tokens[0].content) if tokens and reading.quotes and tokens[0].type == "text" else None
    if not found:
        return tokens
    if found.group(1).lower() not in QUOTED_CALLOUTS:
        reading.callout = reading.quotes
    end = next((at for at, token in enumerate(tokens) if token.type == "softbreak"), len(tokens))
    title = Inline()
    for token in _flat([tokens[0].copy(content=tokens[0].content[found.end() :]), *tokens[1:end]]):
        _write(reading, title, token, "")
    words = "".join(title.parts).strip()
    reading.speaker = words if not reading.callout and NAME.fullmatch(words) else None
    reading.canonical.add(BlockKind.LIST_ITEM if reading.items else BlockKind.PARAGRAPH, title)
    return tokens[end + 1 :]


def _raised_joined(tokens: Iterator[Token]) -> list[Token]:
    """The tokens, with those between `<sup>` and its end as one."""
    found, inside = list[Token](), False
    for token in tokens:
        tag = token.content.strip().lower() if token.type == "html_inline" else ""
        if tag.startswith("<sup") and tag[4:5] in {">", " "}:
            inside = True
            found.append(Token("sup", "", 0))
        elif tag == "</sup>":
            inside = False
        elif inside:
            found[-1].content += token.content if token.type in {"text", "code_inline"} else ""
        else:
            found.append(token)
            if _ends_note_link(found):
                found[-3:] = [Token("sup", "", 0, content=found[-2].content)]
    return found


def _ends_note_link(tokens: Sequence[Token]) -> bool:
    """Return whether the last tokens are a link inside the document right behind a word: "in May.[6](#page-5-2)"."""
    if len(tokens) < 4 or tokens[-1].type != "link_close" or tokens[-3].type != "link_open":
        return False
    before, opening, words = tokens[-4:-1]
    inside = str(opening.attrGet("href") or "").startswith("#") and not PART_BEFORE.search(before.content)
    return inside and before.type == "text" and NOTE_LINK.fullmatch(before.content[-1:] + words.content) is not None


def _flat(tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens with an image's alt text in the image's place."""
    for token in tokens:
        if token.type == "image":
            yield from _flat(token.children or [])
        else:
            yield token


def _write(reading: _Reading, inline: Inline, token: Token, after: str) -> None:
    """Writes what the token shows; `after` is what stands behind it."""
    match token.type:
        case "text":
            _text(reading, inline, token.content, after)
        case "code_inline":
            inline.write(token.content)
        case "sup":
            _mark(inline, token.content, after)
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


def _text(reading: _Reading, inline: Inline, words: str, after: str) -> None:
    """Writes words without the marks of note programs, and the marks of notes as numbers."""
    words = BLOCK_NAME.sub("", EMBEDDED.sub("", words))
    words = HIGHLIGHT.sub(r"\2", WIKI_LINK.sub(lambda link: link.group(2) or link.group(1), words))
    if reading.items and not inline.length:
        words = TASK.sub("", words, count=1)
    at = 0
    for mark in NOTE_MARK.finditer(words):
        inline.write(words[at : mark.start()])
        at = mark.end()
        if mark.group(1) not in reading.notes:
            reading.notes.append(mark.group(1))
        is_text = not inline.length and words[at : at + 1] == ":"
        at += is_text
        _mark(inline, str(reading.notes.index(mark.group(1)) + 1), words[at:] or after)
        at += is_text and words[at : at + 1] == " "
    inline.write(words[at:])


def _mark(inline: Inline, words: str, after: str) -> None:
    """Writes raised words: the mark of a note apart from its sentence."""
    shown, is_note = written("".join(inline.parts[-4:]), words, after, linked=False)
    start = inline.length
    inline.write(shown)
    if is_note:
        inline.mark(start, RULE_NOTE_MARK)


def _html(reading: _Reading, markup: str) -> None:
    """Writes a block of raw HTML, a block for each line that it shows."""
    for line in visible_lines(markup):
        reading.canonical.add(reading.kind(), Inline([line], len(line)))
