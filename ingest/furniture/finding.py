"""Find furniture, page text that nobody wrote as content, by general, named rules.

Most rules judge one block. Book adverts are found as runs of blocks, and injected headlines inside sentences.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.furniture.rules import DATE, LEGAL_FORMULA, RULES, Zone
from ingest.records import RULE_NOTE_MARK, Block, BlockKind, Furniture, Loaded

SALE_CUE = re.compile(
    r"ISBN\b|(?:list|special|our|sale|regular|retail|cover|member)?\s*price\s*(?::\s*)?[$£€]\s?\d"
    r"|[$£€]\s?\d+[.,]\d\d\s*$",
    re.IGNORECASE,
)
"""Lines of which an advert must have at least one."""

FORM_CUE = re.compile(
    r"(?:authors?|year|pages|publisher|published|format|edition|language|paperback|hardcover|binding"
    r"|release date|editors?)\s*:\s*\S"
    r"|(?:click (?:here )?to |pre-?)?(?:order|buy)\b.*\b(?:book|copy|copies|now|here|directly|online"
    r"|today|from)\b"
    r"|click (?:here )?to (?:order|buy|purchase)|add to (?:cart|basket)|(?:order|buy)$",
    re.IGNORECASE | re.DOTALL,
)
MAX_CUE_CHARACTERS = 160
"""Characters of a cue, which is a line of a form. Raised, paragraphs that mention a price become cues."""

MIN_CUES = 3
MAX_PLAIN_BETWEEN = 1


def book_adverts(loaded: Loaded) -> frozenset[int]:
    """Return the indexes of the blocks that belong to adverts."""
    inside: set[int] = set()
    run: list[int] = []
    for index in [i for i in range(len(loaded.blocks)) if _is_cue(loaded, i)]:
        if run and _plain_between(loaded, run[-1], index) > MAX_PLAIN_BETWEEN:
            inside.update(_advert(loaded, run))
            run = []
        run.append(index)
    inside.update(_advert(loaded, run))
    return frozenset(inside)


def _advert(loaded: Loaded, run: list[int]) -> range:
    """Return all blocks from the run's first cue to its last, if the run is an advert."""
    enough = len(run) >= MIN_CUES and any(SALE_CUE.match(_words_at(loaded, index)) for index in run)
    return range(run[0], run[-1] + 1) if enough else range(0)


def _is_cue(loaded: Loaded, index: int) -> bool:
    """Return whether the block is a line of an order form."""
    words = _words_at(loaded, index)
    return len(words) <= MAX_CUE_CHARACTERS and bool(SALE_CUE.match(words) or FORM_CUE.match(words))


def _plain_between(loaded: Loaded, first: int, last: int) -> int:
    """Count the blocks between two cues that are neither a drawn line nor wholly a link."""
    return sum(
        block.kind is not BlockKind.BREAK and (block.start, block.end) not in block.links
        for block in loaded.blocks[first + 1 : last]
    )


def _words_at(loaded: Loaded, index: int) -> str:
    """Return the block's text."""
    return loaded.text[loaded.blocks[index].start : loaded.blocks[index].end]


# Headlines that syndication scripts inject inside a sentence after a person's name.

JUNCTION = re.compile(r"(?<=[^\W\d_])(?<=[^A-Z\s])(?=[A-ZÀ-Þ])")
"""The place between a small letter and a capital without a space."""

SURNAME = re.compile(r"(?<![\w'’-])[A-ZÀ-Þ][\w'’-]{2,39}\Z")
NAME_PREFIXES = frozenset({"Mac", "Van", "Von", "Fitz", "Saint", "San", "You", "Face", "Link"})
"""Parts before a capital inside one name: MacArthur, VanDyke, YouTube. Shorter ones (Mc, De, Le) never match."""

NAME_WORD = r"(?:[\"“(]?[A-ZÀ-Þ][\w.'’-]{0,29}[\"”)]?|de|la|del|van|von|der|bin|al)"
MAX_FULL_NAME_CHARACTERS = 90
MAX_HEADLINES_CHARACTERS = 900
"""Characters of up to three headlines; the longest seen have under 400. Raised, "MORE" is joined to farther names."""

MORE = re.compile(r"\bMORE\b(?:['’]s\b)?\s*")
SEARCHED = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE})


def injected_headlines(text: str, blocks: Sequence[Block]) -> Iterator[Furniture]:
    """Find the injected headlines in these blocks, from the fused name to the word after "MORE"."""
    for block in blocks:
        if block.kind in SEARCHED:
            yield from _in_block(text, block)


def _in_block(text: str, block: Block) -> Iterator[Furniture]:
    """Find the injected headlines in one block; none reaches past its end."""
    position = block.start
    while more := MORE.search(text, position, block.end):
        first = max(position, more.start() - MAX_HEADLINES_CHARACTERS)
        start = next(_fused_names(text, block.start, (first, more.start())), None)
        if start is not None:
            yield Furniture(start, more.end(), "injected_headline")
        position = more.end()


