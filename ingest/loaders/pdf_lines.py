"""The lines of a PDF's pages → paragraphs, headings, running heads and page numbers.

A paragraph that a note, a caption or a box of other type interrupts goes on behind it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice, pairwise, takewhile
from statistics import median

from ingest.loaders.pdfium_text import HYPHEN, LEFTWARD, Line
from ingest.records import BlockKind

EDGE_LINES = 3
"""Running heads and feet are among so many lines at the top and the bottom of a page."""

MIN_REPEATS = 3
"""On two pages of many a line may be said twice; on three it belongs to the pages.
A file of two pages has them where both begin or end with the same line."""

WIDE_GAP = 1.35
"""A paragraph begins where the lines stand this much farther apart than usual."""

LARGEST_GAP = 2.5
"""Of the type's size: lines set wider apart than this are no paragraph. Raised, the lines of a form are one."""

LARGER = 1.15
"""Type this much larger than the document's is a heading's."""

OTHER_TYPE = 1.06
"""Type this much larger or smaller is not of the same paragraph where something stands between. Lowered, scans and
fonts that a program fits in slightly different sizes would be told apart."""

MAX_HEADING_LINES = 4
INDENT = 0.8
"""Of the type's height: a first line starts this much to the right."""

SHORT_OF_COLUMN = 0.85
"""A line that ends before this share of its column's width, with a full stop, ends a paragraph."""

HEADING_GAP = 1.7
"""Of the type's size: how far apart the lines of one heading stand. Raised, a subtitle is part of its title."""

NOTE_MARK = re.compile(r"\s*(?:\[(?:\d{1,3}|[*†‡§¶]{1,3})\]|\d{1,3}(?=[“„\"]?[^\W\d_a-z][^\W\d_A-Z]))")
"""What a note at the foot of a page begins with."""

SMALLER = 0.95
"""Type below this share of the document's is a note's."""

SAME_PLACE = 1.0
"""Points between the edges of a table's cells below each other. Raised, stretched lines are rows."""

COLUMN_LINES = 8
"""Lines above and below by which the width of a column is known. Raised, a wide line far off widens it."""

DIGITS = re.compile(r"\d+|\b[ivxlc]+\b")
PAGE_NUMBER = re.compile(
    r"\W*(?:(?:page|p\.|seite|página|side)\s*)?(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:/|of|von|de)\s*\d{1,4})?\W*\Z", re.I
)
SENTENCE_END = re.compile(r"[.!?:…。！？؟۔।][\"'”’“«»)\]」』]*(?:\[[\d*†‡§¶,– -]{1,9}\])*\s*\Z")
PROSE = re.compile(
    r"[^\W\d_]{2}(?<!\b[MDSN][rsto])[.!?…][\"'”’“«»)\]]* +[\"'“„«»(\[]*[^\W\d_a-z].{20,}[.!?…][\"'”’“«»)\]]*\s*\Z",
    re.DOTALL,
)
"""Sentences, of which the last is a whole one: no heading, however large its type."""

LIST_MARK = re.compile(r"\s*(?:[•·▪‣◦●○■*\uf000-\uf0ff]|[-–—](?=\s)|\(?\d{1,2}[.)](?=\s)|\(?[a-z][.)](?=\s))")
NUMBERED_HEAD = re.compile(r"(?P<first>\d{1,4})\s+\D.{0,79}|\D.{0,79}?\s(?P<last>\d{1,4})")
"""A head or foot with the page's number at one end."""

SCANNER = re.compile(
    r"\s*(?:(?:document )?(?:scanned|created|made) (?:with|by|using|in)|gescannt mit|numérisé avec|escaneado con"
    r"|scansionato con|digitalizado com|skannet med|zeskanowano w)\s(?:the )?(?:[\w.-]+\s){0,3}?"
    r"(?-i:\w*Scan(?:ner|bot|Writr)?|\w*Lens)(?:\s[\w.-]+){0,2}\s*\Z",
    re.IGNORECASE,
)
"""What a program that scans writes on each page: "Scanned with CamScanner"."""

