"""Read a sentence for comparison: its words, numbers, dates and names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from answer.facts.alignment import ComparedWord, words
from answer.facts.dates import Mention, mentions
from answer.facts.names import Name, forms_in, names, runs_of
from answer.facts.numbers import Quantity, quantities
from answer.facts.phrases import joined
from answer.facts.rates import Rate, rates
from ingest.records import Voice, VoiceKind


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence with everything in it that can be compared mechanically.

    `small` are its words in lower case; `marks` are the punctuation marks before each word, and those after the last.
    """

    text: str
    words: tuple[ComparedWord, ...]
    small: tuple[str, ...]
    marks: tuple[str, ...]
    quantities: tuple[Quantity, ...]
    rates: tuple[Rate, ...]
    dates: tuple[Mention, ...]
    names: tuple[Name, ...]
    forms: frozenset[str]
    name_runs: tuple[str, ...]
    voice: Voice


def statement(text: str, voice: Voice, published: date | None = None) -> Statement:
    """Read a sentence as it was meant on the day it was published."""
    found, dates = tuple(joined(words(text), text)), mentions(text, published)
    named = names(found, text)
    counted = quantities(text, [(one.start, one.end) for one in dates])
    return Statement(
        text=text,
        words=found,
        small=tuple(word.text.lower().replace("’", "'") for word in found),
        marks=tuple(_marks(text, found)),
        quantities=counted,
        rates=tuple(rates(text, counted)),
        dates=dates,
        names=named,
        forms=forms_in(found),
        name_runs=runs_of(named),
        voice=voice,
    )


def is_told(said: Statement) -> bool:
    """Return whether it is known to be somebody's words, and whose."""
    return said.voice.kind is not VoiceKind.OWN and said.voice.speaker is not None


def _marks(text: str, found: Sequence[ComparedWord]) -> Iterator[str]:
    ends = [0, *(word.end for word in found)]
    starts = [*(word.start for word in found), len(text)]
    return ("".join(text[end:start].split()) for end, start in zip(ends, starts, strict=True))


def words_of(statement: Statement, start: int, end: int) -> range:
    """Return the places of the words between these offsets."""
    inside = [place for place, word in enumerate(statement.words) if word.start < end and start < word.end]
    return range(inside[0], inside[-1] + 1) if inside else range(0)
