"""Blocks without their furniture → sentences, as spans of the document's text.

nupunkt says where sentences end; a small layer repairs what news text gets wrong.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache

from nupunkt import PunktSentenceTokenizer, load_default_model

from ingest.lexicon import SHORT_MONTHS
from ingest.records import Block, BlockKind, Furniture, Sentence, Span

_TITLE_WORDS = """
    adm brig capt cmdr col cpl dr drs esq fr gen gov hon lt maj messrs mr mrs ms pfc pres prof pvt
    rep reps rev sen sens sgt spc e.g i.e
"""
TITLES = frozenset(_TITLE_WORDS.split())
"""What no sentence ends with, whatever follows; nupunkt splits "Adm. John", for John opens many sentences."""

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
"""What may end a sentence too; nupunkt decides by what follows. "May" is never abbreviated."""

ABBREVIATIONS = TITLES | OTHERS


# Where sentences end: nupunkt's answer, and a small repair layer for what news text gets wrong.

WINDOW_CHARACTERS = 1_000
"""nupunkt is quadratic in runs of closing marks, so it never sees more than this at once."""

NEVER_LAST = re.compile(r"(?<![\w.])(?:" + "|".join(map(re.escape, sorted(TITLES))) + r")\.\s*\Z", re.IGNORECASE)

MARGIN_CHARACTERS = 100
"""An end this near to the window's own is not trusted: what decides it may lie outside."""

LOWER_START = re.compile(r"\s*[(\[“‘\"']?[a-zà-öø-ÿ]")
"""A continuation: "Yahoo! shares", "11.7 cu. km", "2.1 pct. in"."""

LEADING_NOTE = re.compile(r"\s{0,4}(?:\[\d{1,3}\]){1,5}(?=\s|$)")
"""A footnote mark that belongs to the sentence before: "denied it.[4]"."""

MISSED_END = re.compile(r"[.!?][\"”’)]{0,3}(?:\[\d{1,3}\]){1,5}(?=\s+[\"“‘(]?[A-Z])|[。！？][」』”’）]{0,3}(?=.)")
"""Ends that nupunkt walks over: before a footnote mark, and in scripts that put no space there."""


def sentence_spans(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of the text's sentences, touching each other, from 0 to the end of the text."""
    ends = _repaired(text, _ends(text))
    return tuple(zip((0, *ends), (*ends, len(text)), strict=True)) if text else ()


@lru_cache(maxsize=1)
def _segmenter() -> PunktSentenceTokenizer:
    """A segmenter of our own, so that our abbreviations change nobody else's.

    Its model learnt 5,865 abbreviations from law reports and scans, "week", "cancer" and "so" among them, and
    would run sentences that end in these together; of its plain words only those in our list stay.
    """
    segmenter = load_default_model()
    for word in segmenter.abbreviations - ABBREVIATIONS:
        if len(word) > 1 and "." not in word:
            segmenter.remove_abbreviation(word)
    segmenter.add_abbreviations(sorted(ABBREVIATIONS))
    return segmenter


def _ends(text: str) -> Iterator[int]:
    """Every sentence end but the text's own, window by window."""
    start = 0
    while len(text) - start > WINDOW_CHARACTERS:
        window = text[start : start + WINDOW_CHARACTERS]
        ends = [end for end in _window_ends(window) if end <= WINDOW_CHARACTERS - MARGIN_CHARACTERS]
        yield from (start + end for end in ends)
        # What the window cuts is read again: the next one starts where the last sure sentence ended.
        start += ends[-1] if ends else WINDOW_CHARACTERS - MARGIN_CHARACTERS
    yield from (start + end for end in _window_ends(text[start:]))


def _window_ends(window: str) -> list[int]:
    """The sentence ends inside a window, its own end left out."""
    return [end for _, end in _segmenter().span_tokenize(window) if end < len(window)]


def _repaired(text: str, ends: Iterator[int]) -> list[int]:
    """The ends with continuations merged, footnote marks pulled in and missed ends added."""
    kept = {_after_note(text, end) for end in ends if not _goes_on(text, end)}
    kept.update(match.end() for match in MISSED_END.finditer(text))
    return sorted(end for end in kept if 0 < end < len(text))


def _goes_on(text: str, end: int) -> bool:
    """Whether the sentence plainly goes on behind this end."""
    return bool(LOWER_START.match(text, end) or NEVER_LAST.search(text[max(0, end - 12) : end]))


def _after_note(text: str, end: int) -> int:
    """The end moved behind a footnote mark, where one follows."""
    note = LEADING_NOTE.match(text, end)
    return note.end() if note else end


# Blocks without their furniture → sentences, as spans of the document's text.

SPACE = re.compile(r"\s")
LINE = re.compile(r"[^\n]+")


def split_sentences(text: str, blocks: Sequence[Block], furniture: Sequence[Furniture]) -> tuple[Sentence, ...]:
    """The sentences of the blocks, in order, beside the furniture and never across a block.

    A sentence with furniture inside comes back as its part before and its part after.
    `furniture` is sorted and does not overlap itself, as `find_furniture` gives it.
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
    """What of the block is not furniture."""
    pieces, start = [], block[0]
    for item in furniture:
        if start < min(item.start, block[1]):
            pieces.append((start, min(item.start, block[1])))
        start = max(start, item.end)
    if start < block[1]:
        pieces.append((start, block[1]))
    return pieces


def _block_sentences(text: str, kind: BlockKind, pieces: Sequence[Span]) -> Iterator[Sentence]:
    """The block's sentences, trimmed of white space; white space alone is not a sentence."""
    for start, end in _untrimmed(text, kind, pieces):
        words = text[start:end]
        stripped = words.strip()
        if stripped:
            start += len(words) - len(words.lstrip())
            yield Sentence(start, start + len(stripped), heading=kind is BlockKind.HEADING)


def _untrimmed(text: str, kind: BlockKind, pieces: Sequence[Span]) -> Iterator[Span]:
    """The spans of the block's sentences: a heading whole, code by lines, the rest segmented."""
    if kind is BlockKind.HEADING:
        yield from pieces
    elif kind is BlockKind.CODE:
        for start, end in pieces:
            yield from (match.span() for match in LINE.finditer(text, start, end))
    else:
        yield from _segmented(text, pieces)


def _segmented(text: str, pieces: Sequence[Span]) -> Iterator[Span]:
    """The sentences of the pieces read as one text, so that no sentence ends where furniture was cut out.

    Line ends count as spaces: a hard-wrapped sentence goes on in the next line.
    """
    glued = " ".join(SPACE.sub(" ", text[start:end]) for start, end in pieces)
    cuts = [end for _, end in sentence_spans(glued)]
    offset = 0
    for start, end in pieces:
        inside = [cut - offset + start for cut in cuts if 0 < cut - offset < end - start]
        yield from zip((start, *inside), (*inside, end), strict=True)
        offset += end - start + 1
