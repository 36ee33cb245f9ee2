"""Rich text: the words as striprtf gives them, a paragraph for each line, and the notes at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from striprtf.striprtf import rtf_to_text

from errors import DocumentError
from ingest.lexicon import SOFT_HYPHEN
from ingest.loaders.canonical import Canonical, Inline, large_pictures
from ingest.loaders.raised import written
from ingest.records import RULE_NOTE_MARK, BlockKind, Loaded, OwnField

INFORMATION = re.compile(r"\{\\(title|author)\s([^{}]{1,500})\}")
CELL = re.compile(r"\\(?:nest)?cell(?![a-z])")
"""striprtf would put a bar, which the document has not."""

HEAD = re.compile(r"\s*\{\\rtf[^{}]{0,300}")
"""What stands before the first group: the encoding among it."""

OLD_ENCODING = re.compile(r"\\(mac|pca?)(?![a-z])")
OLD_ENCODINGS = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
"""Encodings that have a word of their own, which striprtf passes over."""

MAC_PAGE = re.compile(r"\\ansicpg(100\d\d)(?!\d)[ ]?")
MAC_PAGES = {
    "10000": "mac_roman",
    "10006": "mac_greek",
    "10007": "mac_cyrillic",
    "10029": "mac_latin2",
    "10079": "mac_iceland",
    "10081": "mac_turkish",
}
"""The numbers that Macintosh programs give their encodings, which striprtf does not know."""

HIDES = re.compile(r"\\(deleted|v)(0|[1-9]\d*)?(?![a-z0-9-])[ ]?")
"""Words of the format that turn deleted or hidden text on, and off with a 0."""

PLAIN = re.compile(r"\\plain(?![a-z])[ ]?")
TOKEN = re.compile(r"\\'[0-9a-fA-F]{2}|\\[a-z]+-?\d*[ ]?|\\.|[{}]|[^\\{}]+|\\", re.DOTALL)
CONTROL = re.compile(r"\\[a-z]")
SHOWN_CONTROL = re.compile(r"\\(?:u-?\d|tab|line|[rl]dblquote|[rl]quote|e[nm]dash|bullet|e[nm]space)")
"""Control words that are text."""

NOTE = re.compile(r"\{(?:\\\*)?\s?\\footnote(?![a-z])")
NOTE_WORD = re.compile(r"\\(?:\*|footnote|ftnalt|chftn)[ ]?")
PICTURE = re.compile(
    r"\\pic(?:scalex(\d{1,5})|scaley(\d{1,5})|wgoal(\d{1,6})|hgoal(\d{1,6}))|\\(nonshp|shp)pict(?![a-z])"
)
"""The size of a picture and the share of it that is shown; each may be there a second time for old programs."""


RAISED = re.compile(
    r"\{(?:\\[a-z]+-?\d*\s?){0,12}?\\super(?:\\[a-z]+-?\d*){0,12}\s?(\d{1,3})\}"
    r"|\\super\s?(\d{1,3})\\nosupersub(?![a-z])\s?"
)
OPEN_MARK, CLOSE_MARK = "\ue000", "\ue001"
MARKED = re.compile(f"({OPEN_MARK}[^{OPEN_MARK}{CLOSE_MARK}]*{CLOSE_MARK})")

LIST_MARK = re.compile(r"\s*[•·▪‣◦●○■\uf000-\uf0ff]\s")


def load(data: bytes) -> Loaded:
    """The text, its paragraphs as blocks, and what the document's information group says."""
    source = data.decode("latin-1")  # the format is ASCII; other bytes are read in the encoding it names
    canonical = Canonical()
    words = _words(_raised_marked(_with_notes(_shown(source))))
    for line in words.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        kind = BlockKind.LIST_ITEM if LIST_MARK.match(line) else BlockKind.PARAGRAPH
        canonical.add(kind, _inline(line))
    own = tuple(dict.fromkeys(_information(source)))
    partly = large_pictures(_sizes_cm(source))
    return Loaded(
        canonical.text(), tuple(canonical.blocks), own=own, furniture=tuple(canonical.furniture), partly=partly
    )


