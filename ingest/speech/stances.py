"""What somebody says or thinks by a noun, an act or an adjective: "X's claim that", "made a plea for"."""

from __future__ import annotations

from ingest.lexicon import table
from ingest.speech.acts import act_of
from ingest.speech.auxiliaries import helpers_start
from ingest.speech.clauses import NO_OTHERS, NOBODY, Attributed, Clauses
from ingest.speech.noun_phrases import phrase_ending
from ingest.speech.subjects import NOT_IN_PHRASES, subject_before
from ingest.speech.unsaid import is_denied

ABOUT = table("that about of to by with in for")
NOUN_TAKES = table("that to : for of")
POSSESSIVES = table("his her their")


def by_noun(sentence: Clauses, at: int) -> Attributed | None:
    """Of "Ankara's claim that …", "his plan to …"; a claim that nobody owns is the publication's."""
    words = sentence.words
    phrase = phrase_ending(words, at, NOT_IN_PHRASES)
    if phrase is None or at + 1 >= len(words) or words[at + 1].plain not in NOUN_TAKES:
        return None
    own = next((at for at in range(phrase[1] - 1, phrase[0], -1) if words[at].plain in {"'s", "'"}), None)
    if own is None and words[phrase[0]].plain not in POSSESSIVES:
        return None
    return Attributed(at, (phrase[0], own) if own is not None else None, phrase[0], sentence.clause_end(at))


def by_act(sentence: Clauses, at: int) -> Attributed | None:
    """Of "made a plea for …": somebody who does it, outside of what is only denied."""
    words = sentence.words
    verb = act_of(words, at)
    if verb is None:
        return None
    left = helpers_start(words, verb)
    subject = subject_before(words, left)
    if subject is None or words[subject[0]].plain in NO_OTHERS or is_denied(words, verb, left):
        return None
    return Attributed(at, subject, subject[0], sentence.clause_end(at))


def by_feeling(sentence: Clauses, at: int) -> Attributed | None:
    """Of "is convinced that …": a subject, a form of be or feel, an adjective of opinion and what it is about."""
    words, left = sentence.words, helpers_start(sentence.words, at)
    if left == at or at + 1 >= len(words) or words[at + 1].plain not in ABOUT:
        return None
    subject = subject_before(words, left)
    if subject is None or words[subject[0]].plain in NOBODY:
        return None
    return Attributed(at, subject, subject[0], sentence.clause_end(at))
