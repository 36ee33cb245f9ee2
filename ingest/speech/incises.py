"""Who speaks inside a quotation: "« …, a dit Claire Aubert, … »" and "– … – powiedział Malec. – …".

An incise is a reporting clause that stands inside what is said, between commas or dashes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.records import Block, BlockKind, Span
from ingest.speech.reported_verbs import DASHES, incise_end
from ingest.speech.reporting_words import Reporting
from ingest.speech.words import Word, words_of

OPENS_MARKED = re.compile(r"[“”„«»‹›\"'‘]")
OPENS_DIALOGUE = re.compile(r"\s*[—–]\s?(?=[^\W\d_]|[¿¡«„\"“])")
"""At the head of a paragraph that may be speech without marks around it."""


def without_incises(text: str, spoken: Sequence[Span], language: Reporting) -> Iterator[Span]:
    """The quotations, each cut at the incises between its marks."""
    for start, end in spoken:
        if not OPENS_MARKED.match(text, start):
            yield start, end
            continue
        words = words_of(text, [((start, end), False)])
        position = start
        for first, last in _incises(words, language, _opening(language)):
            yield position, words[first].start
            position = words[min(last, len(words) - 1)].end
        if any(map(str.isalnum, text[position:end])):
            yield position, end


def with_dialogue(text: str, blocks: Sequence[Block], spoken: Iterator[Span], language: Reporting) -> list[Span]:
    """The quotations, and the speech of paragraphs that begin with a dash and say who speaks behind another."""
    dialogue = [
        span
        for block in blocks
        if block.kind is BlockKind.PARAGRAPH and OPENS_DIALOGUE.match(text, block.start, block.end)
        for span in _dialogue(text, block, language)
    ]
    return sorted([*spoken, *dialogue])


def _dialogue(text: str, block: Block, language: Reporting) -> Iterator[Span]:
    """The speech of such a paragraph, from its dash to each reporting clause and from the next dash on."""
    words = words_of(text, [((block.start, block.end), False)])
    position: int | None = words[0].start
    for first, last in _incises(words[1:], language, _opening(language)):
        if position is None or words[first + 1].start < position:
            continue
        yield position, words[first + 1].start
        position = _resumed(words, last + 1, language)
    if position is not None and position > words[0].start:
        yield position, block.end


def _resumed(words: Sequence[Word], at: int, language: Reporting) -> int | None:
    """Where speech goes on behind an incise that ends here: at a dash; in Nordic news at a full stop too."""
    for place in range(at, len(words)):
        if words[place].plain in DASHES:
            return words[place].start
        if words[place].plain == "." and language.is_verb_second and place + 1 < len(words):
            return words[place].end
    return None


def _incises(words: Sequence[Word], language: Reporting, opens: frozenset[str]) -> Iterator[Span]:
    """The places from the mark before each incise to the mark behind it."""
    at = 0
    while at + 1 < len(words):
        end = incise_end(words, at + 1, language) if words[at].plain in opens else None
        if end is not None:
            yield at, end
        at = at + 1 if end is None else max(end, at + 1)


def _opening(language: Reporting) -> frozenset[str]:
    """The marks that an incise may stand behind."""
    return DASHES | {","} if language.has_incises else DASHES
