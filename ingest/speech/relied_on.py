"""What a sentence relies on: "Going by the ship's log, …", "On the evidence of two neighbours, …"."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.lexicon import table
from ingest.speech.clauses import Attributed, is_own, next_plain
from ingest.speech.grammar_words import DETERMINERS, POSSESSIVES
from ingest.speech.noun_phrases import Range, phrase_starting
from ingest.speech.own_findings import SELF, head_of
from ingest.speech.sources import MANY_WHO, PEOPLE
from ingest.speech.subjects import NOT_IN_PHRASES
from ingest.speech.voice_cues import DOCUMENTS
from ingest.speech.words import Word

PICTURES = table("footage film image images imagery photograph photographs photos picture pictures video videos")
FINDINGS = table("data results review research analysis numbers statistics")
TOLD = (DOCUMENTS - PICTURES - FINDINGS) | table(
    """
    account accounts version versions story stories description descriptions testimony testimonies recollection
    recollections memory memories claim claims note notes map maps chart charts chronicler chroniclers legend tradition
    gossip rumour rumours rumor
    """
)
"""What is told or written, and may be gone by; pictures and findings are looked at by whoever writes."""

PERSONAL = table(
    "account version story description testimony recollection recollections claim claims memory memories estimate"
)
"""What somebody tells himself: behind "'s" its owner is named, who else is only known by a log or a map."""

WITNESSES = PEOPLE | table(
    """
    neighbour neighbours neighbor neighbors witness survivor survivors boy boys girl girls man men woman women child
    children servant servants maid nurse nurses cook clerk clerks guard guards tenants passengers parents
    """
)
"""Of whom somebody may be without a name."""

GIVEN = table("evidence testimony word authority reckoning account telling estimate recollection recollections")
"""What is somebody's before "of": "by the [reckoning] of the harbour board"."""

RELIED_ON = GIVEN | table("going go")
TIES = {
    "on": table("evidence testimony word authority"),
    "by": GIVEN - table("evidence authority word"),
    "in": table("telling estimate recollection recollections"),
}
"""Preposition → the nouns that it leads to: "[on] the word of", "[by] the account of"."""


def relied_on(words: Sequence[Word], at: int) -> Attributed | None:
    """The attribution that the word at this place belongs to, set apart by commas from what is so by it."""
    plain = words[at].plain
    if plain == "go":
        return _to_go_by(words, at)
    return _going_by(words, at) if plain == "going" else _given_by(words, at)


def _going_by(words: Sequence[Word], at: int) -> Attributed | None:
    """Of "Going by the parish register, …" and "…, going by the deeds"."""
    begins = next_plain(words, at) in {"by", "on"}
    source = _both(words, phrase_starting(words, at + 2, NOT_IN_PHRASES)) if begins else None
    if source is None or not _is_apart(words, at, source[1]) or not _is_told(words, source):
        return None
    return _from(words, at, source)


def _to_go_by(words: Sequence[Word], at: int) -> Attributed | None:
    """Of "If the minutes are anything to go by, …"."""
    if [word.plain for word in words[max(0, at - 2) : at + 2]] != ["anything", "to", "go", "by"]:
        return None
    source = phrase_starting(words, 1, NOT_IN_PHRASES) if words[0].plain == "if" else None
    return _from(words, at, source) if source is not None and _is_told(words, source) else None


def _given_by(words: Sequence[Word], at: int) -> Attributed | None:
    """Of "By the account of Sister Agnes, …", "On the word of a stable boy, …"."""
    tie = at - 2 if at > 1 and words[at - 1].plain in {"the", "all"} else at - 1
    if tie < 0 or words[at].plain not in TIES.get(words[tie].plain, ()) or next_plain(words, at) != "of":
        return None
    source = _both(words, phrase_starting(words, at + 2, NOT_IN_PHRASES))
    if source is None or not _is_apart(words, tie, source[1]) or not _may_tell(words, at, source):
        return None
    return _from(words, at, source)


def _from(words: Sequence[Word], at: int, source: Range) -> Attributed | None:
    """The attribution, unless the writer relies on himself; "her own account" names nobody."""
    if is_own(words, source) or words[source[0]].plain in SELF:
        return None
    own = next((place for place in range(*source) if words[place].plain in {"'s", "'"}), source[1])
    whose = (source[0], own) if words[source[1] - 1].plain in PERSONAL else source
    return Attributed(at, None if words[source[0]].plain in POSSESSIVES else whose, 0, len(words), by_speech=True)


def _both(words: Sequence[Word], source: Range | None) -> Range | None:
    """The phrase with the one that "and" joins to it: "the tithe map and the census"."""
    joined = source is not None and next_plain(words, source[1] - 1) == "and"
    other = phrase_starting(words, source[1] + 1, NOT_IN_PHRASES) if source is not None and joined else None
    return (source[0], other[1]) if source is not None and other is not None else source


def _is_apart(words: Sequence[Word], first: int, end: int) -> bool:
    """Return whether a comma parts what begins at `first` and ends before `end` from the rest of the sentence."""
    opens = first == 0 or words[first - 1].plain in {",", "and", "but"}
    return opens and (words[end].plain in {",", ".", ";"} if end < len(words) else first > 0)


def _is_told(words: Sequence[Word], source: Range) -> bool:
    """Return whether the phrase is something told or written."""
    is_rule = any(word.plain == "law" for word in words[slice(*source)])  # "going by the letter of the law"
    return head_of(words, source).plain in TOLD and not is_rule


def _may_tell(words: Sequence[Word], at: int, source: Range) -> bool:
    """Return whether somebody may have given his word; evidence is a thing's as well: "of the broken hinge"."""
    head, first = head_of(words, source), words[source[0]]
    if words[at].plain == "evidence":
        somebody = head.plain in WITNESSES or head.plain.endswith(MANY_WHO)
        return somebody or head.capital or any(word.plain in TOLD for word in words[slice(*source)])
    return first.capital or first.plain in DETERMINERS or head.plain in WITNESSES
