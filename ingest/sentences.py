"""Split blocks without their furniture into sentences, as spans of the document's text.

nupunkt finds the ends of sentences; a small layer repairs its mistakes on news text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from nupunkt import PunktSentenceTokenizer, load_default_model

from ingest.lexicon import MONTHS, SHORT_MONTHS
from ingest.records import Block, BlockKind, Furniture, Sentence, Span

_TITLE_WORDS = """
    adm brig capt cmdr col cpl dr drs esq fr gen gov hon lt maj messrs mr mrs ms pfc pres prof pvt
    rep reps rev sen sens sgt spc sra srta sres dra e.g i.e
"""
TITLES = frozenset(_TITLE_WORDS.split())
"""Abbreviations that never end a sentence; nupunkt splits "Adm. John", because John opens many sentences."""

_OTHER_WORDS = """
    mon tue tues wed thu thur thurs fri ala ariz
    ark calif colo conn del fla ill ind kan ky md mich minn mo mont neb nev okla ont ore pa penn
    tenn tex va vt wis wyo ave blvd bldg dept dist div est ft hwy mt mts rd st ste assn assoc bros
    co corp inc llc ltd univ intl natl govt mfg al anon approx art arts ca cf ch chap cit cl comp ed
    eds et etc ex fig figs ibid id no nos op para paras pp pt pts rev sec secs ser supp trans viz
    vol vols vs bn cm cu ft gal hr hrs kg km lb lbs min mi mm mph oz pct sq yd yds asst atty chmn
    cllr ens gent jr sr supt treas
"""
OTHERS = frozenset(_OTHER_WORDS.split()) | {*SHORT_MONTHS} - {"may"}
"""Abbreviations that may end a sentence; nupunkt decides by the next word. "May" is never abbreviated."""

ABBREVIATIONS = TITLES | OTHERS


# Finding the ends of sentences: nupunkt, and the repairs.

WINDOW_CHARACTERS = 1_000
"""Characters that nupunkt gets at once; it is quadratic in runs of closing marks. Raised, hostile texts take longer."""

NEVER_LAST = re.compile(r"(?<![\w.])(?:" + "|".join(map(re.escape, sorted(TITLES))) + r")\.\s*\Z", re.IGNORECASE)

MARGIN_CHARACTERS = 100
"""Characters before the end of a window in which sentence ends are not trusted, for lack of the text after them.

Raised, more text is read twice; lowered, more ends may be wrong.
"""

LOWER_START = re.compile(r"\s*(?!\[[a-z][\w:-]{0,30}\d[\w:-]{0,9}\])[(\[“‘\"']?[a-zà-öø-ÿ]")
"""A small letter that shows a sentence goes on: "Yahoo! shares", "11.7 cu. km"; a source's key does not: "[moe01]"."""

NOTE = r"\[(?:\d{1,3}(?:\s?[,–-]\s?\d{1,3}){0,5}|[a-z]|note \d{1,3}|[a-z ]{2,14} needed)\](?::\d{1,4}(?:[–-]\d{1,4})?)?"
"""The mark of a note, and the page that encyclopedias write behind it: "[6]:44"."""

LEADING_NOTE = re.compile(rf"\s{{0,4}}(?:{NOTE}){{1,5}}(?=\s|$)")
"""A footnote mark that belongs to the sentence before: "denied it.[4]"."""

CLOSING = r"[\"”’“»«)\]」』）]"
"""Marks that close a quotation or a bracket in one language or another; “ and « close German and Danish ones."""

LATE_CLOSING = re.compile(rf"[ \u00a0\u202f]?»\s*(?=\s|\Z)|{CLOSING}{{1,3}}+(?=\s|\Z)\s*")
"""Closing marks that belong to the sentence before, with white space on both sides or none before."""

MISSED_END = re.compile(
    r"[.!?][\"”’)]{0,3}(?:\[\d{1,3}\]){1,5}(?=\s+[\"“‘(]?[A-Z])"
    r"|[。！？][」』”’）]{0,3}+(?=.)(?!と|って)"
    r"|[؟۔।॥։።]{1,3}[\"”’»)]{0,3}+(?=\s+\S)"
    r"|[.!?…](?:[“«][)\]]?|[ \u00a0\u202f]?»[)\]]?)(?=\s+[\"“„‚»«‹(\[]?[ \u00a0\u202f]?[^\W\d_a-zß-ÿа-я])"
)
"""Ends that nupunkt misses: before a footnote mark, in scripts without a space after a sentence or with other marks,
and behind the closing marks of languages whose quotations open with English closing marks or none that it knows."""


