"""What somebody says or thinks by a noun, an act or an adjective: "X's claim that", "made a plea for"."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.lexicon import table
from ingest.speech.acts import act_of
from ingest.speech.auxiliaries import helpers_start
from ingest.speech.clauses import Attributed, Clauses, is_own, next_plain
from ingest.speech.grammar_words import BE, BOUNDARIES, DETERMINERS, POSSESSIVES, PRONOUNS
from ingest.speech.noun_phrases import Range, phrase_ending, phrase_starting
from ingest.speech.own_findings import head_of
from ingest.speech.subjects import NOT_IN_PHRASES, subject_before
from ingest.speech.unsaid import is_denied
from ingest.speech.voice_cues import HEARSAY_NOUNS, STANCE_NOUNS, THING_ENDINGS
from ingest.speech.words import Word

ABOUT = table("about of to by with")
STANCES = table("critical supportive dismissive skeptical sceptical opposed sympathetic wary doubtful dubious")
"""What somebody is only by saying so; who is worried about something, or ready for it, may have said nothing."""

GOES = table("goes went runs ran remains remained")
MOST_OF_NOUN = 4
"""Words from "his" to the noun: "[his one lasting] regret"."""

TELLS_WITHIN = 7
"""Words from the noun to its verb: "the consensus [among engineers] is that"."""


def by_noun(sentence: Clauses, at: int) -> Attributed | None:
    """Of "Ankara's claim that …", "his plan to …"; a claim that nobody owns is the publication's."""
    words = sentence.words
    phrase, owner = phrase_ending(words, at + 1, NOT_IN_PHRASES), _owner(words, at)
    if phrase is None or not _takes(words, at) or (owner is None and words[phrase[0]].plain not in POSSESSIVES):
        return None
    return Attributed(at, owner, phrase[0], sentence.clause_end(at))


def _takes(words: Sequence[Word], at: int) -> bool:
    """Return whether what is claimed follows the noun: "that", a colon, "to" and a verb, "for" behind an adjective."""
    after = words[at + 1].plain if at + 1 < len(words) else ""
    if after in {"for", "of"}:
        return words[at - 1].plain not in {"'s", "'"}
    if after == "to":
        verb = words[at + 2] if at + 2 < len(words) else None
        return verb is not None and not verb.capital and verb.plain not in DETERMINERS
    return after in {"that", ":"}


def by_telling(sentence: Clauses, at: int) -> Attributed | None:
    """Of "the ministry's line is that …", "the consensus among engineers is that …", "rumour has it that …".

    What is told reaches to the end of the sentence.
    """
    words = sentence.words
    if words[at].plain in STANCE_NOUNS and next_plain(words, at) == "that":
        return _by_cleft(words, at)
    verb = next((place for place in range(at + 1, min(at + TELLS_WITHIN, len(words))) if _tells(words, place)), None)
    if verb is None or any(not word.is_word for word in words[at + 1 : verb]):
        return None
    among = next((place for place in range(at + 1, verb) if words[place].plain in {"among", "of"}), None)
    whose = phrase_starting(words, among + 1, NOT_IN_PHRASES) if among is not None else _owner(words, at)
    if words[at].plain not in HEARSAY_NOUNS and whose is None and not _is_theirs(words, at):
        return None
    if whose is not None and is_own(words, whose):
        return None
    speaker = None if whose is not None and words[whose[0]].plain in POSSESSIVES else whose
    return Attributed(at, speaker, whose[0] if whose is not None and whose[0] < at else at, len(words))


def _by_cleft(words: Sequence[Word], at: int) -> Attributed | None:
    """Of "It was the surveyor's conviction that the tower leaned", but not "… that mattered"."""
    begins = words[0].plain == "it" and not BE.isdisjoint(word.plain for word in words[1:4])
    owner = _owner(words, at)
    clause = words[at + 2] if at + 2 < len(words) else None
    if not begins or clause is None or not (clause.capital or clause.plain in DETERMINERS | PRONOUNS):
        return None
    if (owner is None and not _is_theirs(words, at)) or (owner is not None and is_own(words, owner)):
        return None
    return Attributed(at, owner, 0, len(words))


def _is_theirs(words: Sequence[Word], at: int) -> bool:
    """Return whether "his" or "their" and a word or two stand before the noun: "their [chief grievance]"."""
    phrase = words[max(0, at - MOST_OF_NOUN) : at]
    own = next((place for place in range(len(phrase) - 1, -1, -1) if phrase[place].plain in POSSESSIVES), None)
    return own is not None and all(word.is_word and word.plain not in BOUNDARIES for word in phrase[own + 1 :])


def _tells(words: Sequence[Word], at: int) -> bool:
    """Return whether "is that", "has it that", "goes that" or "runs that" stands here."""
    behind = [word.plain for word in words[at + 1 : at + 3]]
    return (words[at].plain in BE | GOES and behind[:1] == ["that"]) or (
        words[at].plain in {"has", "had"} and behind[:1] == ["it"]
    )


def _owner(words: Sequence[Word], at: int) -> Range | None:
    """Whose the noun is: "[Critics]' main complaint", "[Ruiz]'s position"."""
    phrase = phrase_ending(words, at + 1, NOT_IN_PHRASES)
    if phrase is None:
        return None
    own = next((place for place in range(phrase[1] - 1, phrase[0], -1) if words[place].plain in {"'s", "'"}), None)
    return (phrase[0], own) if own is not None else None


def by_act(sentence: Clauses, at: int) -> Attributed | None:
    """Of "made a plea for …": somebody who does it, outside of what is only denied."""
    words = sentence.words
    verb = act_of(words, at)
    if verb is None:
        return None
    left = helpers_start(words, verb)
    subject = subject_before(words, left)
    to_do = any(word.plain == "to" for word in words[left:verb])
    if subject is None or to_do or is_denied(words, verb, left):
        return None
    if is_own(words, subject) or head_of(words, subject).plain.endswith(THING_ENDINGS):
        return None
    return Attributed(at, subject, subject[0], sentence.clause_end(at))


def by_feeling(sentence: Clauses, at: int) -> Attributed | None:
    """Of "is convinced that …": a subject, a form of be or feel, an adjective of opinion and what it is about."""
    words, left = sentence.words, helpers_start(sentence.words, at)
    after = words[at + 1].plain if at + 1 < len(words) else ""
    if left == at or not (after == "that" or (after in ABOUT and words[at].plain in STANCES)):
        return None
    subject = subject_before(words, left)
    if subject is None or words[subject[0]].plain == "it" or is_own(words, subject):
        return None
    return Attributed(at, subject, subject[0], sentence.clause_end(at))