def _with_notes(source: str) -> str:
    """The source with its notes, which striprtf passes over, as paragraphs at the end."""
    if not NOTE.search(source):
        return source
    text, notes, depth, since = list[str](), list[str](), 0, 0
    for match in TOKEN.finditer(source):
        piece = match.group()
        depth += (piece == "{") - (piece == "}")
        if piece == "{" and not since and NOTE.match(source, match.start()):
            since = depth
            notes.append("\\par ")
        inside = notes if since else text
        if not (since and NOTE_WORD.fullmatch(piece)):
            inside.append(piece)
        if piece == "}" and depth < since:
            since = 0
    end = next((at for at in reversed(range(len(text))) if text[at] == "}"), len(text))
    return "".join([*text[:end], *notes, *text[end:]])


TWIPS_IN_CM = 567


def _sizes_cm(source: str) -> Iterator[tuple[float, float]]:
    """The width and height of each picture, in centimetres."""
    scale, width, is_copy = [1.0, 1.0], 0.0, False
    for found in PICTURE.finditer(source):
        across, down, wide, high, kind = found.groups()
        if kind:
            is_copy = kind == "nonshp"
        elif wide:
            width = int(wide) / TWIPS_IN_CM
        elif high:
            if not is_copy:
                yield width * scale[0], int(high) / TWIPS_IN_CM * scale[1]
            scale, is_copy = [1.0, 1.0], False
        elif across or down:
            scale[0 if across else 1] = int(across or down) / 100


def _shown(source: str) -> str:
    """The source without the text that Word does not show: tracked deletions and hidden text."""
    if not HIDES.search(source):
        return source
    kept, hidden, outer = list[str](), frozenset[str](), list[frozenset[str]]()
    for match in TOKEN.finditer(source):
        piece = match.group()
        hides = HIDES.fullmatch(piece)
        if piece == "{":
            outer.append(hidden)
        elif piece == "}":
            hidden = outer.pop() if outer else hidden
        elif hides:
            hidden = hidden - {hides.group(1)} if hides.group(2) == "0" else hidden | {hides.group(1)}
        elif PLAIN.fullmatch(piece):
            hidden = frozenset()
        if not hidden or (piece in "{}") or (CONTROL.match(piece) and not SHOWN_CONTROL.match(piece)):
            kept.append(piece)
    return "".join(kept)


def _raised_marked(source: str) -> str:
    """The source with marks around raised digits, in characters that no document uses."""
    return RAISED.sub(lambda found: f"{{\\u-8192?{found.group(1) or found.group(2)}\\u-8191?}}", source)


def _inline(line: str) -> Inline:
    """The line, its raised digits written as such."""
    inline, pieces = Inline(), MARKED.split(line)
    for words, after in pairwise([*pieces, ""]):
        if not words.startswith(OPEN_MARK):
            inline.write(words)
            continue
        shown, is_note = written("".join(inline.parts[-4:]), words.strip(OPEN_MARK + CLOSE_MARK), after, linked=False)
        start = inline.length
        inline.write(shown)
        if is_note:
            inline.mark(start, RULE_NOTE_MARK)
    return inline


def _words(source: str) -> str:
    old = OLD_ENCODING.search(_head(source))
    encoding = OLD_ENCODINGS[old.group(1)] if old else "cp1252"
    page = MAC_PAGE.search(_head(source))
    if page and page.group(1) in MAC_PAGES:
        encoding, source = MAC_PAGES[page.group(1)], MAC_PAGE.sub("", source, count=1)
    try:
        words = rtf_to_text(CELL.sub(r"\\tab", source), encoding, "strict")  # type: ignore[no-untyped-call]
        words = str(words).replace(SOFT_HYPHEN, "")
        return words.encode("utf-16", "surrogatepass").decode("utf-16")  # it gives halves of rare characters
    except (UnicodeError, LookupError, ValueError) as error:
        raise DocumentError("is damaged: its text does not fit its encoding; save it again as .docx") from error


def _information(source: str) -> Iterator[OwnField]:
    for name, value in INFORMATION.findall(source):
        words = " ".join(_words(f"{_head(source)} {value}}}").split())
        if words:
            yield OwnField(name, words, f"RTF information {name}")


def _head(source: str) -> str:
    match = HEAD.match(source)
    return match.group() if match else "{\\rtf1\\ansi"