def sentence_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Divide a text into adjoining sentence spans, from 0 to its end."""
    ends = _repaired(text, _ends(text))
    return tuple(zip((0, *ends), (*ends, len(text)), strict=True)) if text else ()


@lru_cache(maxsize=1)
def _segmenter() -> PunktSentenceTokenizer:
    """Load a segmenter of our own, so that our abbreviations change no shared one.

    Its model learnt 5,865 abbreviations from law reports and scans, "week", "cancer" and "so" among them, and would
    join sentences that end in these; of its plain words, only those in our list stay.
    """
    segmenter = load_default_model()
    for word in segmenter.abbreviations - ABBREVIATIONS:
        if len(word) > 1 and "." not in word:
            segmenter.remove_abbreviation(word)
    segmenter.add_abbreviations(sorted(ABBREVIATIONS))
    return segmenter


def _ends(text: str) -> Iterator[int]:
    """Find every sentence end except the end of the text, window by window."""
    start = 0
    while len(text) - start > WINDOW_CHARACTERS:
        window = text[start : start + WINDOW_CHARACTERS]
        ends = [end for end in _window_ends(window) if end <= WINDOW_CHARACTERS - MARGIN_CHARACTERS]
        yield from (start + end for end in ends)
        # The next window starts at the last trusted end, so a sentence cut by this one is read again.
        start += ends[-1] if ends else WINDOW_CHARACTERS - MARGIN_CHARACTERS
    yield from (start + end for end in _window_ends(text[start:]))


def _window_ends(window: str) -> list[int]:
    """Find the sentence ends inside a window, without its own end."""
    return [end for _, end in _segmenter().span_tokenize(window) if end < len(window)]


def _repaired(text: str, ends: Iterator[int]) -> list[int]:
    """Repair sentence ends: drop those inside a sentence, include footnote marks, add missed ends."""
    moved = (_after_closing(text, _after_note(text, end)) for end in ends if not _goes_on(text, end))
    kept = {end for end in moved if not _goes_on(text, end)}
    kept.update(match.end() for match in MISSED_END.finditer(text))
    return sorted(end for end in kept if 0 < end < len(text))


def _goes_on(text: str, end: int) -> bool:
    """Return whether the sentence clearly continues after this end."""
    return bool(LOWER_START.match(text, end) or NEVER_LAST.search(text[max(0, end - 12) : end]))


def _after_note(text: str, end: int) -> int:
    """Move an end past the footnote marks that follow it, if any."""
    note = LEADING_NOTE.match(text, end)
    return note.end() if note else end


def _after_closing(text: str, end: int) -> int:
    """Move an end past marks behind it that only close what stands before."""
    closing = LATE_CLOSING.match(text, end)
    return closing.end() if closing else end


# Splitting blocks without their furniture.

CELL_SENTENCE = re.compile(
    r"(?:(?<=\t)|^)(?P<before>[^\t\n]*)\t(?=[\"“‘(]?[A-ZÀ-Þ][^\t\n]{1,2000}[.!?][\"”’)]{0,2}[^\S\t\n]*(?:[\t\n]|\Z))"
    r"(?=(?:\S+ ){3})",
    re.MULTILINE,
)
"""A cell of a row before one that holds sentences: four words or more, and a full stop at its end."""

DAY = re.compile(rf"\d[:./]\d|(?<!\d)(?:1[5-9]|20)\d\d(?!\d)|\b(?:{'|'.join(MONTHS)})\b", re.IGNORECASE)
"""A day or a time, of which the sentence in the next cell tells."""

SPACE = re.compile(r"\s")
LINE = re.compile(r"[^\n]+")
WORD = re.compile(r"[^\W_]")
"""A letter or a digit, without which nothing is a sentence."""


def split_sentences(text: str, blocks: Sequence[Block], furniture: Sequence[Furniture]) -> tuple[Sentence, ...]:
    """Split the blocks into sentences, in order, leaving out furniture and never crossing a block.

    A sentence with furniture inside becomes two: its part before and its part after.
    `furniture` must be sorted and without overlaps, as `find_furniture` returns it.
    """
    starts = [item.start for item in furniture]
    sentences: list[Sentence] = []
    for block in blocks:
        first = max(0, bisect_left(starts, block.start) - 1)
        last = bisect_left(starts, block.end)
        pieces = _visible_pieces((block.start, block.end), furniture[first:last])
        sentences.extend(_block_sentences(text, block.kind, pieces))
    return tuple(sentences)


def _visible_pieces(block: Span, furniture: Sequence[Furniture]) -> list[Span]:
    """Return the parts of a block that are not furniture."""
    pieces, start = [], block[0]
    for item in furniture:
        if start < min(item.start, block[1]):
            pieces.append((start, min(item.start, block[1])))
        start = max(start, item.end)
    if start < block[1]:
        pieces.append((start, block[1]))
    return pieces


def _block_sentences(text: str, kind: BlockKind, pieces: Sequence[Span]) -> Iterator[Sentence]:
    """Yield the block's sentences without surrounding white space; marks without a word belong to the one before."""
    for start, end in _worded(text, _untrimmed(text, kind, pieces)):
        words = text[start:end]
        start += len(words) - len(words.lstrip())
        yield Sentence(start, start + len(words.strip()), heading=kind is BlockKind.HEADING)


