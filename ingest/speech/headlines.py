"""Who speaks in a headline: "Berg Says the Bridge Is Safe", "Berg: The bridge is safe"."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.lexicon import table
from ingest.speech.grammar_words import AUXILIARIES, DETERMINERS
from ingest.speech.words import Word

SHORT = 4
"""Letters up to which a word may be small in a headline."""

HEADLINERS = table(
    """
    police officials coroner minister ministry government mayor governor president premier chancellor court judge jury
    prosecutors prosecutor witness witnesses doctors experts scientists researchers analysts union army military agency
    council auditor auditors inspector inspectors ombudsman regulator committee panel study survey poll report source
    sources lawyer lawyers inquiry inquest company bishop archbishop vicar priest rabbi imam abbot warden keeper
    headteacher curator harbourmaster surgeon surgeons nurses teachers pilots farmers vet vets teacher farmer
    engineer engineers chancellor envoy ambassador commissioner
    """
)
"""Whose words a headline gives by his part alone."""

FIRST = table("i we us our my i'm i've i'd we're we've we'd")

FEWEST = 4
LONGEST_LABEL = 5
"""Words of a name before a colon."""


def is_title(words: Sequence[Word]) -> bool:
    """Return whether every long word has a capital, so that a capital says nothing of the word."""
    long = [word.capital for word in words if word.is_word and word.end - word.start > SHORT]
    return len(long) >= FEWEST and all(long)


def names_a_source(words: Sequence[Word], colon: int) -> bool:
    """Whether a headline's label is somebody's part in the news, and a clause follows: "Coroner: alarm was off"."""
    label = [word.plain for word in words[:colon] if word.plain != "the"]
    told = not AUXILIARIES.isdisjoint(word.plain for word in words[colon + 1 :])
    return told and len(label) == 1 and label[0] in HEADLINERS


def speaks_for_itself(words: Sequence[Word], colon: int) -> bool:
    """Whether the first person follows a headline's label at once: "Holm: we lost"."""
    return colon + 1 < len(words) and words[colon + 1].plain in FIRST


def label_end(words: Sequence[Word], *, is_heading: bool = False) -> int:
    """The place of the colon behind a name that the sentence begins with; 0 where there is none.

    In a heading what follows the colon may begin with a small letter or a number.
    """
    for place, word in enumerate(words[: LONGEST_LABEL + 1]):
        if word.plain == ":":
            after = words[place + 1] if place + 1 < len(words) else None
            goes_on = after is not None and (is_heading or after.capital or not after.is_word)
            return place if place and goes_on and words[place - 1].is_word else 0
        if not (word.capital or word.plain == ".") or word.plain in DETERMINERS:
            return 0
    return 0
