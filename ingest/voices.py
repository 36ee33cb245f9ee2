"""Whose words each sentence is: quoted, attributed to somebody, or the publication's own.

Rules over marks and word lists only. The speaker is named by nobody yet: None is right, a guess is not.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.quotations import Span, quotations
from ingest.records import Block, Sentence, Voice, VoiceKind
from ingest.voice_cues import is_attributed

LETTER = re.compile(r"[^\W\d_]")
ENDS_SENTENCE = re.compile(r"[.!?:…][\"'”’)\]]*\Z")
GAP = "…"
"""Stands for a quotation when the words around it are read for who speaks."""


def assign_voices(text: str, blocks: Sequence[Block], sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The sentences with their voices.

    More than half of the letters in a quotation: a quote. Else a reporting verb with a speaker, or "according to":
    attributed. Else the publication's own. Both parts of a sentence that furniture splits get one voice.
    """
    spoken = _merged(quotations(text, blocks))
    voiced: list[Sentence] = []
    for whole in _wholes(text, blocks, sentences):
        voice = Voice(_kind(text, whole, spoken))
        voiced.extend(replace(part, voice=voice) for part in whole)
    return tuple(voiced)


def _merged(spans: Sequence[Span]) -> list[Span]:
    """The spans with overlapping ones made one."""
    merged: list[Span] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _wholes(text: str, blocks: Sequence[Block], sentences: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    """The sentences, those parts together that only furniture keeps apart."""
    starts = [block.start for block in blocks]
    whole: list[Sentence] = []
    for sentence in sentences:
        if whole and not _is_one_sentence(text, (whole[-1], sentence), starts):
            yield whole
            whole = []
        whole.append(sentence)
    if whole:
        yield whole


def _is_one_sentence(text: str, pair: tuple[Sentence, Sentence], block_starts: Sequence[int]) -> bool:
    """Whether furniture inside one block parts the two, and the first ends no sentence."""
    first, second = pair
    same_block = bisect_right(block_starts, first.start) == bisect_right(block_starts, second.start)
    between = text[first.end : second.start].strip()
    return same_block and bool(between) and not ENDS_SENTENCE.search(text[first.start : first.end])


def _kind(text: str, whole: Sequence[Sentence], spoken: Sequence[Span]) -> VoiceKind:
    """Whose words the sentence is."""
    pieces = [piece for part in whole for piece in _pieces((part.start, part.end), spoken)]
    inside = sum(len(LETTER.findall(text, *span)) for span, is_spoken in pieces if is_spoken)
    outside = sum(len(LETTER.findall(text, *span)) for span, is_spoken in pieces if not is_spoken)
    if inside > outside:
        return VoiceKind.QUOTE
    around = " ".join(GAP if is_spoken else text[slice(*span)] for span, is_spoken in pieces)
    return VoiceKind.ATTRIBUTED if is_attributed(around) else VoiceKind.OWN


def _pieces(part: Span, spoken: Sequence[Span]) -> Iterator[tuple[Span, bool]]:
    """The part cut at the borders of quotations, each piece with whether it is inside one."""
    position = part[0]
    first = max(0, bisect_right(spoken, (part[0], part[0])) - 1)
    for start, end in spoken[first:]:
        if start >= part[1]:
            break
        if position < start:
            yield (position, start), False
        if max(position, start) < min(end, part[1]):
            yield (max(position, start), min(end, part[1])), True
        position = max(position, min(end, part[1]))
    if position < part[1]:
        yield (position, part[1]), False
