"""What is not said though a verb of saying stands there: negated, refused, conditional, asked or still to come."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.lexicon import table
from ingest.speech.grammar_words import ADVERBS, AUXILIARIES
from ingest.speech.noun_phrases import Range, is_adverb
from ingest.speech.voice_cues import CUE_FORMS, OPINION, PHRASAL, SHOWING, SPEECH
from ingest.speech.words import Word

SAYING = (SPEECH | SHOWING | frozenset(PHRASAL)) - OPINION
"""Verbs that, denied, leave nothing said; "does not believe" still tells what somebody thinks."""

NEGATIONS = table("not never n't hardly scarcely rarely neither nor")
EMPTY = table("no none neither nor nobody nothing")
"""A subject that begins with one of these, or stands behind "nor", is nobody."""

STILL_TO_COME = table("will shall won't 'll may might should must can can't cannot could couldn't wouldn't")
REFUSING = table("refuse refuses refused refusing decline declines declined declining fail fails failed failing")
EXPECTING = table("expected likely unlikely hesitated unable unwilling reluctant")
CONDITIONS = table("if unless whether lest")
INDIRECT = table("whether if who whom what which how why when where")
"""Behind "declined to say": nothing is claimed either way, and the refusal itself is news of the speaker."""

ASKING = AUXILIARIES - table("to not never ever n't 's being been having")
ONLY = table("only just merely simply")
CONDITION_WITHIN = 5


def is_unsaid(words: Sequence[Word], at: int, left: int, subject: Range | None) -> bool:
    """Whether the verb at this place, whose helpers begin at `left`, does not tell of something said."""
    if CUE_FORMS[words[at].plain][0] not in SAYING:
        return False
    helpers = [word.plain for word in words[left:at]]
    if is_denied(words, at, left) and not INDIRECT.issuperset(word.plain for word in words[at + 1 : at + 2]):
        return True
    if not STILL_TO_COME.isdisjoint(helpers) or not EXPECTING.isdisjoint(helpers):
        return True
    return (
        subject is not None
        and subject[0] < at
        and (_is_nobody(words, subject) or _is_asked(words, subject, left) or _is_conditional(words, subject[0]))
    )


def is_refusal(words: Sequence[Word], at: int) -> bool:
    """Whether this is "refused" of "refused to say that …"."""
    if words[at].plain not in REFUSING or at + 2 >= len(words) or words[at + 1].plain != "to":
        return False
    place = at + 2
    while place + 1 < len(words) and (words[place].plain in ADVERBS or is_adverb(words[place])):
        place += 1
    verb = CUE_FORMS.get(words[place].plain, ("",))[0]
    return verb in SAYING and not INDIRECT.issuperset(word.plain for word in words[place + 1 : place + 2])


def is_denied(words: Sequence[Word], at: int, left: int) -> bool:
    """Whether "not" or a verb of refusing governs the verb, or "without" stands before it."""
    for place in range(left, at):
        plain = words[place].plain
        if plain in REFUSING or plain in NEGATIONS or plain.endswith("n't"):
            return words[place + 1].plain not in ONLY
    before = [word.plain for word in words[max(0, left - 2) : left]]
    return before[-1:] == ["without"] or before in (["instead", "of"], ["rather", "than"], ["short", "of"])


def _is_nobody(words: Sequence[Word], subject: Range) -> bool:
    """Whether the subject is "no engineer", "neither Holm nor Berg", "not one of them"."""
    before = words[subject[0] - 1].plain if subject[0] else ""
    first = words[subject[0]].plain
    return first in EMPTY or before in EMPTY or (before == "not" and first in {"one", "a", "any", "all"})


def _is_asked(words: Sequence[Word], subject: Range, left: int) -> bool:
    """Whether the subject stands behind its auxiliary: "Did Berg say …?", "Had Berg said …"."""
    return subject[0] > 0 and words[subject[0] - 1].plain in ASKING and subject[1] <= left


def _is_conditional(words: Sequence[Word], start: int) -> bool:
    """Whether "if" or "whether" opens the clause that the subject stands in."""
    for place in range(start - 1, max(-1, start - 1 - CONDITION_WITHIN), -1):
        if not words[place].is_word or words[place].plain in CUE_FORMS:
            return False
        if words[place].plain in CONDITIONS:
            return True
    return False