PRINT_HEAD = re.compile(r"\s*\d{1,4}([./-])\d{1,2}\1\d{2,4},?\s+\d{1,2}[:.]\d{2}\b")
"""A browser's print: the day and the time at the head of the page, its address and number at the foot."""

PRINT_FOOT = re.compile(r"\s*(?:https?|file|about|chrome):\S+\s+\d{1,4}\s*/\s*\d{1,4}\s*\Z")
STAMPED_NUMBER = re.compile(r"\s*(?P<series>[A-Z][A-Z0-9._-]{1,24}?[-_. ]?)(?P<number>0*\d{3,8})\s*\Z")
"""What is stamped on each page of a file that somebody hands over: "HARBOUR-PRR-000212"."""

CONTINUED = re.compile(
    r"\W*(?:(?:continued|cont(?:['’]?d)?\.?) (?:overleaf|(?:on|from) (?:page \d{1,4}"
    r"|(?:the )?(?:next|following|previous|preceding|other|reverse|back)(?: (?:page|side|sheet))?))"
    r"|continuation (?:of statement|sheet)\b[\w\s:.,'’-]{0,60}"
    r"|[^\W\d_][\w .,&-]{2,40} \((?:continued|cont(?:['’]?d)?\.?)\))\W{0,6}\Z",
    re.IGNORECASE,
)
"""What forms say at the foot of a page and at the head of the next: "continued on next page", "Narrative (cont'd):"."""

CAPTION = re.compile(
    r"\s*(?:fig(?:ure|ura|\.)?|table|tab(?:elle|leau|la|\.)|abb(?:ildung|\.)|box|map|chart)\s*\d+\b", re.IGNORECASE
)
MAX_INTERRUPTING = 8
"""Blocks of other type that may stand between the halves of a paragraph: notes, a caption, a box. Raised, a line
that happens to begin in a small letter is joined from farther off."""

SPEAKER = re.compile(r"\s*(?:[QA]|(?:[A-Z][A-Z.’'-]*\s){0,4}[A-Z][A-Z.’'-]+)\s?[:.]\s")
"""A name in capitals, or Q and A, that begins a turn of a hearing."""

ENDS_IN_HYPHEN = ("-", HYPHEN, "\u00ad", "\u2010")

Paragraph = tuple[BlockKind, list[Line]]


def furniture_lines(pages: Sequence[Sequence[Line]]) -> dict[int, str]:
    """The lines (by `id`) that belong to the pages and not to the text, with the rule that says so."""
    edges = [_edges(page, 1 if len(pages) == 2 else EDGE_LINES) for page in pages]
    repeats = min(max(len(pages), 2), MIN_REPEATS)
    seen = Counter(key for edge in edges for key in {_key(line) for line in edge})
    found = {id(line): line.rule for page in pages for line in page if line.rule}
    of_pages = [
        *_facing_heads(edges),
        *_numbered_heads(edges),
        *_scanners(pages),
        *_stamped_numbers(pages),
        *_stamps(pages),
        *(line for page in pages for line in _edges(page, EDGE_LINES) if CONTINUED.match(line.text)),
        *(_shared_edges(*pages) if len(pages) == 2 else ()),
    ]
    found |= dict.fromkeys(map(id, of_pages), "running_head")
    for edge in edges:
        for line in edge[:1] + edge[-1:]:
            if PRINT_HEAD.match(line.text) or PRINT_FOOT.match(line.text):
                found[id(line)] = "browser_print"
        for line in edge:
            is_seen = line.recognised is not None and line in (edge[0], edge[-1])
            if PAGE_NUMBER.match(line.text) and (is_seen or seen[_key(line)] >= repeats):
                found[id(line)] = "page_number"
            elif seen[_key(line)] >= repeats and any(char.isalpha() for char in line.text):
                found[id(line)] = "running_head"
    for page in pages:
        _keep_a_lone_sentence(page, found)
    return found


