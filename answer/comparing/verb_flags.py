"""Whether the sentence says as done what the claim says as done: tense, plan, charge, and voice of each shared verb."""

from __future__ import annotations

from collections.abc import Iterator

from answer.comparing.pair import Pair
from answer.comparing.word_table import LIMITING, SAYING, is_content
from answer.facts.alignment import Alignment
from answer.facts.grammar import (
    ALIKE_MODALS,
    AND,
    ARTICLES,
    BE,
    BEGUN,
    DONE,
    DONE_BY,
    FINITE,
    GOING_ON,
    HELPING,
    MODALS,
    PLURALS,
    PREPOSITIONS,
    PROVEN,
    RELATIVES,
    UNCHANGED,
    WAS_ONCE,
    is_adverb,
    is_doing,
    is_extreme,
    is_light,
    is_past,
)
from answer.facts.negation import REFUSING
from answer.facts.statement import Statement
from answer.records import Effect, Flag, FlagKind
from ingest.lexicon import table

TERMS, GIVEN = table("years months weeks life fine"), table("given got gets receive received served serving handed")
"""Together before "for" they tell of a punishment: "was given ten years for …"."""

IS = table("is are was were am")
PHRASE_ENDS = frozenset(",;:—–()")
UNABLE = table("can could cannot can't couldn't")
"""Denied, they say what "unable to" does."""

COMING_FROM = table("down behind")
"""Before "to" they say from where it was done: "came from two goals [down] to win"."""

WITHIN = 4
"""Words before a verb in which what it depends on is looked for. Raised, what other verbs depend on counts too."""


def verb_flags(pair: Pair) -> Iterator[Flag]:
    """A flag for the first shared word that is done in the claim and not in the sentence, or the reverse."""
    claim, sentence, alignment = pair.claim, pair.sentence, pair.shared
    if found := _with_another_verb(claim, sentence, alignment) or _said_beside(sentence, alignment):
        yield found
        return
    if pair.turned:
        verb = pair.turned.verb
        if found := _planned(claim, sentence, *verb) or _turned(claim, sentence, *verb):
            yield found
            return
    for place, at in _pairs(alignment):
        found = _planned(claim, sentence, place, at) or _charged(claim, sentence, place, at)
        found = found or _is_a_noun_there(claim, sentence, place, at)
        found = found or (None if pair.turned else _other_time(claim, sentence, alignment, place, at))
        if found:
            yield found
            return


def _with_another_verb(claim: Statement, sentence: Statement, alignment: Alignment) -> Flag | None:
    """Is or was, where the sentence has another verb of the subject: "is [to become] a brewery"."""
    for place in alignment.unaligned():
        gap = alignment.gap(place)
        if claim.small[place] not in IS or not place or alignment.partner(place - 1) is None or not gap:
            continue
        inside = sentence.small[gap.start] in RELATIVES  # "the weir, which the board calls sound"
        marks = (sentence.marks[at] for at in (*gap[inside:], *(gap.stop,)))
        if any(set(mark) & PHRASE_ENDS for mark in marks):
            continue
        behind = max((at for at in gap if sentence.small[at] in BE), default=gap.start - 1) + 1
        verbs = [
            at for at in range(behind, gap.stop) if is_content(sentence.words[at]) and not is_light(sentence.small[at])
        ]
        if verbs and not alignment.gap_of_claim(place).stop - place > 1:
            return Flag(FlagKind.WORDING, "", sentence.words[verbs[0]].text, Effect.MISSING)
    return None


def _said_beside(sentence: Statement, alignment: Alignment) -> Flag | None:
    """What somebody says in a side clause, which the sentence does not: "the cup, which he says was his, …"."""
    beside, told = False, ""
    for at, word in enumerate(sentence.words):
        if set(sentence.marks[at]) & PHRASE_ENDS:
            beside, told = sentence.small[at] in RELATIVES, ""
        if told and alignment.is_aligned(at):
            return Flag(FlagKind.WORDING, "", told, Effect.MISSING)
        if beside and word.key in SAYING and not alignment.is_aligned(at):
            told = word.text
    return None


def _pairs(alignment: Alignment) -> Iterator[tuple[int, int]]:
    for place, at, length in alignment.runs:
        yield from ((place + step, at + step) for step in range(length))


def _planned(claim: Statement, sentence: Statement, place: int, at: int) -> Flag | None:
    """Will, would, to, plans to: the claim's verb depends on nothing of the kind, or on another."""
    ours, theirs = _dependence(claim, place), _dependence(sentence, at)
    if "unable" in claim.small + sentence.small and (ours or theirs).lower() in UNABLE:
        return None
    named = _is_named(claim, place) or _is_named(sentence, at)
    if theirs and not ours and not named and not _after_a_tie(claim, place):
        refused = bool(REFUSING & {*claim.small[:place]})  # "refused to go", of a call to go that was rejected
        return Flag(
            FlagKind.HEDGE, "", theirs, Effect.MISSING if refused or _is_picked(sentence, at) else Effect.DIFFERS
        )
    if ours and not theirs and not _after_a_tie(sentence, at) and not _is_named(sentence, at):
        return Flag(FlagKind.HEDGE, ours, "", Effect.MISSING)
    if ours and theirs and not _alike(ours, theirs):
        return Flag(FlagKind.HEDGE, ours, theirs, Effect.MISSING)
    return None


