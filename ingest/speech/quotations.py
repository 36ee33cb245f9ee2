"""Where direct quotations stand: between quotation marks, in quote blocks, behind an introducing colon."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.lexicon import table
from ingest.records import Block, BlockKind, Span
from ingest.speech.cue_places import CuePlaces
from ingest.speech.marks import marked
from ingest.speech.voice_cues import INTRODUCING

WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
MAX_SCARE_WORDS = 4
"""Up to so many words in quotation marks are a name, a title or a distance kept, not speech …"""

SPEECH_END = re.compile(r"[.,!?…—][\"”’'\s»]{0,3}\Z")
"""… unless they end as speech does: “Never,” he said."""

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
    """The spans of speech and quoted documents; they may overlap and are in order of their start."""
    whole = [(block.start, block.end) for block in blocks if block.kind is BlockKind.QUOTE]
    cues = cues or CuePlaces(text)
    spoken = [span for span in marked(text, blocks) if _is_speech(text, span, cues)]
    return tuple(sorted({*whole, *spoken, *_introduced(text, blocks)}))


def _is_speech(text: str, span: Span, cues: CuePlaces) -> bool:
    """Whether these marked words are somebody's, not a name, a title or scare quotes."""
    words = WORD.findall(text, span[0], min(span[1], span[0] + LONGEST_SHORT))
    if not words:
        return False
    if len(words) <= MAX_TITLE_WORDS and (_is_named(text[max(0, span[0] - 24) : span[0]]) or _is_title(words)):
        return False
    if len(words) > MAX_SCARE_WORDS:
        return True
    return SPEECH_END.search(text[max(span[0], span[1] - 5) : span[1]]) is not None or cues.near(span)


def _is_named(before: str) -> bool:
    """Whether the last word says that a name follows: "the song “…”", "CNN's “…”"."""
    last = before.rstrip(" ,:\u00a0").rpartition(" ")[2]
    return last.lower() in NAMING or (last[-2:] in {"'s", "’s"} and last[:-2].isupper())


def _is_title(words: Sequence[str]) -> bool:
    """Whether two or more words all begin with capitals, but for the small ones."""
    long = [word for word in words if word not in SMALL_WORDS]
    return len(long) > 1 and all(word[0].isupper() or word[0].isdigit() for word in long) and words[0] in long


def _introduced(text: str, blocks: Sequence[Block]) -> Iterator[Span]:
    """The paragraphs that a reporting colon introduces, with those that go on in mid-sentence."""
    introduced = open_sentence = False
    for block in blocks:
        if block.start == block.end:
            continue
        words = text[block.start : block.end]
        quoted = block.kind in TEXT_KINDS and (introduced or (open_sentence and CONTINUES.match(words)))
        if quoted:
            yield block.start, block.end
        open_sentence = bool(quoted) and not ENDS_SENTENCE.search(words)
        introduced = not quoted and block.kind in TEXT_KINDS and _introduces(words)


def _introduces(words: str) -> bool:
    """Whether a paragraph ends in a colon behind a reporting cue."""
    tail = words[-LAST_SENTENCE_CHARACTERS:].rstrip()
    return tail.endswith(":") and INTRODUCING.search(tail) is not None
