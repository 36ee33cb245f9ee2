"""Where direct quotations stand: between quotation marks, in quote blocks, behind an introducing colon."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from ingest.lexicon import table
from ingest.records import Block, BlockKind, Span
from ingest.speech.cue_places import CuePlaces
from ingest.speech.grammar_words import DETERMINERS
from ingest.speech.marks import marked
from ingest.speech.voice_cues import CUE_FORMS, INTRODUCING, NOUN_VERBS

WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
MAX_SCARE_WORDS = 4
"""Up to so many words in quotation marks are a name, a title or a distance kept, not speech …"""

MOST_DISTANCED = 2
DEFINITE = table("the this that these those its their so-called")
"""Before one or two marked words: the “experts” who came."""

SPEECH_END = re.compile(r"[.,!?…—。！？][\"”’'\s»«›‹“」』]{0,3}\Z")
"""… unless they end as speech does: “Never,” he said."""

OPENS_SENTENCE = re.compile(r"(?:\A|[.!?…:][\"”’)]{0,2}(?=\s)|(?<!\s)(?=[^\S\n]*\n))\s*\Z")
TAG_BEHIND = re.compile(r"\s?(?:,|[—–-]\s?\w|と)")
"""Behind a quotation that opens its sentence: “We stay”, said Berg. It holds in any language and for any verb."""

MAX_TITLE_WORDS = 10
SMALL_WORDS = table("a an the of in on at to for and or but with from by as vs is")
NAMING = table(
    """
    titled entitled headlined named nicknamed dubbed called so-called word words term phrase song book film movie show
    series album novel podcast program programme poem play essay column op-ed article documentary episode television
    tv magazine hit single slogan label nickname sign signs
    """
)
"""What stands before the name of a work, a nickname or a sign."""

LONGEST_SHORT = 400
"""Characters that are looked at to count a few words."""

LAST_SENTENCE_CHARACTERS = 300
ENDS_SENTENCE = re.compile(r"[.!?][\"”’)\]]*\Z")
CONTINUES = re.compile(r"[a-z(\[…]")
TEXT_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})


def quotations(text: str, blocks: Sequence[Block], cues: CuePlaces | None = None) -> tuple[Span, ...]:
    """The spans of speech and quoted documents; they may overlap and are in order of their start.

    A quote block that begins in marks and itself says who spoke is no document that is quoted whole.
    """
    cues = cues or CuePlaces(text)
    starts = [block.start for block in blocks]
    headings = {block.start for block in blocks if block.kind is BlockKind.HEADING}
    spoken = [
        span
        for span in marked(text, blocks)
        if _is_speech(text, span, cues, is_heading=starts[bisect_right(starts, span[0]) - 1] in headings)
    ]
    begins = {block.start for block in blocks}
    own = [span for span in spoken if span[0] in begins]
    tagged = {start for start, end in own if cues.near((start, end))}
    whole = [
        (block.start, block.end)
        for block in blocks
        if block.kind is BlockKind.QUOTE and (block.speaker is not None or block.start not in tagged)
    ]
    return tuple(sorted({*whole, *spoken, *_introduced(text, blocks, own)}))


def _is_speech(text: str, span: Span, cues: CuePlaces, *, is_heading: bool) -> bool:
    """Return whether these marked words are somebody's, not a name, a title or scare quotes."""
    words = WORD.findall(text, span[0], min(span[1], span[0] + LONGEST_SHORT))
    if not words:
        return False
    if len(words) <= MAX_TITLE_WORDS and (_is_named(text[max(0, span[0] - 24) : span[0]]) or _is_title(words)):
        return False
    if is_heading:
        return len(words) > 1
    before = text[max(0, span[0] - 24) : span[0]]
    if OPENS_SENTENCE.search(before) and TAG_BEHIND.match(text, span[1]):
        return len(words) > 1 or not words[0].isascii() or cues.near(span)
    if _is_apposition(text, span, before):
        return False
    if SPEECH_END.search(text[max(span[0], span[1] - 5) : span[1]]):
        return True
    if len(words) <= MOST_DISTANCED and _last_word(before).lower() in DEFINITE:
        return False
    return cues.near(span) or (len(words) > MAX_SCARE_WORDS and _last_word(before).lower() not in DETERMINERS)


def _is_apposition(text: str, span: Span, before: str) -> bool:
    """Whether commas outside the marks set it apart as a name: 'Her talk, “What is a museum?”, begins at six'."""
    if not (before.rstrip().endswith(",") and text.startswith(",", span[1])):
        return False
    last = _last_word(before).lower()
    return last not in CUE_FORMS or last in NOUN_VERBS


def _is_named(before: str) -> bool:
    """Return whether the last word says that a name follows: "the song “…”", "CNN's “…”"."""
    last = _last_word(before)
    return last.lower() in NAMING or (last[-2:] in {"'s", "’s"} and last[:-2].isupper())


def _last_word(before: str) -> str:
    return before.rstrip(" ,:\u00a0").rpartition(" ")[2]


def _is_title(words: Sequence[str]) -> bool:
    """Return whether two or more words all begin with capitals, but for the small ones."""
    long = [word for word in words if word not in SMALL_WORDS]
    return len(long) > 1 and all(word[0].isupper() or word[0].isdigit() for word in long) and words[0] in long


def _introduced(text: str, blocks: Sequence[Block], marked_speech: Sequence[Span]) -> Iterator[Span]:
    """The paragraphs that a reporting colon introduces, with those that go on in mid-sentence, and all items of a list.

    A paragraph that begins with a quotation in marks is not taken whole: it may name its speaker itself.
    """
    starts = [span[0] for span in marked_speech]
    introduced = open_sentence = listed = False
    for block in blocks:
        if block.start == block.end:
            continue
        words = text[block.start : block.end]
        goes_on = (open_sentence and CONTINUES.match(words)) or (listed and block.kind is BlockKind.LIST_ITEM)
        follows = block.kind in TEXT_KINDS and bool(introduced or goes_on)
        quoted = follows and bisect_left(starts, block.start) == bisect_left(starts, block.end)
        if quoted:
            yield block.start, block.end
        open_sentence = quoted and not ENDS_SENTENCE.search(words)
        listed = follows and block.kind is BlockKind.LIST_ITEM
        introduced = not follows and block.kind in TEXT_KINDS and _introduces(words)


def _introduces(words: str) -> bool:
    """Return whether a paragraph ends in a colon behind a reporting cue."""
    tail = words[-LAST_SENTENCE_CHARACTERS:].rstrip()
    return tail.endswith(":") and INTRODUCING.search(tail) is not None
