"""What is not said though a verb of saying stands there: negated, refused, conditional, asked or still to come."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.lexicon import table
from ingest.speech.grammar_words import ADVERBS, AUXILIARIES, PREPOSITIONS
from ingest.speech.noun_phrases import Range, is_adverb
from ingest.speech.verb_forms import Form
from ingest.speech.voice_cues import CUE_FORMS, OPINION, PHRASAL, SHOWING, SPEECH, VOICING
from ingest.speech.words import Word

SAYING = (SPEECH | SHOWING | VOICING | frozenset(PHRASAL)) - OPINION | {"decide"}
"""Verbs that, denied, leave nothing said; "does not believe" still tells what somebody thinks."""

KNOWING = table("know realize realise recognize recognise notice remember hear")
"""Verbs of thinking whose clause with "that" is so whether or not somebody does it: denied, it is the text's own."""

NEGATIONS = table("not never n't hardly scarcely rarely neither nor")
EMPTY = table("no none neither nor nobody nothing")
"""A subject that begins with one of these, or stands behind "nor", is nobody."""

STILL_TO_COME = table("will shall won't 'll may might should must can can't cannot could couldn't wouldn't")
FORESEEING = table("will shall 'll may might going")
MINDS = table(
    """
    want think know believe hope wish worry fear guess assume feel doubt suspect expect imagine consider see regard
    dread
    """
)
"""Verbs of thinking: what somebody will think is foretold by whoever writes."""

REFUSING = table("refuse refuses refused refusing decline declines declined declining fail fails failed failing")
ASSUMING = table("suppose imagine assume say picture")
"""At the head of a sentence they put a case: "Suppose Berg said …"."""

SHUNNING = table("avoid avoids avoided avoiding refrain refrains refrained refraining stop stops stopped short")
NOTHING = table("nothing nobody none little")
"""Behind a verb of saying, and before no verb: what was said is nothing, or nobody heard it."""

LEAST = table("word thing syllable soul sentence peep")
"""Behind "not a" they are nothing, and nobody."""

MORE = table("more else further new whatever whatsoever")
"""Behind "nothing" they change nothing."""

ENDS_NOTHING = PREPOSITIONS | table(". , ; and but or when after before until as during")
ASKERS = table("who what which")

EXPECTING = table("expected likely unlikely hesitated unable unwilling reluctant need needs")
CONDITIONS = table("if unless whether lest")
AWAITING = table("once until till when")
"""Before what somebody is yet to say, where the main clause tells what will or may be then."""

BY_THEN = (["the", "moment"], ["the", "day"], ["the", "time"], ["the", "minute"])
"""The same: "the moment Berg says", "by the time Berg says"."""

ASKING = AUXILIARIES - table("to not never ever n't 's being been having")
BEFORE_ASKING = table("and but so or why how when where what then")
"""What may stand before the auxiliary that opens a question."""

HAVING = table("has have had hasn't haven't hadn't")
"""Behind these a question asks for a participle."""

ASKED_WITHIN = 30
"""Words from the auxiliary to the verb; it bounds the work on hostile text."""

ONLY = table("only just merely simply")
CONDITION_WITHIN = 5
NOBODY_WITHIN = 6
"""Words between "nobody" and the end of its phrase: "Nobody [at the fund] has said"."""


def is_unsaid(words: Sequence[Word], at: int, left: int, subject: Range | None) -> bool:
    """Return whether the verb at this place, whose helpers begin at `left`, does not tell of something said."""
    if _is_assumed(words, at):
        return True
    verb = CUE_FORMS[words[at].plain][0]
    if verb in KNOWING and at + 1 < len(words) and words[at + 1].plain == "that" and is_denied(words, at, left):
        return True
    if verb not in SAYING:
        return _is_foreseen(words, at, left) or (
            subject is not None
            and subject[0] < at
            and (
                [word.plain for word in words[max(0, subject[0] - 1) : subject[1]]] == ["no", "one"]
                or is_conditional(words, subject[0])
            )
        )
    helpers = [word.plain for word in words[left:at]]
    if _says_nothing(words, at) or ("yet" in helpers and "to" in helpers) or _is_shunned(words, left):
        return True
    if is_denied(words, at, left):
        return True
    if not STILL_TO_COME.isdisjoint(helpers) or not EXPECTING.isdisjoint(helpers):
        return True
    return (
        subject is not None
        and subject[0] < at
        and (
            _is_nobody(words, subject)
            or _is_awaited(words, subject, at)
            or _is_asked(words, subject, left)
            or _asks_for(words, at, left)
            or is_conditional(words, subject[0])
        )
    )


def _is_foreseen(words: Sequence[Word], at: int, left: int) -> bool:
    """Return whether the writer foretells what others will think: "readers will want to know", "may think it fixed"."""
    verb, helpers = CUE_FORMS[words[at].plain][0], {word.plain for word in words[left:at]}
    would = (verb in {"want", "know"} and "would" in helpers) or {"be", "able"} <= helpers
    return verb in MINDS and (would or not helpers.isdisjoint(FORESEEING)) and not is_denied(words, at, left)


def _is_awaited(words: Sequence[Word], subject: Range, at: int) -> bool:
    """Return whether somebody has yet to say it: "Once Berg has said it is safe, the bells may ring"."""
    before = [word.plain for word in words[max(0, subject[0] - 3) : subject[0]]]
    awaited = (
        (before[-1:] != [] and before[-1] in AWAITING) or before[-3:] == ["as", "soon", "as"] or before[-2:] in BY_THEN
    )
    form, helpers = CUE_FORMS[words[at].plain][1], {word.plain for word in words[subject[1] : at]}
    if not awaited or not (form in {Form.BASE, Form.PRESENT} or helpers & table("has have")):
        return False
    comma = next((place for place in range(at, len(words)) if words[place].plain == ","), 0)
    first = subject[0] <= len(before) and (before[-1] in before[:1] or before[-2:] in BY_THEN)
    main = words[comma:] if first else words[: subject[0]]
    return any(word.plain in STILL_TO_COME for word in main)


