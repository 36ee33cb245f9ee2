"""Where direct quotations stand: between quotation marks, in quote blocks, behind an introducing colon."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.records import Block, BlockKind
from ingest.voice_cues import REPORTING_CUE

Span = tuple[int, int]

MARK = re.compile(r"[“”„«»]|(?<!\d)\"|(?<=\d)\"(?![\w])|(?<!\w)‘|(?<=[.,!?…])’(?!\w)")
"""Quotation marks; ’ counts only behind punctuation, for elsewhere it is an apostrophe."""

CLOSERS = {"“": "”", "„": "“”", "«": "»", '"': '"', "‘": "’"}
OPENING = re.compile(r"\s*[“„«\"‘]")
WORD = re.compile(r"\w+")
MAX_SCARE_WORDS = 4
"""Up to so many words in quotation marks are a name, a title or a distance kept, not speech …"""

SPEECH_END = re.compile(r"[.,!?…]\W{0,2}\Z")
"""… unless they end as speech does: “Never,” he said."""

LAST_SENTENCE_CHARACTERS = 300
ENDS_SENTENCE = re.compile(r"[.!?][\"”’)\]]*\Z")
CONTINUES = re.compile(r"[a-z(\[…]")
TEXT_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})


def quotations(text: str, blocks: Sequence[Block]) -> tuple[Span, ...]:
    """The spans of speech and quoted documents; they may overlap and are in order of their start."""
    whole = [(block.start, block.end) for block in blocks if block.kind is BlockKind.QUOTE]
    spoken = [span for span in _marked(text, blocks) if _is_speech(text, span)]
    return tuple(sorted({*whole, *spoken, *_introduced(text, blocks)}))


def _marked(text: str, blocks: Sequence[Block]) -> Iterator[Span]:
    """The spans between quotation marks.

    A quotation left open goes to the end of its paragraph, and on where the next paragraph opens again.
    A straight mark left open is an inch or a slip, unless the next paragraph opens too.
    """
    for index, block in enumerate(blocks):
        opened: tuple[str, int] | None = None
        for mark in MARK.finditer(text, block.start, block.end):
            if opened is None and _opens(text, mark, block):
                opened = (mark.group(), mark.start())
            elif opened and mark.group() in CLOSERS[opened[0]]:
                yield opened[1], mark.end()
                opened = None
        if opened and (opened[0] in "“«„" or _next_opens(text, blocks[index + 1 : index + 2])):
            yield opened[1], block.end


def _opens(text: str, mark: re.Match[str], block: Block) -> bool:
    """Whether the mark opens a quotation; a straight one does where no word stands before it."""
    if mark.group() != '"':
        return mark.group() in CLOSERS
    return mark.start() == block.start or not (text[mark.start() - 1].isalnum() or text[mark.start() - 1] in ".,!?")


def _next_opens(text: str, following: Sequence[Block]) -> bool:
    """Whether the next block begins with an opening mark."""
    return bool(following) and OPENING.match(text, following[0].start, following[0].end) is not None


def _is_speech(text: str, span: Span) -> bool:
    """Whether these marked words are spoken, not a name, a title or scare quotes."""
    words = text[slice(*span)]
    return len(WORD.findall(words)) > MAX_SCARE_WORDS or SPEECH_END.search(words) is not None


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
    return tail.endswith(":") and REPORTING_CUE.search(tail) is not None
