"""One attribution, and the clauses of the sentence that it stands in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.lexicon import table
from ingest.speech.grammar_words import DETERMINERS, FIRST_PERSONS, PRONOUNS, SEVERAL_ENDINGS
from ingest.speech.noun_phrases import Range
from ingest.speech.words import Word

NO_OTHERS = FIRST_PERSONS | {"nobody", "nothing", "there"}
"""Subjects whose words are nobody's but the publication's."""

MINE = table(
    """
    heart gut head mind instinct conscience experience view opinion feeling sense guess impression memory reading point
    argument question answer book article column essay blog life hope fear worry hunch bet wish notes diary letter
    """
)
"""What is the writer's own, words or thoughts, though he does not say "I"."""

SEVERAL = table("and of many some most both few all media")
"""Words of a phrase for several, whatever its noun ends in."""

GOES_ON = table("rather also instead not only that")
"""Behind "but": the clause before it goes on."""


@dataclass(frozen=True, slots=True)
class Attributed:
    """One attribution; `speaker` and what it reaches, from `start` to `end`, are places in the sentence's words."""

    cue: int
    speaker: Range | None
    start: int
    end: int
    by_speech: bool = False
    """Whether the cue is one of saying, which may belong to a quotation beside it."""

    is_exact: bool = False
    """Whether the speaker is named by exactly these words, and nothing at their ends has to go."""


@dataclass(frozen=True, slots=True)
class Clauses:
    """A sentence's words, and the places where a clause surely ends."""

    words: Sequence[Word]
    breaks: Sequence[int]
    is_title: bool

    def clause_end(self, at: int) -> int:
        """Return where the clause around this place ends."""
        after = bisect_right(self.breaks, at)
        return self.breaks[after] if after < len(self.breaks) else len(self.words)


def is_own(words: Sequence[Word], subject: Range) -> bool:
    """Return whether a subject is nobody else than the writer, or nobody: "I", "my gut", but not "my landlord"."""
    first = words[subject[0]].plain
    if first == "my" and subject[1] - subject[0] > 1:
        return any(word.plain in MINE or word.plain in FIRST_PERSONS for word in words[subject[0] + 1 : subject[1]])
    return first in NO_OTHERS


def is_several(words: Sequence[Word], subject: Range) -> bool:
    """Return whether a bare verb may follow this subject: several, a name of many, or "I", "you", "they"."""
    said = words[slice(*subject)]
    last = said[-1]
    return (
        last.plain in PRONOUNS | FIRST_PERSONS
        or last.capital
        or any(
            word.plain in SEVERAL or (word.plain.endswith(SEVERAL_ENDINGS) and word.plain not in DETERMINERS)
            for word in said
        )
    )


def breaks(words: Sequence[Word], at: int) -> bool:
    """Return whether a clause ends here: at a semicolon, a dash, a comma with "but"."""
    mark = words[at].plain
    if mark == "," and at + 2 < len(words) and words[at + 1].plain == "but":
        return words[at + 2].plain not in GOES_ON
    return mark in {";", "–"}


def next_plain(words: Sequence[Word], at: int) -> str:
    """The word behind this place in small letters, or nothing."""
    return words[at + 1].plain if at + 1 < len(words) else ""
