"""What is said in the passive: of whom it is told, by whom, and whether words are told at all."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.lexicon import table
from ingest.speech.clauses import Attributed, Clauses, next_plain
from ingest.speech.grammar_words import DETERMINERS
from ingest.speech.noun_phrases import Range, phrase_ending, phrase_starting
from ingest.speech.own_findings import is_by_a_thing
from ingest.speech.subjects import NOT_IN_PHRASES
from ingest.speech.unsaid import STILL_TO_COME
from ingest.speech.verb_forms import Form
from ingest.speech.voice_cues import ADDRESSING, CLASSING, CUE_FORMS, DIRECTING, NAMING, OPINION, SHOWING, SPEECH
from ingest.speech.words import GAP, Word

MEANS = table("telephone phone email e-mail mail text fax satellite video letter radio")

TOLD_OF = (SPEECH | SHOWING | OPINION | table("question discuss address outline cite quote invoke promote")) - table(
    "oppose favor favour dispute contradict"
)
"""Verbs that in the passive, with nobody who does it, tell of words only where these stand by."""

TELLS = table("that to as how why whether what if : he she they we i you not")
AS_SAID = table("that as to") | {GAP}
"""What stands behind "criticised by the union" where words of the union's are told."""

FACTIVE = table(
    "know attribute expect anticipate judge indicate assume intend show confirm identify find see hypothesize conclude"
)
"""In the passive with nobody who does it, they tell no one's words: "is known to", "can be attributed to"."""

TOLD_WITHIN = 6
"""Words behind a participle in which what was told begins: "was told on Monday by phone [that]"."""

BY_WITHIN = 6

FARTHEST_AS = 9


def passive(sentence: Clauses, at: int, left: int) -> Attributed | None:
    """Of "was accused by …": who says it stands behind "by", or nowhere."""
    words = sentence.words
    near = range(at + 1, min(at + BY_WITHIN, len(words)))
    by = next((place for place in near if words[place].plain in {"by", "as"}), None)
    by = by if by is not None and words[by].plain == "by" else None
    speaker = phrase_starting(words, by + 1, NOT_IN_PHRASES) if by is not None else None
    verb = CUE_FORMS[words[at].plain][0]
    directs = verb in DIRECTING and next_plain(words, at) == "to"
    still = not STILL_TO_COME.isdisjoint(word.plain for word in words[left:at])
    subject = phrase_ending(words, left, NOT_IN_PHRASES)
    if speaker is None and verb in TOLD_OF and _is_set_apart(words, at, subject):
        return Attributed(at, None, 0, len(words))
    nothing = verb in FACTIVE or still or (verb in TOLD_OF and not _has_told(words, at))
    if nothing if speaker is None else is_by_a_thing(words, speaker):
        return None
    if (speaker is None and (verb in NAMING or directs)) or (verb in CLASSING and not _is_given(words, at)):
        return None
    if at and words[at - 1].plain == "as":
        return Attributed(at, speaker, at - 1, speaker[1] if speaker else at + 1)
    return Attributed(at, speaker, subject[0] if subject else left, sentence.clause_end(at))


def _is_set_apart(words: Sequence[Word], at: int, subject: Range | None) -> bool:
    """Return whether commas set it apart: "The mine, members were told, was safe"."""
    return subject is not None and subject[0] > 0 and words[subject[0] - 1].plain == "," == next_plain(words, at)


def is_by_somebody(words: Sequence[Word], at: int) -> bool:
    """Return whether "by" follows with somebody, not with a means or what one swears by: "said by telephone"."""
    somebody = at + 2 >= len(words) or words[at + 2].plain not in MEANS
    return next_plain(words, at) == "by" and somebody and CUE_FORMS[words[at].plain][0] != "swear"


def is_told_as(words: Sequence[Word], at: int) -> bool:
    """Return whether what somebody takes it for follows, and no verb before that: "seen by the paper show that"."""
    near = range(at + 1, min(at + FARTHEST_AS, len(words)))
    said = next((place for place in near if words[place].plain in AS_SAID), None)
    return said is not None and not any(
        words[place].plain in CUE_FORMS and CUE_FORMS[words[place].plain][1] in {Form.BASE, Form.PRESENT, Form.PAST}
        for place in range(at + 2, said)
    )


def _is_given(words: Sequence[Word], at: int) -> bool:
    """Return whether "as" follows: "was described by witnesses as"."""
    return any(word.plain == "as" for word in words[at + 1 : at + FARTHEST_AS])


def _has_told(words: Sequence[Word], at: int) -> bool:
    """Whether what was said, thought or found stands by the participle: "was told that", "is thought to", "said so"."""
    if CUE_FORMS[words[at].plain][0] in ADDRESSING and next_plain(words, at) in DETERMINERS:
        return True
    if next_plain(words, at) == "to":
        return at + 2 < len(words) and words[at + 2].plain not in DETERMINERS and not words[at + 2].capital
    behind = {word.plain for word in words[at + 1 : at + 1 + TOLD_WITHIN]}
    nearby = {word.plain for word in words[max(0, at - FARTHEST_AS) : at]}
    return not TELLS.isdisjoint(behind) or GAP in behind | nearby or "it" in nearby
