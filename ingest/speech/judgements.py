"""What somebody makes of something, by a verb and what stands behind it: "brushed it off as", "ranks it third".

Alone these verbs are deeds and nobody's words, so they lead to no quotation either.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ingest.lexicon import table
from ingest.speech.auxiliaries import helpers_start
from ingest.speech.clauses import Attributed, Clauses, is_own, next_plain
from ingest.speech.deeds import MARKED, is_estimate
from ingest.speech.grammar_words import (
    ADVERBS,
    AUXILIARIES,
    BE,
    BOUNDARIES,
    DETERMINERS,
    OTHER_PREPOSITIONS,
    PASTS,
    POSSESSIVES,
    PREPOSITIONS,
    VERBS,
)
from ingest.speech.noun_phrases import Range, is_adverb, phrase_ending, phrase_starting
from ingest.speech.own_findings import SELF, head_of
from ingest.speech.subjects import NOT_IN_PHRASES, main_subject, subject_before
from ingest.speech.unsaid import STILL_TO_COME, is_conditional, is_denied
from ingest.speech.verb_forms import Form, forms
from ingest.speech.voice_cues import DOCUMENTS, EVIDENCE, GOVERNORS
from ingest.speech.words import GAP, Word

AWAY = table("off aside away")
PARTICLES = {
    "brush": AWAY,
    "wave": AWAY,
    "laugh": AWAY,
    "shrug": AWAY,
    "write": table("off"),
    "put": table("down"),
    "play": table("down"),
    "talk": table("up down"),
    "hype": table("up"),
    "cry": table("up down"),
    "hold": table("up"),
    "sum": table("up"),
    "single": table("out"),
}
"""Verb → what makes a judgement of it where "as" follows: "laughed the rumour [off] as nonsense"."""

JUDGED = forms(sorted(PARTICLES))
AS_WITHIN = 12
"""Words behind the verb in which "as" is looked for."""

NOT_AS = table(
    """
    best well usual always before soon long if though it he she they we i you there follows when much far many ever
    expected planned agreed required part
    """
)
"""Behind "as" they begin no judgement: "as usual", "as he left"."""

STAGES = table("boy girl child children kid kids teenager youth youngster student apprentice")
"""What somebody was when he did it: "waved off the ships as a boy"."""

WRITTEN_OFF = table("debt debts loan loans investment investments cost costs loss losses stock car name names")
"""What is written off in books, and put down on lists, without a judgement."""

CONSIDERED = forms(sorted(table("consider judge think")))
OBJECTS = table("it him her them this that us me you")
WHILES = table("while moment minute hour day week month year time second lot bit little few")
"""Behind "a" they say how long, or how much."""

RANKED = forms(sorted(table("rank rate place put")))
RANKINGS = table(
    "index indexes indices ranking rankings barometer scorecard league chart guide list audit census count tally"
)
PLACING = DOCUMENTS | EVIDENCE | RANKINGS
"""What is written down or counted, and gives things their places."""

RANKS = table("first second third fourth fifth sixth seventh eighth ninth tenth last top bottom joint highest lowest")
ENDS = table("top bottom head foot number")
BESIDE = table("above below ahead behind")
RANKED_WITHIN = 9
"""Words behind the verb in which the rank is looked for."""

RUMOURED = table("rumoured rumored reputed tipped whispered")
"""Participles of what people say of somebody who "is …" so: nobody is named."""

ANY_VERB = table("rumoured rumored reputed")
TOLD_OF = table(
    "have be become win lose succeed replace lead take make reach return join follow finish star land get own hold"
)
"""Verbs behind "to" where a word may be a deed too: "is tipped [to win]", but "was tipped to drain it"."""

WHATEVER = table("whatever however whichever whoever wherever")
"""What begins a clause before the main one, and is nobody."""

Finder = Callable[[Clauses, int], Attributed | None]


def by_judging(sentence: Clauses, at: int) -> Attributed | None:
    """Of "brushed off the review as gossip", "was waved aside by the landlord as trivial"."""
    words, (verb, form) = sentence.words, JUDGED[sentence.words[at].plain]
    left, is_past = helpers_start(words, at), form in {Form.PAST, Form.PARTICIPLE}
    helpers = {word.plain for word in words[left:at]}
    if helpers & STILL_TO_COME or not _judges_as(words, at, PARTICLES[verb]) or is_denied(words, at, left):
        return None
    if is_past and helpers & BE:
        thing = phrase_ending(words, left, NOT_IN_PHRASES)
        return Attributed(at, _by_whom(words, at), thing[0] if thing else left, sentence.clause_end(at))
    is_described = is_past and words[at + 2].plain == "as"  # "the stairs singled out as unsafe"
    if is_described or ("to" in helpers and not (helpers | {words[left].plain}) & GOVERNORS):
        return None
    is_loose = form is Form.GERUND and not helpers & BE
    subject = (main_subject(words, at) if is_loose else None) or subject_before(words, left)
    if subject is None or _is_nobodys(words, subject):
        return None
    return Attributed(at, subject, min(subject[0], at), sentence.clause_end(at))


def _is_nobodys(words: Sequence[Word], subject: Range) -> bool:
    """Return whether nobody else than the writer does it, or somebody only would."""
    return is_own(words, subject) or words[subject[0]].plain in WHATEVER or is_conditional(words, subject[0])


def _by_whom(words: Sequence[Word], at: int) -> Range | None:
    """Who judges, behind "by"."""
    near = range(at + 1, min(at + AS_WITHIN, len(words)))
    by = next((place for place in near if words[place].plain in {"by", "as"}), at)
    return phrase_starting(words, by + 1, NOT_IN_PHRASES) if words[by].plain == "by" else None


def _judges_as(words: Sequence[Word], at: int, particles: frozenset[str]) -> bool:
    """Return whether the particle follows, and behind it "as" with what somebody makes of the thing."""
    is_off = False
    for place in range(at + 1, min(at + AS_WITHIN, len(words))):
        plain = words[place].plain
        if is_off and plain == "as":
            return _is_made_of(words, place + 1)
        if (not words[place].is_word and plain != "'") or plain in WRITTEN_OFF or plain[0].isdigit():
            return False
        is_off = is_off or plain in particles
    return False


def _is_made_of(words: Sequence[Word], at: int) -> bool:
    """Return whether a judgement begins here, and no clause: "as nonsense", but not "as the train left"."""
    if at >= len(words) or words[at].plain in NOT_AS or next_plain(words, at) == "as":
        return False
    phrase = phrase_starting(words, at, NOT_IN_PHRASES)
    if phrase is None:
        return words[at].is_word or words[at].plain in MARKED
    last, after = words[phrase[1] - 1], next_plain(words, phrase[1] - 1)
    behind = next_plain(words, phrase[1])
    cut = after.endswith("ed") and (words[at].plain not in {"a", "an"} or behind not in PREPOSITIONS | {"to", "by"})
    return last.plain not in STAGES and not (cut or after in AUXILIARIES - {"to"} or after in VERBS | PASTS)


def by_considering(sentence: Clauses, at: int) -> Attributed | None:
    """Of "considers the map a forgery", where a thing and what it is held to be follow each other."""
    words, left = sentence.words, helpers_start(sentence.words, at)
    helpers = {word.plain for word in words[left:at]}
    if CONSIDERED[words[at].plain][1] is Form.GERUND or helpers & (BE | STILL_TO_COME) or is_denied(words, at, left):
        return None
    subject = subject_before(words, left) if _is_held_to_be(words, at) else None
    if subject is None or _is_nobodys(words, subject):
        return None
    return Attributed(at, subject, subject[0], sentence.clause_end(at))


def _is_held_to_be(words: Sequence[Word], at: int) -> bool:
    """Return whether an object stands behind the verb, and right behind that a noun with "a"."""
    for place in range(at + 2, min(at + RANKED_WITHIN, len(words) - 1)):
        before, plain = words[place - 1], words[place].plain
        if plain in {"a", "an"}:
            is_object = words[at + 1].capital or words[at + 1].plain in DETERMINERS | OBJECTS
            return is_object and before.plain not in {"of", "such", "half"} and words[place + 1].plain not in WHILES
        if not words[place].is_word or plain in (PREPOSITIONS | BOUNDARIES) - {"of"}:
            return False
    return False


def by_ranking(sentence: Clauses, at: int) -> Attributed | None:
    """Of "a survey of cyclists puts helmets at the bottom of the list", "the index places Norway above Denmark"."""
    words, left = sentence.words, helpers_start(sentence.words, at)
    helpers = {word.plain for word in words[left:at]}
    form = RANKED[words[at].plain][1]
    if form is Form.GERUND or helpers & (BE | STILL_TO_COME | {"to"}) or is_denied(words, at, left):
        return None
    subject = subject_before(words, left)
    if subject is None or words[subject[0]].plain in SELF or head_of(words, subject).plain not in PLACING:
        return None
    if _is_nobodys(words, subject) or not _is_ranked(words, at):
        return None
    return Attributed(at, subject, subject[0], sentence.clause_end(at))


def _is_ranked(words: Sequence[Word], at: int) -> bool:
    """Return whether something stands behind the verb, and behind that the place which it is given."""
    if at + 2 >= len(words) or words[at + 1].plain in AUXILIARIES | PREPOSITIONS | OTHER_PREPOSITIONS | ADVERBS:
        return False
    for place in range(at + 2, min(at + RANKED_WITHIN, len(words))):
        if not words[place].is_word and words[place].plain not in {"'", GAP}:
            break
        if _is_rank(words, place) or (words[place].plain == "as" and RANKED[words[at].plain][0] != "put"):
            return True
    return is_estimate(words, at)


def _is_rank(words: Sequence[Word], at: int) -> bool:
    """Return whether a place in an order stands here: "third", "at the top", "above Denmark", "among the worst"."""
    plain, before = words[at].plain, words[at - 1].plain
    behind = [word.plain for word in words[at + 1 : at + 4]]
    if plain in RANKS:
        ends = not behind or behind[0] in PREPOSITIONS | OTHER_PREPOSITIONS or not words[at + 1].is_word
        return ends and before not in DETERMINERS
    if plain in {"at", "near"}:
        most = behind[1:] != [] and behind[0] in POSSESSIVES and behind[1].endswith("est")
        return most or behind[:2] == ["a", "record"] or not ENDS.isdisjoint(behind[:2])
    if plain == "on":
        return behind[:1] != [] and behind[0][0].isdigit() and not {"per", "percent", "%", "points"}.isdisjoint(behind)
    if plain == "among":
        return any(word.endswith("st") for word in behind)
    return plain in BESIDE and bool(behind)


def by_hearsay(sentence: Clauses, at: int) -> Attributed | None:
    """Of "the composer is rumoured to have burned the score": people say so, and nobody is named."""
    words, plain = sentence.words, sentence.words[at].plain
    left = helpers_start(words, at)
    helpers = {word.plain for word in words[left:at]}
    behind = words[at + 1 : at + 3]
    if not helpers & BE or helpers & STILL_TO_COME or is_denied(words, at, left) or len(behind) < 2:
        return None
    told = behind[0].plain == "that" or (
        behind[0].plain == "to" and behind[1].is_word and (plain in ANY_VERB or behind[1].plain in TOLD_OF)
    )
    if not told or is_adverb(behind[1]):
        return None
    subject = phrase_ending(words, left, NOT_IN_PHRASES)
    if subject is not None and is_conditional(words, subject[0]):
        return None
    return Attributed(at, None, subject[0] if subject else left, sentence.clause_end(at))


FINDERS: tuple[tuple[frozenset[str], Finder], ...] = (
    (frozenset(JUDGED), by_judging),
    (frozenset(RANKED), by_ranking),
    (frozenset(CONSIDERED), by_considering),
    (RUMOURED, by_hearsay),
)
QUIET = frozenset(word for words, _ in FINDERS for word in words)
"""Every word at which a judgement may be found."""


def judged(sentence: Clauses, at: int) -> Attributed | None:
    """The judgement that the word at this place tells, if it tells one."""
    plain = sentence.words[at].plain
    found = (find(sentence, at) for words, find in FINDERS if plain in words)
    return next((one for one in found if one is not None), None)