def _keep_a_lone_sentence(page: Sequence[Line], found: dict[int, str]) -> None:
    """Leave a page its only line, if it is a sentence: every page of a list may say the same of another number."""
    lines = [line for line in page if any(char.isalpha() for char in line.text)]
    heads = [line for line in lines if found.get(id(line)) == "running_head" and not SCANNER.match(line.text)]
    others = [line for line in lines if id(line) not in found]
    if not others and len(heads) == 1 and SENTENCE_END.search(heads[0].text) and DIGITS.search(heads[0].text):
        del found[id(heads[0])]


def _scanners(pages: Sequence[Sequence[Line]]) -> Iterator[Line]:
    """The lines that a program that scans puts at the edge of each page."""
    edges = (line for page in pages for line in _edges(page, 1))
    return (line for line in edges if SCANNER.match(line.text))


def _numbered_heads(edges: Sequence[Sequence[Line]]) -> Iterator[Line]:
    """The outermost lines with a number that counts the pages, where some of them come back."""
    for outer in (0, -1):
        counted: dict[int, list[Line]] = defaultdict(list)
        for place, edge in enumerate(edges):
            if edge and (numbered := NUMBERED_HEAD.fullmatch(edge[outer].text.strip())):
                counted[int(numbered["first"] or numbered["last"]) - place].append(edge[outer])
        for lines in counted.values():
            again = Counter(map(_key, lines)).most_common(1)[0][1]
            if len(lines) >= MIN_REPEATS and again > 1 and not any(SENTENCE_END.search(line.text) for line in lines):
                yield from lines


def _stamped_numbers(pages: Sequence[Sequence[Line]]) -> Iterator[Line]:
    """The lines at the edges of pages with a number that goes on from page to page in one series."""
    stamped: dict[tuple[str, int], list[Line]] = defaultdict(list)
    for place, page in enumerate(pages):
        for line in _edges(page, EDGE_LINES):
            if number := STAMPED_NUMBER.match(line.text):
                stamped[number["series"], int(number["number"]) - place].append(line)
    return chain.from_iterable(lines for lines in stamped.values() if len({line.page for line in lines}) > 1)


def _facing_heads(edges: Sequence[Sequence[Line]]) -> Iterator[Line]:
    """The outermost lines that come back two pages on, as left and right pages of a book have heads of their own."""
    for before, after in zip(edges, edges[2:], strict=False):
        for outer in (0, -1):
            pair = [page[outer] for page in (before, after) if page]
            if len({_key(line) for line in pair}) == 1 == len(pair) - 1 and not SENTENCE_END.search(pair[0].text):
                yield from (line for line in pair if any(char.isalpha() for char in line.text))


def _shared_edges(first: Sequence[Line], second: Sequence[Line]) -> Iterator[Line]:
    """The lines with words that two pages have in common from the outside in, at the top and at the foot."""
    for outward in (1, -1):
        pairs = zip(*(_edges(page, EDGE_LINES)[::outward] for page in (first, second)), strict=False)
        for pair in takewhile(_are_same, islice(pairs, EDGE_LINES)):
            yield from (line for line in pair if any(char.isalpha() for char in line.text))


def _are_same(pair: tuple[Line, Line]) -> bool:
    """Return whether two lines say the same, whatever the order in which a left and a right page say it."""
    one, other = map(_key, pair)
    return one == other or (one[1] == other[1] and "#" in one[0] and sorted(one[0].split()) == sorted(other[0].split()))


def _stamps(pages: Sequence[Sequence[Line]]) -> Iterator[Line]:
    """Lines across the page that say the same at the same place of several pages."""
    turned = [line for page in pages for line in page if line.turned]
    seen = Counter(key for key, _ in {(_key(line), line.page) for line in turned})
    return (line for line in turned if seen[_key(line)] > 1 and len(line.text) > 1)


def _edges(page: Sequence[Line], count: int) -> list[Line]:
    """The lines at the top and at the bottom of the page as it looks."""
    ordered = sorted((line for line in page if not (line.rule or line.alone or line.turned)), key=lambda line: line.y)
    return ordered if len(ordered) <= 2 * count else [*ordered[:count], *ordered[-count:]]