def _alike(ours: str, theirs: str) -> bool:
    one, other = ours.lower().split(), theirs.lower().split()
    modal, another = one[-1] in MODALS, other[-1] in MODALS
    if modal and another:
        return one[-1] == other[-1] or any(one[-1] in group and other[-1] in group for group in ALIKE_MODALS)
    return modal == another


def _is_named(statement: Statement, place: int) -> bool:
    word = statement.words[place].text
    return (word[0].isupper() and place > 0) or not word[0].isalpha()


def _after_a_tie(statement: Statement, place: int) -> bool:
    """Return whether a preposition or an article stands before the word: so it is no verb."""
    return place > 0 and (statement.small[place - 1] in PREPOSITIONS - {"to"} or statement.small[place - 1] in ARTICLES)


def _dependence(statement: Statement, place: int) -> str:
    """The words that make the verb at this place a plan, a wish, an order or a possibility; "" where none do."""
    small, at = statement.small, place - 1
    while at >= 0 and (small[at] in HELPING or is_adverb(small[at])) and not statement.marks[at + 1]:
        at -= 1
    if at < 0 or small[place] in HELPING or small[place] in MODALS or small[place] == "to":
        return ""
    if small[at] in AND and at:
        near = [
            one for one in range(at - 1, max(-1, at - 1 - WITHIN), -1) if small[one] in MODALS or small[one] == "to"
        ]
        if not near or any(statement.marks[near[0] + 1 : at + 1]) or is_past(small[place]):
            return ""
        at = near[0]
    if small[at] in MODALS and (statement.words[at].text[0].islower() or at == 0):
        return statement.words[at].text
    verb = small[at + 1]
    if small[at] != "to" or (is_past(verb) and verb not in UNCHANGED) or is_doing(verb) or small[at - 1] == "yet":
        return ""
    governors = small[max(0, at - WITHIN) : at]
    if any(word in DONE for word in governors) or (small[at - 1] in COMING_FROM and "from" in governors):
        return ""
    if small[at + 1] == "have" and any(map(is_extreme, governors)) and not MODALS & set(small[:at]):
        return ""  # "the only keeper to have saved": he did
    return " ".join(word.text for word in statement.words[max(0, at - 2) : at + 1])


def _is_picked(sentence: Statement, at: int) -> bool:
    """Whether the verb says of which the first, the last or the only one is spoken: "the first woman to sail"."""
    return any(is_extreme(word) for word in sentence.small[max(0, at - 2 * WITHIN) : at])


def _charged(claim: Statement, sentence: Statement, place: int, at: int) -> Flag | None:
    """A deed in -ing of which nobody says that it was done: "accused of bribing", "considered buying"."""
    small = sentence.small
    progress = is_doing(claim.small[place]) and bool(set(_helpers(claim, place)) & BE)
    if not is_doing(small[at]) or not (progress or _is_finite(claim, place)):
        return None
    before = at - 1
    while before >= 0 and (is_adverb(small[before]) or small[before] in ARTICLES) and not sentence.marks[before + 1]:
        before -= 1
    if before < 0 or sentence.marks[before + 1] or small[before] in DONE_BY or (progress and small[before] in BE):
        return None
    governors = [word for said in small[max(0, before - WITHIN) : before + 1] for word in said.split()]
    done = PROVEN - ({"from"} if progress else BEGUN) if is_past(claim.small[place]) or progress else GOING_ON
    proven = any(word in done for word in governors) and small[before] != "from"
    sentenced = {*small[max(0, before - 2 * WITHIN) : before]} if small[before] == "for" else set[str]()
    proven = proven or (bool(TERMS & sentenced) and bool(GIVEN & sentenced))
    if proven and not {"not", "short"} & set(governors) and small[before] not in BE:
        return None
    shown = " ".join(word.text for word in sentence.words[max(0, before - 2) : at + 1])
    governed = small[before] in PREPOSITIONS | BE or small[before].endswith(("ing", "ed", "s"))
    return Flag(FlagKind.HEDGE, claim.words[place].text, shown, Effect.DIFFERS if governed else Effect.MISSING)


def _is_finite(statement: Statement, place: int) -> bool:
    small = statement.small[place]
    return is_past(small) or small.endswith("s")


