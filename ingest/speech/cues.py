"""Whether a word is a cue here: "the report claims" is one, "the report's claims" is none."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.lexicon import table
from ingest.speech.cited import cited_before, cited_object
from ingest.speech.deeds import NEEDY, SUBJECT_WITHIN, is_estimate, is_listed, tells_of_words
from ingest.speech.grammar_words import (
    ADVERBS,
    AUXILIARIES,
    DAYS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    SEEN_AS_SUBJECTS,
)
from ingest.speech.noun_phrases import TIES, is_adverb, phrase_ending
from ingest.speech.subjects import NOT_IN_PHRASES
from ingest.speech.verb_forms import Form
from ingest.speech.voice_cues import (
    CONTENT,
    CUE_FORMS,
    CUE_NOUNS,
    EVIDENCE,
    LISTING,
    NOUN_VERBS,
    PHRASAL,
    SHOWING,
    SPEECH,
    THAT_VERBS,
)
from ingest.speech.words import GAP, Word

OWNERS = frozenset(("a", "an", "the", "his", "its", "their", "our", "my", "'s"))
TAKES = (
    table("that to how why what whether if : ; . , for on of in about as with against ”")
    | DETERMINERS
    | PRONOUNS
    | {GAP}
)
"""What may stand behind a word when it is a verb and no noun."""

ENDS_WITH = SPEECH | {"show", "find"}
"""Verbs that a sentence may end in: "…, records show."."""

BEFORE_VERBS = AUXILIARIES | SEEN_AS_SUBJECTS
ADJECTIVES = table(
    """
    new old recent past early late own other such false key many some several few more public full main strong leading
    opening growing respective first two three final big major minor open detailed latest next high low
    negative positive controversial similar
    """
)
ADJECTIVE_ENDINGS = ("ous", "ful", "able", "ible", "less")
NOUN_BEFORE = PREPOSITIONS | table("and or by as own new such these")
MARKS = table('“ " ‘ « „')
STARTS = table(": ( [ — –") | {GAP}
PARTICLES = table("up off in out back")
"""Behind "called": an army and a meeting are."""

MOST_ADVERBS = 3
IDIOMS = (["it", "best"], ["it", "all"])
"""Behind "says": nobody says anything."""


def is_verb(words: Sequence[Word], at: int, *, is_title: bool = False) -> bool:
    """Whether the word is a verb of saying or thinking that has what it needs; in a title capitals say nothing."""
    if words[at].plain not in CUE_FORMS or (_is_in_name(words, at) and not is_title):
        return False
    return not is_noun(words, at) and _is_complete(words, at)


def _is_in_name(words: Sequence[Word], at: int) -> bool:
    """Whether a capital inside the sentence, or a mark right before, makes it part of a title."""
    before = words[at - 1].plain if at else ""
    return before in MARKS or (words[at].capital and before not in STARTS and at > 0)


def is_noun(words: Sequence[Word], at: int) -> bool:
    """Whether a word that may be a verb or a noun is a noun here."""
    plain = words[at].plain
    if at and words[at - 1].plain in OWNERS:
        return True
    if CUE_FORMS.get(plain, ("",))[0] in LISTING:
        return not is_listed(words, at)
    if plain not in NOUN_VERBS:
        return plain in CUE_NOUNS and plain not in CUE_FORMS
    if at and words[at - 1].plain in EVIDENCE and CUE_FORMS.get(plain, ("",))[0] in SHOWING:
        return False
    if cited_before(words, at) is not None or cited_object(words, at) is not None:
        return False
    return _noun_by_next(words, at) or _noun_by_last(words, at)


def _noun_by_next(words: Sequence[Word], at: int) -> bool:
    """Whether no verb stands before what follows."""
    if at + 1 == len(words):
        return False
    after, verb = words[at + 1], CUE_FORMS.get(words[at].plain, ("", Form.BASE))[0]
    if after.plain in PHRASAL.get(verb, ()):
        return False
    if after.plain in {",", "."}:
        return verb not in ENDS_WITH
    if CUE_FORMS.get(_past_adverbs(words, at + 1), ("", Form.BASE))[1] is Form.PAST:
        return True
    return not (after.capital or after.plain in TAKES)


def _past_adverbs(words: Sequence[Word], place: int) -> str:
    """The next word that is no adverb."""
    last = min(place + MOST_ADVERBS, len(words))
    return next((w.plain for w in words[place:last] if not (is_adverb(w) or w.plain in ADVERBS)), "")


def _noun_by_last(words: Sequence[Word], at: int) -> bool:
    """Whether no verb stands behind what comes before, adverbs left out."""
    place = at - 1
    while place > 0 and (is_adverb(words[place]) or words[place].plain in ADVERBS | DAYS):
        place -= 1
    if place < 0:
        return True
    before, form = words[place].plain, CUE_FORMS.get(words[at].plain, ("", Form.BASE))[1]
    if not words[place].is_word:
        return before in {"-", "'", "'s"}
    if before in DETERMINERS:
        return True
    if form is Form.PRESENT and (before in ADJECTIVES or before.endswith(ADJECTIVE_ENDINGS)):
        return True
    if form is Form.PRESENT and before in AUXILIARIES:
        return True
    if form is Form.BASE:
        return before not in BEFORE_VERBS and not _is_plural(words, place + 1)
    return before in NOUN_BEFORE


def _is_plural(words: Sequence[Word], end: int) -> bool:
    """Whether the noun phrase before `end` stands for several: "researchers at the university [estimate]"."""
    phrase = phrase_ending(words, end, NOT_IN_PHRASES)
    if phrase is None:
        return False
    tie = next((place for place in range(phrase[0] + 1, phrase[1]) if words[place].plain in TIES), phrase[1])
    several = any(word.plain in {"and", "both", "most", "many", "some"} for word in words[slice(*phrase)])
    return several or words[tie - 1].plain.endswith("s") or words[phrase[1] - 1].plain.endswith("s")


def _is_complete(words: Sequence[Word], at: int) -> bool:
    """Whether what the verb needs behind it is there, or a quotation stands before it."""
    verb, form = CUE_FORMS[words[at].plain]
    behind = [word.plain for word in words[at + 1 : at + 4]]
    match verb:
        case "say":
            return behind[:2] not in IDIOMS
        case "call" | "name" | "dub" | "title" if behind[:1] and behind[0] in MARKS:
            return False
        case "call":
            return not behind or behind[0] not in PARTICLES
        case "continue":
            return not behind or behind[0] in {":", ",", ".", GAP}
        case "compare" if form is Form.PAST and behind[:1] in (["to"], ["with"]):
            return at > 0 and words[at - 1].is_word
        case "put" if is_estimate(words, at):
            return True
        case "state" | "back" if form is Form.BASE:
            return any(word.plain in AUXILIARIES for word in words[max(0, at - 3) : at])
    if PHRASAL.get(verb):
        return behind[:2] != ["out", "of"] and not PHRASAL[verb].isdisjoint(behind[:2])
    if verb in NEEDY:
        return tells_of_words(words, at)
    return verb not in THAT_VERBS or _has_content(words, at, behind)


def _has_content(words: Sequence[Word], at: int, behind: Sequence[str]) -> bool:
    """Whether a clause or quotation stands by the verb, or what shows things without "that"."""
    around = {word.plain for word in words[max(0, at - SUBJECT_WITHIN) : at]}
    is_last = not behind or behind[0] in {",", ".", ";"}
    return (
        not CONTENT.isdisjoint(behind)
        or GAP in around
        or (is_last and "," in around)
        or not EVIDENCE.isdisjoint(around)
    )