def _fused_names(text: str, block_start: int, span: tuple[int, int]) -> Iterator[int]:
    """Find the junctions in the span after which the same surname is fused a second time."""
    for junction in JUNCTION.finditer(text, *span):
        surname = SURNAME.search(text[max(block_start, junction.start() - 40) : junction.start()])
        if (
            surname
            and surname.group() not in NAME_PREFIXES
            and _comes_again(text, surname.group(), (junction.start(), span[1]))
        ):
            yield junction.start()


def _comes_again(text: str, surname: str, span: tuple[int, int]) -> bool:
    """Return whether the full name follows: one to five names, then the surname fused to the next word."""
    reach = text[span[0] : min(span[1], span[0] + MAX_FULL_NAME_CHARACTERS)]
    found = re.match(rf"(?:{NAME_WORD}\s+){{1,5}}?{re.escape(surname)}(?=[A-ZÀ-Þ0-9'‘\"“])", reach)
    return found is not None


# Rules for whole blocks, by their place in the document.

MAX_HEAD_BLOCKS = 12
MIN_PROSE_CHARACTERS = 80
"""Characters of prose; shorter blocks may be captions, labels or lines of verse. Raised, a page's head is longer."""

MAX_TAIL_LINE_CHARACTERS = 80
MAX_LINK_WORDS = 14
"""Words of a line of links; more are a sentence that somebody wrote. Raised, linked sentences become furniture."""

LINKS_OF_MENU = 3
"""Links from which on lines of nothing else are a menu, however many words they have. Lowered, linked sentences become
furniture."""

MAX_DATELINE_WORDS = 8
"""Words beside a dateline's date: publisher, place, time, "updated". Raised, short dated sentences become furniture."""

MIN_LEGAL_FORMULAS = 2

SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*\Z")
NOT_FULL_STOP = re.compile(r"\b(?:[A-Z]|[ap]\.m|No|St|Dr)\.")
LABEL = re.compile(r"[A-Z][\w &'’-]{1,40}:\s*")
WORD = re.compile(r"\w+")

RAISED_MARK = re.compile(
    r"(?<=[.!?…”\"'’»])(?<!\b(?:in|ft|yd|mi|sq|cu|cm|km)\.)(?:[¹²³⁰⁴-⁹]{1,3}(?:[,–⁻][¹²³⁰⁴-⁹]{1,3}){0,3}|[†‡§]{1,3})(?=\s|\Z)"
)
"""A mark of a note behind a sentence, as texts without mark-up have it: "in May.¹"."""

Labelled = dict[int, str]
"""Block index → the rule that makes it furniture."""


def find_furniture(loaded: Loaded) -> tuple[Furniture, ...]:
    """Find the furniture of a document: sorted spans without overlaps; the format's own takes precedence."""
    given = loaded.furniture
    if given:
        rest = replace(loaded, blocks=tuple(b for b in loaded.blocks if not _overlaps(b, given)), furniture=())
        return tuple(sorted([*given, *find_furniture(rest)], key=lambda item: item.start))
    adverts = book_adverts(loaded)
    named = _named_blocks(loaded, adverts)
    blocks = [
        Furniture(block.start, block.end, named[index])
        for index, block in enumerate(loaded.blocks)
        if index in named and block.start < block.end
    ]
    plain = [block for index, block in enumerate(loaded.blocks) if index not in named]
    injected = list(injected_headlines(loaded.text, plain))
    found = [*blocks, *injected, *_raised_marks(loaded.text, plain, injected)]
    return tuple(sorted(found, key=lambda item: item.start))


def _raised_marks(text: str, blocks: Sequence[Block], injected: Sequence[Furniture]) -> Iterator[Furniture]:
    """Find the marks of notes behind sentences of these blocks that are written with raised digits of their own."""
    for block in blocks:
        for mark in RAISED_MARK.finditer(text, block.start, block.end):
            if not any(item.start < mark.end() and mark.start() < item.end for item in injected):
                yield Furniture(*mark.span(), RULE_NOTE_MARK)


def _overlaps(block: Block, given: tuple[Furniture, ...]) -> bool:
    """Return whether the format itself marks a part of the block as furniture."""
    at = bisect_left(given, block.end, key=lambda item: item.start) - 1
    return at >= 0 and given[at].end > block.start


def _named_blocks(loaded: Loaded, adverts: frozenset[int]) -> Labelled:
    """Find every block that is furniture as a whole."""
    named = dict.fromkeys(adverts, "book_advert")
    head = _head_length(loaded)
    for index in range(len(loaded.blocks)):
        zone = Zone.HEAD if index < head else Zone.BODY
        rule = _rule_for(loaded, index, zone)
        if rule and index not in named:
            named[index] = rule
    for index in _tail(loaded, named, head):
        rule = _rule_for(loaded, index, Zone.TAIL)
        if rule and index not in adverts:
            named[index] = rule
    return named


