"""Who does what a verb says: the noun phrase before it, behind it, or at the head of the sentence."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.speech.grammar_words import ADVERBS, AUXILIARIES, DAYS, DETERMINERS, PREPOSITIONS, PRONOUNS, TIMES, VERBS
from ingest.speech.noun_phrases import Range, is_adverb, phrase_ending, phrase_starting
from ingest.speech.verb_forms import Form
from ingest.speech.voice_cues import CUE_FORMS, NOUN_VERBS
from ingest.speech.words import GAP, Word
from ingest.word_table import table

LONGEST_NAME = 5
FARTHEST = 40
"""Words between a verb and its subject, with what stands between commas; it bounds the work on hostile text."""

MOST_HELPERS = 12
NOT_IN_PHRASES = VERBS | frozenset(
    word for word, (_, form) in CUE_FORMS.items() if form in {Form.PAST, Form.PARTICIPLE} or word not in NOUN_VERBS
)
"""Verbs that end a noun phrase."""

ASIDES = {",": ",", ")": "(", "—": "—", "–": "–"}
"""The mark that closes an apposition → the one that opens it."""

RELATIVES = table("who which that")
CLITIC_SUBJECTS = table("he she it they who that")
TIME_WORDS = table("last this next that later")
TIME_LEADS = table("on in late last early")
PARTICLES = table("on out up forward")
NEVER_BEHIND = table("that it this what which who whom these those i we you")
"""What is no speaker behind a verb."""

NEVER_FIRST = NEVER_BEHIND | DAYS
AUXILIARIES_BEHIND = AUXILIARIES - {"to"}
ENDS_CLAUSE = frozenset((",", ".", ";", GAP, "who", "—", "–", ")"))
OPENS_INVERSION = frozenset((*",;:.!?–—)-", GAP, "as"))
INTRODUCERS = PREPOSITIONS | table(
    """
    after before during while when as although though if since because despite later meanwhile still then
    asked speaking by once until following unlike like instead back earlier
    """
)
"""What a phrase before the subject begins with; it ends in a comma."""

APPOSITIONS = table("a an who whose which")
DATELINE = 12
CONNECTIVES = table("and but yet so")


def helpers_start(words: Sequence[Word], at: int) -> int:
    """The place behind the subject, before auxiliaries, adverbs and times: "officials have since [said]"."""
    place = at
    while place > 0 and at - place < MOST_HELPERS:
        word = words[place - 1]
        if _is_helper(words, place - 1):
            place -= 1
            if word.plain == "to":
                place = _governor_start(words, place)
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


def _is_time(words: Sequence[Word], at: int) -> bool:
    """Whether a day stands here, or the last word of "last week"."""
    return words[at].plain in DAYS or (words[at].plain in TIMES and at > 0 and words[at - 1].plain in TIME_WORDS)


def _governor_start(words: Sequence[Word], place: int) -> int:
    """Behind "to": the place before the verb that governs it ("went on to", "declined to")."""
    if place > 1 and words[place - 1].plain in PARTICLES:
        place -= 1
    if place > 0 and words[place - 1].is_word and not words[place - 1].capital:
        place -= 1
    return place


def subject_before(words: Sequence[Word], end: int) -> Range | None:
    """The noun phrase before `end`, over an apposition between commas, dashes or brackets, and its partner.

    Two who speak together come as one: "A, head of B, and C".
    """
    phrase = _phrase_before(words, end)
    if phrase is None or phrase[0] < 3 or words[phrase[0] - 1].plain != "and" or words[phrase[0] - 2].plain != ",":
        return phrase
    partner = _phrase_before(words, phrase[0] - 1)
    if partner is None or words[partner[0]].plain in TIMES:
        return phrase
    named = words[phrase[0]].capital and words[partner[0]].capital and words[partner[1] - 1].capital
    return (partner[0], phrase[1]) if named else phrase


def _phrase_before(words: Sequence[Word], end: int) -> Range | None:
    if end <= 0:
        return None
    last = words[end - 1].plain
    if last in ASIDES:
        opening = _opening(words, end - 1)
        return _over_aside(words, opening, end - 1) if opening is not None else None
    if last in RELATIVES:
        back = end - 2 if end > 1 and words[end - 2].plain == "," else end - 1
        return phrase_ending(words, back, NOT_IN_PHRASES) or (end - 1, end)
    return _with_maker(words, phrase_ending(words, end, NOT_IN_PHRASES))


def _over_aside(words: Sequence[Word], opening: int, closing: int) -> Range | None:
    """The phrase before an aside, or the name in it: "the spokeswoman, Eva Lund,"."""
    phrase = phrase_ending(words, opening, NOT_IN_PHRASES)
    inside = words[opening + 1 : closing]
    is_name = len(inside) <= LONGEST_NAME and all(word.capital or word.plain == "." for word in inside)
    if phrase is not None and is_name and words[opening].plain == "," and not words[phrase[1] - 1].capital:
        return opening + 1, closing
    return phrase


def _with_maker(words: Sequence[Word], phrase: Range | None) -> Range | None:
    """The phrase with what it made: "a survey published by [the union]"."""
    if phrase is None or phrase[0] < 3 or words[phrase[0] - 1].plain != "by":
        return phrase
    made = words[phrase[0] - 2]
    if not made.plain.endswith("ed") and CUE_FORMS.get(made.plain, ("", Form.BASE))[1] is not Form.PARTICIPLE:
        return phrase
    end = phrase[0] - 2
    opening = _opening(words, end - 1) if words[end - 1].plain == ")" else end
    head = phrase_ending(words, opening, NOT_IN_PHRASES) if opening is not None else None
    return (head[0], phrase[1]) if head is not None and words[head[0]].plain not in PRONOUNS else phrase


def _opening(words: Sequence[Word], closing: int) -> int | None:
    """Where the aside that closes here opens."""
    mark = ASIDES[words[closing].plain]
    first = max(0, closing - FARTHEST)
    return next((place for place in range(closing - 2, first, -1) if words[place].plain == mark), None)


def _is_behind_apposition(words: Sequence[Word], at: int, phrase: Range) -> bool:
    """Whether "X, a monitor, said 12 people died" has its subject before: the phrase behind is what is said."""
    opening = _opening(words, at - 1) if at and words[at - 1].plain == "," else None
    if opening is None or subject_before(words, at) is None:
        return False
    bare = not words[phrase[0]].capital and words[phrase[0]].plain not in DETERMINERS
    return bare or words[opening + 1].plain in APPOSITIONS


def main_subject(words: Sequence[Word], at: int) -> Range | None:
    """The noun phrase that the sentence begins with, over a dateline and an introduction that ends in a comma."""
    place = _behind_dateline(words)
    while place < min(at, FARTHEST) and (not words[place].is_word or words[place].plain in CONNECTIVES):
        place += 1
    if place < at and (words[place].plain in INTRODUCERS or is_adverb(words[place])):
        comma = next((later for later in range(place, min(at, FARTHEST)) if words[later].plain == ","), None)
        if comma is None:
            return None
        place = comma + 1
    phrase = phrase_starting(words, place, NOT_IN_PHRASES)
    return phrase if phrase is not None and phrase[1] <= at and words[phrase[0]].plain not in NEVER_BEHIND else None


def _behind_dateline(words: Sequence[Word]) -> int:
    """The place behind "LONDON (Reuters) -" where a report begins."""
    for place, word in enumerate(words[:DATELINE]):
        if word.plain in {"-", "—", "–"}:
            return place + 1 if place and words[0].capital else 0
        if word.is_word and not word.capital and word.plain not in DAYS:
            return 0
    return 0


def subject_behind(words: Sequence[Word], at: int) -> Range | None:
    """The speaker behind the verb: "…," said Lavrov."""
    before = words[at - 1].plain if at else ""
    if at and before not in OPENS_INVERSION:
        return None
    phrase = phrase_starting(words, at + 1, NOT_IN_PHRASES)
    if phrase is None or words[phrase[0]].plain in NEVER_FIRST:
        return None
    after = words[phrase[1]].plain if phrase[1] < len(words) else "."
    if after in AUXILIARIES_BEHIND or (after in CUE_FORMS and after not in NOUN_VERBS):
        return None
    quoted = at > 1 and GAP in {before, words[at - 2].plain}
    if quoted or (after in ENDS_CLAUSE and not _is_behind_apposition(words, at, phrase)):
        return phrase
    return None if at == 0 or subject_before(words, at) is not None else phrase