def _key(line: Line) -> tuple[str, int]:
    """What is the same on every page: the words without numbers, at the same height but on scans, which are shifted."""
    height = round(line.y / 6) if line.recognised is None else 0
    return DIGITS.sub("#", " ".join(line.text.lower().split())), height


def paragraphs(lines: Sequence[Line]) -> list[Paragraph]:
    """The lines put together into paragraphs and headings."""
    if not lines:
        return []
    body = body_size(lines)
    gap = min(_usual_gap(lines), LARGEST_GAP * body)
    columns = _columns(lines)
    found: list[Paragraph] = []
    current: list[Line] = [lines[0]]
    for line, following in pairwise(lines):
        if _is_apart(line, following, gap=gap, column=columns[id(line)], body=body):
            found.append((_kind(current, body), current))
            current = []
        current.append(following)
    found.append((_kind(current, body), current))
    return _resumed(found, columns)


def _resumed(found: list[Paragraph], columns: dict[int, tuple[float, float]]) -> list[Paragraph]:
    """The paragraphs, interrupted ones made whole; what interrupts stands before them at a page's end, else behind."""
    whole: list[Paragraph] = []
    taken: set[int] = set()
    for place, (kind, lines) in enumerate(found):
        if place in taken:
            continue
        joined, last = list(lines), place
        while (half := _next_half(found, last, joined, columns, taken)) is not None:
            taken.add(half)
            for between in set(range(last + 1, half)) - taken:
                if found[between][1][0].page < found[half][1][0].page:  # so that it stays among its page's text
                    whole.append(found[between])
                    taken.add(between)
            joined += found[half][1]
            last = half
        whole.append((kind, joined))
    return whole


def _next_half(
    found: Sequence[Paragraph], place: int, lines: list[Line], columns: dict[int, tuple[float, float]], taken: set[int]
) -> int | None:
    """The block in which an unfinished paragraph goes on behind blocks of other type, None where there is none."""
    end = lines[-1]
    if found[place][0] is BlockKind.HEADING or SENTENCE_END.search(end.text) or end.alone or end.turned:
        return None
    left, right = columns[id(end)]
    is_whole = end.text.rstrip().endswith(ENDS_IN_HYPHEN) or end.right >= left + SHORT_OF_COLUMN * (right - left)
    for ahead in range(place + 1, min(place + 2 + MAX_INTERRUPTING, len(found))):
        kind, others = found[ahead]
        first = others[0]
        if ahead in taken or first.page > end.page + 1:
            continue
        begins = first.text.lstrip()[:1].islower()
        if _is_other(end, first) or CAPTION.match(first.text) or (kind is BlockKind.LIST_ITEM and not begins):
            continue
        if not is_whole and (first.page == end.page or not begins or len(lines) < 2):
            return None  # a short line ends a paragraph, unless the page was at its end
        begins |= _is_turn(end, first)
        return ahead if begins and kind is BlockKind.PARAGRAPH and not first.alone else None
    return None


def _is_other(line: Line, other: Line) -> bool:
    """Return whether two lines are of different type."""
    if other.alone or other.turned != line.turned:
        return True
    return max(line.size, other.size) > min(line.size, other.size) * OTHER_TYPE


def _is_turn(line: Line, following: Line) -> bool:
    """Return whether the following line is in the next column or on the next page."""
    return following.page != line.page or following.y > line.y + line.size


def body_size(lines: Sequence[Line]) -> float:
    """The height of most of the document's type."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0]


def _usual_gap(lines: Sequence[Line]) -> float:
    """Return how far apart the lines of a paragraph stand, from foot to foot."""
    gaps = [a.y - b.y for a, b in pairwise(lines) if a.page == b.page and 0 < a.y - b.y < 4 * max(a.size, 1)]
    return median(gaps) if gaps else 0.0


def _columns(lines: Sequence[Line]) -> dict[int, tuple[float, float]]:
    """The left and right edge of each line's column: of the nearest lines of its type that run downwards with it."""
    found: dict[int, tuple[float, float]] = {}
    run: list[Line] = []
    for line in lines:
        if run and (line.page != run[-1].page or line.y > run[-1].y + line.size or _is_other(line, run[-1])):
            found.update(_edges_of(run))
            run = []
        run.append(line)
    found.update(_edges_of(run))
    return found


