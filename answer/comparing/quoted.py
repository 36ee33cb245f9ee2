"""Quotation marks in a claim: the words between them must stand in the document, or the quotation was altered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from answer.comparing.exactness import wanted
from answer.facts.alignment import ComparedWord, align, words
from answer.folding import Folded
from answer.records import Effect, Flag, FlagKind

QUOTED = re.compile(r"“([^“”]{1,2000})”|\"([^\"]{1,2000})\"|«([^«»]{1,2000})»|(?<!\w)‘([^‘’]{1,2000})’(?!\w)")
LEFT_OUT = re.compile(r"\[[^\]]{0,80}\]|\(?\.{3,4}\)?|…|\. \. \.")
"""What an honest quotation marks as changed: "[they]" and "…"."""

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


def _counterpart(said: str, sentence: str) -> str:
    """What of the sentence stands for the quotation; "" where less than half of its words are there."""
    alignment = align(words(said), words(sentence))
    if alignment.share < 0.5:
        return ""
    span = alignment.span
    return sentence[alignment.sentence[span.start].start : alignment.sentence[span.stop - 1].end]


def _text(text: str, run: Sequence[ComparedWord]) -> str:
    return text[run[0].start : run[-1].end] if run else ""
