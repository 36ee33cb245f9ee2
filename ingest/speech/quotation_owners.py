"""Whose a quotation is said to be behind it: "“…” was the verdict of X", "“…,” came the reply from X"."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.lexicon import table
from ingest.speech.auxiliaries import helpers_start
from ingest.speech.clauses import Attributed, is_own, next_plain
from ingest.speech.grammar_words import BE, POSSESSIVES
from ingest.speech.noun_phrases import ARTICLES, LONGEST, Range, phrase_ending, phrase_starting
from ingest.speech.sources import PUTTING
from ingest.speech.subjects import NOT_IN_PHRASES
from ingest.speech.verb_forms import forms
from ingest.speech.voice_cues import CUE_FORMS, TELLING_NOUNS
from ingest.speech.words import GAP, Word

ABOUT = table("story version theory idea notion lesson plan plans rule position point line thinking")
UTTERED = (TELLING_NOUNS - ABOUT) | table("order reply retort greeting motto cry shout call whisper reaction")
"""What a quotation is in the mouth of whoever said it; a film is the story of somebody who says nothing in it."""

OWNED = {"is": table("of from"), "was": table("of from"), "came": table("from")}
"""Verb behind a quotation → what stands between the noun and the speaker."""

MANNERS = (
    PUTTING
    | CUE_FORMS.keys()
    | forms(sorted(table("sum greet begin open end close introduce put phrase frame"))).keys()
)
"""Verbs of how somebody put something: "is how he [sums] up his first tour"."""

MOST_OF_NOUN = 4
"""Words from the verb to the noun: "was [the only honest] answer"."""


def owner_behind(words: Sequence[Word]) -> Attributed | None:
    """The attribution of the quotation that the sentence begins with, to whoever is named behind it."""
    if len(words) < 4 or words[0].plain != GAP:
        return None
    verb = 2 if words[1].plain == "," else 1
    return _by_manner(words, verb) or _by_noun(words, verb)


def leads_to_owner(words: Sequence[Word]) -> bool:
    """Return whether the quotation that the sentence begins with is said to be somebody's right behind it."""
    return owner_behind(words) is not None


def _by_manner(words: Sequence[Word], verb: int) -> Attributed | None:
    """Of "“…” is how the mayor puts it", "“…” was the way Judge Osei once summed up the case"."""
    plain = [word.plain for word in words[verb : verb + 3]]
    if plain[0] not in {"is", "was"} or (plain[1] != "how" and plain[1:] != ["the", "way"]):
        return None
    first = verb + 2 + (plain[1] != "how")
    near = range(first + 1, min(first + LONGEST, len(words)))
    told = next((at for at in near if words[at].plain in MANNERS and not words[at].capital), None)
    left = helpers_start(words, told) if told is not None else 0
    speaker = phrase_starting(words[:left], first, NOT_IN_PHRASES)
    is_done = any(word.plain in BE for word in words[left:told])
    if speaker is None or speaker[1] != left or is_done or is_own(words, speaker):
        return None
    return Attributed(verb, speaker, 0, len(words), by_speech=True)


def _by_noun(words: Sequence[Word], verb: int) -> Attributed | None:
    """Of "“…” was the verdict of the coroner", "“…,” came the reply from Dr Osei", "“…” was her answer"."""
    near = range(verb + 1, min(verb + 1 + LONGEST, len(words)))
    noun = next((at for at in near if words[at].plain in UTTERED), None)
    if words[verb].plain not in OWNED or noun is None:
        return None
    speaker = _possessor(words, verb + 1, noun)
    is_given = words[verb + 1].plain in ARTICLES and noun - verb <= MOST_OF_NOUN
    if speaker is None and is_given and next_plain(words, noun) in OWNED[words[verb].plain]:
        speaker = phrase_starting(words, noun + 2, NOT_IN_PHRASES)
    if speaker is None or is_own(words, speaker):
        return None
    is_named = words[speaker[0]].plain not in POSSESSIVES or speaker[1] - speaker[0] > 1
    return Attributed(verb, speaker if is_named else None, 0, len(words), by_speech=True)


def _possessor(words: Sequence[Word], first: int, noun: int) -> Range | None:
    """Whose the noun is: "[the harbour master]'s answer", "[her] only comment"; all from `first` belongs to it."""
    if words[first].plain in POSSESSIVES and noun - first <= MOST_OF_NOUN:
        return first, first + 1
    own = next((at for at in range(noun - 1, first, -1) if words[at].plain in {"'s", "'"}), None)
    owner = phrase_ending(words, own, NOT_IN_PHRASES) if own is not None and noun - own <= MOST_OF_NOUN else None
    return owner if owner is not None and owner[0] == first else None
