"""Plain text: the canonical text is the file's own, words cut at line ends mended, and only the blocks are found.

Two habits are told apart by the document's line lengths. In a hard-wrapped document a line end
inside a paragraph means nothing unless the next word would have fitted; in any other document
every line end was typed by somebody.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from importlib import import_module

from ingest.decoding import decode
from ingest.hyphens import JOINING, LineEnds
from ingest.loaders.canonical import lone_addresses
from ingest.loaders.front_matter import front_matter
from ingest.loaders.printed_pages import heads_in, title_of, without_pages
from ingest.records import RULE_OWN_TITLE, Block, BlockKind, Furniture, Loaded, OwnField

Line = tuple[int, int]

MAX_WRAP_COLUMNS = 100
"""Editors wrap at 60 to 80 columns; a paragraph in one line is longer."""

MAX_LONG_SHARE = 0.1
"""A wrapped document may have a long address or table line; more than this is not wrapped."""

RAGGED_COLUMNS = 12
"""How far a wrapped line may stay short of what would have fitted: wrappers differ, words are long."""

MAX_TITLE_CHARACTERS = 150

PROGRAMS_LINE = re.compile(
    r"[ \t]*(?:ZCZC\b|NNNN[ \t]*\Z|\(MORE\)[ \t]*\Z|[A-Z]{1,2} [A-Z] /[A-Z]|\^(?:Eds|Editors)[:.] |Eds: [A-Z]{3}"
    r"|[A-Z]{2,4}(?:-\d\d){3} \d{4}GMT|- Your (?:Highlight|Note|Bookmark) (?:on|at) |={5,}[ \t]*\Z)"
)
"""A line of its own that a wire or a reading device writes between texts: "NNNN", "- Your Highlight on page 4"."""

OPENS_A_LINE = re.compile(r"\s*(?:©|\(c\)\s|[*•·▪‣◦]\s+\S|-\s+[A-Z0-9“\"])", re.IGNORECASE)
"""What begins a line of its own even right under a longer one: a credit, a list item."""

ASIDE = re.compile(r"[ \t]*(?:\([^()\n]{1,120}\)|\[[^\[\]\n]{1,120}\])[.\s]*\Z")
"""A line that is an aside and nothing else, as records have them: "(Recess taken.)"."""

BEGINS_AS_MAIL = re.compile(
    r"\s{0,9}[^\s:：][^\n:：]{0,24}[:：][^\n]*+\n(?:[ \t][^\n]*+\n)*+[^\s:：][^\n:：]{0,24}[:：]"
)
"""Two lines with a label each: what reads messages is loaded only for these."""

BEGINS_AS_SUBTITLES = re.compile(
    r"\s{0,9}(?:WEBVTT[^\n]*\n(?:[^\n]*\n){0,40}?|\d{1,6}[ \t]*\n)?[ \t]*(?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3}"
    r"(?:[ \t]*-->[ \t]*(?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3}|(?<=\.\d{3}),\d{1,2}:\d{2}:\d{2}\.\d{3})"
    r"[ \t]*(?:\n|[a-z]{1,20}:)"
)
"""Subtitles that were saved as text: the header of WebVTT, or a first cue's time on a line of its own."""

HAS_TIMES = re.compile(
    r"^[ \t]*\d{1,3}:\d{2}(?:[ \t]*\n[^\n]+\n(?:[^\n]+\n)?[ \t]*\d{1,3}:\d{2}[ \t]*$"
    r"|[ \t]+\S[^\n]*\n[ \t]*\d{1,3}:\d{2}[ \t]+[a-z])",
    re.MULTILINE,
)
"""Times close to each other, alone or before words that go on: what reads transcripts of videos is loaded for these."""

BYLINE = re.compile(r"by\s+[A-Z]", re.IGNORECASE)
LIST_MARK = re.compile(r"\s*[*•·▪‣◦-]\s+\w")
FINAL_PUNCTUATION = re.compile(r"[.,;:…][\"'”’)\]]*\Z")
SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*\Z")
LEAST_INDENT = 2
"""Characters by which a line that begins a paragraph stands farther in than the margin, below the end of a sentence."""

LINE = re.compile(r"[^\n]+")
CUT_WORD = re.compile(
    r"(?<![^\W\d_])(?<![^\W\d_]-)(?P<before>[^\W\d_]+(?:-[^\W\d_]+)*)[-\u2010]\n[ \t]*"
    r"(?P<after>[^\W\d_A-ZÀ-ÖØ-Þ][^\W\d_]*)(?P<rest>\S*)[ \t]*\n?"
)
"""A word with a hyphen at its line's end that goes on in the next line, and what stands right behind it there."""

WHOLE_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*(?![-\u2010]?\n)")