def _other_time(claim: Statement, sentence: Statement, alignment: Alignment, place: int, at: int) -> Flag | None:
    """Is for was, makes for made, has been built for is being built, was hit for hit."""
    ours, theirs = _helpers(claim, place), _helpers(sentence, at)
    if "being" in theirs and "being" not in ours:
        return Flag(FlagKind.HEDGE, claim.words[place].text, "being", Effect.MISSING)
    if {"is", "are", "am"} & set(ours) and {"was", "were"} & set(theirs) and "been" not in (*ours, *theirs):
        return Flag(FlagKind.HEDGE, ours[-1], theirs[-1], Effect.MISSING)
    past = next((word for word in _adverbs(sentence, at) if word in WAS_ONCE), "")
    if past and BE & set(ours) and not {"was", "were", "been"} & set(ours) and past not in claim.small:
        return Flag(FlagKind.HEDGE, ours[-1], past, Effect.MISSING)
    present = _is_present(claim, place)
    had = sentence.small[at] == "had" and claim.small[place] in {"has", "have"} and not _is_participle(claim, place + 1)
    if had or ((present or {"is", "are", "am"} & set(ours)) and "had" in theirs):
        return Flag(FlagKind.HEDGE, claim.words[place].text, "had", Effect.MISSING)
    if present and is_past(sentence.small[at]) and not theirs:
        return Flag(FlagKind.HEDGE, claim.words[place].text, sentence.words[at].text, Effect.MISSING)
    passive, active = bool(set(ours) & BE), not set(theirs) & BE
    both = is_past(claim.small[place]) and is_past(sentence.small[at])
    if both and passive == active and _same_subject(alignment, place, ours, at, theirs) and not sentence.marks[at]:
        return Flag(FlagKind.WORDING, "", sentence.words[at].text, Effect.MISSING)
    return None


def _turned(claim: Statement, sentence: Statement, place: int, at: int) -> Flag | None:
    """Is being made for made, makes for was made, nearly made for made, where one of them is the other's passive."""
    if _manner(claim, place) == _manner(sentence, at):
        return None
    ours, theirs = (
        " ".join(reversed([one.words[verb].text, *_beside(one, verb)]))
        for one, verb in ((claim, place), (sentence, at))
    )
    return Flag(FlagKind.HEDGE, ours, theirs, Effect.MISSING)


def _manner(statement: Statement, place: int) -> tuple[bool, bool, frozenset[str]]:
    """Whether a verb says what is going on, whether what is so now, and what limits it."""
    beside = frozenset(_beside(statement, place))
    going_on = "being" in beside or (is_doing(statement.small[place]) and bool(BE & beside))
    now = bool({"is", "are", "am"} & beside) or not (HELPING & beside or is_past(statement.small[place]))
    return going_on, now, LIMITING & beside


def _beside(statement: Statement, place: int) -> Iterator[str]:
    """The adverbs and auxiliaries right before a verb, the nearest first."""
    for at in range(place - 1, -1, -1):
        if statement.marks[at + 1] or not (is_adverb(statement.small[at]) or statement.small[at] in HELPING):
            return
        yield statement.small[at]


def _is_participle(statement: Statement, place: int) -> bool:
    """Return whether a verb's participle stands at this place, adverbs left out: "has [also sold]"."""
    return any(is_past(word) or word == "been" for word in statement.small[place : place + 2])


def _is_present(claim: Statement, place: int) -> bool:
    """Return whether the word is a verb of what is so now: "makes", or "share" behind a plural."""
    word = claim.small[place]
    if is_past(word) or word.endswith("ss"):
        return False
    return word.endswith("s") or (place > 0 and claim.small[place - 1].endswith(PLURALS) and not claim.marks[place])


def _is_a_noun_there(claim: Statement, sentence: Statement, place: int, at: int) -> Flag | None:
    """A deed in the claim of which the sentence only has the noun: "bid for" for "is weighing a bid for"."""
    if not place or not is_past(claim.small[place]) or sentence.small[at].endswith(("ed", "ing")):
        return None
    tied = at > 0 and sentence.small[at - 1] in ARTICLES
    subject = bool(FINITE & {*sentence.small[at + 1 : at + 2]}) and not is_past(sentence.small[at])
    if not (tied or subject) or claim.small[place - 1] in ARTICLES | PREPOSITIONS | HELPING:
        return None
    shown = " ".join(word.text for word in sentence.words[max(0, at - 1) : at + 2])
    return Flag(FlagKind.HEDGE, claim.words[place].text, shown, Effect.MISSING)


def _adverbs(statement: Statement, place: int) -> Iterator[str]:
    """The adverbs right before a word, the nearest first."""
    for at in range(place - 1, -1, -1):
        if statement.marks[at + 1] or not (is_adverb(statement.small[at]) or statement.small[at] in WAS_ONCE):
            return
        yield statement.small[at]


def _helpers(statement: Statement, place: int) -> list[str]:
    """The auxiliaries before a word, the nearest first."""
    found, at = [], place - 1
    while at >= 0 and not statement.marks[at + 1]:
        if statement.small[at] in HELPING:
            found.append(statement.small[at])
        elif not is_adverb(statement.small[at]):
            break
        at -= 1
    return found


def _same_subject(alignment: Alignment, place: int, ours: list[str], at: int, theirs: list[str]) -> bool:
    """Return whether the word before the verb, auxiliaries left out, is the same in both."""
    before, there = place - len(ours) - 1, at - len(theirs) - 1
    return before >= 0 and there >= 0 and alignment.partner(before) == there