def _edges_of(run: list[Line]) -> dict[int, tuple[float, float]]:
    edges = {}
    for place, line in enumerate(run):
        near = run[max(0, place - COLUMN_LINES) : place + COLUMN_LINES + 1]
        edges[id(line)] = min(other.left for other in near), max(other.right for other in near)
    return edges


def _is_apart(line: Line, following: Line, *, gap: float, column: tuple[float, float], body: float) -> bool:
    """Return whether the following line begins another paragraph."""
    if line.alone or following.alone:
        return line.numbers[:1] != following.numbers[:1]
    if max(line.size, following.size) > min(line.size, following.size) * LARGER or line.turned != following.turned:
        return True
    if _are_rows(line, following):
        return True
    ends, goes_on = bool(SENTENCE_END.search(line.text)), following.text.lstrip()[:1].islower()
    if line.text.rstrip().endswith(ENDS_IN_HYPHEN) and goes_on:
        return False
    if LIST_MARK.match(following.text) or (NOTE_MARK.match(following.text) and following.size < body * SMALLER):
        return True
    if ends and SPEAKER.match(following.text):
        return True
    if _is_turn(line, following):
        return ends or (not goes_on and bool(CAPTION.match(following.text) or _is_other(line, following)))
    if line.is_bold != following.is_bold and not goes_on:
        return True
    if min(line.size, following.size) > body * LARGER:  # a heading over several lines
        return line.y - following.y > HEADING_GAP * max(line.size, following.size)
    return (not (goes_on and not ends) and _begins(line, following, gap=gap, column=column, body=body)) or (
        gap > 0 and line.y - following.y >= 2 * gap
    )


def _are_rows(line: Line, following: Line) -> bool:
    """Whether two lines are rows of a table: most of the gaps between their cells begin or end at the same places."""
    alike = sum(
        any(abs(gap[0] - other[0]) <= SAME_PLACE or abs(gap[1] - other[1]) <= SAME_PLACE for other in following.gaps)
        for gap in line.gaps
    )
    return alike > 0 and 2 * alike >= min(len(line.gaps), len(following.gaps))


def _begins(line: Line, following: Line, *, gap: float, column: tuple[float, float], body: float) -> bool:
    """Whether the following line looks like a paragraph's first: by a gap, an indent, or a short line above it."""
    if gap and line.y - following.y > gap * WIDE_GAP:
        return True
    goes_on = following.text.lstrip()[:1].islower()
    if LEFTWARD.search(line.text):
        line, following, column = _mirrored(line), _mirrored(following), (-column[1], -column[0])
    if following.left > line.left + INDENT * body and not LIST_MARK.match(line.text):
        return not goes_on
    is_short = line.right < column[0] + SHORT_OF_COLUMN * (column[1] - column[0])
    return bool(SENTENCE_END.search(line.text)) and is_short and not goes_on


def _mirrored(line: Line) -> Line:
    """A line that runs to the left as one that runs to the right."""
    return replace(line, left=-line.right, right=-line.left)


def _kind(lines: Sequence[Line], body: float) -> BlockKind:
    if lines[0].alone or not any(char.isalpha() for line in lines for char in line.text):
        return BlockKind.PARAGRAPH
    if LIST_MARK.match(lines[0].text) or len(lines[0].gaps) > 1:
        return BlockKind.LIST_ITEM
    is_larger = min(line.size for line in lines) > body * LARGER and not PROSE.search(
        " ".join(line.text for line in lines)
    )
    is_bold = all(line.is_bold for line in lines) and not SENTENCE_END.search(lines[-1].text)
    return BlockKind.HEADING if (is_larger or is_bold) and len(lines) <= MAX_HEADING_LINES else BlockKind.PARAGRAPH