def load(data: bytes) -> Loaded:
    """The text as it stands, its paragraphs as blocks, its first line as title where it looks like one.

    Front matter stays in the text, as furniture: what somebody wrote above a saved page is a label, no words of it.
    """
    words = decode(data)
    if (message := _message(words)) is not None:
        return message
    if BEGINS_AS_SUBTITLES.match(words):
        subtitles: Loaded = import_module("ingest.loaders.subtitles").load(data)
        return subtitles
    if HAS_TIMES.search(words) and (captions := import_module("ingest.loaders.captions").load_captions(words)):
        shown: Loaded = captions
        return shown
    printed = without_pages(words)
    text = _mended(printed.text)
    body, stated = front_matter(text)
    if not stated:  # lines between drawn lines that say nothing of the document are its own words
        body = 0
    heads = tuple(Furniture(start, end, "running_head") for start, end in heads_in(text, printed.heads))
    blocks = [_block(text, lines) for lines in _paragraphs(text, body)]
    blocks = blocks if heads and blocks[0].start == heads[0].start else _with_title(text, blocks)
    titles = [text[block.start : block.end] for block in blocks[:1] if block.kind is BlockKind.HEADING]
    titles = titles or [title for title in (title_of(printed.heads),) if title]
    own = (*stated, *(OwnField("title", title, RULE_OWN_TITLE) for title in titles))
    if not body:
        return Loaded(text, tuple(blocks), own, furniture=heads)
    settings = Block(BlockKind.CODE, 0, body)
    return Loaded(text, (settings, *blocks), own, furniture=(Furniture(0, body, "front_matter"), *heads))


def _message(text: str) -> Loaded | None:
    """The text read as the message that somebody saved as text, if it begins as one."""
    if not BEGINS_AS_MAIL.match(text):
        return None
    message = import_module("ingest.loaders.mail_saved").saved_mail(text)
    loaded: Loaded | None = import_module("ingest.loaders.mail").load_message(message) if message else None
    return loaded


def _mended(text: str) -> str:
    """The text with the words whole that are cut at line ends; what stood on the next line of a word comes up to it."""
    if not CUT_WORD.search(text):
        return text
    words = Counter(word.lower() for word in WHOLE_WORD.findall(text))
    ends = LineEnds(words, ((cut["before"], cut["after"]) for cut in CUT_WORD.finditer(text)))

    def whole(cut: re.Match[str]) -> str:
        if cut["after"].lower() in JOINING:  # "pre-\nand post-war"
            return cut.group()
        hyphen = "-" if ends.keeps(cut["before"].rsplit("-", 1)[-1], cut["after"]) else ""
        return f"{cut['before']}{hyphen}{cut['after']}{cut['rest']}\n"

    return CUT_WORD.sub(whole, text)


def _paragraphs(text: str, start: int) -> Iterator[list[Line]]:
    """The lines of each paragraph from there on, as spans without the white space around them."""
    lines = [span for match in LINE.finditer(text, start) if (span := _trimmed(match))[0] < span[1]]
    columns = _wrap_columns(lines)
    margin = min((_indent(text, line) for line in lines), default=0)
    paragraph: list[Line] = []
    for line in lines:
        if paragraph and _is_apart(text, paragraph[-1], line, columns=columns, margin=margin):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield paragraph


def _trimmed(match: re.Match[str]) -> Line:
    """The line's span without the white space at its ends."""
    line = match.group()
    start = match.start() + len(line) - len(line.lstrip())
    return start, max(start, match.start() + len(line.rstrip()))


def _wrap_columns(lines: list[Line]) -> int:
    """Return how wide the document's lines are wrapped; 0 when nobody wrapped them."""
    lengths = [end - start for start, end in lines]
    wrapped = [length for length in lengths if length <= MAX_WRAP_COLUMNS]
    if len(lengths) - len(wrapped) > MAX_LONG_SHARE * len(lengths):
        return 0
    return max(wrapped, default=0)


def _is_apart(text: str, line: Line, following: Line, *, columns: int, margin: int) -> bool:
    """Return whether the following line begins another block; `margin` is how far in the text's lines stand."""
    if text.count("\n", line[1], following[0]) > 1:
        return True
    if any(PROGRAMS_LINE.match(text[start:end]) for start, end in (line, following)):
        return True
    if OPENS_A_LINE.match(text, *following) or lone_addresses(text, *following):
        return True
    if any(ASIDE.match(text[start:end]) for start, end in (line, following)):
        return True
    if SENTENCE_END.search(text[slice(*line)]) and _indent(text, following) >= margin + LEAST_INDENT:
        return True
    if text[following[0]].islower():
        return False
    first_word = text[slice(*following)].split(maxsplit=1)[0]
    return line[1] - line[0] + 1 + len(first_word) + RAGGED_COLUMNS <= columns or columns == 0


def _indent(text: str, line: Line) -> int:
    """Return how many characters of white space stand before the line."""
    return line[0] - text.rfind("\n", 0, line[0]) - 1


def _block(text: str, lines: list[Line]) -> Block:
    """The block that these lines make."""
    start, end = lines[0][0], lines[-1][1]
    kind = BlockKind.LIST_ITEM if LIST_MARK.match(text, start, end) else BlockKind.PARAGRAPH
    return Block(kind, start, end, links=lone_addresses(text, start, end))


def _with_title(text: str, blocks: list[Block]) -> list[Block]:
    """The blocks, the first made a heading where it is a short line on its own above the rest."""
    if len(blocks) < 2 or not _is_title(text, blocks[0], blocks[1]):
        return blocks
    return [Block(BlockKind.HEADING, blocks[0].start, blocks[0].end, level=1), *blocks[1:]]


def _is_title(text: str, first: Block, second: Block) -> bool:
    """Return whether the first block is a title: one short line, no full stop, then a blank line or who wrote it."""
    words = text[first.start : first.end]
    return (
        first.kind is BlockKind.PARAGRAPH
        and not first.links
        and len(words) <= MAX_TITLE_CHARACTERS
        and "\n" not in words
        and (text.count("\n", first.end, second.start) > 1 or BYLINE.match(text, second.start) is not None)
        and not FINAL_PUNCTUATION.search(words)
        and any(character.isalpha() for character in words)
    )
