"""Whom a sentence names as its source without a verb: "according to X", "in the words of X", "X: …"."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.speech.clauses import Attributed, next_plain
from ingest.speech.noun_phrases import phrase_ending, phrase_starting
from ingest.speech.subjects import NOT_IN_PHRASES
from ingest.speech.words import GAP, Word

MOST_BEFORE_SOURCE = 2
"""Words before what is quoted: "More from [the report]:"."""


def according(words: Sequence[Word], at: int) -> Attributed | None:
    """Of "According to the Pentagon, …"."""
    if at + 1 >= len(words) or words[at + 1].plain != "to":
        return None
    return Attributed(at, phrase_starting(words, at + 2, NOT_IN_PHRASES), 0, len(words), by_speech=True)


def in_words_of(words: Sequence[Word], at: int) -> Attributed | None:
    """Of "In the words of the mayor, …"."""
    said = [word.plain for word in words[max(0, at - 2) : at + 2]]
    if said != ["in", "the", "words", "of"]:
        return None
    return Attributed(at, phrase_starting(words, at + 2, NOT_IN_PHRASES), 0, len(words), by_speech=True)


def following(words: Sequence[Word], at: int) -> Attributed | None:
    """Of "The transcript as follows:"."""
    if not at or words[at - 1].plain != "as" or next_plain(words, at) != ":":
        return None
    return Attributed(at, phrase_ending(words, at - 1, NOT_IN_PHRASES), 0, len(words), by_speech=True)


def labelled(words: Sequence[Word], at: int) -> Attributed | None:
    """Of "Lavrov: …" and "From the report: …": a name and a colon before a quotation."""
    if next_plain(words, at) != GAP:
        return None
    phrase = phrase_ending(words, at, NOT_IN_PHRASES)
    if phrase is None:
        return None
    source = next((place + 1 for place in range(*phrase) if words[place].plain == "from"), phrase[0])
    before = words[source - 1] if source else None
    if before is not None and before.plain == "from" and source <= MOST_BEFORE_SOURCE:
        return Attributed(at, (source, phrase[1]), 0, len(words), by_speech=True)
    if not words[at - 1].capital or (before is not None and before.is_word):
        return None
    return Attributed(at, phrase, 0, len(words), by_speech=True)
