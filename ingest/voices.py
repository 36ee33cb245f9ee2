"""Whose words each sentence is: quoted, attributed to somebody, or the publication's own, and who speaks.

Rules over marks, word tables and the shapes of noun phrases only; what no rule names stays unnamed.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

from ingest.records import Block, BlockKind, Sentence, Span, VoiceKind
from ingest.speech.attributions import attributions
from ingest.speech.clauses import Attributed
from ingest.speech.cue_places import CuePlaces
from ingest.speech.headlines import label_end, names_a_source, speaks_for_itself
from ingest.speech.incises import with_dialogue, without_incises
from ingest.speech.quotations import quotations
from ingest.speech.reported import reported, reporting_in
from ingest.speech.reporting_words import Reporting
from ingest.speech.speakers import named
from ingest.speech.speech_tags import is_tagged, teller
from ingest.speech.utterances import Utterance
from ingest.speech.words import GAP, Word, words_of

ENDS_SENTENCE = re.compile(r"[.!?:…][\"'”’)\]]*\Z")
ENOUGH = 0.45
"""The share of a sentence that attributions must reach for it to be attributed (docs/research/voices.md)."""

ENOUGH_QUOTED = 0.33
"""The same where a quotation stands in one, whose speaker is named: "The pitch was bad, and Holm called it “a bog”"."""


def assign_voices(
    text: str, blocks: Sequence[Block], sentences: Sequence[Sentence], language: str | None = None
) -> tuple[Sentence, ...]:
    """The sentences with their voices; the language is an ISO 639 code, and one that is unknown is read as English.

    More than half of the letters in a quotation: a quote. Else, where what somebody is said to say or think holds
    enough of it: attributed. Else the publication's own. Both parts of a sentence that furniture splits get one voice.
    """
    reporting = reporting_in(language)
    cues = CuePlaces(text, reporting)
    spoken = _merged(quotations(text, blocks, cues))
    if reporting is not None:
        spoken = _merged(with_dialogue(text, blocks, without_incises(text, spoken, reporting), reporting))
    wholes = list(_wholes(text, blocks, sentences))
    utterances = [_utterance(text, whole, spoken, cues) for whole in wholes]
    headings = {block.start for block in blocks if block.kind is BlockKind.HEADING}
    utterances = _with_labels(text, utterances, headings)
    voices = named(text, blocks, utterances)
    return tuple(replace(part, voice=voice) for whole, voice in zip(wholes, voices, strict=True) for part in whole)


def _with_labels(text: str, utterances: Sequence[Utterance], headings: Container[int]) -> list[Utterance]:
    """The sentences, those attributed that begin with a label ("Berg: …") of somebody who speaks elsewhere too.

    So is a heading that has somebody's words in marks: "Minister ‘knew of crack’ in dam".
    """
    names, all_heads = set[str](), set[str]()
    for one in utterances:
        for found in one.found:
            if found.by_speech and found.speaker is not None:
                head = one.words[found.speaker[1] - 1]
                all_heads.add(head.plain)
                if head.capital:
                    names.add(head.plain)
    return [
        _with_label(text, one, all_heads, is_heading=True) if one.start in headings else _with_label(text, one, names)
        for one in utterances
    ]


def _with_label(text: str, one: Utterance, heads: Container[str], *, is_heading: bool = False) -> Utterance:
    """The sentence, attributed where it begins with the label of one of these, or is a heading with marked words."""
    if one.kind is VoiceKind.QUOTE:
        return one
    end = label_end(one.words, is_heading=is_heading)
    if end and (one.words[end - 1].plain in heads or (is_heading and _is_headline_of(text, one, end))):
        said = Attributed(end, (0, end), 0, len(one.words), by_speech=True)
        return replace(one, kind=VoiceKind.ATTRIBUTED, found=(said,))
    if is_heading and one.kind is VoiceKind.OWN and any(is_spoken for _, is_spoken in one.pieces):
        return replace(one, kind=VoiceKind.ATTRIBUTED)
    return one


def _is_headline_of(text: str, heading: Utterance, colon: int) -> bool:
    """Return whether a heading's label says whose words follow it: a part in the news, or a name that the text has."""
    label = heading.words[colon - 1]
    named = speaks_for_itself(heading.words, colon) and _is_named(text, text[label.start : label.end], heading.end)
    return named or names_a_source(heading.words, colon)