def _worded(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """Join spans without a letter or digit to the one before them, else to the one behind; alone they are left out."""
    open_: Span | None = None
    for start, end in spans:
        if open_ and open_[1] != start:
            if WORD.search(text, *open_):
                yield open_
            open_ = None
        if open_ and not (WORD.search(text, start, end) and WORD.search(text, *open_)):
            open_ = open_[0], end
            continue
        if open_:
            yield open_
        open_ = start, end
    if open_ and WORD.search(text, *open_):
        yield open_


def _untrimmed(text: str, kind: BlockKind, pieces: Sequence[Span]) -> Iterator[Span]:
    """Yield the spans of a block's sentences: a heading whole, code line by line, the rest segmented."""
    if kind is BlockKind.HEADING:
        yield from pieces
    elif kind is BlockKind.CODE:
        for start, end in pieces:
            yield from (match.span() for match in LINE.finditer(text, start, end))
    else:
        yield from _segmented(text, pieces)


def _segmented(text: str, pieces: Sequence[Span]) -> Iterator[Span]:
    """Segment the pieces as one text, so that furniture cut out of a sentence is not taken for its end.

    Line ends count as spaces: a hard-wrapped sentence continues in the next line.
    """
    glued = " ".join(SPACE.sub(" ", text[start:end]) for start, end in pieces)
    cuts = [end for _, end in sentence_spans(glued)]
    offset = 0
    for start, end in pieces:
        inside = {cut - offset + start for cut in cuts if 0 < cut - offset < end - start}
        if "\t" in text[start:end]:
            cells = CELL_SENTENCE.finditer(text, start, end)
            inside |= {cell.end() for cell in cells if not DAY.search(cell["before"])}
        yield from pairwise((start, *sorted(inside), end))
        offset += end - start + 1


RULE_MARKS = "separator"
"""The rule by which marks that no sentence has are furniture."""


def with_marks(
    text: str, blocks: Sequence[Block], furniture: Sequence[Furniture], sentences: Sequence[Sentence]
) -> tuple[Furniture, ...]:
    """Return the furniture with what else of the blocks is in no sentence: marks without a letter or digit."""
    found = list(furniture)
    starts, ends = [item.start for item in furniture], [item.end for item in furniture]
    firsts = [sentence.start for sentence in sentences]
    for block in blocks:
        at = block.start
        first, last = bisect_left(firsts, block.start), bisect_left(firsts, block.end)
        beside = furniture[bisect_right(ends, block.start) : bisect_left(starts, block.end)]
        taken = sorted([*((s.start, s.end) for s in sentences[first:last]), *((f.start, f.end) for f in beside)])
        for start, end in (*taken, (block.end, block.end)):
            left = text[at : max(at, start)]
            if left.strip():
                begin = at + len(left) - len(left.lstrip())
                found.append(Furniture(begin, begin + len(left.strip()), RULE_MARKS))
            at = max(at, end)
    return tuple(sorted(found, key=lambda item: item.start)) if len(found) > len(furniture) else tuple(furniture)