def _head_length(loaded: Loaded) -> int:
    """Count the blocks before the article's second paragraph of prose."""
    prose = [index for index, block in enumerate(loaded.blocks[:MAX_HEAD_BLOCKS]) if _is_prose(loaded, block)]
    if len(prose) == 1:
        return prose[0] + 1
    return prose[1] if prose else min(len(loaded.blocks), MAX_HEAD_BLOCKS)


def _tail(loaded: Loaded, named: Labelled, head: int) -> Iterator[int]:
    """Yield the blocks after the article, from the last one back to the article's end.

    Furniture, drawn lines and short lines that end no sentence are included; the first prose stops the walk.
    """
    for index in range(len(loaded.blocks) - 1, head - 1, -1):
        rule = named.get(index) or _rule_for(loaded, index, Zone.TAIL)
        if not rule and not _is_short_line(loaded, loaded.blocks[index]):
            return
        yield index


def _rule_for(loaded: Loaded, index: int, zone: Zone) -> str | None:
    """Return the name of the first rule that matches the block in this zone, or None."""
    block = loaded.blocks[index]
    if block.kind in {BlockKind.CODE, BlockKind.BREAK, BlockKind.QUOTE}:
        return None
    words = _words(loaded, block)
    if zone is Zone.HEAD and _repeats_title(loaded, index):
        return "doubled_title"
    if block.kind is BlockKind.HEADING and zone is not Zone.TAIL:
        return None
    by_words = next((rule.name for rule in RULES if rule.matches(words, zone)), None)
    return by_words or _shape_rule(loaded, block, zone)


def _shape_rule(loaded: Loaded, block: Block, zone: Zone) -> str | None:
    """Return the rule that matches the block by its marks, links, date or set phrases, or None."""
    words = _words(loaded, block)
    if not WORD.search(words):
        return "separator"
    if zone is Zone.HEAD and _is_dateline(words):
        return "dateline"
    if zone is Zone.TAIL and len({match.lower() for match in LEGAL_FORMULA.findall(words)}) >= MIN_LEGAL_FORMULAS:
        return "disclaimer"
    return _link_rule(loaded, block, zone)


def _link_rule(loaded: Loaded, block: Block, zone: Zone) -> str | None:
    """Return the rule for a line of nothing but links; in the body, headings and list items may be only links."""
    in_margin = zone is not Zone.BODY and block.kind is BlockKind.LIST_ITEM
    if not in_margin and block.kind is not BlockKind.PARAGRAPH:
        return None
    label = _unlinked(loaded, block)
    is_menu = len(block.links) >= LINKS_OF_MENU and not label and "\n" in _words(loaded, block)
    if label is None or (not is_menu and len(WORD.findall(_words(loaded, block))) > MAX_LINK_WORDS):
        return None
    return "tag_line" if label else "link_line"


def _unlinked(loaded: Loaded, block: Block) -> str | None:
    """Return the label before the block's links, "" without one, or None if any other words are not linked."""
    rest, start = [], block.start
    for link_start, link_end in block.links:
        rest.append(loaded.text[start:link_start])
        start = link_end
    rest.append(loaded.text[start : block.end])
    label = LABEL.match(rest[0])
    if label:
        rest[0] = rest[0][label.end() :]
    if not block.links or WORD.search("".join(rest)) or SENTENCE_END.search(_words(loaded, block)):
        return None
    return label.group() if label else ""


def _repeats_title(loaded: Loaded, index: int) -> bool:
    """Return whether the block repeats the document's title."""
    title = loaded.own_title or _words(loaded, loaded.blocks[0])
    same = [
        position
        for position, block in enumerate(loaded.blocks[: index + 1])
        if _folded(_words(loaded, block)) == _folded(title)
    ]
    return len(same) > 1 and same[-1] == index


def _is_dateline(words: str) -> bool:
    """Return whether the line gives little more than when, where and by whom the page was published."""
    if not DATE.search(words) or "\n" in words.strip():
        return False
    rest = DATE.sub(" ", words)
    return len(WORD.findall(rest)) <= MAX_DATELINE_WORDS and not re.search(
        r"[.!?](?:\s|$)", NOT_FULL_STOP.sub(" ", rest)
    )


def _is_prose(loaded: Loaded, block: Block) -> bool:
    """Return whether the block is a paragraph of running text."""
    words = _words(loaded, block)
    return (
        block.kind in {BlockKind.PARAGRAPH, BlockKind.QUOTE}
        and len(words) >= MIN_PROSE_CHARACTERS
        and SENTENCE_END.search(words.rstrip(":")) is not None
    )


def _is_short_line(loaded: Loaded, block: Block) -> bool:
    """Return whether the block is a short line that ends no sentence: a label, a heading, a drawn line."""
    words = _words(loaded, block)
    return len(words) <= MAX_TAIL_LINE_CHARACTERS and not SENTENCE_END.search(words)


def _words(loaded: Loaded, block: Block) -> str:
    """Return the block's text."""
    return loaded.text[block.start : block.end]


def _folded(words: str) -> str:
    """Fold case and white space for comparison."""
    return " ".join(words.split()).casefold()