def is_refusal(words: Sequence[Word], at: int) -> bool:
    """Return whether this is "refused" of "refused to say that …"."""
    if words[at].plain not in REFUSING or at + 2 >= len(words) or words[at + 1].plain != "to":
        return False
    place = at + 2
    while place + 1 < len(words) and (words[place].plain in ADVERBS or is_adverb(words[place])):
        place += 1
    return CUE_FORMS.get(words[place].plain, ("",))[0] in SAYING


def is_denied(words: Sequence[Word], at: int, left: int) -> bool:
    """Return whether "not" or a verb of refusing governs the verb, or "without" stands before it."""
    for place in range(left, at):
        plain = words[place].plain
        if plain in REFUSING or plain in NEGATIONS or plain.endswith("n't"):
            return words[place + 1].plain not in ONLY
    before = [word.plain for word in words[max(0, left - 2) : left]]
    return before[-1:] in (["without"], ["nor"]) or before in (["instead", "of"], ["rather", "than"], ["short", "of"])


def _is_assumed(words: Sequence[Word], at: int) -> bool:
    """Return whether the sentence puts a case: "Suppose Berg said …", "Let us imagine that …"."""
    first = 2 if [word.plain for word in words[:2]] == ["let", "us"] else 0
    return first <= at and first + 1 < len(words) and words[first].plain in ASSUMING and words[first + 1].plain != ","


def _says_nothing(words: Sequence[Word], at: int) -> bool:
    """Return whether nothing is said, or to nobody: "said nothing", "told no one", "said no more"."""
    behind = [word.plain for word in words[at + 1 : at + 4]]
    if behind[:1] == ["not"]:
        return _is_not_a_word(words, at + 2)
    if behind[:2] in (["no", "more"], ["no", "one"], ["no", "such"]):
        return behind[2:] == [] or behind[2] in ENDS_NOTHING
    if behind[:1] == [] or behind[0] not in NOTHING:
        return False
    rest = behind[2:] if behind[1:2] != [] and behind[1] in MORE else behind[1:]
    return rest == [] or rest[0] in ENDS_NOTHING


def _is_not_a_word(words: Sequence[Word], at: int) -> bool:
    """Return whether "a word" or "one single thing" is all that follows "not", or "a word of it"."""
    near = [word.plain for word in words[at : at + 4 + NOBODY_WITHIN]]
    noun = next((place for place, plain in enumerate(near[:3]) if plain in LEAST), 0)
    behind = near[noun + 1 :]
    ends = not behind or behind[0] in ENDS_NOTHING
    told = behind[:1] == ["of"] and not AUXILIARIES.isdisjoint(behind)
    return near[:1] != [] and near[0] in {"a", "one"} and noun > 0 and ends and not told


def _is_shunned(words: Sequence[Word], left: int) -> bool:
    """Return whether "avoided", "refrained from" or "stopped short of" governs the verb."""
    before = [word.plain for word in words[max(0, left - 3) : left]]
    return not SHUNNING.isdisjoint(before[-1:]) or (before[-1:] in (["from"], ["of"]) and bool(SHUNNING & {*before}))


def _is_nobody(words: Sequence[Word], subject: Range) -> bool:
    """Return whether the subject is "no engineer", "neither Holm nor Berg", "not one of them"."""
    empty = words[0].plain in EMPTY | {"few"} and words[1].plain in {"of", "on", "at", "in", "one"}
    before = words[subject[0] - 1].plain if subject[0] else ""
    if empty and subject[0] <= NOBODY_WITHIN and before != ",":  # "No one was hurt, [police] said."
        return True
    first = words[subject[0]].plain
    return first in EMPTY or before in EMPTY or (before == "not" and first in {"one", "a", "any", "all"})


def _is_asked(words: Sequence[Word], subject: Range, left: int) -> bool:
    """Return whether the subject stands behind its auxiliary ("Did Berg say …?", "Had Berg said …") or is asked for."""
    if words[-1].plain == "?" and words[subject[0]].plain in ASKERS:
        return True
    if subject[0] > 1 and words[subject[0] - 2].plain in {"it", "that"}:  # "It was Cole who said so."
        return False
    return subject[0] > 0 and words[subject[0] - 1].plain in ASKING and subject[1] <= left


def _asks_for(words: Sequence[Word], at: int, left: int) -> bool:
    """Whether the auxiliary that opens a question asks for this verb: "Did anyone at the embassy [say] …?"."""
    first = next((place for place, word in enumerate(words[:3]) if word.plain not in BEFORE_ASKING), at)
    if words[-1].plain != "?" or not first < left <= at < first + ASKED_WITHIN or words[first].plain not in ASKING:
        return False
    form, helpers = CUE_FORMS[words[at].plain][1], ASKING.intersection(word.plain for word in words[left:at])
    past = words[first].plain in HAVING or helpers == {"have"}  # "Could anyone [have] said …?"
    fits = form in {Form.PAST, Form.PARTICIPLE} if past else form is Form.BASE
    return fits and helpers <= {"have"} and all(word.is_word for word in words[first:at])


def is_conditional(words: Sequence[Word], start: int) -> bool:
    """Return whether "if" or "whether" opens the clause that the subject stands in."""
    for place in range(start - 1, max(-1, start - 1 - CONDITION_WITHIN), -1):
        if not words[place].is_word or words[place].plain in CUE_FORMS:
            return False
        if words[place].plain in CONDITIONS:
            return True
    return False
