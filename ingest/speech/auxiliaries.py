"""What stands between a subject and its verb: auxiliaries, adverbs, times, and verbs that govern another."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.lexicon import table
from ingest.speech.grammar_words import ADVERBS, AUXILIARIES, DAYS, TIMES
from ingest.speech.noun_phrases import is_adverb
from ingest.speech.words import Word

MOST_HELPERS = 12
CLITIC_SUBJECTS = table("he she it they who that")
TIME_WORDS = table("last this next that later")
TIME_LEADS = table("on in late last early")
PARTICLES = table("on out up forward")
FIXED = (("in", "particular"), ("for", "the", "first", "time"), ("in", "turn"), ("of", "course"), ("in", "fact"))


def helpers_start(words: Sequence[Word], at: int) -> int:
    """The place behind the subject, before auxiliaries, adverbs and times: "officials have since [said]"."""
    place = at
    while place > 0 and at - place < MOST_HELPERS:
        word = words[place - 1]
        if _is_helper(words, place - 1):
            place -= 1
            if word.plain == "to":
                place = _governor_start(words, place)
        elif fixed := _fixed_length(words, place):
            place -= fixed
        elif _is_time(words, place - 1):
            place -= 1 if word.plain in DAYS else 2
            if place > 0 and words[place - 1].plain in TIME_LEADS:
                place -= 1
        else:
            break
    return place


def _is_helper(words: Sequence[Word], at: int) -> bool:
    word = words[at]
    if word.plain == "'s":
        return at > 0 and words[at - 1].plain in CLITIC_SUBJECTS
    return word.plain in AUXILIARIES or word.plain in ADVERBS or is_adverb(word)


def _fixed_length(words: Sequence[Word], end: int) -> int:
    """Return how many words of a fixed saying end here: "have [in particular] noted", "[two weeks ago] said"."""
    last = tuple(word.plain for word in words[max(0, end - 4) : end])
    if last[-1:] == ("ago",):
        return min(3, len(last))
    return next((len(fixed) for fixed in FIXED if last[-len(fixed) :] == fixed), 0)


def _is_time(words: Sequence[Word], at: int) -> bool:
    """Return whether a day stands here, or the last word of "last week"."""
    return words[at].plain in DAYS or (words[at].plain in TIMES and at > 0 and words[at - 1].plain in TIME_WORDS)


def _governor_start(words: Sequence[Word], place: int) -> int:
    """Behind "to": the place before the verb that governs it ("went on to", "declined to")."""
    if place > 1 and words[place - 1].plain in PARTICLES:
        place -= 1
    if place > 0 and words[place - 1].is_word and not words[place - 1].capital:
        place -= 1
    return place