def _is_named(text: str, word: str, start: int) -> bool:
    """Return whether the word stands inside a sentence with its capital, from this offset on, as a name does."""
    at = text.find(word, start)
    while at > 1:
        if text[at - 1] == " " and (text[at - 2].isalnum() or text[at - 2] == ","):
            return True
        at = text.find(word, at + 1)
    return False


def _merged(spans: Sequence[Span]) -> list[Span]:
    """The spans with overlapping ones made one."""
    merged: list[Span] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
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
    """Return whether furniture inside one block parts the two, and the first ends no sentence."""
    first, second = pair
    if bisect_right(block_starts, first.start) != bisect_right(block_starts, second.start):
        return False
    between = text[first.end : second.start].strip()
    return bool(between) and not ENDS_SENTENCE.search(text[max(first.start, first.end - 8) : first.end])


def _utterance(text: str, whole: Sequence[Sentence], spoken: Sequence[Span], cues: CuePlaces) -> Utterance:
    """What is known of the sentence by itself."""
    pieces = [piece for part in whole for piece in _pieces((part.start, part.end), spoken)]
    inside = sum(_letters(text, span) for span, is_spoken in pieces if is_spoken)
    outside = sum(_letters(text, span) for span, is_spoken in pieces if not is_spoken)
    words = words_of(text, pieces) if inside or cues.any(whole[0].start, whole[-1].end) else []
    if cues.language is not None and words and words[-1].plain == ".":
        words.pop()  # it stands behind the closing mark
    found = _attributions(text, words, cues.language)
    if inside > outside or is_tagged(text, words, found):
        kind = VoiceKind.QUOTE
    elif (found and text[whole[-1].end - 1] == ":" and any(one.by_speech for one in found)) or (
        found and _reached(text, words, found) >= _enough(words, found) * (inside + outside)
    ):
        kind = VoiceKind.ATTRIBUTED
    else:
        kind = VoiceKind.OWN
    return Utterance(whole[0].start, whole[-1].end, kind, tuple(pieces), tuple(words), tuple(found))


def _attributions(text: str, words: Sequence[Word], language: Reporting | None) -> list[Attributed]:
    """Every attribution, by the rules of the language, which is English where none is given."""
    if language is not None:
        return reported(words, language)
    found = attributions(words)
    told = None if any(one.by_speech for one in found) else teller(text, words)
    return found if told is None else [*found, told]


def _letters(text: str, span: Span) -> int:
    return sum(map(str.isalnum, text[slice(*span)]))


def _enough(words: Sequence[Word], found: Sequence[Attributed]) -> float:
    """The share of the sentence that attributions must reach."""
    gaps = [at for at, word in enumerate(words) if word.plain == GAP]
    named = (one for one in found if one.speaker is not None)
    quoted = any(bisect_left(gaps, one.start) < bisect_left(gaps, one.end) for one in named)
    return ENOUGH_QUOTED if quoted else ENOUGH


def _reached(text: str, words: Sequence[Word], found: Sequence[Attributed]) -> int:
    """Return how many letters some attribution reaches."""
    ranges = _merged(sorted((one.start, one.end) for one in found))
    return sum(_letters(text, (words[start].start, words[end - 1].end)) for start, end in ranges if start < end)


def _pieces(part: Span, spoken: Sequence[Span]) -> Iterator[tuple[Span, bool]]:
    """The part cut at the borders of quotations, each piece with whether it is inside one."""
    position = part[0]
    first = max(0, bisect_right(spoken, (part[0], part[0])) - 1)
    for place in range(first, len(spoken)):
        start, end = spoken[place]
        if start >= part[1]:
            break
        if position < start:
            yield (position, start), False
        if max(position, start) < min(end, part[1]):
            yield (max(position, start), min(end, part[1])), True
        position = max(position, min(end, part[1]))
    if position < part[1]:
        yield (position, part[1]), False
