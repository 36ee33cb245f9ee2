"""Quotation marks in a claim: the words between them must stand in the document, or the quotation was altered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from answer.comparing.exactness import wanted
from answer.comparing.word_table import SAYING, is_content
from answer.facts.alignment import ComparedWord, align, words
from answer.facts.grammar import ARTICLES, TITLES, is_role, states
from answer.facts.statement import Statement
from answer.folding import Folded
from answer.records import Effect, Flag, FlagKind
from ingest.records import Source, Span, VoiceKind

QUOTED = re.compile(r"“([^“”]{1,2000})”|\"([^\"]{1,2000})\"|«([^«»]{1,2000})»|(?<!\w)‘([^‘’]{1,2000})’(?!\w)")
LEFT_OUT = re.compile(r"\[[^\]]{0,80}\]|\(?\.{3,4}\)?|…|\. \. \.")
"""What an honest quotation marks as changed: "[they]" and "…"."""

LONGEST_OFFICE = 3
"""Words of what somebody is before a name. Raised, other words of a claim need not stand in the document."""

LEAST_ALIKE = 0.5
"""The share of words that two wordings have in common. Raised, altered quotations are taken for others."""

FEWEST_WORDS = 3
"""Shorter ones are as often titles and scare quotes."""


@dataclass(frozen=True, slots=True)
class WordChange:
    """A run of words that is the same in both, or what each has in its place."""

    claim: str
    document: str

    @property
    def is_same(self) -> bool:
        """Whether both have it."""
        return self.claim == self.document


def quotations_in(claim: str) -> Iterator[str]:
    """What stands between quotation marks, but for a word or two."""
    for match in QUOTED.finditer(claim):
        said = next(group for group in match.groups() if group)
        if len(words(said)) >= FEWEST_WORDS:
            yield said


def altered(claim: str, document: Folded, sentence: str) -> Iterator[Flag]:
    """A flag for each quotation in the claim whose words do not stand in the document like that."""
    for said in quotations_in(claim):
        if not all(any(document.whole(wanted(part))) for part in LEFT_OUT.split(said) if wanted(part)):
            stands = _counterpart(said, sentence)
            yield Flag(FlagKind.WORDING, said, stands, Effect.DIFFERS if stands else Effect.MISSING)


def quotation_flags(
    claim: Statement, around: Statement, source: Source, publishers: frozenset[str] = frozenset()
) -> Iterator[Flag]:
    """What the claim says around its quotations, beside the sentences that have their words.

    Args:
        claim: the claim.
        around: the sentences of the document that have the quotations.
        source: whose document it is; its author is the speaker of its own words.
        publishers: of all documents; one that the claim names has the words in a document of its own, or is told.
    """
    speaker = around.voice.speaker or (source.author if around.voice.kind is VoiceKind.OWN else None)
    outside = [word for word in claim.words if not _is_inside(claim.text, word)]
    named = [
        word
        for word in outside
        if word.text[0].isupper() and any(name.form for name in claim.names if claim.words[name.place] is word)
    ]
    claimed = claim.voice.speaker or " ".join(word.text for word in named)
    spoken = _keys(f"{speaker or ''} {source.publisher or ''}")
    papers = _named_among(publishers, " ".join(word.key for word in outside))
    if source.publisher not in papers and (others := papers - _named_among(papers, f"{_keys(around.text)} {spoken}")):
        stands = f"it stands in “{source.title}”" + (f", {source.publisher}" if source.publisher else "")
        yield Flag(FlagKind.VOICE, min(others), stands, Effect.MISSING)
        return
    if source.publisher in papers and _is_same_speaker(claimed, source.publisher or ""):
        pass  # "…, the Courier reported": it is the Courier's document
    elif claimed and not speaker:
        yield Flag(FlagKind.VOICE, claimed, "a speaker not identified", Effect.MISSING)
    elif claimed and speaker and not _is_same_speaker(claimed, speaker):
        yield Flag(FlagKind.VOICE, claimed, speaker)
    here = {word.key for word in (*around.words, *words(claimed))} | {*spoken.split()}
    offices = _offices(outside, named)
    for word in outside:
        small = word.text.lower()
        light = not is_content(word) or small in TITLES or states(small) or word.key in SAYING or word in offices
        if not light and word.key not in here:
            yield Flag(FlagKind.WORDING, word.text, "", Effect.MISSING)
            return


def _named_among(publishers: frozenset[str], keys: str) -> frozenset[str]:
    """Those whose name stands among these keys of words."""
    return frozenset(one for one in publishers if _keys(one) and f" {_keys(one)} " in f" {keys} ")


def _keys(text: str) -> str:
    """The keys of the words of a text, articles left out."""
    return " ".join(word.key for word in words(text) if word.text.lower() not in ARTICLES)


def _offices(outside: Sequence[ComparedWord], named: Sequence[ComparedWord]) -> set[ComparedWord]:
    """The words before a name that say what its bearer is, as "plant manager"."""
    found: set[ComparedWord] = set()
    for at, word in enumerate(outside):
        before = outside[max(0, at - LONGEST_OFFICE) : at]
        if word in named and before and (is_role(before[-1].text.lower()) or before[-1].text.lower() in TITLES):
            found.update(before)
    return found


def _is_same_speaker(claimed: str, speaker: str) -> bool:
    """Return whether the two have a name in common, or without names a word that says who."""
    ours, theirs = words(claimed), words(speaker)
    ours_named, theirs_named = _named(ours), _named(theirs)
    if ours_named and theirs_named:
        return ours_named <= theirs_named or theirs_named <= ours_named
    return bool({word.key for word in ours if is_content(word)} & {word.key for word in theirs if is_content(word)})


def _named(words: Sequence[ComparedWord]) -> set[str]:
    """The keys of the words with a capital that are no title."""
    return {word.key for word in words if word.text[0].isupper() and word.text.lower() not in TITLES | ARTICLES}


def _is_inside(text: str, word: ComparedWord) -> bool:
    return any(match.start() <= word.start < match.end() for match in QUOTED.finditer(text))


def changes(claim: str, document: str) -> tuple[WordChange, ...]:
    """What was changed, word by word, in order; words are as each text writes them."""
    alignment = align(words(claim), words(document))
    found: list[WordChange] = []
    at, there = 0, 0
    for start, begin, length in [*alignment.runs, (len(alignment.claim), len(alignment.sentence), 0)]:
        if start > at or begin > there:
            ours, theirs = alignment.claim[at:start], alignment.sentence[there:begin]
            found.append(WordChange(_text(claim, ours), _text(document, theirs)))
        pairs = zip(alignment.claim[start : start + length], alignment.sentence[begin : begin + length], strict=True)
        found.extend(WordChange(one.text, other.text) for one, other in pairs)
        at, there = start + length, begin + length
    return tuple(found)


def only_in_one(claim: str, document: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Where either text has words that the other has not; nothing where less than half of the claim's are in both."""
    alignment = align(words(claim), words(document))
    if alignment.share < LEAST_ALIKE:
        return (), ()
    theirs = (place for place in range(len(alignment.sentence)) if not alignment.is_aligned(place))
    return _runs_of(alignment.claim, alignment.unaligned()), _runs_of(alignment.sentence, theirs)


def _runs_of(words: Sequence[ComparedWord], places: Iterable[int]) -> tuple[Span, ...]:
    """The spans of the words at these places, those beside each other as one."""
    found: list[Span] = []
    before = -2
    for place in places:
        start = found.pop()[0] if place == before + 1 and found else words[place].start
        found.append((start, words[place].end))
        before = place
    return tuple(found)


def _counterpart(said: str, sentence: str) -> str:
    """What of the sentence stands for the quotation; "" where less than half of its words are there."""
    alignment = align(words(said), words(sentence))
    if alignment.share < LEAST_ALIKE:
        return ""
    span = alignment.span
    return sentence[alignment.sentence[span.start].start : alignment.sentence[span.stop - 1].end]


def _text(text: str, run: Sequence[ComparedWord]) -> str:
    return text[run[0].start : run[-1].end] if run else ""
